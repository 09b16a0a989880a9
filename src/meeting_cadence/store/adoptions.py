"""Which bodies were adopted, and from which day: the few entries of the ledger that say so."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.ledger.entries import Adopt, Entry
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.scope import EVERY_BODY
from meeting_cadence.store.entry_rows import entry_of
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import LedgerEntry, LedgerEntryBody

_ENTRY = table_of(LedgerEntry)
_BODY = table_of(LedgerEntryBody)
_COLUMNS = (_ENTRY.c.seq, _ENTRY.c.entry_id, _ENTRY.c.payload, _ENTRY.c.recorded, _ENTRY.c.by)


def standing_adoptions(session: Session) -> Mapping[str, Sequence[Adopt]]:
    """The adoptions that stand once all corrections are folded in, by body."""
    found: dict[int, Entry] = {}
    wanted = _ENTRY.c.type == "adopt"
    while True:
        rows = session.connection().execute(select(*_COLUMNS).where(wanted)).all()
        fresh = [row for row in rows if row.seq not in found]
        if not fresh:
            return Facts.fold(found[seq] for seq in sorted(found)).adoptions
        found |= {row.seq: entry_of(row.payload, row.recorded, row.by) for row in fresh}
        named = select(_ENTRY.c.entry_id).where(_ENTRY.c.entry_id.is_not(None), wanted)
        wanted = _ENTRY.c.target.in_(named)


def bodies_begun(session: Session, among: Collection[str] | None = None) -> frozenset[str]:
    """The bodies (None: of all) of which an adoption or a declaration of completeness was not taken back.

    `EVERY_BODY` is among them where a declaration speaks of all.
    """
    retract, again = _ENTRY.alias("retract"), _ENTRY.alias("again")
    undone = select(again.c.target).where(again.c.type == "retract", again.c.target.is_not(None))
    holds = retract.c.entry_id.is_(None) | retract.c.entry_id.not_in(undone)
    gone = select(retract.c.target).where(retract.c.type == "retract", retract.c.target.is_not(None), holds)
    statement = (
        select(_BODY.c.body)
        .join(_ENTRY, _ENTRY.c.seq == _BODY.c.seq)
        .where(_ENTRY.c.type.in_(("adopt", "complete")))
        .where(_ENTRY.c.entry_id.is_(None) | _ENTRY.c.entry_id.not_in(gone))
        .distinct()
    )
    if among is not None:
        statement = statement.where(_BODY.c.body.in_({*among, EVERY_BODY}))
    return frozenset(session.connection().execute(statement).scalars())
