"""What falls due in each week of a year, as bars: done, awaited and late told apart by pattern, not by colour alone.

Pure: plain values in, SVG out. The highest week is the year-end cliff.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup, escape

from meeting_cadence.queries.faces import Faces

WIDTH: Final = 1180
HEIGHT: Final = 190
LEFT: Final = 34
RIGHT: Final = 16
BASE: Final = 150
TOP: Final = 22

SHARES: Final[Mapping[str, tuple[str, ...]]] = {
    "late": ("overdue", "missed", "violated"),
    "unknown": ("no_record",),
    "awaited": ("due_soon", "open", "planned", "postponed", "upcoming", "optional"),
    "done": ("met", "met_extended", "met_late", "excused"),
}
"""Part of a bar, from the axis up, to the faces it adds up; every face is in one."""


@dataclass(frozen=True, slots=True)
class Load:
    """What falls due in a week or month. `parts`: by `SHARES`. `told`: in words."""

    start: date
    parts: Mapping[str, int]
    href: str
    told: str

    @property
    def number(self) -> int:
        return sum(self.parts.values())


def parts_of(faces: Faces) -> dict[str, int]:
    """How many are done, awaited, unknown and late."""
    return {part: sum(faces[face] for face in of) for part, of in SHARES.items()}


def by_week(days: Mapping[date, Faces], year: int) -> dict[date, Faces]:
    """Monday to what falls due in its week, for every week that has a day of the year."""
    monday = date(year, 1, 1) - timedelta(days=date(year, 1, 1).weekday())
    weeks: dict[date, Faces] = {}
    while monday <= date(year, 12, 31):
        weeks[monday] = Counter()
        monday += timedelta(days=7)
    for day, faces in days.items():
        if day.year == year:
            weeks[day - timedelta(days=day.weekday())].update(faces)
    return weeks


def by_month(days: Mapping[date, Faces], year: int) -> dict[date, Faces]:
    """First of the month to what falls due in it, twelve of them."""
    months: dict[date, Faces] = {date(year, number, 1): Counter() for number in range(1, 13)}
    for day, faces in days.items():
        if day.year == year:
            months[day.replace(day=1)].update(faces)
    return months


def draw_load(
    weeks: Sequence[Load], *, year: int, months: Sequence[str], title: str, today: date, today_word: str
) -> Markup:
    """The bars of a year's weeks; the scale of its heights is written at the left."""
    most = max([1, *(week.number for week in weeks)])
    bars = "".join(_bar(week, place, len(weeks), most) for place, week in enumerate(weeks))
    named = escape(title)
    return Markup(
        f'<svg class="load" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{named}"><title>{named}</title>'
        f"{_PATTERNS}{_axis(most)}{_months(year, months)}{bars}{_today(weeks, today, today_word)}</svg>"
    )


_PATTERNS: Final = (
    '<defs><pattern id="ld-awaited" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<path class="ld-hatch" d="M0 5 5 0M-1 1 1 -1M4 6 6 4"/></pattern>'
    '<pattern id="ld-unknown" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<circle class="ld-dots" cx="1.5" cy="1.5" r="1"/></pattern></defs>'
)


def x_of(place: float, number: int) -> float:
    """The left edge of a week, by its place among so many."""
    return round(LEFT + place * (WIDTH - LEFT - RIGHT) / number, 1)


def _bar(week: Load, place: int, number: int, most: int) -> str:
    left, width = x_of(place, number) + 2, (WIDTH - LEFT - RIGHT) / number - 4
    parts, bottom = [], float(BASE)
    for part, count in week.parts.items():
        height = count * (BASE - TOP) / most
        if count:
            parts.append(
                f'<rect class="ld-{part}" x="{left:.1f}" y="{bottom - height:.1f}" width="{width:.1f}" '
                f'height="{height:.1f}"/>'
            )
        bottom -= height
    if not week.number:
        return ""
    word = f'<text class="ld-number" x="{left + width / 2:.1f}" y="{bottom - 4:.1f}">{week.number}</text>'
    return f'<a href="{escape(week.href)}"><title>{escape(week.told)}</title>{"".join(parts)}{word}</a>'


def _axis(most: int) -> str:
    return (
        f'<line class="ld-axis" x1="{LEFT}" x2="{WIDTH}" y1="{BASE}" y2="{BASE}"/>'
        f'<line class="ld-grid" x1="{LEFT}" x2="{WIDTH}" y1="{TOP}" y2="{TOP}"/>'
        f'<text class="ld-scale" x="{LEFT - 6}" y="{TOP + 4}">{most}</text>'
        f'<text class="ld-scale" x="{LEFT - 6}" y="{BASE + 4}">0</text>'
    )


def _months(year: int, names: Sequence[str]) -> str:
    """Where each month begins, by its share of the year's weeks."""
    monday = date(year, 1, 1) - timedelta(days=date(year, 1, 1).weekday())
    last = date(year, 12, 31)
    weeks = (last - timedelta(days=last.weekday()) - monday).days // 7 + 1
    parts = []
    for number, name in enumerate(names, 1):
        x = x_of((date(year, number, 1) - monday).days / 7, weeks)
        parts.append(f'<line class="ld-grid" x1="{x}" x2="{x}" y1="{BASE}" y2="{BASE + 8}"/>')
        parts.append(f'<text class="ld-month" x="{x + 5}" y="{BASE + 20}">{escape(name)}</text>')
    return "".join(parts)


def _today(weeks: Sequence[Load], today: date, word: str) -> str:
    if not weeks or not weeks[0].start <= today < weeks[-1].start + timedelta(days=7):
        return ""
    x = x_of((today - weeks[0].start).days / 7, len(weeks))
    return (
        f'<line class="tl-today" x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{BASE}"/>'
        f'<text class="ld-today" x="{x - 4}" y="{TOP - 10}">{escape(word)}</text>'
    )


def heaviest(loads: Iterable[Load]) -> Load | None:
    """Where most falls due; the later of equals; None where nothing does."""
    return max((one for one in loads if one.number), key=lambda one: (one.number, one.start), default=None)
