"""Waking streams for facts dated ahead.

A row carries its own next change. But an event of next week, put on record today, makes a row only next week: until
then the stream's wake stands for it.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Session

from meeting_cadence.dates import start_of_day
from meeting_cadence.ledger.entries import (
    Act,
    Complete,
    Entry,
    Event,
    Fact,
    NextDue,
    NotHeld,
    Plan,
    Relief,
    When,
)
from meeting_cadence.queries.scope import Stream, touched
from meeting_cadence.queries.world import World
from meeting_cadence.store.ledger import facts_in
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Wake

_WAKES = table_of(Wake)
_A_DAY = timedelta(days=1)

waking: Final = select(_WAKES.c.mandate, _WAKES.c.body).where(_WAKES.c.at <= bindparam("at"))
"""A query of the mandates and bodies whose wake has come by `at`; a pair may come twice."""


def set_wakes(
    session: Session, world: World, part: Collection[Stream], entries: Iterable[Entry], *, at: datetime
) -> None:
    """Keep, for these streams, exactly the wakes that the entries call for after `at`."""
    connection = session.connection()
    bodies = {stream.body for stream in part}
    rows = connection.execute(select(_WAKES).where(_WAKES.c.body.in_(bodies)))
    kept = {(row.mandate, row.body, row.at) for row in rows if (row.mandate, row.body) in part}
    wanted = {
        (stream.mandate, stream.body, instant)
        for stream, instant in _called_for(world, entries, at)
        if stream in part
    }
    for mandate, body, instant in kept - wanted:
        mine = (_WAKES.c.mandate == mandate) & (_WAKES.c.body == body) & (_WAKES.c.at == instant)
        connection.execute(delete(_WAKES).where(mine))
    fresh: list[dict[str, Any]] = [
        {"mandate": mandate, "body": body, "at": instant} for mandate, body, instant in wanted - kept
    ]
    if fresh:
        connection.execute(insert(_WAKES), fresh)


def _called_for(world: World, entries: Iterable[Entry], at: datetime) -> Iterator[tuple[Stream, datetime]]:
    """Streams and instants of facts ahead. A day begins at other instants elsewhere: days are looked at one back."""
    for entry in entries:
        for fact in facts_in([entry]):
            whens = [when for when in (*_whens(fact), entry.recorded) if when and _may_lie_ahead(when, at)]
            for stream in set(touched(world, fact)) if whens else ():
                zone = world.pack.tree[stream.body].zone
                instants = (_instant(when, zone) for when in whens)
                yield from ((stream, instant) for instant in instants if instant > at)


def _may_lie_ahead(when: When, at: datetime) -> bool:
    return when > at if isinstance(when, datetime) else when >= (at - _A_DAY).date()


def _instant(when: When, zone: ZoneInfo) -> datetime:
    return when if isinstance(when, datetime) else start_of_day(when, zone)


def _whens(fact: Fact) -> Iterator[date | datetime]:
    """The days or instants from which a fact holds."""
    if isinstance(fact, Act):
        yield fact.start
        if fact.end is not None:
            yield fact.end
    elif isinstance(fact, Event):
        yield fact.at
    elif isinstance(fact, (Plan, NextDue)):
        yield from (day for day in (fact.decided,) if day)
    elif isinstance(fact, Relief):
        yield fact.granted
    elif isinstance(fact, Complete):
        yield from (day for day in (fact.declared,) if day)
    elif isinstance(fact, NotHeld):
        yield from (day for day in (fact.confirmed,) if day)
