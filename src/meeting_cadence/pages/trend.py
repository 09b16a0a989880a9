"""Compliance by year as bars: each part with its shape and number, each bar with its rate and denominator.

Pure: counts in, values and SVG out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from meeting_cadence.queries.compliance import Figures, figures
from meeting_cadence.store.tallies import Count

WIDTH: Final = 1180
LEFT: Final = 64
RIGHT: Final = 190
BAR: Final = 26
STEP: Final = 40
NARROW: Final = 34
"""A part that is narrower says its number only in the table."""

PARTS: Final = (
    ("met", ("met",)),
    ("met_extended", ("met_extended",)),
    ("met_late", ("met_late",)),
    ("missed", ("missed",)),
    ("overdue", ("overdue",)),
    ("violated", ("violated",)),
    ("no_record", ("no_record",)),
    ("excused", ("excused",)),
    ("open", ("open", "postponed", "upcoming")),
)
"""The parts of a bar from the left, each with the face it carries and the standings it adds up."""


@dataclass(frozen=True, slots=True)
class Year:
    """One bar. `parts`: face to number, in the order of `PARTS`; `at_close`: as the windows stood when they closed."""

    year: int
    parts: dict[str, int]
    now: Figures
    at_close: Figures


def years_of(counts: Iterable[Count], last: int) -> list[Year]:
    """Every year with a binding duty that must be met, until `last`, the latest first."""
    found: dict[int, tuple[Counter[str], Counter[str]]] = {}
    for count in counts:
        if count.weight == "must" and 0 < count.year <= last:
            found.setdefault(count.year, (Counter(), Counter()))[count.frozen][count.standing] += count.number
    return [_year(year, *found[year]) for year in sorted(found, reverse=True)]


def _year(year: int, now: Counter[str], closed: Counter[str]) -> Year:
    parts = {face: sum(now[one] for one in standings) for face, standings in PARTS}
    return Year(year, parts, figures(now.items()), figures(closed.items()))


def draw_trend(
    years: Sequence[Year],
    *,
    title: str,
    word: Callable[[str], str],
    rate: Callable[[Figures], str],
    href: Callable[[int, str], str],
) -> Markup:
    """A bar for each year. `word`: of a face; `rate`: the text at the end of a bar; `href`: to the rows of a part."""
    most = max([1, *(sum(year.parts.values()) for year in years)])
    scale = (WIDTH - LEFT - RIGHT) / most
    height = STEP * len(years) + 8
    bars = "".join(_bar(one, 8 + STEP * row, scale, word, rate, href) for row, one in enumerate(years))
    named = escape(title)
    return Markup(
        f'<svg class="trend" viewBox="0 0 {WIDTH} {height}" role="group" aria-label="{named}">'
        f"<title>{named}</title>{bars}</svg>"
    )


def _bar(
    year: Year,
    top: int,
    scale: float,
    word: Callable[[str], str],
    rate: Callable[[Figures], str],
    href: Callable[[int, str], str],
) -> str:
    parts = [f'<text class="tr-year" x="0" y="{top + 18}">{year.year}</text>']
    left = float(LEFT)
    for face, number in year.parts.items():
        if number:
            parts.append(_part(year.year, face, number, left, top, number * scale, word, href))
            left += number * scale
    parts.append(f'<text class="tr-rate" x="{left + 10:.1f}" y="{top + 18}">{escape(rate(year.now))}</text>')
    return "".join(parts)


def _part(
    year: int,
    face: str,
    number: int,
    left: float,
    top: int,
    width: float,
    word: Callable[[str], str],
    href: Callable[[int, str], str],
) -> str:
    told = escape(f"{year} {word(face)} {number}")
    box = (
        f'<rect class="tr-part mark-{face}" x="{left:.1f}" y="{top}" width="{max(width - 1.5, 1):.1f}" '
        f'height="{BAR}" rx="2"/>'
    )
    inside = ""
    if width >= NARROW:
        inside = (
            f'<use class="mark-{face}" href="#mark-{face}" x="{left + 6:.1f}" y="{top + 7}" width="12" height="12"/>'
            f'<text class="tr-number" x="{left + 21:.1f}" y="{top + 17.5}">{number}</text>'
        )
    return f'<a href="{escape(href(year, face))}"><title>{told}</title>{box}{inside}</a>'
