"""A year drawn as twelve months: days off, make-up working days (调休上班), what falls due and what is planned.

Pure: plain values in, SVG out. A day off is shaded and, on a weekday, carries 休; a weekend day that is worked carries
班; what falls due is the shape that needs somebody first with the number of rows; a plan is a dot below.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup, escape

from meeting_cadence.queries.faces import Faces, ordered

WIDTH: Final = 1180
COLUMNS: Final = 4
_MONTH: Final = WIDTH / COLUMNS
_CELL: Final = 39
_ROW: Final = 37
_HEAD: Final = 42
_HEIGHT: Final = _HEAD + 6 * _ROW + 14


@dataclass(frozen=True, slots=True)
class Day:
    """`kind`: work, weekend, holiday (a weekday off) or makeup (a weekend day worked). `href`: to its rows."""

    day: date
    kind: str
    due: Faces
    planned: int
    href: str
    told: str
    """Everything about the day in words."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the picture. `months`: twelve; `weekdays`: seven, from Monday."""

    title: str
    months: Sequence[str]
    weekdays: Sequence[str]
    holiday: str
    makeup: str


def days_of(year: int, make: Callable[[date], Day]) -> list[Day]:
    """Every day of a year."""
    first = date(year, 1, 1)
    return [make(first + timedelta(days=number)) for number in range((date(year + 1, 1, 1) - first).days)]


def draw_year(year: int, days: Sequence[Day], labels: Labels, *, today: date) -> Markup:
    """The whole year. `days`: every day of it, in order."""
    known = {one.day: one for one in days}
    months = "".join(_month(year, month, known, labels, today) for month in range(1, 13))
    height = _HEIGHT * (12 // COLUMNS)
    named = escape(labels.title)
    return Markup(
        f'<svg class="year" viewBox="0 0 {WIDTH} {height}" role="group" aria-label="{named}">'
        f"<title>{named}</title>{months}</svg>"
    )


def place_of(day: date) -> tuple[float, float]:
    """The upper left corner of a day's cell."""
    column, row = (day.month - 1) % COLUMNS, (day.month - 1) // COLUMNS
    offset = date(day.year, day.month, 1).weekday() + day.day - 1
    left = column * _MONTH + (offset % 7) * _CELL
    return round(left, 1), row * _HEIGHT + _HEAD + (offset // 7) * _ROW


def _month(year: int, month: int, days: Mapping[date, Day], labels: Labels, today: date) -> str:
    left = round((month - 1) % COLUMNS * _MONTH, 1)
    top = (month - 1) // COLUMNS * _HEIGHT
    parts = [
        f'<text class="yr-month" x="{left + 2}" y="{top + 16}">{escape(labels.months[month - 1])}</text>'
    ]
    for number, name in enumerate(labels.weekdays):
        x = left + number * _CELL + _CELL / 2 - 1
        parts.append(f'<text class="yr-weekday" x="{x:.1f}" y="{top + 34}">{escape(name)}</text>')
    for number in range(1, monthrange(year, month)[1] + 1):
        day = date(year, month, number)
        parts.append(_day(days[day], labels, is_today=day == today))
    return "".join(parts)


def _day(day: Day, labels: Labels, *, is_today: bool) -> str:
    x, y = place_of(day.day)
    here = " yr-here" if is_today else ""
    parts = [
        f'<rect class="yr-day yr-{day.kind}{here}" x="{x}" y="{y}" width="{_CELL - 2}" height="{_ROW - 2}" rx="3"/>',
        f'<text class="yr-number" x="{x + 4:.1f}" y="{y + 12}">{day.day.day}</text>',
    ]
    mark = {"holiday": labels.holiday, "makeup": labels.makeup}.get(day.kind, "")
    if mark:
        parts.append(
            f'<text class="yr-mark yr-mark-{day.kind}" x="{x + _CELL - 5:.1f}" y="{y + 12}">{escape(mark)}</text>'
        )
    if day.due.total():
        parts.append(_due(day, x, y))
    if day.planned:
        place = f'x="{x + _CELL - 14:.1f}" y="{y + 13}" width="9" height="9"'
        parts.append(f'<use class="mark-planned" href="#mark-planned" {place}/>')
    if not (day.due.total() or day.planned):
        return f"<g><title>{escape(day.told)}</title>{''.join(parts)}</g>"
    return f'<a href="{escape(day.href)}"><title>{escape(day.told)}</title>{"".join(parts)}</a>'


def _due(day: Day, x: float, y: float) -> str:
    """The shape that comes first and how many rows there are in all."""
    face, _ = ordered(day.due)[0]
    number = day.due.total()
    small = " yr-small" if number > 999 else ""
    right = x + _CELL - 5
    return (
        f'<use class="mark-{face}" href="#mark-{face}" x="{x + 3:.1f}" y="{y + 19}" width="12" height="12"/>'
        f'<text class="yr-count{small}" x="{right:.1f}" y="{y + 30}">{number}</text>'
    )


def _mark(mark: str, kind: str, x: float, y: float) -> str:
    """休 or 班, at the upper right."""
    right = x + _CELL - 5
    return f'<text class="yr-mark yr-mark-{kind}" x="{right:.1f}" y="{y + 12}">{escape(mark)}</text>'
