"""The projection: what the spine answers, kept as rows, judged again only where something changed.

An entry → the streams it touches → the facts those depend on → `read_board` → rows, in the same transaction.
A row's revision grows only when its content changed. A row the spine answers no more stays, marked `gone_at`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select, union_all
from sqlmodel import Session

from meeting_cadence.actions.ports import Flip
from meeting_cadence.dates import start_of_day
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.entries import Entry
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.affected import affected
from meeting_cadence.queries.scope import Stream, sources
from meeting_cadence.queries.world import World
from meeting_cadence.standing.board import read_board
from meeting_cadence.store.bulk import insert_rows, update_rows
from meeting_cadence.store.changes import count_change
from meeting_cadence.store.closing import close_windows
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.mandate_tallies import (
    DutyCell,
    add_duties,
    duty_cell_of,
    level_duties,
    recount_duties,
)
from meeting_cadence.store.obligation_row import Ahead, columns_of, is_same_content
from meeting_cadence.store.setting import put_setting, setting
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.store.tallies import Cell, add_up, cell_of, level, recount
from meeting_cadence.store.topics import topics_for
from meeting_cadence.store.wakes import set_wakes, waking

_ROWS = table_of(Obligation)
_CLOCK: Final = ("next_change", "days_late", "judged")
"""What moves with time alone and is no content."""
_HORIZON: Final = "projection.horizon"
_YEARS_AHEAD: Final = 3
_BODIES_AT_ONCE: Final = 200


_DUE: Final = union_all(
    select(_ROWS.c.mandate, _ROWS.c.body).where(_ROWS.c.next_change <= bindparam("at")), waking
)

Progress = Callable[[int], Callable[[int], object]]
"""Told how many streams are to be judged; what it answers is told how many more are done."""


class Judged(NamedTuple):
    """A row as judged now, beside the row kept; None where there is none."""

    columns: Mapping[str, Any] | None
    kept: Mapping[str, Any] | None


class Writes(NamedTuple):
    """What a judging leads to: rows to insert, to rewrite, and those of which only the clock's part moved.

    `differing`: the columns in which some changed row is another than it was; no others need to be written.
    """

    born: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    waiting: list[dict[str, Any]]
    differing: set[str]
    flips: list[Flip]
    moved: Counter[Cell]
    duties: Counter[DutyCell]


def horizon(at: datetime) -> date:
    """How far upcoming windows are kept: to the end of the third year after this one (36 to 48 months).

    It moves once a year, when almost every row changes anyway, so that rows need no judging in between.
    """
    return date(at.year + _YEARS_AHEAD, 12, 31)


def all_streams(world: World) -> list[Stream]:
    """Every mandate with every body it obliges."""
    return [Stream(mandate, body) for mandate, bodies in world.obliged.items() for body in bodies]


def judge_streams(
    session: Session,
    world: World,
    streams: Collection[Stream],
    *,
    at: datetime,
    tables: Tables,
    by_topic: bool = True,
    progress: Progress | None = None,
) -> Iterator[Judged]:
    """Judge streams from the ledger and lay each row beside the one kept. Changes nothing.

    `by_topic` False: from every entry of the bodies, whatever it is said to speak of.
    """
    done = None if progress is None else progress(len(streams))
    for part in _parts(streams):
        topics = topics_for(world, part) if by_topic else None
        entries = load_entries(session, sources(world, part), topics)
        yield from _judge_part(session, world, part, entries, at, tables)
        if done is not None:
            done(len(part))


def reproject(
    session: Session,
    world: World,
    streams: Collection[Stream],
    *,
    at: datetime,
    tables: Tables,
    progress: Progress | None = None,
) -> list[Flip]:
    """Judge streams again and write what changed, part by part; answers the changes of standing and due."""
    flips: list[Flip] = []
    done = None if progress is None else progress(len(streams))
    for part in _parts(streams):
        writes = Writes([], [], [], set(), flips, Counter(), Counter())
        entries = load_entries(session, sources(world, part), topics_for(world, part))
        for judged in _judge_part(session, world, part, entries, at, tables):
            _decide(judged, world, at, writes)
        set_wakes(session, world, part, entries, at=at)
        _write(session, world, writes)
        if done is not None:
            done(len(part))
    return flips


def reproject_all(
    session: Session, world: World, *, at: datetime, tables: Tables, progress: Progress | None = None
) -> list[Flip]:
    """Judge everything again; rows of mandates and bodies that are no more are marked gone."""
    flips = reproject(session, world, all_streams(world), at=at, tables=tables, progress=progress)
    put_setting(session, _HORIZON, horizon(at).isoformat())
    flips = _retire(session, world, at, flips)
    close_windows(session, world, at=at)
    recount(session, world)
    recount_duties(session, world)
    return flips


def reproject_amended(
    session: Session,
    old: World,
    new: World,
    *,
    at: datetime,
    tables: Tables,
    progress: Progress | None = None,
) -> list[Flip]:
    """Judge again what an amended pack can change; everything where the horizon must move anyway."""
    if setting(session, _HORIZON) != horizon(at).isoformat():
        return reproject_all(session, new, at=at, tables=tables, progress=progress)
    flips = reproject(session, new, affected(old, new), at=at, tables=tables, progress=progress)
    flips = _retire(session, new, at, flips)
    level(session, new)
    level_duties(session, new)
    return flips


def _retire(session: Session, world: World, at: datetime, flips: list[Flip]) -> list[Flip]:
    """Mark the rows gone of mandates and bodies that are no more."""
    writes = Writes([], [], [], set(), flips, Counter(), Counter())
    for row in orphans(session, world):
        _decide(Judged(None, row), world, at, writes)
    _write(session, world, writes)
    return writes.flips


def rejudge_due(session: Session, world: World, *, at: datetime, tables: Tables) -> list[Flip]:
    """Judge again what time alone may have changed by `at`: an index range over `next_change`, never a scan.

    In a new year every stream is judged once, for the horizon has moved.
    """
    if setting(session, _HORIZON) != horizon(at).isoformat():
        return reproject_all(session, world, at=at, tables=tables)
    flips = reproject(session, world, due_streams(session, at), at=at, tables=tables)
    level(session, world)
    level_duties(session, world)
    close_windows(session, world, at=at)
    return flips


def due_streams(session: Session, at: datetime) -> list[Stream]:
    """The streams of which a row's next change, or a fact that was dated ahead, has come."""
    found: Sequence[Any] = session.connection().execute(_DUE, {"at": at}).all()
    return list({Stream(mandate, body) for mandate, body in found})


