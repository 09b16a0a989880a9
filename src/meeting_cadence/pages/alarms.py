"""What a page says at its top when it cannot be relied on as usual: nobody checks, too much to judge, no mail."""

from datetime import datetime, timedelta
from typing import Final

from meeting_cadence.access import Role
from meeting_cadence.pages.health import last_tick
from meeting_cadence.pages.subscription_lines import held_back
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit
from meeting_cadence.store.letters import FAILED, mail_counts
from meeting_cadence.store.mail_trouble import mail_trouble
from meeting_cadence.store.watching import sign_of_life
from meeting_cadence.words.reasons import why

MISSED_TICKS: Final = 3
"""A tick that has missed so many rings is late."""
MAIL_PATIENCE: Final = timedelta(minutes=15)
"""A mail server may be away for so long before everyone is told."""


def is_late(tick: datetime | None, *, started: datetime, now: datetime, tick_seconds: int) -> bool:
    """Whether the tick has missed three rings, be it since the last one or since this process was started."""
    since = max(filter(None, (tick, started)))
    return now - since > timedelta(seconds=MISSED_TICKS * tick_seconds)


def record_alarms(visit: Visit, view: View) -> list[str]:
    """Sentences about the standings that were shown: for pages of now, after their rows were judged."""
    if visit.is_past:
        return []
    told = []
    tick = last_tick(view.session)
    state = visit.request.app.state
    if is_late(tick, started=state.started, now=visit.now, tick_seconds=state.tick_seconds):
        told.append(visit.say("alarm.tick", at=visit.local(tick)) if tick else visit.say("alarm.tick.never"))
    if view.behind:
        told.append(visit.say("alarm.behind", count=view.behind))
    return told


def mail_alarms(visit: Visit, view: View) -> list[str]:
    """That mail has not left for a while."""
    trouble = mail_trouble(view.session) if visit.site.mail_configured and not visit.is_past else None
    if trouble is None or visit.now - trouble.since < MAIL_PATIENCE:
        return []
    return [visit.say("alarm.mail", at=visit.local(trouble.since), count=trouble.waiting)]


def watch_alarms(visit: Visit, view: View) -> list[str]:
    """What an administrator has to see to: notices that failed, and a dead-man's switch that is not reached."""
    if visit.is_past or visit.signed_in.role is not Role.ADMINISTRATOR:
        return []
    told, counts, sign = [], mail_counts(view.session), sign_of_life(view.session)
    failed = sum(counts.get(state, 0) for state in FAILED)
    if failed:
        told.append(visit.say("alarm.failed", count=failed))
    if sign.failing_since is not None and visit.now - sign.failing_since >= MAIL_PATIENCE:
        detail = why(sign.detail or "").in_language(visit.language)
        told.append(visit.say("alarm.silent", at=visit.local(sign.failing_since), detail=detail))
    return told


def feed_alarms(visit: Visit, view: View) -> list[str]:
    """That calendars are held back for a sudden loss: told to their owners and to administrators."""
    if visit.is_past:
        return []
    everyones = visit.signed_in.role is Role.ADMINISTRATOR
    numbers = held_back(view, None if everyones else visit.signed_in.id)
    return [visit.say("feeds.alarm", numbers=[str(number) for number in numbers])] if numbers else []
