"""A one-time link that signs somebody in without a password: for the demonstration only."""

from datetime import timedelta
from typing import Final

from meeting_cadence.access.person import Person
from meeting_cadence.actions.passwords import hash_token, new_token
from meeting_cadence.actions.people import look_at_link
from meeting_cadence.actions.people_ports import People
from meeting_cadence.actions.refusals import LinkUseless
from meeting_cadence.actions.sign_in import SignedIn, open_session

SIGN_IN: Final = "sign_in"
_LASTS: Final = timedelta(hours=12)


def sign_in_link(people: People, person: Person) -> str:
    """The token of a link that opens one session of this person."""
    token = new_token()
    people.put_link(hash_token(token), person.id, SIGN_IN, people.at + _LASTS)
    return token


def sign_in_by_link(people: People, token: str) -> SignedIn:
    """Use the link up and open a session. Raises LinkUseless."""
    link = look_at_link(people, token)
    person = next((one for one in people.everyone() if one.id == link.person), None)
    if link.purpose != SIGN_IN or person is None or person.disabled:
        raise LinkUseless()
    people.use_link(link.token_hash)
    people.note("signed_in", login=person.login, by=person.login)
    return open_session(people, person)
