"""Signing in and out: server-side sessions, and no way to learn who exists."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from meeting_cadence.access.person import Person
from meeting_cadence.access.profiles import STANDARD, Profile
from meeting_cadence.actions.passwords import Proof, hash_token, new_token, prove
from meeting_cadence.actions.people_ports import Account, OpenSession, People
from meeting_cadence.actions.refusals import SignInRefused


class Rules(NamedTuple):
    """How signing in is guarded. The defaults are those of the settings."""

    failures: int = 5
    wait: timedelta = timedelta(minutes=15)
    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    profile: Profile = STANDARD

    def within_profile(self) -> "Rules":
        """No laxer than the profile allows."""
        profile = self.profile
        return Rules(
            min(self.failures, profile.most_failures),
            max(self.wait, profile.least_wait),
            min(self.idle, profile.longest_idle),
            min(self.longest, profile.longest),
            profile,
        )


DEFAULT_RULES = Rules()
_SEEN_EVERY = timedelta(minutes=1)

Step = Literal["code", "password", "enrol"]
"""What is still asked of somebody with a session: the second factor's code, a new password, a second factor."""


class SignedIn(NamedTuple):
    """A new session; the token is told once and never kept."""

    token: str
    person: Person


def sign_in(
    people: People, login: str, password: str, *, rules: Rules = DEFAULT_RULES, proof: Proof | None = None
) -> SignedIn | SignInRefused:
    """Open a session. `proof`: the comparison made before the transaction; it is made again only if it is outdated.

    A refusal is answered, not raised, so that the failure it counts is committed: the caller raises it after
    the transaction. It is the same for an unknown login, a wrong password, a disabled or a locked account,
    and takes as long; after `rules.failures` failures the account is locked for `rules.wait`.
    """
    account = people.account(login)
    kept = account.password_hash if account else None
    if proof is None or proof.kept != kept:
        proof = prove(password, kept)
    if account is None or account.person.disabled:
        people.note("sign_in_refused", login=login[:100], by=None)
        return SignInRefused()
    if account.locked_until is not None and account.locked_until > people.at:
        people.note("sign_in_locked", login=account.person.login, by=None)
        return SignInRefused()
    if not proof.fits:
        return count_failure(people, account, rules)
    people.set_failures(account.person.id, 0, None)
    people.note("signed_in", login=account.person.login, by=account.person.login)
    return open_session(people, account.person)


def open_session(people: People, person: Person) -> SignedIn:
    """A session for a person who has proved who they are."""
    token = new_token()
    people.put_session(hash_token(token), person.id)
    return SignedIn(token, person)


def who_is(people: People, token: str, *, rules: Rules = DEFAULT_RULES) -> Person | None:
    """Whose session the token opens; None when it is unknown, ended, idle too long or too old."""
    found = live_session(people, token, rules=rules)
    return found.person if found else None


def live_session(people: People, token: str, *, rules: Rules = DEFAULT_RULES) -> OpenSession | None:
    """The session of the token; None as for `who_is`. It is noted that it was used."""
    found = people.session(hash_token(token))
    if found is None or found.person.disabled:
        return None
    if not is_within(found, rules, at=people.at):
        people.end_session(found.token_hash)
        return None
    if people.at - found.last_seen >= _SEEN_EVERY:
        people.touch_session(found.token_hash)
    return found


def is_within(found: OpenSession, rules: Rules, *, at: datetime) -> bool:
    """Whether a session has been idle, and has lasted, no longer than it may."""
    return at - found.last_seen <= rules.idle and at - found.created <= rules.longest


def step_left(found: OpenSession, profile: Profile, *, at: datetime) -> Step | None:
    """What this person must still do before anything else; None: nothing."""
    if found.has_factor and not found.shown_factor:
        return "code"
    if profile.max_age is not None and not found.by_provider:
        changed = found.password_changed
        if changed is None or at - changed >= profile.max_age:
            return "password"
    proved = found.has_factor or (found.by_provider and found.shown_factor)
    return "enrol" if profile.second_factor and not proved else None


def sign_out(people: People, token: str) -> None:
    """End the session of the token."""
    found = people.session(hash_token(token))
    if found is not None:
        people.end_session(found.token_hash)
        people.note("signed_out", login=found.person.login, by=found.person.login)


def count_failure(people: People, account: Account, rules: Rules) -> SignInRefused:
    """A wrong password or code; after `rules.failures` in a row the account is locked for `rules.wait`."""
    failures = account.failures + 1
    locked: datetime | None = None
    if failures >= rules.failures:
        failures, locked = 0, people.at + rules.wait
        people.note("account_locked", login=account.person.login, by=None)
    else:
        people.note("sign_in_failed", login=account.person.login, by=None)
    people.set_failures(account.person.id, failures, locked)
    return SignInRefused()
