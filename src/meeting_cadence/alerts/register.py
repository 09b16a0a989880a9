"""The register of alerts in the store: what is to be looked at, what is known of it, what comes of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import delete, select, update
from sqlmodel import Session

from meeting_cadence.alerts.memory import Memory
from meeting_cadence.alerts.recipients import Administrator, Recipient
from meeting_cadence.store.bulk import insert_rows, update_rows
from meeting_cadence.store.tables.alerts import AlertStale, AlertState, FlipRow, NoticeRow, OutboxRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation, PersonRow

_STATE: Final = table_of(AlertState)
_STALE: Final = table_of(AlertStale)
_NOTICE: Final = table_of(NoticeRow)
_OUTBOX: Final = table_of(OutboxRow)
_FLIP: Final = table_of(FlipRow)
_ROWS: Final = table_of(Obligation)
_PERSON: Final = table_of(PersonRow)

_ARRIVED: Final = ("sent", "uncertain", "leased", "shown")
"""States in which a recipient has heard, or may have."""


class Unsent(NamedTuple):
    """An outbox row that is still waiting."""

    id: int
    obligation: str
    due_revision: str
    rung: str


def to_look_at(session: Session, at: datetime, limit: int) -> list[str]:
    """Keys of obligations that changed or reached their next rung: two index ranges, never a scan."""
    connection = session.connection()
    stale = connection.execute(
        select(_STALE.c.obligation).order_by(_STALE.c.obligation).limit(limit)
    ).scalars()
    due = connection.execute(
        select(_STATE.c.obligation)
        .where(_STATE.c.next_alert.is_not(None), _STATE.c.next_alert <= at)
        .order_by(_STATE.c.next_alert, _STATE.c.obligation)
        .limit(limit)
    ).scalars()
    return list(dict.fromkeys([*stale, *due]))


def stale_parts(session: Session, size: int) -> Iterator[list[str]]:
    """Keys of all obligations that changed, in parts."""
    last = ""
    while True:
        part = session.connection().execute(
            select(_STALE.c.obligation)
            .where(_STALE.c.obligation > last)
            .order_by(_STALE.c.obligation)
            .limit(size)
        )
        keys = list(part.scalars())
        if not keys:
            return
        yield keys
        last = keys[-1]


def obligations(session: Session, keys: Collection[str]) -> list[Mapping[str, Any]]:
    """The stored rows of these keys, in the order of keys."""
    rows = session.connection().execute(select(_ROWS).where(_ROWS.c.key.in_(keys)).order_by(_ROWS.c.key))
    return [dict(row) for row in rows.mappings()]


def memories(session: Session, keys: Collection[str]) -> dict[str, Memory]:
    """What is remembered of each."""
    columns = ("obligation", "phase", "standing", "due_revision", "since", "ended")
    rows = session.connection().execute(
        select(*(_STATE.c[name] for name in columns)).where(_STATE.c.obligation.in_(keys))
    )
    return {key: Memory(*rest) for key, *rest in rows}


def planned(session: Session, keys: Collection[str]) -> dict[tuple[str, str], set[tuple[str, int]]]:
    """(obligation, due revision) to the (rung, occurrence) on record."""
    columns = ("obligation", "due_revision", "rung", "occurrence")
    rows = session.connection().execute(
        select(*(_NOTICE.c[name] for name in columns)).where(_NOTICE.c.obligation.in_(keys))
    )
    found: dict[tuple[str, str], set[tuple[str, int]]] = {}
    for key, revision, rung, occurrence in rows:
        found.setdefault((key, revision), set()).add((rung, occurrence))
    return found


def alarmed(session: Session, key: str) -> list[Recipient]:
    """Who has been told that it was overdue, or not done as required."""
    rows = session.connection().execute(
        select(*(_NOTICE.c[name] for name in ("recipient", "role", "name", "stands_in", "channel")))
        .join(_OUTBOX, _OUTBOX.c.notice == _NOTICE.c.key)
        .where(
            _NOTICE.c.obligation == key,
            _NOTICE.c.kind.in_(("overdue", "missed", "violated")),
            _OUTBOX.c.state.in_(_ARRIVED),
        )
        .order_by(_OUTBOX.c.id)
    )
    first: dict[tuple[str, str], Recipient] = {}
    for told in (Recipient(*row) for row in rows):
        first.setdefault(told.same, told)
    return list(first.values())


def unsent(session: Session, keys: Collection[str]) -> list[Unsent]:
    """What waits to be sent about these obligations; corrections aside."""
    rows = session.connection().execute(
        select(_OUTBOX.c.id, _OUTBOX.c.obligation, _OUTBOX.c.due_revision, _NOTICE.c.rung)
        .join(_NOTICE, _NOTICE.c.key == _OUTBOX.c.notice)
        .where(_OUTBOX.c.obligation.in_(keys), _OUTBOX.c.state == "pending", _OUTBOX.c.kind != "corrected")
    )
    return [Unsent(*row) for row in rows]


def administrators(session: Session) -> tuple[Administrator, ...]:
    """Who looks after the service and has an address."""
    rows = session.connection().execute(
        select(_PERSON.c.email, _PERSON.c.name)
        .where(
            _PERSON.c.role == "administrator", _PERSON.c.email.is_not(None), _PERSON.c.disabled_at.is_(None)
        )
        .order_by(_PERSON.c.id)
    )
    return tuple(Administrator(email, name) for email, name in rows if email)


def put_memories(session: Session, looked_at: Mapping[str, tuple[Memory, datetime | None]]) -> None:
    """Remember what was seen, and when to look next."""
    connection = session.connection()
    known = set(memories(session, looked_at.keys()))
    rows = [
        {"obligation": key, **memory._asdict(), "next_alert": next_alert}
        for key, (memory, next_alert) in looked_at.items()
    ]
    insert_rows(connection, _STATE, [row for row in rows if row["obligation"] not in known])
    old = [row for row in rows if row["obligation"] in known]
    update_rows(connection, _STATE, old, key="obligation", names=(*Memory._fields, "next_alert"))


def put_notices(session: Session, notices: Sequence[dict[str, Any]], mails: Sequence[dict[str, Any]]) -> None:
    """The notices, and the mails that carry those which are not folded."""
    connection = session.connection()
    insert_rows(connection, _NOTICE, notices)
    insert_rows(connection, _OUTBOX, mails)


def put_flips(session: Session, flips: Iterable[dict[str, Any]]) -> None:
    """The changes of standing and due."""
    insert_rows(session.connection(), _FLIP, list(flips))


def cancel(session: Session, rows: Collection[Unsent]) -> None:
    """Take back what was not sent."""
    if rows:
        session.connection().execute(
            update(_OUTBOX).where(_OUTBOX.c.id.in_([row.id for row in rows])).values(state="cancelled")
        )


def looked_at(session: Session, keys: Collection[str], at: datetime) -> None:
    """These are no longer stale, nor is one of them to be looked at again by `at`, even if its row is gone."""
    if not keys:
        return
    session.connection().execute(delete(_STALE).where(_STALE.c.obligation.in_(keys)))
    session.connection().execute(
        update(_STATE).where(_STATE.c.obligation.in_(keys), _STATE.c.next_alert <= at).values(next_alert=None)
    )
