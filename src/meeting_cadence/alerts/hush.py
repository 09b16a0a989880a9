"""What answers do to alerts: acknowledging ends escalation, snoozing and muting quiet one's own reminders."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.actions.answer_alert import ASKS, DECISIONS, AlertAnswer
from meeting_cadence.dates import start_of_day


class Quiet(NamedTuple):
    """A time in which the body itself is not reminded. `until` None: no end; `ended`: somebody ended it earlier."""

    since: datetime
    until: datetime | None
    answer: AlertAnswer


class Hush(NamedTuple):
    """What was answered about one due revision."""

    acknowledged: tuple[AlertAnswer, ...] = ()
    quiets: tuple[Quiet, ...] = ()
    asked: AlertAnswer | None = None
    """The last request for a relief that was neither refused nor withdrawn."""

    def ends_escalation(self, breach: datetime, step: datetime) -> bool:
        """Whether somebody acknowledged the breach before this step of escalation."""
        return any(breach <= answer.at <= step for answer in self.acknowledged)

    def covers(self, instant: datetime) -> bool:
        """Whether reminders of that instant are quiet."""
        return any(
            quiet.since <= instant and (quiet.until is None or instant < quiet.until) for quiet in self.quiets
        )

    def told_at(self, at: datetime) -> AlertAnswer | None:
        """The answer that quiets at `at`, to be shown to superiors."""
        current = [quiet for quiet in self.quiets if quiet.until is None or at < quiet.until]
        return current[-1].answer if current else None


NONE = Hush()


def hush_of(answers: Iterable[AlertAnswer], due_revision: str, zone: ZoneInfo) -> Hush:
    """The answers to one due revision, in order; a new due is told anew whatever was answered before."""
    acknowledged: list[AlertAnswer] = []
    quiets: list[Quiet] = []
    asked: AlertAnswer | None = None
    for answer in answers:
        if answer.due_revision != due_revision:
            continue
        if answer.kind == "acknowledge":
            acknowledged.append(answer)
        elif answer.kind in ASKS:
            asked = answer
        elif answer.kind in DECISIONS:
            asked = None
        elif answer.kind == "unmute":
            quiets = [
                quiet._replace(until=answer.at) if quiet.until is None or quiet.until > answer.at else quiet
                for quiet in quiets
            ]
        else:
            quiets.append(Quiet(answer.at, _end(answer, zone), answer))
    return Hush(tuple(acknowledged), tuple(quiets), asked)


def _end(answer: AlertAnswer, zone: ZoneInfo) -> datetime | None:
    if answer.until is None:
        return None
    return start_of_day(answer.until + timedelta(days=1), zone)
