"""Counters of large subtrees by mandate, kept in the transaction of each change: a nation's matrix is one read.

A cell counts the rows that pictures count (`store/grouped.py`) of a wide body and all below it, by mandate, year of the
due day, force and standing. Small subtrees have none: their rows are few enough to be counted. Where the tree has
changed since, readers count rows, until the next tick or pack has counted anew.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, and_, delete, extract, func, or_, select
from sqlmodel import Session

from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.bulk import add_rows, insert_rows
from meeting_cadence.store.grouped import LIVE, counts_in_pictures
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.store.tables.tallies import MandateTally

_TALLY = table_of(MandateTally)
_ROWS = table_of(Obligation)
_NOBODY: Final = ""


class DutyCell(NamedTuple):
    """What a counter counts."""

    body: str
    mandate: str
    year: int
    force: str
    standing: str


def duty_cell_of(row: Mapping[str, Any]) -> DutyCell | None:
    """The cell that a row of `obligation` counts in; None: in none."""
    told = row["binding"] or row["standing"] == Standing.NO_RECORD
    left_out = row["form"] == "review" or row["standing"] == Standing.SUPERSEDED
    if row["gone_at"] is not None or row["forecast"] or left_out or not told:
        return None
    year = row["due"].year if row["due"] is not None else 0
    return DutyCell(row["body"], row["mandate"], year, row["force"], row["standing"])


def add_duties(session: Session, world: World, moved: Counter[DutyCell]) -> None:
    """Add to the counters of every wide body at or above the cells' bodies."""
    climbed = _climbed(moved, world)
    values = [{**cell._asdict(), "number": climbed[cell]} for cell in sorted(climbed) if climbed[cell]]
    add_rows(session.connection(), _TALLY, values, add=("number",))


def level_duties(session: Session, world: World) -> None:
    """Count anew, where the tree is another one than it was counted for."""
    if _counted_for(session.connection()) != world.tree_stamp:
        recount_duties(session, world)


def recount_duties(session: Session, world: World) -> None:
    """Make every counter anew, from the rows."""
    connection = session.connection()
    connection.execute(delete(_TALLY))
    climbed = _climbed(_counted(session), world)
    mark = DutyCell(_NOBODY, "", 0, "", world.tree_stamp)
    values = [{**cell._asdict(), "number": number} for cell, number in climbed.items()]
    insert_rows(connection, _TALLY, [*values, {**mark._asdict(), "number": 0}])


def duty_counts(
    session: Session, world: World, bodies: Collection[str], *, year: int, live_too: bool
) -> dict[DutyCell, int] | None:
    """The counters of these wide bodies: of the rows due in a year, and of those that are `LIVE` whatever their year.

    None: none are kept for the tree as it is.
    """
    days = _TALLY.c.year == year
    wanted = or_(days, _TALLY.c.standing.in_(LIVE)) if live_too else days
    asked = or_(_TALLY.c.body == _NOBODY, and_(_TALLY.c.body.in_(bodies), wanted))
    found = {
        DutyCell(*row[:5]): row.number for row in session.connection().execute(select(_TALLY).where(asked))
    }
    mark = DutyCell(_NOBODY, "", 0, "", world.tree_stamp)
    return None if found.pop(mark, None) is None else found


def wrong_duties(session: Session, world: World) -> list[DutyCell]:
    """Cells whose counters are not what the rows say: none, unless something went past `add_duties`."""
    if _counted_for(session.connection()) != world.tree_stamp:
        return []
    rows = session.connection().execute(select(_TALLY).where(_TALLY.c.body != _NOBODY))
    kept = {DutyCell(*row[:5]): row.number for row in rows}
    true = _climbed(_counted(session), world)
    return sorted(cell for cell in {*kept, *true} if kept.get(cell, 0) != true[cell])


def _counted(session: Session) -> Counter[DutyCell]:
    """What each body's own rows come to: one pass over them."""
    row = _ROWS.c
    year = func.coalesce(extract("year", row.due), 0)
    columns = (row.body, row.mandate, year, row.force, row.standing)
    statement = select(*columns, func.count()).where(counts_in_pictures()).group_by(*columns)
    found: Counter[DutyCell] = Counter()
    for body, mandate, due_year, force, standing, number in session.connection().execute(statement):
        found[DutyCell(body, mandate, int(due_year), force, standing)] += number
    return found


def _climbed(own: Mapping[DutyCell, int], world: World) -> Counter[DutyCell]:
    found: Counter[DutyCell] = Counter()
    for cell, number in own.items():
        for body in _wide_above(world, cell.body):
            found[cell._replace(body=body)] += number
    return found


def _wide_above(world: World, body: str) -> list[str]:
    """The wide bodies among a body and those above it: above a wide one all are."""
    found, bodies = [], world.pack.tree.bodies
    one: str | None = body
    while one is not None and one in bodies:
        if one in world.wide:
            found.append(one)
        one = bodies[one].parent
    return found


def _counted_for(connection: Connection) -> str | None:
    mark = select(_TALLY.c.standing).where(_TALLY.c.body == _NOBODY)
    return connection.execute(mark).scalar()
