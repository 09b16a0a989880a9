"""Lists of rows page by page, as one person sees them at one time: kept rows for now, judged ones for any other time.

Nothing reads all rows of a scope to show some. Of now, one page is read; the few rows that time has overtaken are
judged and take their places. Of another time every row must be judged: of up to `WHOLE` bodies all are, in any order;
of more of them body by body until the page is full, in the order of the bodies, and the answer says so.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import islice
from typing import Final, NamedTuple

from meeting_cadence.queries.board import (
    MOST,
    Cursor,
    Order,
    Ordering,
    Page,
    Question,
    Sort,
    fits,
    page_of,
)
from meeting_cadence.queries.scope import Stream
from meeting_cadence.store.board import count_rows
from meeting_cadence.store.overtaken import judge_live, overtaken
from meeting_cadence.store.reading import Judged, Reading
from meeting_cadence.store.walk import walk

WHOLE: Final = 200
"""So many bodies are judged whole for a list of another time."""
_AT_ONCE: Final = 25


class Listed(NamedTuple):
    """One page. `sort`: the order that it really has."""

    page: Page[Judged]
    sort: Sort


def list_judged(reading: Reading, question: Question) -> Listed:
    """The page of a question at the time of the reading, only of bodies that the person sees.

    Raises CursorInvalid.
    """
    asked = _in_sight(reading, replace(question, limit=max(1, min(question.limit, MOST))))
    ordering = Ordering(asked.sort, reading.places)
    start = asked.before or asked.after
    place = None if start is None else ordering.of_cursor(start)
    rows = _past if _is_past(reading) else _current
    found = list(islice(rows(reading, asked, ordering, place), asked.limit + 1))
    return Listed(page_of(asked, found, lambda judged: ordering.cursor_at(judged.row)), asked.sort)


def every_page(read: Callable[[Question], Page[Judged]], question: Question) -> Iterator[Judged]:
    """All rows from the question's cursor on, one page after the other: for files of any length."""
    asked: Question | None = replace(question, limit=MOST)
    while asked is not None:
        page = read(asked)
        yield from page.rows
        asked = None if page.next is None else replace(asked, after=page.next)


def count_judged(reading: Reading, question: Question) -> int:
    """How many rows a question has over all pages; of now as they are kept."""
    asked = replace(_in_sight(reading, question), after=None, before=None)
    if not _is_past(reading):
        return count_rows(reading.session, asked)
    return sum(1 for _ in _past(reading, asked, Ordering(asked.sort, reading.places), None))


def _is_past(reading: Reading) -> bool:
    return reading.at is not None or reading.known_at is not None


def _in_sight(reading: Reading, question: Question) -> Question:
    """The question without bodies out of sight; of many bodies at another time in the order of the bodies."""
    if question.bodies is None:
        bodies = None if reading.sees_all else reading.bodies
    else:
        bodies = tuple(one for one in question.bodies if one in reading.seen)
    many = len(reading.bodies if bodies is None else bodies) > WHOLE
    sort = Sort.BODY if many and _is_past(reading) else question.sort
    return replace(question, bodies=bodies, sort=sort)


def _current(
    reading: Reading, question: Question, ordering: Ordering, place: Order | None
) -> Iterator[Judged]:
    """Kept rows, and among them those that time has overtaken, judged for this answer."""
    bodies = reading.seen if question.bodies is None else frozenset(question.bodies)
    late = overtaken(reading.session, reading.world, at=reading.now, bodies=bodies, mandate=question.mandate)
    reading.behind = max(reading.behind, late.behind)
    kept = (
        Judged(reading.counted_on(row.judged), row.lead_from)
        for row in walk(reading.session, question, reading.places)
        if not late.streams or Stream(row.mandate, row.body) not in late.streams
    )
    if not late.streams:
        return kept
    live = judge_live(reading.session, reading.world, late.streams, at=reading.now, tables=reading.tables)
    fresh = [Judged(row["judged"], row["lead_from"]) for row in live]
    return merge(
        kept,
        _beyond(fresh, question, ordering, place),
        key=lambda one: ordering.of_row(one.row),
        reverse=question.before is not None,
    )


def _past(reading: Reading, question: Question, ordering: Ordering, place: Order | None) -> Iterator[Judged]:
    """Rows judged as of the time asked for, body after body where they are many."""
    for bodies in _groups(reading, question):
        judged = [reading.as_judged(row) for row in reading.judgements(bodies, question.mandate)]
        yield from _beyond(judged, question, ordering, place)


def _groups(reading: Reading, question: Question) -> Iterator[Sequence[str]]:
    named = reading.seen if question.bodies is None else frozenset(question.bodies)
    bodies = [one for one in reading.places.bodies if one in named]
    if len(bodies) <= WHOLE:
        yield bodies
        return
    start: Cursor | None = question.before or question.after
    if question.before is not None:
        bodies.reverse()
    if start is not None and start.place in bodies:
        bodies = bodies[bodies.index(start.place) :]
    for begin in range(0, len(bodies), _AT_ONCE):
        yield bodies[begin : begin + _AT_ONCE]


def _beyond(
    rows: Sequence[Judged], question: Question, ordering: Ordering, place: Order | None
) -> list[Judged]:
    """What is asked for and lies beyond the cursor, in the direction of the walk."""
    back, asked = question.before is not None, replace(question, bodies=None)
    wanted = [(ordering.of_row(one.row), one) for one in rows if fits(asked, one.row)]
    if place is not None:
        wanted = [pair for pair in wanted if (pair[0] < place if back else pair[0] > place)]
    return [one for _, one in sorted(wanted, key=lambda pair: pair[0], reverse=back)]
