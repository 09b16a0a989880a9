"""Changing one's own password: of one's own will, or because it has become too old."""

from collections.abc import Callable
from typing import NamedTuple

from meeting_cadence.access.person import Person
from meeting_cadence.actions.passwords import Chosen, Proof, choose, prove
from meeting_cadence.actions.people_ports import People
from meeting_cadence.actions.refusals import PasswordWrong
from meeting_cadence.actions.sign_in import DEFAULT_RULES, Rules, count_failure


class Change(NamedTuple):
    """What takes long of a change, done before its transaction. `chosen` None: the old password was wrong."""

    proof: Proof
    chosen: Chosen | None


def prepare_change(
    people: People, person: Person, old: str, new: str, *, rules: Rules
) -> Callable[[], Change]:
    """Read what is kept; the answer, called after the transaction, compares and hashes. It raises PasswordTooWeak."""
    account = people.account(person.login)
    kept = account.password_hash if account else None
    earlier = _earlier(people, person, rules)

    def change() -> Change:
        proof = prove(old, kept)
        return Change(proof, choose(new, rules.profile, person, earlier) if proof.fits else None)

    return change


def change_password(
    people: People,
    person: Person,
    *,
    session: str,
    old: str,
    new: str,
    rules: Rules = DEFAULT_RULES,
    change: Change | None = None,
) -> PasswordWrong | None:
    """Choose another password and end every other session. `session`: the hash of the one that goes on.

    `change`: made before the transaction; it is made again only where it is outdated.

    A wrong old password is answered, not raised, so that it is counted as a failure to sign in; when that locks the
    account this session ends too. Raises PasswordTooWeak.
    """
    account = people.account(person.login)
    if change is None or account is None or change.proof.kept != account.password_hash:
        change = prepare_change(people, person, old, new, rules=rules)()
    if account is None or not change.proof.fits:
        if account is not None:
            count_failure(people, account, rules)
            end_if_locked(people, person)
        return PasswordWrong()
    earlier, chosen = _earlier(people, person, rules), change.chosen
    if chosen is None or chosen.earlier != earlier:
        chosen = choose(new, rules.profile, person, earlier)
    people.set_password(person.id, chosen.hash)
    people.end_sessions(person.id, but=session)
    people.note("password_changed", login=person.login, by=person.login)
    return None


def _earlier(people: People, person: Person, rules: Rules) -> tuple[str, ...]:
    return tuple(people.earlier_passwords(person.id, max(1, rules.profile.history)))


def end_if_locked(people: People, person: Person) -> None:
    """End every session of somebody whose account has just been locked."""
    account = people.account(person.login)
    if account is not None and account.locked_until is not None and account.locked_until > people.at:
        people.end_sessions(person.id)
