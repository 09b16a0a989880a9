"""Changing what a person is called, what they are here for, and for whom. Logins last."""

from dataclasses import replace
from typing import Literal, NamedTuple

from meeting_cadence.access import may_see
from meeting_cadence.access.person import Person, Role
from meeting_cadence.access.refusals import Conflict
from meeting_cadence.actions.people_ports import People
from meeting_cadence.actions.refusals import LoginInvalid, RoleUnknown
from meeting_cadence.bodies import Tree
from meeting_cadence.bodies.address import is_address
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.queries.world import World, nearest


class LastAdministrator(Conflict):
    """Nobody else could administer any more. Subject: the login."""

    code = "last_administrator"


class EmailInvalid(MeetingCadenceError):
    """That is no e-mail address."""

    code = "email_invalid"
    http_status = 422
    exit_status = 2


class Wanted(NamedTuple):
    """All of a person that can be changed."""

    name: str
    role: str
    scope: str | None
    language: Literal["zh", "en"]
    email: str | None


def change_person(people: People, world: World, person: Person, wanted: Wanted, *, by: str | None) -> Person:
    """Put a person's name, role, scope, language and address; answers them as they are now.

    Another role or scope ends every session; one that sees less revokes every feed. Tokens never have more rights than
    their owner. Raises LoginInvalid (no name), RoleUnknown, BodyUnknown, EmailInvalid, LastAdministrator.
    """
    changed = _checked(world, person, wanted)
    if changed == person:
        return person
    if changed.role is not Role.ADMINISTRATOR:
        require_another_administrator(people, person)
    people.update(changed)
    told: dict[str, object] = {"role": changed.role.value, "scope": changed.scope, "email": changed.email}
    if (changed.role, changed.scope) != (person.role, person.scope):
        people.end_sessions(person.id)
        if _sees_less(world.pack.tree, person, changed):
            told["feeds_revoked"] = people.revoke_feeds(person)
    people.note("person_changed", login=person.login, by=by, name=changed.name, **told)
    return changed


def require_another_administrator(people: People, person: Person) -> None:
    """Raise LastAdministrator where a person is the only administrator who is not disabled."""
    others = [one for one in people.everyone() if one.id != person.id and not one.disabled]
    mine = person.role is Role.ADMINISTRATOR and not person.disabled
    if mine and not any(one.role is Role.ADMINISTRATOR for one in others):
        raise LastAdministrator(person.login)


def require_email(email: str | None) -> None:
    """Raise EmailInvalid unless it is an e-mail address, or none at all."""
    if email is not None and not is_address(EMAIL, email):
        raise EmailInvalid(email[:100])


def _checked(world: World, person: Person, wanted: Wanted) -> Person:
    roles = [one.value for one in Role]
    if not wanted.name.strip() or not wanted.name.isprintable():
        raise LoginInvalid(person.login)
    if wanted.role not in roles:
        raise RoleUnknown(wanted.role, nearest(wanted.role, roles))
    if wanted.scope is not None:
        world.body(wanted.scope)
    require_email(wanted.email)
    return replace(
        person,
        name=wanted.name.strip(),
        role=Role(wanted.role),
        scope=wanted.scope,
        language=wanted.language,
        email=wanted.email,
    )


def _sees_less(tree: Tree, before: Person, after: Person) -> bool:
    """Whether something that was seen is not seen any more; auditors subscribe to nothing."""
    if after.role is Role.AUDITOR:
        return True
    return any(may_see(before, tree, body.id) and not may_see(after, tree, body.id) for body in tree)
