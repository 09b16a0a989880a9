"""When the rungs of a policy are reached: computed from an obligation's due, never from the present."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import Final, NamedTuple

from meeting_cadence.alerts.policy import Rung
from meeting_cadence.alerts.watched import Watched
from meeting_cadence.dates import Duration, WorkdayTable, local_day, start_of_day
from meeting_cadence.dates.workdays import add_working_days

_JUST_AFTER: Final = timedelta(microseconds=1)
"""An hour limit itself is still in time (`dates.Moment.is_past`)."""


class Step(NamedTuple):
    """One rung reached once: `occurrence` is 0, and 1, 2, 3 … for a rung that repeats."""

    rung: Rung
    occurrence: int
    instant: datetime


def breach_of(watched: Watched) -> datetime | None:
    """The first instant at which the obligation is past its due; None without a due."""
    if watched.due is None:
        return None
    if isinstance(watched.due, datetime):
        return watched.due + _JUST_AFTER
    return start_of_day(watched.due + timedelta(days=1), watched.zone)


def reached(
    watched: Watched,
    rungs: Iterable[Rung],
    table: WorkdayTable,
    *,
    at: datetime,
    ended: datetime | None,
    grace: Duration | None = None,
) -> tuple[list[Step], datetime | None]:
    """The steps reached by `at`, in order, and the instant of the next one (None: no further); a violation is no step.

    `ended`: since when it can no longer be made up; repeating rungs end there. `grace`: so long after the breach what
    is counted from it begins.
    """
    passed: list[Step] = []
    ahead: list[datetime] = []
    for rung in (rung for rung in rungs if rung.trigger != "violated"):
        for step in _steps(watched, rung, table, grace):
            if ended is not None and rung.trigger in ("every", "escalate") and step.instant >= ended:
                break
            if step.instant > at:
                ahead.append(step.instant)
                break
            passed.append(step)
    return sorted(passed, key=lambda step: (step.instant, step.rung.id)), min(ahead, default=None)


def _steps(watched: Watched, rung: Rung, table: WorkdayTable, grace: Duration | None) -> Iterator[Step]:
    """The occurrences of one rung, in order; endless for one that repeats, one for each body above that is left."""
    if rung.trigger == "before":
        instant = _before(watched, rung.length, table)
        if instant is not None:
            yield Step(rung, 0, instant)
        return
    if (rung.trigger == "no_record") != (watched.phase == "unrecorded"):
        return
    breach = breach_of(watched)
    if breach is None:
        if rung.trigger == "no_record" and watched.form == "deadline" and watched.opens is not None:
            yield Step(rung, 0, _instant(watched.opens, watched))  # The time of its trigger is needed.
        return
    if grace is not None and rung.trigger != "no_record":
        breach = _later(breach, grace, 1, watched, table)
    if rung.length is None:
        yield Step(rung, 0, breach)
        return
    for occurrence in count(1) if rung.trigger == "every" else range(1, watched.levels):
        instant = _later(breach, rung.length, occurrence, watched, table)
        if rung.trigger == "escalate" and watched.hush.ends_escalation(breach, instant):
            return
        yield Step(rung, occurrence, instant)


def _before(watched: Watched, length: Duration | None, table: WorkdayTable) -> datetime | None:
    """The instant that long before the due.

    Where the window opens only later, a triggered duty is told as it opens; a periodic one is not told by
    this rung at all: a month's meeting is no news in the month before.
    """
    opening = _opening(watched)
    if watched.due is None or length is None:
        return opening if watched.form == "deadline" else None
    instant = _earlier(watched.due, length, watched, table)
    if opening is not None and instant < opening:
        return opening if watched.form == "deadline" else None
    return instant


def _opening(watched: Watched) -> datetime | None:
    """When it opens; None where that tells nothing: a limit before an event "opens" with the event, too late."""
    if watched.form == "deadline" and watched.due is not None and _opens_no_earlier(watched):
        return None
    return _instant(watched.opens, watched) if watched.opens is not None else None


def _instant(when: date | datetime, watched: Watched) -> datetime:
    return when if isinstance(when, datetime) else start_of_day(when, watched.zone)


def _opens_no_earlier(watched: Watched) -> bool:
    opens, due = watched.opens, watched.due
    if isinstance(opens, datetime) and isinstance(due, datetime):
        return opens >= due
    days = [local_day(one, watched.zone) if isinstance(one, datetime) else one for one in (opens, due)]
    return days[0] is not None and days[1] is not None and days[0] >= days[1]


def _earlier(due: date | datetime, length: Duration, watched: Watched, table: WorkdayTable) -> datetime:
    if length.is_clock:
        limit = due if isinstance(due, datetime) else start_of_day(due + timedelta(days=1), watched.zone)
        return limit - length.elapsed()
    day = local_day(due, watched.zone) if isinstance(due, datetime) else due
    if length.unit == "wd":
        return start_of_day(add_working_days(day, -length.number, table), watched.zone)
    return start_of_day(length.before(day), watched.zone)


def _later(breach: datetime, length: Duration, times: int, watched: Watched, table: WorkdayTable) -> datetime:
    whole = Duration(length.number * times, length.unit)
    if length.is_clock or (isinstance(watched.due, datetime) and length.days is not None):
        return breach + whole.elapsed()
    day = local_day(breach, watched.zone)
    if length.unit == "wd":
        return start_of_day(add_working_days(day, whole.number, table), watched.zone)
    return start_of_day(whole.after(day), watched.zone)
