"""What a token may be given: never more than its owner has."""

from typing import Final, Literal, get_args

from meeting_cadence.access.person import Person, Role
from meeting_cadence.bodies import Tree

Only = Literal["metrics", "badge"]
"""What a token may be good for instead of the API: reading the metrics, or one badge on any page."""
ONLY: Final[tuple[Only, ...]] = get_args(Only)

ROLES_WITHIN: Final[dict[Role, tuple[Role, ...]]] = {
    Role.VIEWER: (Role.VIEWER,),
    Role.SECRETARY: (Role.VIEWER, Role.SECRETARY),
    Role.SUPERVISOR: (Role.VIEWER, Role.SECRETARY, Role.SUPERVISOR),
    Role.ADMINISTRATOR: (Role.VIEWER, Role.ADMINISTRATOR),
    Role.AUDITOR: (Role.VIEWER, Role.AUDITOR),
}


def is_within(owner: Person, tree: Tree, role: Role, scope: str | None) -> bool:
    """Whether role and scope (None: every body) are no wider than the owner's."""
    if owner.disabled or role not in ROLES_WITHIN[owner.role]:
        return False
    if owner.scope is None or scope == owner.scope:
        return True
    return (
        scope is not None and scope in tree and any(one.id == owner.scope for one in tree.above(tree[scope]))
    )
