"""An import prepared: the file read, laid beside the ledger, and judged. Nothing is written here."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlmodel import Session

from meeting_cadence.actions.stems import stem_of
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.imports.effects import Change, Effects, effects_of, streams_of
from meeting_cadence.imports.names import names_of
from meeting_cadence.imports.read_file import read_sheets
from meeting_cadence.imports.rows import Line, Read, day_in, read_table
from meeting_cadence.ledger.desk import day_of
from meeting_cadence.ledger.entries import Act, Entry
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.scope import EVERY_BODY, Stream, sources
from meeting_cadence.queries.world import World, nearest
from meeting_cadence.regulations.problems import Report
from meeting_cadence.regulations.sheet_problems import SheetRefused
from meeting_cadence.store.batches import find_batch
from meeting_cadence.store.ledger import load_entries

SEPARATOR: Final = ":"
_UNTRACKED: Final = "first"
"""The only row of a mandate whose effective day is unknown and that was not adopted."""


class Reach(NamedTuple):
    """How far whoever imports may reach. The bodies out of sight look like absent ones."""

    bodies: Collection[str]
    may_record: Callable[[str], bool]


class Wish(NamedTuple):
    """What is to be imported and how."""

    raw: bytes
    file: str
    sheet: str | None = None
    skip_known: bool = False
    by: str | None = None


class Known(NamedTuple):
    """A row that is on the ledger already, as which entry."""

    row: int
    entry: str | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an import would do. Nothing has been written yet."""

    batch: str
    read: Read
    lines: Sequence[Line]
    """Those that are new, each under its id."""
    entries: Sequence[Entry]
    known: Sequence[Known]
    changes: Sequence[Change]


def prepare(
    session: Session, world: World, wish: Wish, *, at: datetime, tables: Tables, reach: Reach | None = None
) -> Prepared:
    """Read the file, lay it beside the ledger and judge what it would change. Writes nothing.

    `reach` None: everywhere (the command line). Raises SheetRefused with every problem of the file.
    """
    report = Report()
    sheets = read_sheets(wish.raw, wish.file, report)
    read = Read()
    if not report:
        names = names_of(world, reach.bodies if reach else None)
        read = read_table(sheets, names, world, file=wish.file, report=report, at=at, wanted=wish.sheet)
    _check_rights(read.lines, reach, report)
    streams = streams_of(world, (line.act for line in read.lines))
    entries = load(session, world, streams, {body for line in read.lines for body in line.act.bodies})
    fresh, known = _sort_out(read.lines, entries, world)
    if not wish.skip_known:
        spots = {line.row: line.spot for line in read.lines}
        for one in known:
            report.add(spots[one.row], "sheet_on_ledger", entry=one.entry or "")
    batch = _batch_of(session, wish, at)
    fresh = _with_ids(fresh, batch)
    new = [Entry(line.act, recorded=at, by=wish.by) for line in fresh]
    effects = effects_of(world, streams, entries, new, at=at, tables=tables)
    _check_windows(fresh, effects, world, report)
    if report:
        raise SheetRefused(report.in_order(), read.header.titles if read.header else None)
    return Prepared(batch, read, fresh, new, known, effects.changes)


def _check_rights(lines: Iterable[Line], reach: Reach | None, report: Report) -> None:
    if reach is None:
        return
    for line in lines:
        if not all(map(reach.may_record, line.act.bodies)):
            report.add(line.spot, "sheet_not_allowed")


def _sort_out(
    lines: Sequence[Line], entries: Sequence[Entry], world: World
) -> tuple[list[Line], list[Known]]:
    """The rows that are new, and those of a body, kind and day that stand on the ledger."""
    on_record: dict[tuple[str, str, date], str | None] = {}
    for (body, kind), acts in Facts.fold(entries).acts.items():
        if body in world.pack.tree:
            for act, _ in acts:
                on_record[body, kind, day_of(act.start, world.pack.tree[body].zone)] = act.id
    fresh: list[Line] = []
    known: list[Known] = []
    for line in lines:
        day = day_in(line.act, world)
        found = [key for body in line.act.bodies if (key := (body, line.act.kind, day)) in on_record]
        if found:
            known.append(Known(line.row, on_record[found[0]]))
        else:
            fresh.append(line)
    return fresh, known


def _batch_of(session: Session, wish: Wish, at: datetime) -> str:
    """The day and a digest of the file, so that a preview tells it; a number behind it, should that be taken."""
    digest = hashlib.sha256(wish.raw).hexdigest()[:6]
    wanted, number = f"imp-{at:%Y%m%d}-{digest}", 1
    while find_batch(session, (name := wanted if number == 1 else f"{wanted}-{number}") + SEPARATOR):
        number += 1
    return name


def _with_ids(lines: Iterable[Line], batch: str) -> list[Line]:
    taken: set[str | None] = set()
    named = []
    for line in lines:
        own_id = free(f"{batch}{SEPARATOR}{stem_of(line.act)}", taken)
        named.append(line._replace(act=replace(line.act, id=own_id)))
    return named


def _check_windows(lines: Iterable[Line], effects: Effects, world: World, report: Report) -> None:
    """A window that an act is to count for must be there, for one of its bodies."""
    for line in lines:
        for mandate, label in line.act.counts_for:
            labels = _labels(line.act, mandate, effects.labels)
            if set(labels) <= {_UNTRACKED}:
                report.add(line.counts_for, "sheet_not_tracked", mandate=mandate)
            elif label not in labels:
                values = {"mandate": mandate, "id": label[:60], "nearest": nearest(label, labels) or None}
                report.add(line.counts_for, "sheet_window_unknown", **values)


def _labels(act: Act, mandate: str, labels: Mapping[Stream, Sequence[str]]) -> list[str]:
    return [label for body in act.bodies for label in labels.get(Stream(mandate, body), ())]


def load(session: Session, world: World, streams: set[Stream], bodies: Iterable[str]) -> list[Entry]:
    """The entries on record that can move the streams or that concern the bodies."""
    return load_entries(session, sources(world, streams) | {*bodies, EVERY_BODY})


def free(wanted: str, taken: set[str | None]) -> str:
    """The wanted name, with a number behind it where it is taken; taken from now on."""
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name
