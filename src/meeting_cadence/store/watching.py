"""What is known of the watcher itself: heartbeats, what was told, what waits, what failed, since when it is silent.

Read by the metrics, by the weekly report and by the pages; written by the jobs.
"""

import json
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import func, select, text, update
from sqlmodel import Session

from meeting_cadence.store.setting import put_setting, setting
from meeting_cadence.store.tables.alerts import OPEN_STATES, NoticeRow, OutboxRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Heartbeat

_BEAT: Final = table_of(Heartbeat)
_NOTICE: Final = table_of(NoticeRow)
_OUTBOX: Final = table_of(OutboxRow)
_SIGN: Final = "watch.sign_of_life"


class Beat(NamedTuple):
    """A job's heartbeat. `beats`: how often it ran; `pause`: its longest silence in seconds since the last report."""

    at: datetime
    beats: int
    pause: int


class SignOfLife(NamedTuple):
    """The calls to a dead-man's switch. `at`: the last that was taken; `failing_since`, `detail`: why none is now."""

    at: datetime | None = None
    failing_since: datetime | None = None
    detail: str | None = None


def beat(session: Session, name: str, at: datetime) -> None:
    """Leave a heartbeat. A clock that was set back makes no pause."""
    row = beat_of(session, name)
    if row is None:
        session.merge(Heartbeat(name=name, at=at, beats=1))
        return
    pause = max(row.pause, int((at - row.at).total_seconds()))
    session.connection().execute(
        update(_BEAT).where(_BEAT.c.name == name).values(at=at, beats=_BEAT.c.beats + 1, pause=pause)
    )


def beat_of(session: Session, name: str) -> Beat | None:
    """The heartbeat of a job; None: it never ran."""
    columns = (_BEAT.c.at, _BEAT.c.beats, _BEAT.c.pause)
    found = session.connection().execute(select(*columns).where(_BEAT.c.name == name)).first()
    return Beat(*found) if found is not None else None


def forget_pauses(session: Session) -> None:
    """The pauses so far have been reported."""
    session.connection().execute(update(_BEAT).values(pause=0))


def notice_count(session: Session, since: datetime | None = None) -> int:
    """Notices planned since then; None: ever."""
    statement = select(func.count()).select_from(_NOTICE)
    if since is not None:
        statement = statement.where(_NOTICE.c.planned_at > since)
    return int(session.connection().execute(statement).scalar_one())


def sent_since(session: Session, since: datetime) -> tuple[int, int]:
    """(mails, those of them that took more than one attempt) that left since then."""
    mails = func.count(func.distinct(_OUTBOX.c.message_id))
    sent = (_OUTBOX.c.state == "sent", _OUTBOX.c.sent_at > since)
    one, more = (
        session.connection().execute(select(mails).where(*sent, *further)).scalar_one()
        for further in ((), (_OUTBOX.c.attempts > 1,))
    )
    return int(one), int(more)


def oldest_unsent(session: Session) -> datetime | None:
    """When the oldest notice that still waits was planned; None: nothing waits."""
    found: datetime | None = (
        session.connection().execute(select(func.min(_OUTBOX.c.created_at)).where(text(OPEN_STATES))).scalar()
    )
    return found


def sign_of_life(session: Session) -> SignOfLife:
    """How the calls to the dead-man's switch fare."""
    kept = setting(session, _SIGN)
    if kept is None:
        return SignOfLife()
    at, since, detail = json.loads(kept)
    return SignOfLife(_instant(at), _instant(since), detail)


def put_sign_of_life(session: Session, sign: SignOfLife) -> None:
    """Keep how they fare."""
    at, since, detail = sign
    kept = [at.isoformat() if at else None, since.isoformat() if since else None, detail]
    put_setting(session, _SIGN, json.dumps(kept, ensure_ascii=False))


def _instant(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
