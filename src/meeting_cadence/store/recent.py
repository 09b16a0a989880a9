"""The last entries of the ledger, for pages that show what was recorded lately."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.ledger.kept import Kept
from meeting_cadence.queries.scope import EVERY_BODY
from meeting_cadence.store.entry_rows import entry_of
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import LedgerEntry, LedgerEntryBody

_ENTRY = table_of(LedgerEntry)
_BODY = table_of(LedgerEntryBody)
_AT_ONCE = 500
_COLUMNS = (
    _ENTRY.c.seq,
    _ENTRY.c.entry_id,
    _ENTRY.c.payload,
    _ENTRY.c.recorded,
    _ENTRY.c.by,
    _ENTRY.c.reason,
    _ENTRY.c.appended,
)


def load_recent(
    session: Session, bodies: Collection[str], count: int, known_at: datetime | None = None
) -> list[Kept]:
    """The last `count` entries that concern any of the bodies, known by `known_at` (None: all), oldest first."""
    statement = select(*_COLUMNS).order_by(_ENTRY.c.seq.desc()).limit(count)
    if len(bodies) <= _AT_ONCE:
        concerned = select(_BODY.c.seq).where(_BODY.c.body.in_([*bodies, EVERY_BODY]))
        statement = statement.where(_ENTRY.c.seq.in_(concerned))
    if known_at is not None:
        statement = statement.where(_ENTRY.c.recorded.is_(None) | (_ENTRY.c.recorded <= known_at))
    rows = session.connection().execute(statement).all()
    return [
        Kept(seq, entry_id, entry_of(payload, recorded, by), reason, appended)
        for seq, entry_id, payload, recorded, by, reason, appended in reversed(rows)
    ]
