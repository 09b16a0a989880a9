"""The audit trail in the database. `note` says what a transaction does; `seal` writes it down as the transaction ends.

Every writing transaction ends in `Store`, which seals: there is no other way to commit. What is noted and what is
changed are so committed together or not at all, and lines follow each other in the order of the commits: SQLite lets
one writer in at a time, on PostgreSQL a lock until the commit does the same for those who seal.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, event, insert, select, text
from sqlmodel import Session

from meeting_cadence.access.audit_chain import (
    START,
    AuditLine,
    instant_text,
    key_name,
    sealed,
)
from meeting_cadence.store.audit_ledger import BEGAN, ENTRY, beginning
from meeting_cadence.store.tables.audit import AuditRow
from meeting_cadence.store.tables.columns import canonical, table_of

_AUDIT: Final = table_of(AuditRow)
_COLUMNS: Final = tuple(_AUDIT.c[name] for name in AuditLine._fields)
_LOCK: Final = 0x6175_6469
"""The PostgreSQL advisory lock of who seals. Taken last, after the lock of writers: no two wait for each other."""
_NOTES: Final = "audit"
_AT_ONCE: Final = 2000


class _Note(NamedTuple):
    at: datetime
    actor: str | None
    action: str
    subject: str | None
    values: Mapping[str, Any]


class Asked(NamedTuple):
    """Which lines of the trail are wanted; `action` may end in a dot: all that begin so."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    first: datetime | None = None
    last: datetime | None = None
    before: int | None = None
    """Only lines with a smaller number: the next page."""
    limit: int = 100


def note(
    session: Session,
    action: str,
    *,
    at: datetime,
    actor: str | None,
    subject: str | None = None,
    **values: Any,
) -> None:
    """Have this transaction leave a line on the trail. A rollback forgets it."""
    session.connection()  # Begins the transaction, so that a rollback is told even where nothing else was done.
    session.info.setdefault(_NOTES, []).append(_Note(at, actor, action, subject, values))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_NOTES, None)


def has_notes(session: Session) -> bool:
    """Whether there is something to seal."""
    return bool(session.info.get(_NOTES))


def seal(session: Session, key: bytes) -> None:
    """Write down what was noted, each line with its seal."""
    notes: list[_Note] = session.info.pop(_NOTES, [])
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    last = head(session)
    if last is None:
        notes.insert(0, _beginning(session, notes))
    seq, previous = (last.seq, last.mac) if last else (0, START)
    lines: list[AuditLine] = []
    for one in notes:
        seq += 1
        lines.append(sealed(_line(one, seq, key_name(key), previous), key))
        previous = lines[-1].mac
    connection.execute(insert(_AUDIT), [line._asdict() for line in lines])


def _beginning(session: Session, notes: Sequence[_Note]) -> _Note:
    """The first line of all: what was on the ledger before this transaction."""
    fresh = [one.values["seq"] for one in notes if one.action.startswith(ENTRY)]
    return _Note(notes[0].at, None, BEGAN, None, beginning(session, before=min(fresh, default=None)))


def _line(one: _Note, seq: int, key: str, previous: str) -> AuditLine:
    return AuditLine(
        seq,
        instant_text(one.at),
        one.actor,
        one.action,
        one.subject,
        canonical(one.values),
        key,
        previous,
        "",
    )


def head(session: Session) -> AuditLine | None:
    """The last line."""
    row = session.connection().execute(select(*_COLUMNS).order_by(_AUDIT.c.seq.desc()).limit(1)).first()
    return None if row is None else AuditLine(*row)


def all_lines(session: Session) -> Iterator[AuditLine]:
    """The whole trail in its order, read piece by piece."""
    statement = select(*_COLUMNS).order_by(_AUDIT.c.seq).execution_options(yield_per=_AT_ONCE)
    rows = session.connection().execute(statement)
    return (AuditLine(*row) for row in rows)


def list_lines(session: Session, asked: Asked) -> Sequence[AuditLine]:
    """The lines that are wanted, the latest first."""
    rows = session.connection().execute(_wanted(asked).order_by(_AUDIT.c.seq.desc()).limit(asked.limit))
    return [AuditLine(*row) for row in rows]


def actions(session: Session) -> list[str]:
    """Every action that occurs."""
    return list(
        session.connection().execute(select(_AUDIT.c.action).distinct().order_by(_AUDIT.c.action)).scalars()
    )


def _wanted(asked: Asked) -> Select[Any]:
    statement = select(*_COLUMNS)
    if asked.actor is not None:
        statement = statement.where(_AUDIT.c.actor == asked.actor)
    if asked.action is not None:
        same = _AUDIT.c.action == asked.action
        statement = statement.where(
            _AUDIT.c.action.startswith(asked.action, autoescape=True) if asked.action.endswith(".") else same
        )
    if asked.subject is not None:
        statement = statement.where(_AUDIT.c.subject == asked.subject)
    if asked.first is not None:
        statement = statement.where(_AUDIT.c.at >= instant_text(asked.first))
    if asked.last is not None:
        statement = statement.where(_AUDIT.c.at <= instant_text(asked.last))
    if asked.before is not None:
        statement = statement.where(_AUDIT.c.seq < asked.before)
    return statement
