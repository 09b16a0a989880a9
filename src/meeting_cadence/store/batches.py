"""The last imports: what was put on record together and can be taken back together."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import LedgerEntry, LedgerEntryBody

_ENTRY: Final = table_of(LedgerEntry)
_BODY: Final = table_of(LedgerEntryBody)
_NAME: Final = re.compile(r"(imp-\d{8}-[0-9a-f]{6}(?:-\d+)?):", re.ASCII)
_LOOKED_AT: Final = 2000
"""Entries of imports that are looked at, the latest first."""


class KnownBatch(NamedTuple):
    """An import. `size`: its entries of bodies that are seen; `standing`: those that were not taken back."""

    name: str
    by: str | None
    appended: datetime
    size: int
    standing: int


def recent_batches(session: Session, bodies: Collection[str], limit: int) -> list[KnownBatch]:
    """The last imports that concern any of these bodies, the latest first."""
    columns = (_ENTRY.c.entry_id, _ENTRY.c.by, _ENTRY.c.appended, _BODY.c.body)
    statement = (
        select(*columns)
        .join(_BODY, _BODY.c.seq == _ENTRY.c.seq)
        .where(_ENTRY.c.entry_id.startswith("imp-"), _ENTRY.c.type == "act")
        .order_by(_ENTRY.c.seq.desc())
        .limit(_LOOKED_AT)
    )
    rows = [row for row in session.connection().execute(statement) if row.body in bodies]
    gone = _retracted(session)
    batches: dict[str, dict[str, tuple[str | None, datetime]]] = {}
    for row in rows:
        named = _NAME.match(row.entry_id)
        if named is not None:
            batches.setdefault(named[1], {})[row.entry_id] = (row.by, row.appended)
    return [
        KnownBatch(name, *next(iter(entries.values())), len(entries), len(set(entries) - gone))
        for name, entries in list(batches.items())[:limit]
    ]


def _retracted(session: Session) -> set[str]:
    statement = select(_ENTRY.c.target).where(_ENTRY.c.type == "retract", _ENTRY.c.target.startswith("imp-"))
    return {str(target) for target in session.connection().execute(statement).scalars()}
