"""Rows of the projection counted in groups: by body and mandate for a matrix, by day for a calendar.

One statement each, whatever the number of rows; a page that shows few rows of many asks for those alone.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select, tuple_
from sqlmodel import Session

from meeting_cadence.queries.board import Cursor
from meeting_cadence.queries.scope import Stream
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation

_ROWS = table_of(Obligation)
_AT_ONCE: Final = 10_000
"""Bodies of one statement: SQLite takes 32,766 values."""

LIVE: Final = (
    Standing.OPEN,
    Standing.POSTPONED,
    Standing.OVERDUE,
    Standing.NO_RECORD,
    Standing.VIOLATED,
)
"""What is on somebody's mind now, whatever the year of its due day."""
_ANY: Final = tuple(one for one in Standing if one is not Standing.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both inclusive; None: unbounded."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def of_year(cls, year: int) -> "Span":
        return cls(date(year, 1, 1), date(year, 12, 31))

    def holds(self, day: date | None) -> bool:
        """Whether a day lies within; no day lies in none but the unbounded span."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


EVER: Final = Span()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows count: duties with windows that bind or are unrecorded; no forecasts, reviews and superseded rows.

    `bodies` None: every body. `live_too`: also rows outside `due` that are `LIVE`. `planned`: only rows with a plan
    on these days; None: with or without. `force`: must or normally. `binding_only`: not what another clause precedes,
    unrecorded or not. `without`: streams that are left out; `only`: none but these (None: all). `facets_on`: only rows
    that have a plan or are due soon on that day.
    """

    bodies: Sequence[str] | None
    mandate: str | None = None
    standings: Collection[str] | None = None
    due: Span = EVER
    live_too: bool = False
    planned: Span | None = None
    force: str | None = "must"
    binding_only: bool = False
    without: Collection[Stream] = ()
    only: Collection[Stream] | None = None
    facets_on: date | None = None


class Group(NamedTuple):
    """So many rows of one standing. `keys`: the values that were grouped by, in their order.

    `planned` and `due_soon`: how many of them have a plan, and how many have none and are due soon.
    """

    keys: tuple[Any, ...]
    standing: str
    planned: int
    due_soon: int
    number: int


def count_groups(session: Session, wanted: Wanted, by: Sequence[str], *, today: date) -> list[Group]:
    """The groups of the rows by columns of `obligation` and by standing."""
    row = _ROWS.c
    columns = [row.standing, *(row[name] for name in by)]
    numbers = [
        func.sum(case((row.planned.is_not(None), 1), else_=0)),
        func.sum(case((and_(row.planned.is_(None), row.lead_from <= today), 1), else_=0)),
        func.count(),
    ]
    found: list[Group] = []
    for condition in _conditions(_by_an_index(wanted)):
        statement = select(*columns, *numbers).where(condition).group_by(*columns)
        for standing, *rest in session.connection().execute(statement):
            keys, (planned, soon, number) = rest[: len(by)], rest[len(by) :]
            found.append(Group(tuple(keys), standing, int(planned), int(soon), number))
    return found


def _by_an_index(wanted: Wanted) -> Wanted:
    """The same, of every body with every standing named: a year by days is then read in the order of an index.

    Where bodies are named, or plans, their own index is the better one, and nothing may draw SQLite away from it.
    """
    is_year = wanted.bodies is None and wanted.due != EVER and not wanted.live_too
    return replace(wanted, standings=_ANY) if is_year and wanted.standings is None else wanted


def list_wanted(
    session: Session, wanted: Wanted, *, after: Cursor | None, limit: int
) -> tuple[list[Obligation], Cursor | None]:
    """Rows by due day (none last) and key, at most `limit`; the cursor of what follows, None at the end."""
    found: list[Obligation] = []
    for condition in _conditions(wanted):
        statement = select(Obligation).where(condition)
        if after is not None:
            statement = statement.where(_behind(after))
        statement = statement.order_by(_ROWS.c.due.asc().nulls_last(), _ROWS.c.key).limit(limit + 1)
        found += session.scalars(statement).all()
    found.sort(key=lambda row: (row.due is None, row.due or date.min, row.key))
    kept = found[:limit]
    return kept, Cursor(kept[-1].due, kept[-1].key) if len(found) > limit else None


def streams_kept(session: Session, mandates: Collection[str], bodies: Sequence[str] | None) -> set[Stream]:
    """The streams of these mandates that have or had a row."""
    found: set[Stream] = set()
    if not mandates:
        return found
    statement = select(_ROWS.c.mandate, _ROWS.c.body).where(_ROWS.c.mandate.in_(mandates)).distinct()
    for part in _parts(bodies):
        asked = statement if part is None else statement.where(_ROWS.c.body.in_(part))
        found |= {Stream(*row) for row in session.connection().execute(asked)}
    return found


def _behind(cursor: Cursor) -> ColumnElement[bool]:
    if cursor.due is None:
        return and_(_ROWS.c.due.is_(None), _ROWS.c.key > cursor.key)
    same_day = and_(_ROWS.c.due == cursor.due, _ROWS.c.key > cursor.key)
    return or_(_ROWS.c.due > cursor.due, same_day, _ROWS.c.due.is_(None))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    return (_condition(wanted, part) for part in _parts(wanted.bodies))


def _parts(bodies: Sequence[str] | None) -> Iterator[Sequence[str] | None]:
    """So many bodies for each statement: a nation needs one, without naming any."""
    if bodies is None:
        yield None
        return
    for start in range(0, len(bodies), _AT_ONCE):
        yield bodies[start : start + _AT_ONCE]


def _condition(wanted: Wanted, bodies: Sequence[str] | None) -> ColumnElement[bool]:
    row = _ROWS.c
    parts = [counts_in_pictures()]
    if wanted.binding_only:
        parts.append(row.binding)
    if bodies is not None:
        parts.append(row.body.in_(bodies))
    if wanted.mandate is not None:
        parts.append(row.mandate == wanted.mandate)
    if wanted.standings is not None:
        parts.append(row.standing.in_(wanted.standings))
    if wanted.force is not None:
        parts.append(row.force == wanted.force)
    if wanted.planned is not None:
        parts += [row.planned.is_not(None), *_within(row.planned, wanted.planned)]
    if wanted.without:
        parts.append(tuple_(row.mandate, row.body).not_in([tuple(one) for one in wanted.without]))
    if wanted.only is not None:
        parts.append(tuple_(row.mandate, row.body).in_([tuple(one) for one in wanted.only]))
    if wanted.facets_on is not None:
        parts.append(or_(row.planned.is_not(None), row.lead_from <= wanted.facets_on))
    days = and_(True, *_within(row.due, wanted.due))
    parts.append(or_(days, row.standing.in_(LIVE)) if wanted.live_too else days)
    return and_(*parts)


def counts_in_pictures() -> ColumnElement[bool]:
    """What pictures count at all: nothing gone, foreseen, without windows, superseded; what binds or is unrecorded."""
    row = _ROWS.c
    told = or_(row.binding, row.standing == Standing.NO_RECORD)
    there = and_(row.gone_at.is_(None), row.forecast.is_(False), row.form != "review")
    return and_(there, told, row.standing != Standing.SUPERSEDED)


def _within(column: ColumnElement[Any], span: Span) -> Iterator[ColumnElement[bool]]:
    if span.first is not None:
        yield column >= span.first
    if span.last is not None:
        yield column <= span.last
