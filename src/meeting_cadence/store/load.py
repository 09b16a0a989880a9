"""The load of the calendar: how many awaited obligations fall due in each week."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session

from meeting_cadence.queries.board import AWAITED
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation

_ROWS = table_of(Obligation)
_FEW: Final = 500


def due_by_week(
    session: Session, bodies: Collection[str] | None, *, first: date, last: date
) -> dict[date, int]:
    """Monday of a week to the number of binding rows still awaited that fall due in it, days `first` to `last`."""
    standings = [standing.value for standing in AWAITED]
    statement = (
        select(_ROWS.c.due, _ROWS.c.body, func.count())
        .where(_ROWS.c.due >= first, _ROWS.c.due <= last, _ROWS.c.standing.in_(standings))
        .where(_ROWS.c.gone_at.is_(None), _ROWS.c.binding, _ROWS.c.forecast.is_(False))
        .group_by(_ROWS.c.due, _ROWS.c.body)
    )
    if bodies is not None and len(bodies) <= _FEW:
        statement = statement.where(_ROWS.c.body.in_(bodies))
    wanted = None if bodies is None else frozenset(bodies)
    weeks: Counter[date] = Counter()
    for due, body, number in session.connection().execute(statement):
        if wanted is None or body in wanted:
            weeks[due - timedelta(days=due.weekday())] += number
    return dict(sorted(weeks.items()))
