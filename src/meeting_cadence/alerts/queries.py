"""Who was told what, when: the notices as rows to list."""

from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from meeting_cadence.store.tables.alerts import NoticeRow, OutboxRow
from meeting_cadence.store.tables.columns import table_of

_NOTICE: Final = table_of(NoticeRow)
_OUTBOX: Final = table_of(OutboxRow)
FOLDED: Final = "folded"


class Listed(NamedTuple):
    """One notice and what became of it. `state`: of the outbox, or `folded` where a later one was sent instead."""

    key: str
    obligation: str
    body: str
    mandate: str
    kind: str
    rung: str
    occurrence: int
    recipient: str
    role: str
    stands_in: bool
    reached_at: datetime
    planned_at: datetime
    state: str
    not_before: datetime | None
    sent_at: datetime | None
    attempts: int
    message_id: str | None
    last_error: str | None
    subject: str | None
    number: int | None
    """Of the outbox: by which it is sent again. None: folded."""


def listed(
    session: Session,
    *,
    states: Collection[str] = (),
    bodies: Collection[str] | None = None,
    obligation: str | None = None,
    limit: int = 200,
) -> list[Listed]:
    """Notices, the latest first; of some states, bodies or one obligation only."""
    of_notice = ("key", "obligation", "body", "mandate", "kind", "rung", "occurrence", "recipient", "role")
    of_mail = ("not_before", "sent_at", "attempts", "message_id", "last_error", "subject")
    state = func.coalesce(_OUTBOX.c.state, FOLDED)
    statement = (
        select(
            *(_NOTICE.c[name] for name in (*of_notice, "stands_in", "reached_at", "planned_at")),
            state,
            *(_OUTBOX.c[name] for name in of_mail),
            _OUTBOX.c.id,
        )
        .join(_OUTBOX, _OUTBOX.c.notice == _NOTICE.c.key, isouter=True)
        .order_by(_NOTICE.c.planned_at.desc(), _NOTICE.c.reached_at.desc(), _NOTICE.c.key)
        .limit(limit)
    )
    if states:
        statement = statement.where(state.in_(states))
    if bodies is not None:
        statement = statement.where(_NOTICE.c.body.in_(bodies))
    if obligation is not None:
        statement = statement.where(_NOTICE.c.obligation == obligation)
    return [Listed._make(row) for row in session.connection().execute(statement)]


def states(session: Session) -> dict[str, int]:
    """How many mails are in each state."""
    rows = session.connection().execute(select(_OUTBOX.c.state, func.count()).group_by(_OUTBOX.c.state))
    return {state: int(count) for state, count in rows}
