"""When mails may leave: working days, 8:30 to 17:30 where the recipient is; hour limits leave at once."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from meeting_cadence.dates import WorkdayTable

OPENS: Final = time(8, 30)
CLOSES: Final = time(17, 30)


def next_opening(at: datetime, zone: ZoneInfo, table: WorkdayTable) -> datetime:
    """`at` itself inside the hours (both ends included), else the next working morning, in UTC."""
    local = at.astimezone(zone)
    working = table.is_working(local.date())
    if working and OPENS <= local.timetz().replace(tzinfo=None) <= CLOSES:
        return at.astimezone(UTC)
    day = local.date()
    if not working or local.time() > CLOSES:
        day += timedelta(days=1)
        while not table.is_working(day):
            day += timedelta(days=1)
    return datetime.combine(day, OPENS, zone).astimezone(UTC)


def began(at: datetime, zone: ZoneInfo) -> datetime:
    """When the hours of the local day began, in UTC."""
    return datetime.combine(at.astimezone(zone).date(), OPENS, zone).astimezone(UTC)


def following_hours(at: datetime, zone: ZoneInfo, table: WorkdayTable) -> datetime:
    """The beginning of the next hours after those of the local day, in UTC."""
    over = datetime.combine(at.astimezone(zone).date(), CLOSES, zone) + timedelta(microseconds=1)
    return next_opening(over, zone, table)
