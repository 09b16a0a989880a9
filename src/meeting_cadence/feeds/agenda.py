"""Plans and acts of bodies, read from the ledger as meetings; a body is read anew only when it changed."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session

from meeting_cadence.bodies import Tree
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.meetings import Meeting, meetings_of
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import LedgerEntryBody

_KEPT_BODIES: Final = 4096
_AT_ONCE: Final = 500
_LINK: Final = table_of(LedgerEntryBody)


class Agenda:
    """Meetings by body, kept in memory as long as the body's part of the ledger has not grown."""

    def __init__(self) -> None:
        self._read: OrderedDict[str, tuple[tuple[int, str], tuple[Meeting, ...]]] = OrderedDict()

    def by_body(self, session: Session, bodies: Sequence[str], tree: Tree) -> dict[str, tuple[Meeting, ...]]:
        """The meetings of the bodies, each body's own; bodies without any entry are left out."""
        lasts = _last_entries(session, bodies)
        return {
            body: self._of(session, body, lasts[body], tree)
            for body in bodies
            if body in lasts and body in tree
        }

    def _of(self, session: Session, body: str, last: int, tree: Tree) -> tuple[Meeting, ...]:
        kept, zone = self._read.get(body), tree[body].zone
        if kept is None or kept[0] != (last, zone.key):
            facts = Facts.fold(load_entries(session, [body]))
            kept = ((last, zone.key), tuple(meetings_of(facts, body, zone)))
            self._read[body] = kept
            while len(self._read) > _KEPT_BODIES:
                self._read.popitem(last=False)
        return kept[1]


def _last_entries(session: Session, bodies: Sequence[str]) -> dict[str, int]:
    """Body to the number of its last ledger entry; bodies without any are left out."""
    found: dict[str, int] = {}
    statement = select(_LINK.c.body, func.max(_LINK.c.seq)).group_by(_LINK.c.body)
    for start in range(0, len(bodies), _AT_ONCE):
        part = bodies[start : start + _AT_ONCE]
        rows = session.connection().execute(statement.where(_LINK.c.body.in_(part)))
        found.update((body, last) for body, last in rows)
    return found
