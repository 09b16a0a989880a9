"""Walking over kept rows in their order, from a cursor on or back, reading no more than a page needs.

By due day every standing is a range of one index, already in order; so a page of a nation reads a page. By mandate the
walk goes from one to the next that has rows, by body from one group of bodies to the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlmodel import Session

from meeting_cadence.queries.board import Cursor, CursorInvalid, Places, Question, Sort
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation

_ROWS = table_of(Obligation)
_FIRST_GROUP: Final = 16
_LARGEST_GROUP: Final = 256
"""Bodies of one statement: more with every group that did not fill the page."""
NO_PLACES: Final = Places((), ())


def walk(session: Session, question: Question, places: Places) -> Iterator[Obligation]:
    """The rows behind `after`, or those before `before` from there back; read in parts of a page and one row.

    Raises CursorInvalid for a cursor of another sort.
    """
    if question.sort is Sort.DUE:
        return _by_due(session, question, _start(question))
    if question.sort is Sort.MANDATE:
        return _by_mandate(session, question, _with_rows(session, question, places.mandates))
    named = None if question.bodies is None else frozenset(question.bodies)
    return _by_body(session, question, [one for one in places.bodies if named is None or one in named])


def asked_for(question: Question) -> ColumnElement[bool]:
    """The condition of the rows that a question asks for, over all pages."""
    dated = and_(_ROWS.c.due.is_not(None), *_days(question)) if question.is_ranged else None
    days = or_(dated, _ROWS.c.due.is_(None)) if dated is not None and question.undated_too else dated
    return _filtered(question) if days is None else and_(_filtered(question), days)


def _by_due(session: Session, question: Question, start: Cursor | None) -> Iterator[Obligation]:
    """Dated rows, then those without a due day; the other way round when walking back."""
    back = question.before is not None
    for undated in (back, not back):
        if undated and question.is_ranged and not question.undated_too:
            continue
        if start is None or (start.due is None) == undated:
            yield from _phase(session, question, start, undated)
            start = None


def _phase(session: Session, question: Question, start: Cursor | None, undated: bool) -> Iterator[Obligation]:
    batch = question.limit + 1
    while True:
        rows = _batch(session, question, start, undated)
        yield from rows
        if len(rows) < batch:
            return
        start = Cursor(rows[-1].due, rows[-1].key)


def _batch(session: Session, question: Question, start: Cursor | None, undated: bool) -> Sequence[Obligation]:
    """One page and a row more: of each standing from its own range of the index, where no bodies are named."""
    batch, back = question.limit + 1, question.before is not None
    parts = [question]
    if question.bodies is None and not undated:
        standings = list(Standing) if question.standings is None else question.standings
        parts = [replace(question, standings=[one]) for one in standings]
    found = [
        session.scalars(
            select(Obligation)
            .where(_filtered(part), *_beyond(start, undated, back, part))
            .order_by(*_order(undated, back))
            .limit(batch)
        ).all()
        for part in parts
    ]
    if len(found) < 2:
        return found[0] if found else ()
    return list(merge(*found, key=lambda row: (row.due or "", row.key), reverse=back))[:batch]


def _by_mandate(session: Session, question: Question, mandates: Sequence[str]) -> Iterator[Obligation]:
    start = _start(question)
    for mandate in _from(mandates, start, back=question.before is not None):
        here = start if start is not None and start.place == mandate else None
        yield from _by_due(session, replace(question, mandate=mandate), here)


def _by_body(session: Session, question: Question, bodies: Sequence[str]) -> Iterator[Obligation]:
    start = _start(question)
    rest = list(_from(bodies, start, back=question.before is not None))
    size = _FIRST_GROUP
    while rest:
        if start is not None:
            yield from _by_due(session, replace(question, bodies=[rest.pop(0)]), start)
            start = None
        group, rest = rest[:size], rest[size:]
        rows = _group(session, question, group)
        yield from rows
        if len(rows) > question.limit:  # The group may hold more of them.
            last = rows[-1]
            start, rest = Cursor(last.due, last.key), [*group[group.index(last.body) :], *rest]
        else:
            size = min(4 * size, _LARGEST_GROUP)


def _group(session: Session, question: Question, bodies: Sequence[str]) -> Sequence[Obligation]:
    if not bodies:
        return ()
    rank = case({body: place for place, body in enumerate(bodies)}, value=_ROWS.c.body)
    back = question.before is not None
    due = _ROWS.c.due.desc().nulls_first() if back else _ROWS.c.due.asc().nulls_last()
    key = _ROWS.c.key.desc() if back else _ROWS.c.key
    wanted = select(Obligation).where(asked_for(replace(question, bodies=bodies)))
    return session.scalars(wanted.order_by(rank, due, key).limit(question.limit + 1)).all()


def _with_rows(session: Session, question: Question, mandates: Sequence[str]) -> list[str]:
    """The mandates of which there is such a row, and that of the cursor; all where every standing is asked for."""
    if question.mandate is not None:
        return [question.mandate]
    if question.standings is None:
        return list(mandates)
    found = session.connection().execute(select(_ROWS.c.mandate).where(asked_for(question)).distinct())
    start = question.before or question.after
    known = {*found.scalars(), start.place if start is not None else None}
    return [one for one in mandates if one in known]


def _from(places: Sequence[str], start: Cursor | None, *, back: bool) -> Sequence[str]:
    """The places from that of the cursor on, in the direction of the walk. Raises CursorInvalid."""
    ordered = list(reversed(places)) if back else list(places)
    if start is None:
        return ordered
    if start.place not in ordered:
        raise CursorInvalid(str(start)[:100])
    return ordered[ordered.index(start.place) :]


def _start(question: Question) -> Cursor | None:
    """Where to begin. Raises CursorInvalid for a cursor of another sort."""
    start = question.before or question.after
    if start is not None and (start.place is None) != (question.sort is Sort.DUE):
        raise CursorInvalid(str(start)[:100])
    return start


def _filtered(question: Question) -> ColumnElement[bool]:
    """All that is asked for but the days."""
    row = _ROWS.c
    conditions: list[ColumnElement[bool]] = [row.gone_at.is_(None)]
    if question.bodies is not None:
        conditions.append(row.body.in_(question.bodies))
    if question.mandate is not None:
        conditions.append(row.mandate == question.mandate)
    if question.standings is not None:
        conditions.append(row.standing.in_(question.standings))
    if question.binding_only:
        conditions.append(row.binding)
    if question.force is not None:
        conditions.append(row.force == question.force)
    if not question.forecasts:
        conditions.append(row.forecast.is_(False))
    if not question.reviews:
        conditions.append(row.form != "review")
    return and_(*conditions)


def _days(question: Question) -> Iterator[ColumnElement[bool]]:
    if question.due_from is not None:
        yield _ROWS.c.due >= question.due_from
    if question.due_to is not None:
        yield _ROWS.c.due <= question.due_to


def _beyond(
    start: Cursor | None, undated: bool, back: bool, question: Question
) -> Iterator[ColumnElement[bool]]:
    """Dated rows or those without a day, and of them what lies beyond the cursor."""
    due, key = _ROWS.c.due, _ROWS.c.key
    if undated:
        yield due.is_(None)
        if start is not None:
            yield key < start.key if back else key > start.key
        return
    yield due.is_not(None)
    yield from _days(question)
    if start is not None and back:
        yield and_(due <= start.due, or_(due < start.due, key < start.key))
    elif start is not None:
        yield and_(due >= start.due, or_(due > start.due, key > start.key))


def _order(undated: bool, back: bool) -> Sequence[ColumnElement[Any]]:
    columns: list[Any] = [_ROWS.c.key] if undated else [_ROWS.c.due, _ROWS.c.key]
    return [column.desc() for column in columns] if back else columns
