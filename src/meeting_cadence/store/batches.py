"""What was put on record together and can be taken back together: imports, and adoptions of many bodies.

A batch is the beginning of its entries' ids (`imp-20240305-1f0c9a:…`), so that it survives an export of the ledger.
"""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Final, Literal, NamedTuple

from sqlalchemy import func, or_, select
from sqlmodel import Session

from meeting_cadence.ledger.entries import Entry, Replace, Retract
from meeting_cadence.store.entry_rows import entry_of
from meeting_cadence.store.ledger import load_history
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import LedgerEntry, LedgerEntryBody

_ENTRY: Final = table_of(LedgerEntry)
_BODY: Final = table_of(LedgerEntryBody)
_NAME: Final = re.compile(r"((?:imp|adopt)-\d{8}-[0-9a-f]{6}(?:-\d+)?):", re.ASCII)
_LOOKED_AT: Final = 2000
"""Entries of batches that are looked at, the latest first."""
Sort = Literal["imp", "adopt"]
_TYPES: Final[dict[Sort, str]] = {"imp": "act", "adopt": "adopt"}


class KnownBatch(NamedTuple):
    """A batch. `size`: its entries of bodies that are seen; `standing`: those that were not taken back."""

    name: str
    by: str | None
    appended: datetime
    size: int
    standing: int


def find_batch(session: Session, prefix: str) -> list[Entry]:
    """The entries whose id begins so, and everything that corrects them, in the order of the ledger."""
    length = len(prefix)
    begins = or_(
        func.substr(_ENTRY.c.entry_id, 1, length) == prefix, func.substr(_ENTRY.c.target, 1, length) == prefix
    )
    columns = (_ENTRY.c.seq, _ENTRY.c.payload, _ENTRY.c.recorded, _ENTRY.c.by)
    rows = session.connection().execute(select(*columns).where(begins))
    found = {seq: entry_of(payload, recorded, by) for seq, payload, recorded, by in rows}
    for entry in list(found.values()):
        content = entry.content
        if isinstance(content, (Retract, Replace)) and content.id is not None:
            found |= {kept.seq: kept.entry for kept in load_history(session, content.id)}
    return [found[seq] for seq in sorted(found)]


def recent_batches(
    session: Session, bodies: Collection[str], limit: int, *, sort: Sort = "imp"
) -> list[KnownBatch]:
    """The last batches of a sort that concern any of these bodies, the latest first."""
    columns = (_ENTRY.c.entry_id, _ENTRY.c.by, _ENTRY.c.appended, _BODY.c.body)
    statement = (
        select(*columns)
        .join(_BODY, _BODY.c.seq == _ENTRY.c.seq)
        .where(_ENTRY.c.entry_id.startswith(f"{sort}-"), _ENTRY.c.type == _TYPES[sort])
        .order_by(_ENTRY.c.seq.desc())
        .limit(_LOOKED_AT)
    )
    rows = [row for row in session.connection().execute(statement) if row.body in bodies]
    gone = _retracted(session, sort)
    batches: dict[str, dict[str, tuple[str | None, datetime]]] = {}
    for row in rows:
        named = _NAME.match(row.entry_id)
        if named is not None:
            batches.setdefault(named[1], {})[row.entry_id] = (row.by, row.appended)
    return [
        KnownBatch(name, *next(iter(entries.values())), len(entries), len(set(entries) - gone))
        for name, entries in list(batches.items())[:limit]
    ]


def _retracted(session: Session, sort: Sort) -> set[str]:
    begins = _ENTRY.c.target.startswith(f"{sort}-")
    statement = select(_ENTRY.c.target).where(_ENTRY.c.type == "retract", begins)
    return {str(target) for target in session.connection().execute(statement).scalars()}
