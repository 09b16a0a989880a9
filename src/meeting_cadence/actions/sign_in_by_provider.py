"""Signing in by an OpenID provider: its word for who somebody is, matched with a person who is here already.

Nobody is added by it, and whoever is disabled stays out. Its password rules are the provider's; where the profile wants
two factors and the provider does not say that it asked for them, this service asks for its own.
"""

from typing import Literal

from meeting_cadence.access.id_tokens import Identity
from meeting_cadence.access.person import Person
from meeting_cadence.access.profiles import Profile
from meeting_cadence.actions.passwords import hash_token
from meeting_cadence.actions.people_ports import People
from meeting_cadence.actions.refusals import SignInRefused
from meeting_cadence.actions.sign_in import SignedIn, open_session

Match = Literal["email", "sub", "preferred_username"]
"""What the provider says that has to be a person's e-mail address here, or their login."""


def sign_in_by_provider(
    people: People, identity: Identity, *, match: Match, profile: Profile
) -> SignedIn | SignInRefused:
    """Open a session for the one person of that identity. A refusal is answered, so that its line is committed."""
    found = [one for one in people.everyone() if _is(one, identity, match)]
    if len(found) != 1 or found[0].disabled:
        why = "unknown" if not found else "disabled" if len(found) == 1 else "several"
        people.note("provider_refused", login=identity.subject[:100], by=None, why=why)
        return SignInRefused()
    person = found[0]
    opened = open_session(people, person)
    token_hash = hash_token(opened.token)
    people.mark_provider(token_hash)
    if identity.by_two_factors or not profile.second_factor:
        people.show_factor(token_hash)
    people.note("signed_in", login=person.login, by=person.login, provider=identity.subject[:100])
    return opened


def _is(person: Person, identity: Identity, match: Match) -> bool:
    if match == "email":
        return identity.email is not None and (person.email or "").casefold() == identity.email.casefold()
    name = identity.subject if match == "sub" else identity.username
    return name is not None and person.login == name.lower()
