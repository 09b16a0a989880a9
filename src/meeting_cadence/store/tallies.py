"""Counters of every body and its subtree, kept in the transaction of each change: a nation's figures are one read.

A cell counts the binding, unforecast rows of a body by the year of their due day, their weight and their standing:
alone (`own`) and with all below (`below`). Where the tree has changed since `below` was added up, readers add up `own`
instead, until the next tick or pack has done it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlmodel import Session

from meeting_cadence.queries.world import World
from meeting_cadence.store.bulk import add_rows, insert_rows
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.store.tables.tallies import ClosedVerdict, TallyRow

_TALLY = table_of(TallyRow)
_ROWS = table_of(Obligation)
_CLOSED = table_of(ClosedVerdict)
_NOBODY: Final = ""
_ADDED: Final = ("own", "below")
_BELOW: Final = select(
    _TALLY.c.frozen, _TALLY.c.year, _TALLY.c.weight, _TALLY.c.standing, _TALLY.c.below
).where(_TALLY.c.body.in_((bindparam("root"), _NOBODY)))


class Cell(NamedTuple):
    """What a counter counts."""

    body: str
    frozen: bool
    year: int
    weight: str
    standing: str


class Count(NamedTuple):
    """A cell of one body or subtree with its number."""

    frozen: bool
    year: int
    weight: str
    standing: str
    number: int


def cell_of(row: Mapping[str, Any]) -> Cell | None:
    """The cell that a row of `obligation` counts in; None: in none."""
    if row["gone_at"] is not None or not row["binding"] or row["forecast"]:
        return None
    year = row["due"].year if row["due"] is not None else 0
    return Cell(row["body"], False, year, weight_of(row), row["standing"])


def weight_of(row: Mapping[str, Any]) -> str:
    """`review` for duties without a date; else their force."""
    return "review" if row["form"] == "review" else str(row["force"])


def add_up(session: Session, world: World, moved: Counter[Cell]) -> None:
    """Add to the counters of the cells' bodies and of all bodies above them."""
    tree = world.pack.tree
    own: Counter[Cell] = Counter()
    below: Counter[Cell] = Counter()
    for cell, number in moved.items():
        if number:
            own[cell] += number
            for body in _upwards(tree.bodies, cell.body):
                below[Cell(body, *cell[1:])] += number
    cells = sorted({cell for part in (own, below) for cell in part if part[cell]})
    values = [{**cell._asdict(), "own": own[cell], "below": below[cell]} for cell in cells]
    add_rows(session.connection(), _TALLY, values, add=_ADDED)


def level(session: Session, world: World) -> None:
    """Add up `below` anew, where the tree is another one than it was added up for."""
    if _leveled_for(session.connection()) != world.tree_stamp:
        _level(session, world)


def recount(session: Session, world: World) -> None:
    """Make every counter anew, from the rows and the verdicts."""
    connection = session.connection()
    connection.execute(delete(_TALLY))
    counts = [{**cell._asdict(), "own": number, "below": 0} for cell, number in counted(session).items()]
    insert_rows(connection, _TALLY, counts)
    _level(session, world)


def counted(session: Session) -> Counter[Cell]:
    """The bodies' own counters as the rows and the verdicts say: two passes over them."""
    found: Counter[Cell] = Counter()
    columns = (_ROWS.c.body, _ROWS.c.due, _ROWS.c.form, _ROWS.c.force, _ROWS.c.standing)
    rows = (
        select(*columns, func.count())
        .where(_ROWS.c.gone_at.is_(None), _ROWS.c.binding, _ROWS.c.forecast.is_(False))
        .group_by(*columns)
    )
    for body, due, form, force, standing, number in session.connection().execute(rows):
        weight = weight_of({"form": form, "force": force})
        found[Cell(body, False, due.year if due else 0, weight, standing)] += number
    kept = (_CLOSED.c.body, _CLOSED.c.due, _CLOSED.c.weight, _CLOSED.c.standing)
    verdicts = select(*kept, func.count()).group_by(*kept)
    for body, due, weight, standing, number in session.connection().execute(verdicts):
        found[Cell(body, True, due.year, weight, standing)] += number
    return found


def subtree_counts(session: Session, world: World, body: str) -> list[Count]:
    """The counters of a body and everything below it: one range of an index."""
    rows = session.connection().execute(_BELOW, {"root": body}).all()
    marks = [row.standing for row in rows if not row.weight]
    if marks != [world.tree_stamp]:
        return _added_up(session, world.pack.tree.subtree(body))
    return [Count(*row) for row in rows if row.weight and row.below]


