"""Windows of a quota: on a grid, shared by all bodies of one cadence, or per term, each body's own."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from meeting_cadence.bodies import Term
from meeting_cadence.cadence import Quota
from meeting_cadence.cadence.grid import Grid, Part, parts_of
from meeting_cadence.dates import Duration
from meeting_cadence.obligations.stream import Stream, Stretch
from meeting_cadence.obligations.window import Window
from meeting_cadence.regulations.model import MakeUp

_ONE_DAY: Final = timedelta(days=1)
_LAST_DAY: Final = date(9990, 1, 1)


class Shape(NamedTuple):
    """All that windows of a grid depend on: equal shapes share their windows."""

    numbers: tuple[tuple[int, date | None, Quota], ...]
    """(version, in force from, quota) through the versions of the grid."""
    fiscal_year_end: tuple[int, int] | None
    start: date
    end: date | None
    first: Literal["full", "partial"] | date
    makeup: MakeUp


def shape_of(stream: Stream) -> Shape:
    """The shape of a quota stream whose start is known."""
    assert stream.start is not None
    numbers = []
    for stretch in stream.schedule:
        assert isinstance(stretch.clause.rule, Quota)
        numbers.append((stretch.version, stretch.start, stretch.clause.rule))
    mandate = stream.mandate
    return Shape(
        tuple(numbers), stream.body.fiscal_year_end, stream.start, stream.end, _first(stream), mandate.makeup
    )


def _first(stream: Stream) -> Literal["full", "partial"] | date:
    """A date says from which window the text binds; it says nothing of a later grid or of a younger body."""
    first, since = stream.mandate.first, stream.body.since
    if isinstance(first, date) and (stream.grid > 0 or (since is not None and since > first)):
        return "full"
    return first


@lru_cache(maxsize=4096)
def grid_windows(shape: Shape, until: date) -> tuple[Window, ...]:
    """Every window that opens on or before `until` (a day, inclusive), and the next one; by opening.

    Windows that open at or after the end of the stream are not there: the amendment's windows take over.
    """
    quota = shape.numbers[0][2]
    grid = Grid.of(quota, shape.fiscal_year_end)
    found = []
    for part in _in_range(grid, quota, shape, until):
        found.append(_window(grid, quota, shape, part))
    return tuple(found)


def _in_range(grid: Grid, quota: Quota, shape: Shape, until: date) -> Iterator[Part]:
    since = min(shape.start, shape.first) if isinstance(shape.first, date) else shape.start
    opening = _first_index(grid, shape, since)
    index = grid.index_of(since) - 1
    upcoming: Part | None = None
    while upcoming is None or grid.opens(index) <= upcoming.opens:
        slots = quota.first_slots if quota.first_slots and index == opening else quota.slots
        for part in sorted(parts_of(grid, slots, index), key=lambda one: one.opens):
            if part.closes <= since or (shape.end is not None and part.opens >= shape.end):
                continue
            if part.opens <= until:
                yield part
            elif upcoming is None or part.opens < upcoming.opens:
                upcoming = part
        index += 1
        if grid.opens(index) > _LAST_DAY or (shape.end is not None and grid.opens(index) >= shape.end):
            break
    if upcoming is not None:
        yield upcoming


def _first_index(grid: Grid, shape: Shape, since: date) -> int:
    """The grid's first binding window: the one `first_slots` speak of."""
    if isinstance(shape.first, date):
        return grid.index_of(shape.first)
    index = grid.index_of(since)
    return index + 1 if shape.first == "full" and grid.opens(index) < since else index


