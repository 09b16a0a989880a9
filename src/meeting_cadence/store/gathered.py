"""Many bodies counted together under the lines of a matrix: from counters where a line is wide, else from rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.grouped import Span, Wanted, count_groups
from meeting_cadence.store.mandate_tallies import DutyCell, duty_counts
from meeting_cadence.store.piles import Heap, Pile, add_groups, piles, piles_of, source_of, told
from meeting_cadence.store.reading import Reading

BY: Final = ("body", "mandate", "force")
Lines = Mapping[str, Sequence[str]]
"""The body that names a line to the bodies that are counted in it: itself alone, or all below it too."""


def gathered(reading: Reading, wanted: Wanted, lines: Lines, *, year: int) -> list[Pile]:
    """Piles by line, mandate and force, of rows due in the year (and `LIVE` ones, where `wanted` says so).

    `wanted` names the bodies of all lines, and no standings. The number of statements depends on nothing.
    """
    line_of = {body: line for line, bodies in lines.items() for body in bodies}
    asked = replace(wanted, due=Span.of_year(year))
    wide = {line: bodies for line, bodies in lines.items() if len(bodies) > 1 and line in reading.world.wide}
    counters = _counters(reading, wide, asked, year)
    if counters is None:
        return _under_lines(piles(reading, asked, BY), line_of)
    inside = [body for bodies in wide.values() for body in bodies]
    outside = tuple(set(line_of).difference(inside))
    rest = piles(reading, replace(asked, bodies=outside), BY) if outside else []
    return _under_lines([*rest, *_wide(reading, asked, tuple(inside), counters, line_of)], line_of)


def _counters(reading: Reading, wide: Lines, asked: Wanted, year: int) -> dict[DutyCell, int] | None:
    """None: no line is wide, or none are kept for this time."""
    if not wide or reading.is_of_another_time:
        return None
    return duty_counts(reading.session, reading.world, list(wide), year=year, live_too=asked.live_too)


def _wide(
    reading: Reading,
    asked: Wanted,
    bodies: Sequence[str],
    counters: Mapping[DutyCell, int],
    line_of: Mapping[str, str],
) -> list[Pile]:
    """What the counters say, but for rows that time has overtaken, and with the facets of open rows."""
    source = source_of(reading, replace(asked, bodies=bodies))
    assert source.kept is not None, "counters answer for now"
    heap: Heap = Counter()
    for cell, number in counters.items():
        heap[(cell.body, cell.mandate, cell.force), cell.standing, cell.standing] += number
    if source.kept.without:
        late = replace(asked, bodies=None, only=source.kept.without)
        for keys, standing, *_, number in count_groups(reading.session, late, BY, today=reading.today):
            heap[(line_of[keys[0]], *keys[1:]), standing, standing] -= number
    faceted = replace(source.kept, bodies=asked.bodies, standings=(Standing.OPEN,), facets_on=reading.today)
    facets: Heap = Counter()
    inside = frozenset(bodies)
    groups = count_groups(reading.session, faceted, BY, today=reading.today)
    add_groups(facets, (group for group in groups if group.keys[0] in inside))
    for (keys, standing, face), number in facets.items():
        line = (line_of[keys[0]], *keys[1:])
        heap[line, standing, face] += number
        heap[line, standing, standing] -= number
    for keys, standing, face in told(reading, source.fresh, BY):
        heap[(line_of[keys[0]], *keys[1:]), standing, face] += 1
    return piles_of(heap)


def _under_lines(found: Iterable[Pile], line_of: Mapping[str, str]) -> list[Pile]:
    heap: Heap = Counter()
    for (body, *rest), standing, face, number in found:
        heap[(line_of[body], *rest), standing, face] += number
    return piles_of(heap)
