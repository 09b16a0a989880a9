"""The predicates. `body` is a body's id; a body outside the tree is nobody's."""

from collections.abc import Iterable

from meeting_cadence.access.person import Person, Role
from meeting_cadence.bodies import Tree

_EVERYWHERE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def may_see(person: Person, tree: Tree, body: str) -> bool:
    """Everyone sees the own subtree; administrators and auditors see every body."""
    if person.disabled or body not in tree:
        return False
    return person.role in _EVERYWHERE or _is_within(person, tree, body)


def may_record(person: Person, tree: Tree, body: str) -> bool:
    """Secretaries and supervisors put facts of their own subtree on record."""
    return _acts_as(person, Role.SECRETARY, Role.SUPERVISOR) and _sees_within(person, tree, body)


def may_relieve(person: Person, tree: Tree, body: str) -> bool:
    """Supervisors record the reliefs that an authority granted within their subtree."""
    return _acts_as(person, Role.SUPERVISOR) and _sees_within(person, tree, body)


def may_administer(person: Person) -> bool:
    """Administrators keep packs, bodies, contacts and people."""
    return _acts_as(person, Role.ADMINISTRATOR)


def may_see_people(person: Person) -> bool:
    """Who may see the list of people: administrators and auditors."""
    return _acts_as(person, Role.ADMINISTRATOR, Role.AUDITOR)


def may_audit(person: Person) -> bool:
    """Auditors read the audit log; nobody else does."""
    return _acts_as(person, Role.AUDITOR)


def visible(person: Person, tree: Tree) -> Iterable[str]:
    """The ids of every body the person sees, superiors first."""
    if person.disabled:
        return ()
    if person.role in _EVERYWHERE or person.scope is None:
        return tuple(tree.bodies)
    return tuple(tree.subtree(person.scope)) if person.scope in tree else ()


def _acts_as(person: Person, *roles: Role) -> bool:
    return not person.disabled and person.role in roles


def _sees_within(person: Person, tree: Tree, body: str) -> bool:
    return body in tree and _is_within(person, tree, body)


def _is_within(person: Person, tree: Tree, body: str) -> bool:
    if person.scope is None or person.scope == body:
        return True
    return any(above.id == person.scope for above in tree.above(tree[body]))
