"""The day and the instant at which a question is asked, seen from one time zone."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo


@lru_cache(maxsize=8192)
def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC.

    Where the zone skips midnight (America/Santiago, 2026-09-06) it is the first instant that exists.
    """
    return datetime.combine(day, time(), zone).astimezone(UTC)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The local date of an aware instant."""
    return instant.astimezone(zone).date()


class Moment(NamedTuple):
    """What `at` means to one body: a whole local day, or an exact instant.

    As a day it is the whole of it: everything of that day has happened, and what is due on it is still open.
    """

    day: date
    edge: datetime
    exact: bool

    @classmethod
    def seen_from(cls, zone: ZoneInfo, at: date | datetime) -> "Moment":
        """`at` as seen by a body in `zone`: a date means its whole day, an aware datetime the instant."""
        if isinstance(at, datetime):
            return cls(local_day(at, zone), at.astimezone(UTC), True)
        return cls(at, start_of_day(at + timedelta(days=1), zone), False)

    def has_seen(self, instant: datetime) -> bool:
        """Whether something that happened at `instant` has happened (inclusive)."""
        return instant <= self.edge if self.exact else instant < self.edge

    def is_past(self, limit: datetime) -> bool:
        """Whether an hour limit has run out: the limit itself is still in time."""
        return limit < self.edge
