"""The ledger beside the audit trail: every entry's line holds the digest of its row, and both must agree.

So a row of the ledger that was edited, deleted, slipped in or never written is found too. Entries that were on record
before the trail began are covered by one digest in its first line.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.access.audit_chain import AuditLine, content_of
from meeting_cadence.store.tables.columns import canonical, table_of
from meeting_cadence.store.tables.record import LedgerEntry, LedgerEntryBody

ENTRY: Final = "entry."
"""Actions of lines about ledger entries begin so; the rest is the entry's type."""
BEGAN: Final = "audit.began"
_ENTRY: Final = table_of(LedgerEntry)
_BODY: Final = table_of(LedgerEntryBody)
_AT_ONCE: Final = 2000


class LedgerFinding(NamedTuple):
    """Entry `seq` is not as the trail says: changed, gone, or on no line (0: those before the trail began)."""

    kind: Literal["entry_changed", "entry_gone", "entry_unknown"]
    seq: int


class _Told(NamedTuple):
    """What the trail says of an entry, or the ledger itself."""

    digest: str
    bodies: frozenset[str]


def row_digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of a ledger row, hexadecimal."""
    told = [_plain(row[column.name]) for column in _ENTRY.c]
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def beginning(session: Session, *, before: int | None) -> dict[str, Any]:
    """What the trail's first line says of the entries that were there before it (numbers below `before`)."""
    digest, count, last = hashlib.sha256(), 0, 0
    for row in _rows(session):
        if before is None or row["seq"] < before:
            digest.update(row_digest(row).encode())
            count, last = count + 1, row["seq"]
    return {"entries": count, "last": last, "digest": digest.hexdigest()}


def compare_ledger(session: Session, lines: Iterable[AuditLine]) -> list[LedgerFinding]:
    """What differs between the ledger and the lines of the trail; lines are taken as they are, checked or not."""
    known: dict[int, _Told] = {}
    began: Mapping[str, Any] = {"entries": 0, "last": 0, "digest": hashlib.sha256().hexdigest()}
    for line in lines:
        found = content_of(line)
        content = found if isinstance(found, dict) else {}
        if line.action == BEGAN and line.seq == 1:
            began = {**began, **content}
        elif line.action.startswith(ENTRY) and isinstance(content.get("seq"), int):
            known[content["seq"]] = _Told(str(content.get("digest")), _texts(content.get("bodies")))
    return list(_differences(session, known, began))


def _differences(
    session: Session, known: dict[int, _Told], began: Mapping[str, Any]
) -> Iterator[LedgerFinding]:
    earlier, bodies = hashlib.sha256(), _bodies(session)
    for row in _rows(session):
        seq = row["seq"]
        if seq in known:
            if known.pop(seq) != _Told(row_digest(row), frozenset(bodies.get(seq, ()))):
                yield LedgerFinding("entry_changed", seq)
        elif seq <= began["last"]:
            earlier.update(row_digest(row).encode())
        else:
            yield LedgerFinding("entry_unknown", seq)
    yield from (LedgerFinding("entry_gone", seq) for seq in sorted(known))
    if earlier.hexdigest() != began["digest"]:
        yield LedgerFinding("entry_changed", 0)


def _rows(session: Session) -> Iterator[Mapping[str, Any]]:
    statement = select(_ENTRY).order_by(_ENTRY.c.seq).execution_options(yield_per=_AT_ONCE)
    return (dict(row) for row in session.connection().execute(statement).mappings())


def _bodies(session: Session) -> dict[int, set[str]]:
    """By which bodies each entry is found: a link that is gone hides an entry."""
    found: dict[int, set[str]] = {}
    for seq, body in session.connection().execute(select(_BODY.c.seq, _BODY.c.body)):
        found.setdefault(seq, set()).add(body)
    return found


def _texts(value: Any) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset()


def _plain(value: Any) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