def orphans(session: Session, world: World) -> list[Mapping[str, Any]]:
    """Rows, not yet marked gone, of mandates and bodies that no applied pack knows together."""
    streams = select(_ROWS.c.mandate, _ROWS.c.body).where(_ROWS.c.gone_at.is_(None)).distinct()
    lost = [
        Stream(mandate, body)
        for mandate, body in session.connection().execute(streams)
        if mandate not in world.duties.get(body, ())
    ]
    return [row for part in _parts(lost) for row in _kept(session, part).values()]


def _judge_part(
    session: Session,
    world: World,
    part: set[Stream],
    entries: Sequence[Entry],
    at: datetime,
    tables: Tables,
) -> Iterator[Judged]:
    facts = Facts.fold(entries)
    kept = _kept(session, part)
    ahead = Ahead(facts, world, at)
    board = read_board(
        world.pack,
        facts,
        at=at,
        tables=tables,
        end=horizon(at),
        mandates={stream.mandate for stream in part},
        bodies={stream.body for stream in part},
        explained=False,
    )
    for row in board:
        if (row.mandate, row.body) in part:
            columns = columns_of(row, ahead, at=at, tables=tables)
            yield Judged(columns, kept.pop(columns["key"], None))
    yield from (Judged(None, row) for row in kept.values())


def _decide(judged: Judged, world: World, at: datetime, writes: Writes) -> None:
    columns, kept = judged
    if columns is None:
        _decide_gone(kept, at, writes)
    elif kept is None:
        writes.flips.append(_flip(columns, None, at, at))
        writes.born.append({**columns, "revision": 1, "changed_at": at})
        _count(writes, None, columns)
    elif kept["gone_at"] is not None or not is_same_content(columns, kept):
        if _moved(columns, kept):
            writes.flips.append(_flip(columns, kept, _since(columns, kept, world, at), at))
        _change(writes, {**columns, "revision": kept["revision"] + 1, "changed_at": at}, kept)
    elif any(columns[name] != kept[name] for name in ("next_change", "days_late")):
        writes.waiting.append({name: columns[name] for name in ("key", *_CLOCK)})


