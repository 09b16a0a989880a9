"""The outbox in the store: claiming by a lease, marking what came of it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, func, select, text, update
from sqlmodel import Session

from meeting_cadence.alerts.parcels import Waiting
from meeting_cadence.store.tables.alerts import OPEN_STATES, AlertState, DigestRow, OutboxRow
from meeting_cadence.store.tables.columns import table_of

_OUTBOX: Final = table_of(OutboxRow)
_STATE: Final = table_of(AlertState)
LEASE: Final = timedelta(minutes=10)
"""How long a claimed row is ours; whoever dies before leaves it to the next."""


def take(session: Session, at: datetime, limit: int) -> list[Waiting]:
    """Rows that may leave now: waiting ones, and leased ones whose lease has ended; locked on PostgreSQL."""
    statement: Select[Any] = (
        select(*(_OUTBOX.c[name] for name in Waiting._fields))
        .where(text(OPEN_STATES), _OUTBOX.c.not_before <= at)
        .order_by(_OUTBOX.c.not_before, _OUTBOX.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [Waiting(*row) for row in session.connection().execute(statement)]


def lease(session: Session, rows: Iterable[Waiting], *, worker: str, at: datetime, **columns: Any) -> None:
    """Claim rows: until the lease ends nobody else may send them."""
    _set(session, rows, state="leased", lease_by=worker, not_before=at + LEASE, **columns)
    _add(session, rows, attempts=1)


def cancel(session: Session, rows: Iterable[tuple[Waiting, str]]) -> None:
    """Take back rows, each for a reason."""
    for reason in {reason for _, reason in rows}:
        chosen = [row for row, why in rows if why == reason]
        _set(session, chosen, state="cancelled", lease_by=None, last_error=reason)


def postpone(session: Session, rows: Iterable[tuple[Waiting, datetime]]) -> None:
    """Let rows wait until an instant each."""
    bound = [{"the_id": row.id, "until": until} for row, until in rows]
    if bound:
        session.connection().execute(
            update(_OUTBOX)
            .where(_OUTBOX.c.id == bindparam("the_id"))
            .values(state="pending", lease_by=None, not_before=bindparam("until")),
            bound,
        )


def show(session: Session, rows: Iterable[Waiting]) -> None:
    """There is no such channel: the notices are shown on the page, not sent."""
    _set(session, rows, state="shown", lease_by=None)


def rewrite(session: Session, row: Waiting, **words: str) -> None:
    """The words of a mail that tells this notice alone, as they are sent."""
    _set(session, [row], **words)


def put_digest(session: Session, digest: DigestRow) -> None:
    """The words of a mail that tells several notices."""
    session.merge(digest)


def settle(session: Session, rows: Iterable[Waiting], *, worker: str, doubts: int = 0, **columns: Any) -> int:
    """Mark what came of rows that are still ours; how many were. Another may have claimed them meanwhile."""
    values: dict[str, Any] = {"lease_by": None, **columns}
    if doubts:
        values["doubts"] = _OUTBOX.c.doubts + doubts
    ours: list[ColumnElement[bool]] = [_OUTBOX.c.state == "leased", _OUTBOX.c.lease_by == worker]
    done = session.connection().execute(update(_OUTBOX).where(_chosen(rows), *ours).values(values))
    return done.rowcount


def give_back(
    session: Session, rows: Iterable[Waiting], *, worker: str, at: datetime, **columns: Any
) -> None:
    """Rows that were claimed but not tried."""
    rows = list(rows)
    if settle(session, rows, worker=worker, state="pending", not_before=at, **columns):
        _add(session, rows, attempts=-1)


def mails_since(session: Session, recipient: str, since: datetime) -> int:
    """How many mails this recipient got since then."""
    count = select(func.count(func.distinct(_OUTBOX.c.message_id))).where(
        _OUTBOX.c.recipient == recipient, _OUTBOX.c.sent_at > since
    )
    return int(session.connection().execute(count).scalar_one())


def next_alerts(session: Session, keys: Collection[str]) -> dict[str, datetime | None]:
    """When each obligation is told next, if nothing changes."""
    rows = session.connection().execute(
        select(_STATE.c.obligation, _STATE.c.next_alert).where(_STATE.c.obligation.in_(keys))
    )
    return {row.obligation: row.next_alert for row in rows}


def _set(session: Session, rows: Iterable[Waiting], **values: Any) -> None:
    session.connection().execute(update(_OUTBOX).where(_chosen(rows)).values(values))


def _add(session: Session, rows: Iterable[Waiting], *, attempts: int) -> None:
    session.connection().execute(
        update(_OUTBOX).where(_chosen(rows)).values(attempts=_OUTBOX.c.attempts + attempts)
    )


def _chosen(rows: Iterable[Waiting]) -> ColumnElement[bool]:
    return _OUTBOX.c.id.in_([row.id for row in rows])
