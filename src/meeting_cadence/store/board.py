"""The board as it is kept: lists, counts and tallies from the projection, by its indexes."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import Session

from meeting_cadence.queries.board import AWAITED, LATE, MOST, Cursor, Page, Question
from meeting_cadence.queries.world import World
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.store.tallies import Count, own_counts, subtree_counts

_ROWS = table_of(Obligation)
_AT_ONCE: Final = 500


def list_rows(session: Session, question: Question) -> Page[Obligation]:
    """One page of rows."""
    limit = max(1, min(question.limit, MOST))
    statement = _asked(select(Obligation), question)
    if question.after is not None:
        statement = statement.where(_behind(question.after))
    statement = statement.order_by(_ROWS.c.due.asc().nulls_last(), _ROWS.c.key).limit(limit + 1)
    found = session.scalars(statement).all()
    kept = tuple(found[:limit])
    return Page(kept, Cursor(kept[-1].due, kept[-1].key) if len(found) > limit else None)


def list_overdue(
    session: Session, bodies: Sequence[str] | None, *, after: Cursor | None = None, limit: int = 100
) -> Page[Obligation]:
    """What is overdue, missed or violated, the oldest due first."""
    standings = [standing.value for standing in LATE]
    return list_rows(session, Question(bodies, standings=standings, after=after, limit=limit))


def list_next(
    session: Session,
    bodies: Sequence[str] | None,
    *,
    today: date,
    days: int = 90,
    after: Cursor | None = None,
    limit: int = 100,
) -> Page[Obligation]:
    """What is still awaited and due from today on within so many days, the next due first."""
    standings = [standing.value for standing in AWAITED]
    question = Question(
        bodies,
        standings=standings,
        due_from=today,
        due_to=today + timedelta(days=days),
        forecasts=False,
        after=after,
        limit=limit,
    )
    return list_rows(session, question)


def rows_of(session: Session, keys: Sequence[str]) -> list[Obligation]:
    """The kept rows of these keys that are not gone, in no order."""
    found: list[Obligation] = []
    for start in range(0, len(keys), _AT_ONCE):
        part = _ROWS.c.key.in_(keys[start : start + _AT_ONCE])
        found += session.scalars(select(Obligation).where(part, _ROWS.c.gone_at.is_(None))).all()
    return found


def count_rows(session: Session, question: Question) -> int:
    """How many rows a question has, over all pages."""
    statement = _asked(select(func.count()).select_from(_ROWS), question)
    return int(session.connection().execute(statement).scalar_one())


def count_standings(session: Session, bodies: Collection[str] | None = None) -> dict[str, Counter[str]]:
    """Body to the number of its binding, unforecast rows of each standing: from the counters."""
    return {body: _by_standing(counts) for body, counts in own_counts(session, bodies).items()}


def tally(session: Session, world: World, bodies: Collection[str]) -> dict[str, Counter[str]]:
    """Each of the bodies to the counts of its whole subtree, itself included."""
    return {body: tally_of(session, world, body) for body in bodies}


def tally_of(session: Session, world: World, body: str) -> Counter[str]:
    """The number of binding, unforecast rows of each standing of a whole subtree: one range of an index."""
    return _by_standing(subtree_counts(session, world, body))


def _by_standing(counts: Iterable[Count]) -> Counter[str]:
    found: Counter[str] = Counter()
    for count in counts:
        if not count.frozen:
            found[count.standing] += count.number
    return found


def _asked(statement: Select[Any], question: Question) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [_ROWS.c.gone_at.is_(None)]
    if question.bodies is not None:
        conditions.append(_ROWS.c.body.in_(question.bodies))
    if question.mandate is not None:
        conditions.append(_ROWS.c.mandate == question.mandate)
    if question.standings is not None:
        conditions.append(_ROWS.c.standing.in_(question.standings))
    if question.due_from is not None:
        conditions.append(_ROWS.c.due >= question.due_from)
    if question.due_to is not None:
        conditions.append(_ROWS.c.due <= question.due_to)
    if question.binding_only:
        conditions.append(_ROWS.c.binding)
    if question.force is not None:
        conditions.append(_ROWS.c.force == question.force)
    if not question.forecasts:
        conditions.append(_ROWS.c.forecast.is_(False))
    return statement.where(and_(*conditions))


def _behind(cursor: Cursor) -> ColumnElement[bool]:
    if cursor.due is None:
        return and_(_ROWS.c.due.is_(None), _ROWS.c.key > cursor.key)
    return or_(
        _ROWS.c.due > cursor.due,
        and_(_ROWS.c.due == cursor.due, _ROWS.c.key > cursor.key),
        _ROWS.c.due.is_(None),
    )
