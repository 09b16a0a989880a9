"""The outbox in the store: claiming by a lease, marking what came of it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Update, bindparam, func, select, text, update
from sqlmodel import Session

from meeting_cadence.alerts.courier import Letter
from meeting_cadence.alerts.mail import Mail
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


def lease(session: Session, letters: Collection[Letter], *, worker: str, at: datetime) -> None:
    """Claim what was written: until the lease ends nobody else may send it. Its words are kept as they are sent."""
    whole: list[dict[str, Any]] = []
    parts: list[dict[str, Any]] = []
    for letter in letters:
        for row in letter.parcel.rows:
            claimed = {
                "the_id": row.id,
                "the_kind": letter.parcel.kind,
                "the_batch": letter.batch,
                "the_message": letter.message.message_id,
            }
            if len(letter.parcel.rows) == 1:
                whole.append(
                    {**claimed, **{f"the_{name}": text for name, text in letter.words._asdict().items()}}
                )
            else:
                parts.append(claimed)
    values = {
        "state": "leased",
        "lease_by": worker,
        "not_before": at + LEASE,
        "attempts": _OUTBOX.c.attempts + 1,
    }
    values |= {"kind": bindparam("the_kind"), "batch": bindparam("the_batch")}
    values |= {"message_id": bindparam("the_message")}
    words: dict[str, Any] = {name: bindparam(f"the_{name}") for name in Mail._fields}
    claimed_row = update(_OUTBOX).where(_OUTBOX.c.id == bindparam("the_id"))
    connection = session.connection()
    if whole:
        connection.execute(claimed_row.values({**values, **words}), whole)
    if parts:
        connection.execute(claimed_row.values(values), parts)
    for letter in letters:
        if len(letter.parcel.rows) > 1:
            session.merge(_digest(letter, at))


def _digest(letter: Letter, at: datetime) -> DigestRow:
    parcel = letter.parcel
    return DigestRow(
        batch=letter.batch,
        recipient=parcel.recipient,
        kind=parcel.kind,
        created_at=at,
        **letter.words._asdict(),
    )


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


def settle(
    connection: Connection, rows: Collection[Waiting], *, worker: str, doubts: int = 0, **columns: Any
) -> int:
    """Mark what came of rows that are still ours; how many were. Another may have claimed them meanwhile."""
    given = {"lease_by": None, "more_doubts": doubts, **columns}
    bound = [{"the_id": row.id, "the_worker": worker, **given} for row in rows]
    return connection.execute(_ours(tuple(columns)), bound).rowcount


@cache
def _ours(columns: tuple[str, ...]) -> Update:
    """Set these columns of a row that is still ours; built once, for it is executed for every mail."""
    values: dict[str, Any] = {name: bindparam(name) for name in ("lease_by", *columns)}
    return (
        update(_OUTBOX)
        .where(
            _OUTBOX.c.id == bindparam("the_id"),
            _OUTBOX.c.state == "leased",
            _OUTBOX.c.lease_by == bindparam("the_worker"),
        )
        .values({**values, "doubts": _OUTBOX.c.doubts + bindparam("more_doubts")})
    )


def give_back(
    session: Session, rows: Iterable[Waiting], *, worker: str, at: datetime, **columns: Any
) -> None:
    """Rows that were claimed but not tried."""
    rows = list(rows)
    if settle(session.connection(), rows, worker=worker, state="pending", not_before=at, **columns):
        _add(session, rows, attempts=-1)


def mails_since(session: Session, recipients: Collection[str], since: datetime) -> dict[str, int]:
    """How many mails each recipient got since then; none: left out."""
    count = (
        select(_OUTBOX.c.recipient, func.count(func.distinct(_OUTBOX.c.message_id)))
        .where(_OUTBOX.c.recipient.in_(recipients), _OUTBOX.c.sent_at > since)
        .group_by(_OUTBOX.c.recipient)
    )
    return {recipient: int(number) for recipient, number in session.connection().execute(count)}


def last_mails(
    session: Session, recipients: Collection[str], since: datetime
) -> dict[tuple[str, str, str], datetime]:
    """(channel, recipient in small letters, kind) to when the last such mail left since then; none: left out."""
    columns = (_OUTBOX.c.channel, _OUTBOX.c.recipient, _OUTBOX.c.kind)
    rows = session.connection().execute(
        select(*columns, func.max(_OUTBOX.c.sent_at))
        .where(_OUTBOX.c.recipient.in_(recipients), _OUTBOX.c.sent_at > since)
        .group_by(*columns)
    )
    return {(channel, recipient.casefold(), kind): sent for channel, recipient, kind, sent in rows}


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
