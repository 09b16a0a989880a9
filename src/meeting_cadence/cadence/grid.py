"""Windows on a grid: calendar, fiscal years, or from a date, and their slots.

Every boundary is computed from the grid's origin and the window's index, never from the previous boundary, so that
nothing drifts: expand(a, c) = expand(a, b) + expand(b, c).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from meeting_cadence.cadence.rules import Quota, Slot
from meeting_cadence.dates import Duration, add_months

_MONDAY: Final = date(1, 1, 1)
"""A Monday: calendar weeks are counted from it (ISO 8601)."""
_ONE_DAY: Final = timedelta(days=1)
SHAPES: Final = {
    "year": (r"\d{4}", "2024"),
    "half": (r"\d{4}-H[12]", "2024-H1"),
    "quarter": (r"\d{4}-Q[1-4]", "2024-Q3"),
    "month": (r"\d{4}-\d{2}", "2024-07"),
    "week": (r"\d{4}-W\d{2}", "2024-W33"),
    "part": (r"\d{4}/\d+", "2024/2"),
    "day": (r"\d{4}-\d{2}-\d{2}", "2024-03-05"),
    "opening": (r"\d{4}-\d{2}-\d{2}", "2024-03-05"),
    "term": (r"term \d+", "term 15"),
}
"""What the labels of each naming look like, with an example; a slot adds its number."""
_LAST_YEAR: Final = 9990
"""Grids end here; `date` ends in 9999 and make-up needs the following window."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Boundaries at origin + index × period. Months when `months` is set, else days."""

    origin: date
    months: int
    days: int
    naming: str
    """How windows are called: year, half, quarter, month, week, day, part (2024/2) or opening (the opening day)."""

    @classmethod
    def of(cls, quota: Quota, fiscal_year_end: tuple[int, int] | None) -> "Grid":
        """The grid of a quota; `fiscal_year_end` (month, day) is used by `fiscal_year*` alone."""
        assert quota.per is not None, "terms are no grid"
        months, days = quota.per.months or 0, quota.per.days or 0
        naming = naming_of(quota)
        if quota.align.kind == "date":
            assert quota.align.origin is not None
            return cls(quota.align.origin, months, days, naming)
        if quota.align.kind == "calendar":
            return cls(date(1, 1, 1) if months else _MONDAY, months, days, naming)
        assert fiscal_year_end is not None, "the pack check demands a fiscal year end"
        return cls(_fiscal_origin(*fiscal_year_end), months, days, naming)

    def opens(self, index: int) -> date:
        """The first day of a window."""
        if self.months:
            return add_months(self.origin, index * self.months)
        return self.origin + timedelta(days=index * self.days)

    def index_of(self, day: date) -> int:
        """The window that `day` lies in."""
        if not self.months:
            return (day - self.origin).days // self.days
        index = ((day.year - self.origin.year) * 12 + day.month - self.origin.month) // self.months
        return index - 1 if self.opens(index) > day else index

    def label(self, index: int) -> str:
        """What people call a window: 2024, 2024-H1, 2024-Q3, 2024-07, 2024-W33, 2024/2, or its opening day."""
        opens = self.opens(index)
        if self.naming == "year":
            return f"{opens.year:04d}"
        if self.naming == "opening" or self.naming == "day":
            return opens.isoformat()
        if self.naming == "month":
            return f"{opens.year:04d}-{opens.month:02d}"
        if self.naming == "week":
            year, week, _ = opens.isocalendar()
            return f"{year:04d}-W{week:02d}"
        year, part = self._part(index)
        return f"{year:04d}{ {'half': '-H', 'quarter': '-Q'}.get(self.naming, '/') }{part}"

    def _part(self, index: int) -> tuple[int, int]:
        """(year in which the yearly window opens, number within it from 1)."""
        per_year = 12 // self.months
        year_opens = self.opens(index - index % per_year)
        return year_opens.year, index % per_year + 1


def is_label_of(quota: Quota, label: str) -> bool:
    """Whether a label has the shape of those of a quota's windows, in range or not: `2024-Q3` of quarters."""
    return re.fullmatch(SHAPES[naming_of(quota)][0] + r"(#\d+)?", label, re.ASCII) is not None


def naming_of(quota: Quota) -> str:
    """How the windows of a quota are called: a key of `SHAPES`."""
    if quota.per is None:
        return "term"
    if quota.align.kind == "date":
        return "opening"
    if quota.align.kind == "calendar":
        return _calendar_naming(quota.per)
    return "year" if quota.per.months == 12 else "part"


def _calendar_naming(per: Duration) -> str:
    if per.days is not None:
        return "day" if per.days == 1 else "week"
    return {12: "year", 6: "half", 3: "quarter", 1: "month"}.get(per.months or 0, "part")


def _fiscal_origin(month: int, day: int) -> date:
    """The day after a fiscal year end, in year 1; an end on 28 or 29 February means the end of February."""
    if month == 2 and day >= 28:
        return date(1, 3, 1)
    return date(1, month, day) + _ONE_DAY if (month, day) != (12, 31) else date(1, 1, 1)


class Part(NamedTuple):
    """A window or one of its slots, as half-open days."""

    window: int
    """The window's index on its grid."""
    slot: int
    """From 0; 0 without slots."""
    opens: date
    closes: date
    label: str
    anchor: str


def parts(grid: Grid, slots: tuple[Slot, ...], since: date) -> Iterator[Part]:
    """All parts that close after `since`, in the order of their windows, without end (to the year 9990)."""
    index = grid.index_of(since)
    while True:
        for part in parts_of(grid, slots, index):
            if part.closes > since:
                yield part
        index += 1
        if grid.opens(index).year > _LAST_YEAR:
            return


def parts_of(grid: Grid, slots: tuple[Slot, ...], index: int) -> list[Part]:
    """The window of that index, or its slots."""
    opens, closes, label = grid.opens(index), grid.opens(index + 1), grid.label(index)
    if not slots:
        return [Part(index, 0, opens, closes, label, str(index))]
    found = []
    for number, slot in enumerate(slots):
        first, end = slot_days(slot, opens)
        name = label if number == 0 else f"{label}#{number + 1}"
        found.append(Part(index, number, first, end, name, f"{index}/{number}"))
    return found


def slot_days(slot: Slot, opens: date) -> tuple[date, date]:
    """The half-open days of a slot in the window that opens on `opens`."""
    if slot.week is not None:
        assert slot.month is not None
        first = _on_or_after(opens, slot.month, 1)
        monday = first + timedelta(days=-first.weekday() % 7 + 7 * (slot.week - 1))
        return monday, monday + timedelta(days=7)
    if slot.from_offset is not None:
        assert slot.to_offset is not None
        return slot.from_offset.after(opens), slot.to_offset.after(opens)
    assert slot.start is not None and slot.end is not None
    start = _on_or_after(opens, *slot.start)
    return start, _on_or_after(start + _ONE_DAY, *slot.end)


def _on_or_after(day: date, month: int, month_day: int) -> date:
    """The first such month and day on or after `day`; 29 February is the last day of February elsewhere."""
    here = _in_year(day.year, month, month_day)
    return here if here >= day else _in_year(day.year + 1, month, month_day)


def _in_year(year: int, month: int, month_day: int) -> date:
    first = date(year, month, 1)
    return min(first + timedelta(days=month_day - 1), add_months(first, 1) - _ONE_DAY)
