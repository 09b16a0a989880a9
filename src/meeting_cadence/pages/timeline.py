"""The timeline: rows are mandates of a body, columns are years; windows as thin bars, acts as shapes on their day.

Terms (届) are brackets above the rows of their body, reliefs arrows from the old due day to the new. Pure: plain view
values in, SVG out. Colour comes from classes of the style sheet, so the same drawing serves light, dark and print; the
page shows the same data as a table below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

LABEL_WIDTH = 290
LANE = 34
HEADING = 40
HEAD = 26
RIGHT = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One window. Days inclusive; `acts` are the days that settled it; `due_from` the due day before a relief."""

    key: str
    label: str
    face: str
    word: str
    opens: date
    due: date
    acts: tuple[date, ...] = ()
    planned: date | None = None
    due_from: date | None = None
    endless: bool = False
    """It has no due day: the bar ends where it was settled, or today."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """A term. Days half-open; `end` None: not known. `expected`: its end is only expected."""

    label: str
    start: date
    end: date | None = None
    expected: bool = False

    @property
    def last(self) -> date | None:
        """The last day of the term."""
        return self.end - timedelta(days=1) if self.end is not None else None


@dataclass(frozen=True, slots=True)
class Lane:
    """One mandate of one body. `empty`: what to say where it has no windows at all."""

    title: str
    subtitle: str
    href: str
    bars: tuple[Bar, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A body above its lanes, with its terms."""

    title: str
    href: str
    terms: tuple[Bracket, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to horizontal units, over whole years."""

    first: int
    last: int
    width: int

    @property
    def start(self) -> date:
        return date(self.first, 1, 1)

    @property
    def end(self) -> date:
        return date(self.last + 1, 1, 1)

    def x(self, day: date) -> float:
        """The position of a day's beginning, clamped to the years shown."""
        inside = min(max(day, self.start), self.end)
        share = (inside - self.start).days / (self.end - self.start).days
        return round(LABEL_WIDTH + share * (self.width - LABEL_WIDTH - RIGHT), 1)


def draw(
    lanes: Sequence[Lane | Heading],
    *,
    first: int,
    last: int,
    today: date,
    title: str,
    today_word: str,
    query: str = "",
    width: int = 1180,
) -> Markup:
    """The whole picture. Years `first` to `last` inclusive; windows outside them are left out.

    `query`: what every link to an obligation carries along, from its question mark on.
    """
    scale = Scale(first, last, width)
    parts, top = [], HEAD
    for lane in lanes:
        parts.append(
            _heading(lane, top, scale) if isinstance(lane, Heading) else _lane(lane, top, scale, query)
        )
        top += height_of(lane)
    height = top + 8
    return Markup(
        f'<svg class="timeline" viewBox="0 0 {width} {height}" role="group" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{_years(scale, height)}{''.join(parts)}"
        f"{_today(scale, height, today, today_word)}</svg>"
    )


def height_of(lane: Lane | Heading) -> int:
    """How much room a row takes."""
    return HEADING if isinstance(lane, Heading) else LANE


def _heading(heading: Heading, top: int, scale: Scale) -> str:
    line = f'<line class="tl-head" x1="0" x2="{scale.width}" y1="{top + HEADING}" y2="{top + HEADING}"/>'
    name = (
        f'<a href="{escape(heading.href)}"><text class="tl-body" x="0" y="{top + 30}">'
        f"{escape(_short(heading.title, 80))}</text></a>"
    )
    return line + name + "".join(_bracket(term, top + 15, scale) for term in heading.terms)


def _bracket(term: Bracket, y: int, scale: Scale) -> str:
    """Open to the right where the end is not known, dashed where it is only expected."""
    end = term.end or scale.end
    if end <= scale.start or term.start >= scale.end:
        return ""
    left, right = scale.x(term.start) + 1, scale.x(end) - 1
    legs = (
        f"M{left:.1f} {y + 7}V{y}" if term.start >= scale.start else f"M{left:.1f} {y}",
        f"H{right:.1f}",
        f"V{y + 7}" if term.end and term.end <= scale.end else "",
    )
    kind = "tl-term tl-expected" if term.expected else "tl-term"
    return (
        f'<path class="{kind}" d="{"".join(legs)}"/>'
        f'<text class="tl-term-word" x="{(left + right) / 2:.1f}" y="{y + 19}">{escape(term.label)}</text>'
    )


def _years(scale: Scale, height: int) -> str:
    parts = []
    for year in range(scale.first, scale.last + 1):
        left, right = scale.x(date(year, 1, 1)), scale.x(date(year + 1, 1, 1))
        parts.append(f'<line class="tl-grid" x1="{left}" x2="{left}" y1="{HEAD - 4}" y2="{height}"/>')
        parts.append(f'<text class="tl-year" x="{(left + right) / 2:.1f}" y="15">{year}</text>')
    return "".join(parts)


def _lane(lane: Lane, top: int, scale: Scale, query: str) -> str:
    shown = [bar for bar in lane.bars if bar.opens < scale.end and bar.due >= scale.start]
    bars = "".join(_bar(bar, top, scale, query) for bar in shown)
    line = f'<line class="tl-row" x1="0" x2="{scale.width}" y1="{top + LANE}" y2="{top + LANE}"/>'
    names = (
        f'<a href="{escape(lane.href)}"><text class="tl-title" x="0" y="{top + (15 if lane.subtitle else 22)}">'
        f"{escape(_short(lane.title, 44))}</text></a>"
        f'<text class="tl-sub" x="0" y="{top + 28}">{escape(_short(lane.subtitle, 52))}</text>'
    )
    if not lane.bars and lane.empty:
        bars = (
            f'<text class="tl-sub" x="{LABEL_WIDTH + 8}" y="{top + LANE / 2 + 4}">{escape(lane.empty)}</text>'
        )
    return line + names + bars


def _bar(bar: Bar, top: int, scale: Scale, query: str) -> str:
    left = scale.x(bar.opens) + 1
    right = max(scale.x(bar.due + timedelta(days=1)) - 1, left + 3)
    middle = top + LANE / 2
    told = f"{bar.label} {bar.word}"
    parts = [
        f"<title>{escape(told)}</title>",
        f'<rect class="tl-window mark-{bar.face}{" tl-endless" if bar.endless else ""}" x="{left}" y="{middle - 3}" '
        f'width="{right - left:.1f}" height="6" rx="2"/>',
    ]
    parts += [_mark(bar.face, scale.x(day), middle) for day in bar.acts if scale.start <= day < scale.end]
    is_drawn_plan = bar.planned is not None and not bar.acts and scale.start <= bar.planned < scale.end
    if bar.planned is not None and is_drawn_plan:
        parts.append(_mark("planned", scale.x(bar.planned), middle))
    if not bar.acts and not (is_drawn_plan and bar.face == "planned"):
        parts.append(_mark(bar.face, right - 6, middle))
    if bar.due_from and bar.due_from != bar.due:
        parts.append(_relief(scale.x(bar.due_from), right, middle))
    return f'<a href="/obligations/{escape(bar.key)}{escape(query)}">{"".join(parts)}</a>'


def _mark(face: str, x: float, middle: float) -> str:
    return (
        f'<circle class="tl-back" cx="{x:.1f}" cy="{middle}" r="8"/>'
        f'<use class="mark-{face}" href="#mark-{face}" x="{x - 6.5:.1f}" y="{middle - 6.5}" width="13" height="13"/>'
    )


def _relief(left: float, right: float, middle: float) -> str:
    return f'<path class="tl-relief" d="M{left:.1f} {middle - 9}H{right:.1f}m-4 -3 4 3 -4 3"/>'


def _today(scale: Scale, height: int, today: date, word: str) -> str:
    if not scale.start <= today < scale.end:
        return ""
    x = scale.x(today)
    return (
        f'<line class="tl-today" x1="{x}" x2="{x}" y1="{HEAD - 6}" y2="{height}"/>'
        f'<text class="tl-today-word" x="{x}" y="{HEAD - 1}" dx="4">{escape(word)}</text>'
    )


def _short(text: str, limit: int) -> str:
    """Cut at a visual width: wide (Chinese) characters count two."""
    width = 0
    for position, character in enumerate(text):
        width += 2 if ord(character) > 0x2E7F else 1
        if width > limit:
            return text[:position] + "…"
    return text
