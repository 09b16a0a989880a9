"""What entries would change: the spine is asked before and after, and the rows laid side by side. Writes nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.entries import Entry, Fact, When
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.obligations.window import Occasion
from meeting_cadence.queries.scope import Stream, touched
from meeting_cadence.queries.world import World
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import Judgement, Standing

_QUIET = (Standing.UPCOMING, Standing.SUPERSEDED)
"""Of rows that only appear because the record now reaches further back: nothing to tell."""


class Change(NamedTuple):
    """One obligation whose standing or due changes. None: there is no such row."""

    key: str
    mandate: str
    body: str
    window: str
    due: When | None
    before: str | None
    after: str | None
    occasion: Occasion | None = None
    """What triggered it."""


class Effects(NamedTuple):
    """The changes in the order of the board, and the windows there are afterwards."""

    changes: list[Change]
    labels: Mapping[Stream, Sequence[str]]


def streams_of(world: World, facts: Iterable[Fact]) -> set[Stream]:
    """Every stream whose judgement the facts can change."""
    return {stream for fact in facts for stream in touched(world, fact)}


def effects_of(
    world: World,
    streams: Collection[Stream],
    known: Sequence[Entry],
    fresh: Sequence[Entry],
    *,
    at: datetime,
    tables: Tables,
) -> Effects:
    """`known`: the entries on record that can move the streams; `fresh`: those that come to them."""
    before = _board(world, streams, Facts.fold(known), at, tables)
    after = _board(world, streams, Facts.fold([*known, *fresh]), at, tables)
    labels: dict[Stream, list[str]] = {}
    for row in after.values():
        labels.setdefault(Stream(row.mandate, row.body), []).append(row.label)
    keys = dict.fromkeys([*after, *before])
    changes = [_change(before.get(key), after.get(key)) for key in keys]
    return Effects([change for change in changes if change is not None], labels)


def _board(
    world: World, streams: Collection[Stream], facts: Facts, at: datetime, tables: Tables
) -> dict[str, Judgement]:
    rows = read_board(
        world.pack,
        facts,
        at=at,
        tables=tables,
        mandates={stream.mandate for stream in streams},
        bodies={stream.body for stream in streams},
        explained=False,
    )
    return {row.key: row for row in rows if (row.mandate, row.body) in streams}


def _change(before: Judgement | None, after: Judgement | None) -> Change | None:
    row = after or before
    assert row is not None
    if before is None and (row.standing in _QUIET or row.forecast):
        return None
    if after is None and (row.standing in _QUIET or row.forecast):
        return None
    old, new = before and before.standing.value, after and after.standing.value
    if before is not None and after is not None and (old, before.due) == (new, after.due):
        return None
    return Change(row.key, row.mandate, row.body, row.label, row.due, old, new, row.window.occasion)
