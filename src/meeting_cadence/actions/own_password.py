"""Changing one's own password: of one's own will, or because it has become too old."""

from meeting_cadence.access.person import Person
from meeting_cadence.actions.passwords import check_password, hash_password, is_password
from meeting_cadence.actions.people_ports import People
from meeting_cadence.actions.refusals import PasswordWrong
from meeting_cadence.actions.sign_in import DEFAULT_RULES, Rules, count_failure


def change_password(
    people: People, person: Person, *, session: str, old: str, new: str, rules: Rules = DEFAULT_RULES
) -> PasswordWrong | None:
    """Choose another password and end every other session. `session`: the hash of the one that goes on.

    A wrong old password is answered, not raised, so that it is counted as a failure to sign in; when that locks the
    account this session ends too. Raises PasswordTooWeak.
    """
    account = people.account(person.login)
    if account is None or not is_password(old, account.password_hash):
        if account is not None:
            count_failure(people, account, rules)
            end_if_locked(people, person)
        return PasswordWrong()
    profile = rules.profile
    earlier = people.earlier_passwords(person.id, max(1, profile.history))
    check_password(new, profile, person, earlier)
    people.set_password(person.id, hash_password(new))
    people.end_sessions(person.id, but=session)
    people.note("password_changed", login=person.login, by=person.login)
    return None


def end_if_locked(people: People, person: Person) -> None:
    """End every session of somebody whose account has just been locked."""
    account = people.account(person.login)
    if account is not None and account.locked_until is not None and account.locked_until > people.at:
        people.end_sessions(person.id)
