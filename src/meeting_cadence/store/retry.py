"""Sending again by hand what was refused, or may not have arrived; each time with a line on the trail."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, Final

from sqlalchemy import ColumnElement, or_, select, update
from sqlmodel import Session

from meeting_cadence.access import NotFound
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.store.audit import note
from meeting_cadence.store.letters import FAILED
from meeting_cadence.store.tables.alerts import OutboxRow
from meeting_cadence.store.tables.columns import table_of

_OUTBOX: Final = table_of(OutboxRow)


class NoticeNotFailed(MeetingCadenceError):
    """A notice that is not sent again, for it has not failed. Subject: its number."""

    code: ClassVar[str] = "notice_not_failed"
    http_status: ClassVar[int] = 409


def retry_notice(session: Session, number: int, *, at: datetime, by: str) -> int:
    """Send a notice again, with what left in the same message; answers how many wait again.

    It keeps its Message-ID, so that a recipient who has it already can tell. Attempts are counted anew; one that has
    been tried before does not wait for working hours. Whether it still holds is checked as it leaves.
    Raises NotFound, NoticeNotFailed.
    """
    found = session.connection().execute(select(_OUTBOX).where(_OUTBOX.c.id == number)).mappings().first()
    if found is None:
        raise NotFound(str(number))
    if found["state"] not in FAILED:
        raise NoticeNotFailed(str(number))
    together = _OUTBOX.c.id == number
    if found["batch"] is not None:
        together = or_(
            together, (_OUTBOX.c.batch == found["batch"]) & (_OUTBOX.c.recipient == found["recipient"])
        )
    return len(_again(session, together, at=at, by=by))


def retry_failed(session: Session, states: Collection[str], *, at: datetime, by: str) -> int:
    """Send everything of these states again; answers how many notices wait again."""
    return len(_again(session, _OUTBOX.c.state.in_(states), at=at, by=by))


def _again(session: Session, which: ColumnElement[bool], *, at: datetime, by: str) -> list[int]:
    columns = ("id", "state", "recipient", "last_error")
    failed = select(*(_OUTBOX.c[name] for name in columns)).where(which, _OUTBOX.c.state.in_(FAILED))
    rows = session.connection().execute(failed.order_by(_OUTBOX.c.id).with_for_update()).all()
    for row in rows:
        told = {"was": row.state, "recipient": row.recipient, "error": row.last_error}
        note(session, "notice.retried", at=at, actor=by, subject=str(row.id), **told)
    numbers = [row.id for row in rows]
    session.connection().execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.id.in_(numbers))
        .values(state="pending", not_before=at, attempts=1, doubts=0, lease_by=None)
    )
    return numbers