def each_subtree(session: Session, world: World, bodies: Iterable[str]) -> dict[str, list[Count]]:
    """Each of the bodies to the counters of its whole subtree, all of them by one range of an index each."""
    wanted = list(bodies)
    statement = select(_TALLY.c.body, _TALLY.c.frozen, _TALLY.c.year, _TALLY.c.weight, _TALLY.c.standing)
    rows = session.connection().execute(
        statement.add_columns(_TALLY.c.below).where(_TALLY.c.body.in_([*wanted, _NOBODY]))
    )
    found: dict[str, list[Count]] = {one: [] for one in wanted}
    marks = []
    for body, *count in rows:
        if body == _NOBODY:
            marks.append(count[3])
        elif count[4]:
            found[body].append(Count(*count))
    if marks == [world.tree_stamp]:
        return found
    return {one: _added_up(session, world.pack.tree.subtree(one)) for one in wanted}


def own_counts(session: Session, bodies: Iterable[str] | None = None) -> dict[str, list[Count]]:
    """Body to the counters of its own rows; None: every body."""
    columns = (_TALLY.c.body, _TALLY.c.frozen, _TALLY.c.year, _TALLY.c.weight, _TALLY.c.standing)
    statement = select(*columns, _TALLY.c.own).where(_TALLY.c.own != 0)
    wanted = None if bodies is None else frozenset(bodies)
    if wanted is not None and len(wanted) <= _FEW:
        statement = statement.where(_TALLY.c.body.in_(wanted))
    found: dict[str, list[Count]] = {}
    for body, *count in session.connection().execute(statement):
        if wanted is None or body in wanted:
            found.setdefault(body, []).append(Count(*count))
    return found


def wrong_counters(session: Session, world: World) -> list[Cell]:
    """Cells whose counters are not what the rows say: none, unless something went past `add_up`."""
    rows = session.connection().execute(select(_TALLY).where(_TALLY.c.body != _NOBODY))
    kept = {Cell(*row[:5]): (row.own, row.below) for row in rows}
    own = counted(session)
    below = _climbed(own, world)
    stale = _leveled_for(session.connection()) != world.tree_stamp
    return sorted(
        cell
        for cell in {*kept, *own, *below}
        if kept.get(cell, (0, 0))[0] != own[cell] or (not stale and kept.get(cell, (0, 0))[1] != below[cell])
    )


_FEW: Final = 500


def _level(session: Session, world: World) -> None:
    connection = session.connection()
    own: Counter[Cell] = Counter()
    for row in connection.execute(select(_TALLY).where(_TALLY.c.own != 0)):
        own[Cell(*row[:5])] = row.own
    connection.execute(delete(_TALLY).where(_TALLY.c.own == 0))
    connection.execute(update(_TALLY).values(below=0))
    values = [
        {**cell._asdict(), "own": 0, "below": number}
        for cell, number in _climbed(own, world).items()
        if number
    ]
    add_rows(connection, _TALLY, values, add=_ADDED)
    mark = {"body": _NOBODY, "frozen": False, "year": 0, "weight": "", "standing": world.tree_stamp}
    add_rows(connection, _TALLY, [{**mark, "own": 0, "below": 0}], add=_ADDED)


def _climbed(own: Counter[Cell], world: World) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    bodies = world.pack.tree.bodies
    for cell, number in own.items():
        for body in _upwards(bodies, cell.body):
            found[cell._replace(body=body)] += number
    return found


def _upwards(bodies: Mapping[str, Any], body: str) -> list[str]:
    """The body and everything above it; a body that no pack knows counts for itself."""
    found = [body]
    while (known := bodies.get(found[-1])) is not None and known.parent is not None:
        found.append(known.parent)
    return found


def _leveled_for(connection: Connection) -> str | None:
    mark = select(_TALLY.c.standing).where(_TALLY.c.body == _NOBODY)
    return connection.execute(mark).scalar()


def _added_up(session: Session, bodies: Iterable[str]) -> list[Count]:
    total: Counter[tuple[bool, int, str, str]] = Counter()
    for counts in own_counts(session, bodies).values():
        for frozen, year, weight, standing, number in counts:
            total[frozen, year, weight, standing] += number
    return [Count(*cell, number) for cell, number in sorted(total.items())]
