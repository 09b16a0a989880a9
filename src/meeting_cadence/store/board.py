"""The board as it is kept: lists, counts and tallies from the projection, by its indexes."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session

from meeting_cadence.queries.board import (
    AWAITED,
    LATE,
    MOST,
    Cursor,
    Ordering,
    Page,
    Places,
    Question,
    page_of,
)
from meeting_cadence.queries.world import World
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.store.tallies import Count, own_counts, subtree_counts
from meeting_cadence.store.walk import NO_PLACES, asked_for, walk

_ROWS = table_of(Obligation)
_AT_ONCE: Final = 500


def list_rows(session: Session, question: Question, places: Places = NO_PLACES) -> Page[Obligation]:
    """One page of kept rows, in the columns of `obligation`. `places`: for sorts by body and mandate."""
    asked = replace(question, limit=max(1, min(question.limit, MOST)))
    ordering = Ordering(asked.sort, places)
    found = list(islice(walk(session, asked, places), asked.limit + 1))
    return page_of(asked, found, lambda row: ordering.cursor_at(row.judged))


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
    statement = select(func.count()).select_from(_ROWS).where(asked_for(question))
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
