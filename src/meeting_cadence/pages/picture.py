"""One obligation drawn: its window, due day, today, plan and acts on one line. Pure: plain values in, SVG out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

WIDTH, LEFT, RIGHT, MIDDLE = 1180, 30, 30, 58


@dataclass(frozen=True, slots=True)
class Point:
    """A day on the line, with its word. `kind`: opens, due, original, act, plan, today, lead, makeup."""

    day: date
    kind: str
    word: str


def draw_window(
    opens: date | None, due: date | None, points: Sequence[Point], *, face: str, title: str
) -> Markup | None:
    """The picture, or None where there is no day to draw. Labels that would overlap move to another level."""
    days = [point.day for point in points] + [day for day in (opens, due) if day]
    if not days:
        return None
    first, last = min(days), max(days)
    margin = timedelta(days=max((last - first).days // 25, 3))
    line = _Line(first - margin, last + margin)
    band = ""
    if opens and due:
        left, right = line.x(opens), line.x(due + timedelta(days=1))
        width = max(right - left, 3)
        band = (
            f'<rect class="tl-window mark-{face}" x="{left}" y="{MIDDLE - 6}" '
            f'width="{width:.1f}" height="12" rx="3"/>'
        )
    placed = _levels(points, line)
    marks = "".join(_point(point, line, height) for point, height in placed)
    height = max([MIDDLE + 16, *(level + 8 for _, level in placed)])
    top = 0 if any(level == _LEVELS[2] for _, level in placed) else 16
    named = escape(title)
    return Markup(
        f'<svg class="window-picture" viewBox="0 {top} {WIDTH} {height - top}" role="img" aria-label="{named}">'
        f"<title>{named}</title>"
        f'<line class="tl-row" x1="0" x2="{WIDTH}" y1="{MIDDLE}" y2="{MIDDLE}"/>{band}{marks}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Line:
    first: date
    last: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


_LEVELS = (34, 96, 16, 112)


def _levels(points: Sequence[Point], line: _Line) -> list[tuple[Point, int]]:
    """Put each label on the first level where the previous label of that level ends before it begins."""
    ends = dict.fromkeys(_LEVELS, -1000.0)
    placed = []
    for point in sorted(points, key=lambda one: (one.day, one.kind)):
        x = line.x(point.day)
        half = _width(point.word) / 2
        level = next((one for one in _LEVELS if ends[one] < x - half), min(ends, key=lambda one: ends[one]))
        ends[level] = x + half
        placed.append((point, level))
    return placed


def _point(point: Point, line: _Line, level: int) -> str:
    x = line.x(point.day)
    half = _width(point.word) / 2
    at = min(max(x, half + 2), WIDTH - half - 2)
    end = level + 4 if level < MIDDLE else level - 12
    stroke = f'<line class="pt-line pt-{point.kind}" x1="{x}" x2="{x}" y1="{MIDDLE}" y2="{end}"/>'
    dot = (
        f'<circle class="pt-dot pt-{point.kind}" cx="{x}" cy="{MIDDLE}" r="4.5"/>'
        if point.kind in ("act", "plan")
        else ""
    )
    return f'{stroke}{dot}<text class="pt-word pt-{point.kind}" x="{at:.1f}" y="{level}">{escape(point.word)}</text>'


def _width(word: str) -> float:
    return sum(12.5 if ord(character) > 0x2E7F else 6.8 for character in word) + 14
