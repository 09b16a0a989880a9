"""Due days of gaps and deadlines: pure arithmetic from an anchor.

Start day (Civil Code of the PRC, art. 201): the anchor's own day is not counted (`next_day`), unless the text begins
"with the day" (`same_day`); `0d` is the anchor's own day under either. Hours and minutes run from the recorded
instant through nights and holidays. Backward limits never roll.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.cadence.rules import Deadline, Gap
from meeting_cadence.dates import Duration, WorkdayTable, add_months
from meeting_cadence.dates.workdays import add_working_days, is_provisional, roll

_ONE_DAY = timedelta(days=1)


class Limit(NamedTuple):
    """A last permitted day or instant; provisional where it rests on estimated working days."""

    due: date | datetime
    provisional: bool = False


def gap_due(gap: Gap, anchor: date, length: Duration | None = None) -> date | None:
    """The last permitted day after an act on `anchor`: plus `max` (or `length`), moved to the end by `snap`.

    None where the gap has no maximum.
    """
    length = length or gap.max
    if length is None:
        return None
    due = length.after(anchor)
    if gap.snap == "year":
        return date(due.year, 12, 31)
    if gap.snap == "month":
        return add_months(due.replace(day=1), 1) - _ONE_DAY
    return due


def gap_not_before(gap: Gap, anchor: date) -> date | None:
    """The first day on which the next act keeps the minimum distance; None without one."""
    return gap.min.after(anchor) if gap.min is not None else None


def forward_limit(
    rule: Deadline, anchor: date | datetime, zone: ZoneInfo, table: WorkdayTable
) -> Limit | None:
    """The limit of a deadline after or with its anchor (a local day, or an instant).

    None where the text gives no length (及时), or where hours are to be counted and the anchor has no time.
    """
    length = rule.length
    if length is None:
        return None
    if length.is_clock or rule.count == "instant":
        return (
            Limit((anchor.astimezone(UTC) + length.elapsed()).astimezone(zone))
            if isinstance(anchor, datetime)
            else None
        )
    day = anchor.astimezone(zone).date() if isinstance(anchor, datetime) else anchor
    last = _last_day(length, day, rule.count, table)
    rolled = roll(last, rule.roll, table)
    counted = length.unit == "wd" or rule.roll != "none"
    return Limit(
        rolled, counted and is_provisional(min(last, rolled) if length.unit != "wd" else day, rolled, table)
    )


def _last_day(length: Duration, day: date, count: str, table: WorkdayTable) -> date:
    if length.number == 0:
        return day
    if length.unit == "wd":
        start = day - _ONE_DAY if count == "same_day" else day
        return add_working_days(start, length.number, table)
    last = length.after(day)
    return last - _ONE_DAY if count == "same_day" else last


def backward_limit(length: Duration, anchor: date, table: WorkdayTable) -> Limit:
    """The last permitted day at least `length` before a day; counted in working days for wd, never rolled."""
    if length.unit == "wd":
        last = add_working_days(anchor, -length.number, table)
        return Limit(last, is_provisional(last, anchor, table))
    return Limit(length.before(anchor))
