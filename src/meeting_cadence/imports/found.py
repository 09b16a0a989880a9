"""Finding the entries of a batch on the ledger, and which of them still stand."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlmodel import Session

from meeting_cadence.ledger.entries import Entry, Replace, Retract
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.store.entry_rows import entry_of
from meeting_cadence.store.ledger import load_history
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import LedgerEntry

_ENTRY = table_of(LedgerEntry)


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


def standing_ids(entries: Sequence[Entry]) -> list[str]:
    """The ids of the acts that stand once all corrections are folded in, in the order of the ledger."""
    acts = Facts.fold(entries).acts.values()
    standing = {known.act.id for known_acts in acts for known in known_acts}
    return [id_ for id_ in dict.fromkeys(entry.content.id for entry in entries) if id_ and id_ in standing]
