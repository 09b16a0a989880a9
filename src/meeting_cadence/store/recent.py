"""The last entries of the ledger, for pages that show what was recorded lately."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
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
    session: Session,
    bodies: Collection[str],
    count: int,
    known_at: datetime | None = None,
    *,
    before: int | None = None,
) -> list[Kept]:
    """The last `count` entries that concern any of the bodies, known by `known_at` (None: all), oldest first.

    `before`: only those with a smaller number.
    """
    named = {*bodies, EVERY_BODY}
    statement = select(*_COLUMNS).order_by(_ENTRY.c.seq.desc())
    if known_at is not None:
        statement = statement.where(_ENTRY.c.recorded.is_(None) | (_ENTRY.c.recorded <= known_at))
    if len(bodies) <= _AT_ONCE:
        concerned = select(_BODY.c.seq).where(_BODY.c.body.in_(named))
        found = _read(session, statement.where(_ENTRY.c.seq.in_(concerned)), before, count)
    else:
        found = _among_many(session, statement, named, before, count)
    return found[::-1]


def _among_many(
    session: Session, statement: Select[Any], named: Collection[str], before: int | None, count: int
) -> list[Kept]:
    """Read from the end until there are enough: of so many bodies almost every entry is one of theirs."""
    found: list[Kept] = []
    while len(found) < count:
        page = _read(session, statement, before, _AT_ONCE)
        links = select(_BODY.c.seq, _BODY.c.body).where(_BODY.c.seq.in_([one.seq for one in page]))
        theirs = {seq for seq, body in session.connection().execute(links) if body in named}
        found += [one for one in page if one.seq in theirs]
        if len(page) < _AT_ONCE:
            break
        before = page[-1].seq
    return found[:count]


def _read(session: Session, statement: Select[Any], before: int | None, count: int) -> list[Kept]:
    if before is not None:
        statement = statement.where(_ENTRY.c.seq < before)
    return [
        Kept(seq, entry_id, entry_of(payload, recorded, by), reason, appended)
        for seq, entry_id, payload, recorded, by, reason, appended in session.connection().execute(
            statement.limit(count)
        )
    ]
