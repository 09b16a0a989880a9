"""Keeping people: add, reset, disable, enable, and the links by which they choose a password."""

import re
from datetime import timedelta
from typing import Final, Literal, NamedTuple

from meeting_cadence.access.person import Person, Role
from meeting_cadence.access.profiles import STANDARD, Profile
from meeting_cadence.actions.change_person import require_another_administrator, require_email
from meeting_cadence.actions.passwords import Chosen, choose, hash_token, new_token
from meeting_cadence.actions.people_ports import Link, People
from meeting_cadence.actions.refusals import (
    LinkUseless,
    LoginInvalid,
    LoginTaken,
    PersonUnknown,
    RoleUnknown,
)
from meeting_cadence.queries.world import World, nearest

LINK_LASTS: Final = timedelta(hours=72)
FIRST: Final = "first_administrator"
PASSWORD: Final = "password"
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{0,99}")


class Invited(NamedTuple):
    """A person and the token of the one-time link by which they choose a password; told once, never kept."""

    person: Person | None
    token: str


def add_person(
    people: People,
    world: World,
    *,
    login: str,
    name: str,
    role: str,
    scope: str | None,
    by: str | None,
    language: Literal["zh", "en"] = "zh",
    email: str | None = None,
) -> Invited:
    """Add someone. Raises LoginInvalid, LoginTaken, RoleUnknown, BodyUnknown, EmailInvalid."""
    login = login.lower()
    if not _LOGIN.fullmatch(login) or not name.strip():
        raise LoginInvalid(login)
    if role not in [one.value for one in Role]:
        raise RoleUnknown(role, nearest(role, [one.value for one in Role]))
    if scope is not None:
        world.body(scope)
    require_email(email)
    if people.account(login) is not None:
        raise LoginTaken(login)
    person = people.add(Person(0, login, name.strip(), Role(role), scope, language, email))
    people.note("person_added", login=login, by=by, role=role, scope=scope)
    return Invited(person, _link(people, person.id, PASSWORD))


def reset_person(people: People, login: str, *, by: str | None) -> Invited:
    """Take password, second factor and tokens away, end every session, give a new link. Raises PersonUnknown."""
    person = find_person(people, login)
    people.set_password(person.id, None)
    people.put_factor(person.id, None)
    people.end_sessions(person.id)
    people.end_links(person.id)
    revoked = people.revoke_tokens(person.id)
    people.note("person_reset", login=person.login, by=by, tokens_revoked=revoked)
    return Invited(person, _link(people, person.id, PASSWORD))


def disable_person(people: People, login: str, *, by: str | None) -> Person:
    """Nothing of this person works any more: sessions end, links, tokens and feeds are revoked, at once.

    Raises PersonUnknown, LastAdministrator.
    """
    person = find_person(people, login)
    require_another_administrator(people, person)
    people.set_disabled(person.id, True)
    people.end_sessions(person.id)
    people.end_links(person.id)
    tokens, revoked = people.revoke_tokens(person.id), people.revoke_feeds(person)
    people.note("person_disabled", login=person.login, by=by, feeds_revoked=revoked, tokens_revoked=tokens)
    return person


def enable_person(people: People, login: str, *, by: str | None) -> Invited:
    """Let a disabled person in again, by a new link; the old password and feeds stay dead."""
    person = find_person(people, login)
    people.set_disabled(person.id, False)
    people.note("person_enabled", login=person.login, by=by)
    return reset_person(people, login, by=by)


def first_link(people: People) -> Invited | None:
    """The first administrator's link while nobody is here; None afterwards. It makes older ones useless."""
    if people.everyone():
        return None
    people.end_links(None)
    people.note("first_link_made", login=None, by=None)
    return Invited(None, _link(people, None, FIRST))


def look_at_link(people: People, token: str) -> Link:
    """What a link is for, without using it up. Raises LinkUseless (unknown, used or expired: all alike)."""
    link = people.link(hash_token(token))
    if link is None or link.used is not None or link.expires <= people.at:
        raise LinkUseless()
    return link


def use_link(
    people: People,
    token: str,
    *,
    password: str,
    login: str | None = None,
    name: str | None = None,
    profile: Profile = STANDARD,
    chosen: Chosen | None = None,
) -> Person:
    """Choose a password by a one-time link; the first administrator also chooses a login and a name.

    `chosen`: the password as checked and hashed before the transaction.

    Raises LinkUseless, PasswordTooWeak, LoginInvalid, LoginTaken.
    """
    link = look_at_link(people, token)
    if link.person is None:
        person = _first(people, login or "", name or "")
    else:
        person = next(one for one in people.everyone() if one.id == link.person)
        if person.disabled:
            raise LinkUseless()
    earlier = tuple(people.earlier_passwords(person.id, profile.history))
    if chosen is None or chosen.earlier != earlier:
        chosen = choose(password, profile, person, earlier)
    people.use_link(link.token_hash)
    people.set_password(person.id, chosen.hash)
    people.end_sessions(person.id)
    people.note("password_chosen", login=person.login, by=person.login)
    return person


def _first(people: People, login: str, name: str) -> Person:
    if people.everyone():
        raise LinkUseless()
    login = login.lower()
    if not _LOGIN.fullmatch(login) or not name.strip():
        raise LoginInvalid(login)
    return people.add(Person(0, login, name.strip(), Role.ADMINISTRATOR))


def find_person(people: People, login: str) -> Person:
    """By login. Raises PersonUnknown."""
    account = people.account(login)
    if account is None:
        raise PersonUnknown(login, nearest(login, [one.login for one in people.everyone()]))
    return account.person


def _link(people: People, person: int | None, purpose: str) -> str:
    token = new_token()
    people.put_link(hash_token(token), person, purpose, people.at + LINK_LASTS)
    return token
