"""Proving frozen verdicts: each is judged again as of the tick that froze it, by the packs and the ledger of then.

What was written at the very instant of the tick may lie on either side of it: both ways of counting are tried.
Verdicts of mandates that count working days are passed over where other notices came into force since: the table of
then is gone.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.queries.scope import Stream, sources
from meeting_cadence.queries.world import World
from meeting_cadence.standing.board import read_board
from meeting_cadence.store.ledger import load_kept
from meeting_cadence.store.notices import notices_in_force
from meeting_cadence.store.projection import horizon
from meeting_cadence.store.registry import world_as_of
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.tallies import ClosedVerdict

_CLOSED: Final = table_of(ClosedVerdict)


class Verdict(NamedTuple):
    """A frozen verdict."""

    key: str
    mandate: str
    body: str
    standing: str
    closed_at: datetime


class Proved(NamedTuple):
    """How many verdicts were judged again, how many could not be, and which are wrong."""

    judged: int
    unproved: int
    wrong: tuple[Verdict, ...]


def prove_verdicts(session: Session, *, tables: Tables) -> Proved:
    """Judge every frozen verdict again."""
    columns = [_CLOSED.c[name] for name in Verdict._fields]
    rows = session.connection().execute(select(*columns).order_by(_CLOSED.c.closed_at, _CLOSED.c.key))
    notices = notices_in_force(session)
    judged, unproved, wrong = 0, 0, list[Verdict]()
    for at, group in groupby((Verdict(*row) for row in rows.all()), key=attrgetter("closed_at")):
        frozen = list(group)
        doubtful = notices is not None and notices.since is not None and at < notices.since
        sure = [one for one in frozen if not (doubtful and _counts_workdays(session, one, at))]
        judged, unproved = judged + len(sure), unproved + len(frozen) - len(sure)
        wrong += _wrong(session, sure, at, tables)
    return Proved(judged, unproved, tuple(wrong))


def _counts_workdays(session: Session, verdict: Verdict, at: datetime) -> bool:
    mandate = world_as_of(session, at).pack.mandate.get(verdict.mandate)
    return mandate is not None and mandate.workdays is not None


def _wrong(session: Session, frozen: Sequence[Verdict], at: datetime, tables: Tables) -> Iterator[Verdict]:
    """Those of one tick that neither way of counting gives."""
    left = list(frozen)
    for together in (True, False):
        if left:
            world = world_as_of(session, at, together=together)
            found = _judged(session, world, left, at, tables, together=together)
            left = [one for one in left if found.get(one.key) != one.standing]
    yield from left


def _judged(
    session: Session,
    world: World,
    frozen: Sequence[Verdict],
    at: datetime,
    tables: Tables,
    *,
    together: bool,
) -> Mapping[str, str]:
    streams = {Stream(one.mandate, one.body) for one in frozen}
    kept = [one for one in load_kept(session, sources(world, streams)) if _is_before(one, at, together)]
    board = read_board(
        world.pack,
        Facts.fold([one.entry for one in kept]),
        at=at,
        tables=tables,
        end=horizon(at),
        mandates={stream.mandate for stream in streams},
        bodies={stream.body for stream in streams},
        explained=False,
    )
    return {row.key: row.standing.value for row in board}


def _is_before(kept: Kept, at: datetime, together: bool) -> bool:
    """Whether an entry was there already; `together`: those of the same instant count as well."""
    return kept.appended < at or (together and kept.appended == at)
