"""Signing in and out: server-side sessions, and no way to learn who exists."""

from datetime import datetime, timedelta
from typing import NamedTuple

from meeting_cadence.access.person import Person
from meeting_cadence.actions.passwords import hash_token, is_password, new_token
from meeting_cadence.actions.people_ports import Account, People
from meeting_cadence.actions.refusals import SignInRefused


class Rules(NamedTuple):
    """How signing in is guarded. The defaults are those of the settings."""

    failures: int = 5
    wait: timedelta = timedelta(minutes=15)
    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)


DEFAULT_RULES = Rules()
_SEEN_EVERY = timedelta(minutes=1)


class SignedIn(NamedTuple):
    """A new session; the token is told once and never kept."""

    token: str
    person: Person


def sign_in(
    people: People, login: str, password: str, *, rules: Rules = DEFAULT_RULES
) -> SignedIn | SignInRefused:
    """Open a session.

    A refusal is answered, not raised, so that the failure it counts is committed: the caller raises it after
    the transaction. It is the same for an unknown login, a wrong password, a disabled or a locked account,
    and takes as long; after `rules.failures` failures the account is locked for `rules.wait`.
    """
    account = people.account(login)
    fits = is_password(password, account.password_hash if account else None)
    if account is None or account.person.disabled:
        people.note("sign_in_refused", login=login[:100], by=None)
        return SignInRefused()
    if account.locked_until is not None and account.locked_until > people.at:
        people.note("sign_in_locked", login=account.person.login, by=None)
        return SignInRefused()
    if not fits:
        return _count_failure(people, account, rules)
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
    found = people.session(hash_token(token))
    if found is None or found.person.disabled:
        return None
    if people.at - found.last_seen > rules.idle or people.at - found.created > rules.longest:
        people.end_session(found.token_hash)
        return None
    if people.at - found.last_seen >= _SEEN_EVERY:
        people.touch_session(found.token_hash)
    return found.person


def sign_out(people: People, token: str) -> None:
    """End the session of the token."""
    found = people.session(hash_token(token))
    if found is not None:
        people.end_session(found.token_hash)
        people.note("signed_out", login=found.person.login, by=found.person.login)


def _count_failure(people: People, account: Account, rules: Rules) -> SignInRefused:
    failures = account.failures + 1
    locked: datetime | None = None
    if failures >= rules.failures:
        failures, locked = 0, people.at + rules.wait
        people.note("account_locked", login=account.person.login, by=None)
    else:
        people.note("sign_in_failed", login=account.person.login, by=None)
    people.set_failures(account.person.id, failures, locked)
    return SignInRefused()
