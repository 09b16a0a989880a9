"""An import as one batch: put on record in one transaction, taken back as a whole.

The batch is the beginning of its entries' ids (`imp-20240305-1f0c9a:…`), so that it survives an export of the ledger.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from meeting_cadence.access import NotAllowed
from meeting_cadence.actions.refusals import BatchUndone, BatchUnknown, ReasonNeeded
from meeting_cadence.imports.effects import Change, effects_of, streams_of
from meeting_cadence.imports.found import standing_ids
from meeting_cadence.imports.prepare import SEPARATOR, Prepared, Reach, Wish, free, load, prepare
from meeting_cadence.ledger.entries import Entry, Retract
from meeting_cadence.queries.scope import bodies_of
from meeting_cadence.store.batches import find_batch
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.ledger import facts_in

BATCH: Final = re.compile(r"imp-\d{8}-[0-9a-f]{6}(-\d+)?", re.ASCII)


class Undone(NamedTuple):
    """What came of taking a batch back."""

    batch: str
    retracted: int
    changes: Sequence[Change]


def apply(desk: SqlDesk, wish: Wish, *, reach: Reach | None = None) -> Prepared:
    """Prepare, and put every new entry on record in the transaction of the desk. Raises SheetRefused."""
    prepared = prepare(desk.session, desk.world, wish, at=desk.at, tables=desk.tables, reach=reach)
    if prepared.entries:
        desk.append_all(prepared.entries, reason=f"{wish.file} ({prepared.batch})")
    return prepared


def undo(desk: SqlDesk, batch: str, *, reason: str, by: str | None, reach: Reach | None = None) -> Undone:
    """Retract every entry of a batch that still stands; they stay on the ledger, marked.

    Raises ReasonNeeded, BatchUnknown (also where a body is out of reach), NotAllowed, BatchUndone.
    """
    if not reason.strip():
        raise ReasonNeeded(batch)
    lines = find_batch(desk.session, batch + SEPARATOR) if BATCH.fullmatch(batch) else []
    if not lines:
        raise BatchUnknown(batch)
    _require_reach(lines, reach, batch)
    ids = [id_ for id_ in standing_ids(lines) if id_.startswith(batch + SEPARATOR)]
    if not ids:
        raise BatchUndone(batch)
    taken = {entry.content.id for entry in lines}
    recorded = max([desk.at, *(e.recorded + timedelta(microseconds=1) for e in lines if e.recorded)])
    retracts = [Entry(Retract(id_, reason, free(f"{id_}-retract", taken)), recorded, by) for id_ in ids]
    streams = streams_of(desk.world, facts_in(lines))
    known = load(desk.session, desk.world, streams, ())
    effects = effects_of(desk.world, streams, known, retracts, at=desk.at, tables=desk.tables)
    desk.append_all(retracts, reason=reason)
    return Undone(batch, len(retracts), effects.changes)


def _require_reach(lines: Sequence[Entry], reach: Reach | None, batch: str) -> None:
    bodies = {body for fact in facts_in(lines) for body in bodies_of(fact)}
    if reach is not None and not bodies <= set(reach.bodies):
        raise BatchUnknown(batch)
    if reach is not None and not all(map(reach.may_record, bodies)):
        raise NotAllowed(batch)
