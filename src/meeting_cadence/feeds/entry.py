"""What one entry of a calendar says: `deadline` and `meeting` make it, `render` writes it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One VEVENT without its stamps. Texts are as recorded; `render` cleans and escapes them.

    `start` is a local day (all day) or an aware instant; `last` is the last day, inclusive, or the instant
    at which it ends; None: the same day, or no known end.
    """

    uid: str
    start: date | datetime
    zone: ZoneInfo
    """Where the instants are read: their TZID."""
    summary: str
    description: tuple[str, ...]
    status: Status
    categories: tuple[str, ...]
    color: str
    """A CSS3 colour name."""
    url: str
    last: date | datetime | None = None
    location: str | None = None
    language: str = "zh"

    @property
    def zone_needed(self) -> str | None:
        """The zone whose VTIMEZONE the calendar must carry; None for whole days."""
        return self.zone.key if isinstance(self.start, datetime) else None


def uid(kind: str, key: str, host: str) -> str:
    """`<kind>-<key>@<instance host>`: lasting, never random, without a date, never reused."""
    return f"{kind}-{key}@{host}"
