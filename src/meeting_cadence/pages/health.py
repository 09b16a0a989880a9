"""The quiet line of health at the foot of a page: last check, mail."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.pages.visit import Visit
from meeting_cadence.store.letters import mail_counts
from meeting_cadence.store.mail_trouble import mail_trouble
from meeting_cadence.store.notices import notices_in_force
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Heartbeat

TICK = "tick"
_BEATS = table_of(Heartbeat)


def last_tick(session: Session) -> datetime | None:
    """When the tick last ran to its end."""
    found: datetime | None = (
        session.connection().execute(select(_BEATS.c.at).where(_BEATS.c.name == TICK)).scalar()
    )
    return found


def health_line(visit: Visit, session: Session) -> str:
    """One line; honest about mail that is not sent."""
    tick = last_tick(session)
    told = [visit.say("health.tick", at=visit.local(tick)) if tick else visit.say("health.tick.never")]
    notices = notices_in_force(session)
    if notices is not None and notices.since is not None:
        told.append(visit.say("health.workdays", at=visit.local(notices.since)))
    if not visit.site.mail_configured:
        return " · ".join([*told, visit.say("health.mail.off")])
    counts = mail_counts(session)
    waiting = counts.get("pending", 0) + counts.get("leased", 0)
    told.append(visit.say("health.mail", sent=counts.get("sent", 0), waiting=waiting))
    trouble = mail_trouble(session)
    if trouble is not None:
        told.append(visit.say("health.mail.down", at=visit.local(trouble.since)))
    failed = counts.get("dead", 0) + counts.get("uncertain", 0)
    if failed:
        told.append(visit.say("health.mail.failed", failed=failed))
    return " · ".join(told)
