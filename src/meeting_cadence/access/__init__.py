"""Who may see and record what: plain predicates over a person and the tree of bodies.

Nobody both acts and purges the log (三员分立): an administrator keeps bodies, mandates and people and records
nothing; an auditor reads everything and changes nothing.
"""

from meeting_cadence.access.person import Person, Role
from meeting_cadence.access.predicates import (
    may_administer,
    may_audit,
    may_record,
    may_relieve,
    may_see,
    may_see_people,
    visible,
)
from meeting_cadence.access.refusals import Conflict, NotAllowed, NotFound

__all__ = [
    "Conflict",
    "NotAllowed",
    "NotFound",
    "Person",
    "Role",
    "may_administer",
    "may_audit",
    "may_record",
    "may_relieve",
    "may_see",
    "may_see_people",
    "visible",
]
