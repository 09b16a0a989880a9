"""Lengths of time as rules write them: `30min` `4h` `30d` `30wd` `10w` `6m` `1y`."""

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from meeting_cadence.dates.months import add_months

UNITS: Final = ("min", "h", "d", "wd", "w", "m", "y")
_PATTERN: Final = re.compile(r"(\d{1,5})(min|h|d|wd|w|m|y)", re.ASCII)


class Duration(NamedTuple):
    """A number and a unit: min, h, d (days), wd (working days), w (weeks), m (months), y (years)."""

    number: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> "Duration | None":
        """Read `30d`; None when the text is not a duration."""
        found = _PATTERN.fullmatch(text)
        return cls(int(found[1]), found[2]) if found else None

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"

    @property
    def months(self) -> int | None:
        """The length in months, for m and y; None for every other unit."""
        return self.number * {"m": 1, "y": 12}[self.unit] if self.unit in ("m", "y") else None

    @property
    def days(self) -> int | None:
        """The length in days, for d and w; None for every other unit."""
        return self.number * {"d": 1, "w": 7}[self.unit] if self.unit in ("d", "w") else None

    @property
    def is_clock(self) -> bool:
        """Counted by the clock (hours, minutes), not by the calendar."""
        return self.unit in ("min", "h")

    def elapsed(self) -> timedelta:
        """The elapsed time of a length in minutes, hours, days or weeks (86,400 s a day)."""
        seconds = {"min": 60, "h": 3600, "d": 86400, "w": 604800}[self.unit]
        return timedelta(seconds=self.number * seconds)

    def after(self, day: date) -> date:
        """The corresponding day this much later; only for d, w, m, y (working days need a table)."""
        if self.months is not None:
            return add_months(day, self.months)
        assert self.days is not None, f"{self} is not a calendar length"
        return day + timedelta(days=self.days)

    def before(self, day: date) -> date:
        """The corresponding day this much earlier; only for d, w, m, y."""
        if self.months is not None:
            return add_months(day, -self.months)
        assert self.days is not None, f"{self} is not a calendar length"
        return day - timedelta(days=self.days)