def _decide_gone(kept: Mapping[str, Any] | None, at: datetime, writes: Writes) -> None:
    if kept is None or kept["gone_at"] is not None:
        return
    writes.flips.append(_flip(None, kept, at, at))
    gone = {"gone_at": at, "next_change": None, "revision": kept["revision"] + 1, "changed_at": at}
    _change(writes, {**kept, **gone}, kept)


def _change(writes: Writes, row: dict[str, Any], kept: Mapping[str, Any]) -> None:
    writes.changed.append(row)
    writes.differing.update(name for name, value in row.items() if value != kept[name])
    _count(writes, kept, row)


def _moved(columns: Mapping[str, Any], kept: Mapping[str, Any]) -> bool:
    return kept["gone_at"] is not None or any(
        columns[name] != kept[name] for name in ("standing", "due", "due_at")
    )


def _since(columns: Mapping[str, Any], kept: Mapping[str, Any], world: World, at: datetime) -> datetime:
    """When the change came true: the last foreseen moment that has passed; else now, by a new fact."""
    foreseen: datetime | None = kept["next_change"]
    if kept["gone_at"] is not None or foreseen is None or foreseen > at:
        return at
    zone = world.pack.tree[columns["body"]].zone
    opens, due = columns["opens"], columns["due"]
    moments = [columns["opens_at"] or (start_of_day(opens, zone) if opens else None)]
    moments += [columns["due_at"] or (start_of_day(due + timedelta(days=1), zone) if due else None)]
    return max([foreseen, *(one for one in moments if one is not None and one <= at)])


def _flip(
    columns: Mapping[str, Any] | None, kept: Mapping[str, Any] | None, since: datetime, noticed: datetime
) -> Flip:
    old = None if kept is None or kept["gone_at"] is not None else kept
    either = columns if columns is not None else kept
    assert either is not None
    return Flip(
        key=either["key"],
        old_standing=old["standing"] if old else None,
        new_standing=columns["standing"] if columns else None,
        old_due=(old["due_at"] or old["due"]) if old else None,
        new_due=(columns["due_at"] or columns["due"]) if columns else None,
        at=since,
        noticed=noticed,
    )


def _parts(streams: Collection[Stream]) -> Iterator[set[Stream]]:
    """The streams in parts of so many bodies, each body whole."""
    by_body: dict[str, set[Stream]] = {}
    for stream in streams:
        by_body.setdefault(stream.body, set()).add(stream)
    bodies = sorted(by_body)
    for start in range(0, len(bodies), _BODIES_AT_ONCE):
        yield set().union(*(by_body[body] for body in bodies[start : start + _BODIES_AT_ONCE]))


def _kept(session: Session, part: set[Stream]) -> dict[str, Mapping[str, Any]]:
    mandates, bodies = {stream.mandate for stream in part}, {stream.body for stream in part}
    statement = select(_ROWS).where(_ROWS.c.mandate.in_(mandates), _ROWS.c.body.in_(bodies))
    rows = session.connection().execute(statement).mappings()
    return {row["key"]: dict(row) for row in rows if (row["mandate"], row["body"]) in part}


def _count(writes: Writes, old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> None:
    """Move the counters from the cell of the row as it was to that of the row as it is."""
    _move(writes.moved, None if old is None else cell_of(old), cell_of(new))
    _move(writes.duties, None if old is None else duty_cell_of(old), duty_cell_of(new))


def _move(counters: Counter[Any], before: Any, after: Any) -> None:
    if before != after:
        if before is not None:
            counters[before] -= 1
        if after is not None:
            counters[after] += 1


def _write(session: Session, world: World, writes: Writes) -> None:
    connection = session.connection()
    add_up(session, world, writes.moved)
    add_duties(session, world, writes.duties)
    if writes.born or writes.changed:
        number = count_change(session)
        for row in (*writes.born, *writes.changed):
            row["changed_in"] = number
    if writes.born:
        insert_rows(connection, _ROWS, writes.born)
    differing = sorted({*writes.differing, "changed_in"})
    update_rows(connection, _ROWS, writes.changed, key="key", names=differing)
    update_rows(connection, _ROWS, writes.waiting, key="key", names=_CLOCK)
