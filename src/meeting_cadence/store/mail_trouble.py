"""Since when mail does not leave, written down by who delivers, for everyone who shows it.

Trouble begins with the first drain that could hand over nothing of what it tried, and ends with the first mail taken.
"""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import func, select, text
from sqlmodel import Session

from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.store.setting import put_setting, setting
from meeting_cadence.store.tables.alerts import OPEN_STATES, OutboxRow
from meeting_cadence.store.tables.columns import table_of

_OUTBOX: Final = table_of(OutboxRow)
_SINCE: Final = "mail.failing_since"


class MailTrouble(NamedTuple):
    """`since`: the first drain in vain. `waiting`: notices still to be sent. `detail`: why not, as last told."""

    since: datetime
    waiting: int
    detail: str


def begin_trouble(session: Session, *, at: datetime) -> None:
    """Mail did not leave; trouble that there is already began when it began."""
    if not setting(session, _SINCE):
        put_setting(session, _SINCE, at.isoformat())


def end_trouble(session: Session) -> None:
    """Mail leaves again."""
    if setting(session, _SINCE):
        put_setting(session, _SINCE, "")


def mail_trouble(session: Session) -> MailTrouble | None:
    """The trouble there is; None where mail leaves, or nothing that was tried is waiting any more."""
    since = setting(session, _SINCE)
    if not since:
        return None
    open_rows = session.connection().execute(
        select(func.count(), func.max(_OUTBOX.c.last_error))
        .select_from(_OUTBOX)
        .where(text(OPEN_STATES), _OUTBOX.c.channel == EMAIL)
    )
    waiting, detail = open_rows.one()
    return None if detail is None else MailTrouble(datetime.fromisoformat(since), waiting, detail)