def _window(grid: Grid, quota: Quota, shape: Shape, part: Part) -> Window:
    version, need, cap = shape.numbers[0][0], quota.min, quota.max
    lower: tuple[date, int] | None = None
    for number, since, amended in shape.numbers[1:]:
        assert since is not None, "only the first version may have no beginning"
        if since <= part.opens:
            version, need, cap = number, amended.min, amended.max
        elif since < part.closes and amended.min < (lower[1] if lower else need):
            lower = (since, amended.min)
    superseded_on = shape.end if shape.end is not None and part.closes > shape.end else None
    return Window(
        part.label,
        part.anchor,
        part.opens,
        part.closes - _ONE_DAY,
        _makeup_until(grid, quota, shape.makeup, part),
        version,
        need,
        cap,
        _is_partial(shape, part),
        superseded_on=superseded_on,
        lower_need=lower,
    )


def _is_partial(shape: Shape, part: Part) -> bool:
    if shape.first == "partial":
        return False
    if isinstance(shape.first, date):
        return part.closes <= shape.first
    return part.opens < shape.start


def _makeup_until(grid: Grid, quota: Quota, makeup: MakeUp, part: Part) -> date:
    due = part.closes - _ONE_DAY
    if makeup.kind == "none":
        return due
    if makeup.kind == "within":
        return _later(due, makeup.within)
    following = parts_of(grid, quota.slots, part.window + 1)
    return following[min(part.slot, len(following) - 1)].closes - _ONE_DAY


def _later(day: date, length: Duration | None) -> date:
    assert length is not None
    return length.after(day)


def term_windows(stream: Stream, until: date) -> tuple[Window, ...]:
    """A body's terms as windows, those that open on or before `until` and the next one.

    A term ends when the next one really begins; until then its expected end is provisional and the window stays open.
    """
    assert stream.start is not None
    found: list[Window] = []
    terms = stream.body.terms
    for number, term in enumerate(terms):
        following = terms[number + 1] if number + 1 < len(terms) else None
        closes = following.start if following else term.end
        if (closes is not None and closes <= stream.start) or (stream.end and term.start >= stream.end):
            continue
        found.append(_term_window(stream, term, closes, _closing(following, terms[number + 2 :])))
        if term.start > until:
            break
    return tuple(found)


def _closing(following: Term | None, later: Sequence[Term]) -> date | None:
    """The day on which the following term closes, None while that is not known."""
    if following is None:
        return None
    return later[0].start if later else following.end


def _term_window(stream: Stream, term: Term, closes: date | None, next_closes: date | None) -> Window:
    end = closes or term.expected_end
    due = end - _ONE_DAY if end else None
    stretch = _in_force(stream.schedule, term.start)
    quota = stretch.clause.rule
    assert isinstance(quota, Quota)
    makeup = stream.mandate.makeup
    makeup_until = next_closes - _ONE_DAY if next_closes else None
    if makeup.kind == "none":
        makeup_until = due
    elif makeup.kind == "within" and due is not None:
        makeup_until = _later(due, makeup.within)
    assert stream.start is not None
    return Window(
        f"term {term.number}",
        str(term.number),
        term.start,
        due,
        makeup_until,
        stretch.version,
        quota.min,
        quota.max,
        stream.mandate.first == "full" and term.start < stream.start,
        provisional=closes is None,
        superseded_on=stream.end if stream.end and (closes is None or closes > stream.end) else None,
        lower_need=_lowered(stream.schedule, term.start, closes, quota.min),
    )


def _lowered(
    schedule: tuple[Stretch, ...], opens: date, closes: date | None, need: int
) -> tuple[date, int] | None:
    """The lowest minimum that an amendment brings while a window is open, and from which day on."""
    lower: tuple[date, int] | None = None
    for stretch in schedule[1:]:
        assert stretch.start is not None and isinstance(stretch.clause.rule, Quota)
        inside = opens < stretch.start and (closes is None or stretch.start < closes)
        if inside and stretch.clause.rule.min < (lower[1] if lower else need):
            lower = (stretch.start, stretch.clause.rule.min)
    return lower


def _in_force(schedule: tuple[Stretch, ...], day: date) -> Stretch:
    """The stretch in force on a day; before the first one, the first."""
    found = schedule[0]
    for stretch in schedule[1:]:
        if stretch.start is not None and stretch.start <= day:
            found = stretch
    return found
