"""The second factor: an authenticator app's code after the password."""

from datetime import datetime
from typing import NamedTuple

from meeting_cadence.access.person import Person
from meeting_cadence.access.totp import base32, enrolment_address, matching_step, secret_for
from meeting_cadence.actions.own_password import end_if_locked
from meeting_cadence.actions.passwords import hash_token
from meeting_cadence.actions.people_ports import Factor, People
from meeting_cadence.actions.refusals import CodeWrong
from meeting_cadence.actions.sign_in import DEFAULT_RULES, Rules, count_failure


class Enrolment(NamedTuple):
    """What an authenticator app needs: the secret to type, or the address that a QR code carries."""

    secret: str
    address: str


def begin_enrolment(
    people: People, person: Person, *, session: str, key: bytes, issuer: str
) -> Enrolment | None:
    """What to show; the same throughout a session, and nothing is kept yet. None: there is a second factor already."""
    factor = people.factor(person.id)
    if factor is not None and factor.since is not None:
        return None
    secret = secret_for(key, person.id, _nonce(session))
    return Enrolment(base32(secret), enrolment_address(secret, issuer=issuer, login=person.login))


def confirm_enrolment(people: People, person: Person, code: str, *, session: str, key: bytes) -> None:
    """The first code: from now on one is asked for at each sign-in. Raises CodeWrong."""
    known = people.factor(person.id)
    factor = Factor(_nonce(session))
    step = _step(people.at, person, factor, code, key)
    if step is None or (known is not None and known.since is not None):
        raise CodeWrong()
    people.put_factor(person.id, Factor(factor.nonce, people.at, step))
    people.show_factor(session)
    people.end_sessions(person.id, but=session)
    people.note("second_factor_enrolled", login=person.login, by=person.login)


def _nonce(session: str) -> str:
    """What the secret is made from, besides the key: of a session's random token, for each enrolment another."""
    return hash_token(f"second factor of {session}")[:32]


def show_code(
    people: People, person: Person, code: str, *, session: str, key: bytes, rules: Rules = DEFAULT_RULES
) -> CodeWrong | None:
    """The code after the password. A wrong one is answered, not raised: it counts as a failure to sign in."""
    account, factor = people.account(person.login), people.factor(person.id)
    assert account is not None and factor is not None, "only asked of somebody who has one"
    if account.locked_until is not None and account.locked_until > people.at:
        people.end_sessions(person.id)
        return CodeWrong()
    step = _step(people.at, person, factor, code, key)
    if step is None:
        count_failure(people, account, rules)
        end_if_locked(people, person)
        return CodeWrong()
    people.put_factor(person.id, factor._replace(step=step))
    people.set_failures(person.id, 0, None)
    people.show_factor(session)
    people.note("second_factor_shown", login=person.login, by=person.login)
    return None


def _step(at: datetime, person: Person, factor: Factor, code: str, key: bytes) -> int | None:
    secret = secret_for(key, person.id, factor.nonce)
    return matching_step(secret, code, at=at, after=factor.step)
