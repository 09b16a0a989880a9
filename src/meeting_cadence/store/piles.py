"""Rows counted for pictures: from kept rows by one statement, from the spine for another time, the same either way.

What time has overtaken since the last tick is judged for the answer and counted as it stands now.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from meeting_cadence.queries.faces import face_of
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.grouped import LIVE, Group, Wanted, count_groups
from meeting_cadence.store.overtaken import judge_live, overtaken
from meeting_cadence.store.reading import Judged, Reading


class Pile(NamedTuple):
    """So many rows that look alike. `keys`: the values that were asked for, in their order."""

    keys: tuple[Any, ...]
    standing: str
    face: str
    number: int


Heap = Counter[tuple[tuple[Any, ...], str, str]]
"""Keys, standing and face to a number."""


class Source(NamedTuple):
    """`kept`: what to ask of the kept rows (None: nothing). `fresh`: the rows that were judged for this answer."""

    kept: Wanted | None
    fresh: Sequence[Judged]


def day_of(row: Mapping[str, Any], name: str) -> date | None:
    """A day of the judgement format, of an instant its local one."""
    return date.fromisoformat(row[name][:10]) if row[name] else None


_VALUES: Final[Mapping[str, Callable[[Mapping[str, Any]], Any]]] = {
    "body": lambda row: row["body"],
    "mandate": lambda row: row["mandate"],
    "due": lambda row: day_of(row, "due"),
    "planned": lambda row: day_of(row, "planned"),
    "force": lambda row: row["force"],
}


def piles(reading: Reading, wanted: Wanted, by: Sequence[str]) -> list[Pile]:
    """The rows that are wanted, counted by columns (body, mandate, due, planned, force) and face."""
    source = source_of(reading, wanted)
    found: Heap = Counter()
    if source.kept is not None:
        groups = count_groups(reading.session, source.kept, by, today=reading.today)
        add_groups(found, groups)
    found.update(told(reading, source.fresh, by))
    return piles_of(found)


def piles_of(found: Heap) -> list[Pile]:
    """What is counted, without what came to nothing."""
    return [Pile(*place, number) for place, number in found.items() if number]


def told(
    reading: Reading, rows: Iterable[Judged], by: Sequence[str]
) -> Iterator[tuple[tuple[Any, ...], str, str]]:
    """Where each row is counted."""
    for row, lead_from in rows:
        today = reading.today_of(row["body"])
        soon = lead_from is not None and lead_from <= today
        face = face_of(row["standing"], planned=bool(row["planned"]), due_soon=soon)
        yield tuple(_VALUES[name](row) for name in by), row["standing"], face


def add_groups(heap: Heap, groups: Iterable[Group]) -> None:
    """Count groups by face: of open rows those with a plan, those due soon, and the rest."""
    for keys, standing, planned, soon, number in groups:
        if standing != Standing.OPEN:
            heap[keys, standing, standing] += number
            continue
        heap[keys, standing, "planned"] += planned
        heap[keys, standing, "due_soon"] += soon
        heap[keys, standing, standing] += number - planned - soon


def fits(wanted: Wanted, row: Mapping[str, Any]) -> bool:
    """Whether a row of the judgement format is wanted: the same that `store.grouped` asks the database."""
    standing, planned, due = row["standing"], day_of(row, "planned"), day_of(row, "due")
    told_of = row["binding"] or (standing == Standing.NO_RECORD and not wanted.binding_only)
    kind = not row["forecast"] and row["form"] != "review" and standing != Standing.SUPERSEDED and told_of
    right = (
        wanted.mandate in (None, row["mandate"])
        and (wanted.standings is None or standing in wanted.standings)
        and wanted.force in (None, row["force"])
        and (wanted.planned is None or (planned is not None and wanted.planned.holds(planned)))
    )
    return kind and right and (wanted.due.holds(due) or (wanted.live_too and standing in LIVE))


def source_of(reading: Reading, wanted: Wanted) -> Source:
    """Where the answer comes from."""
    bodies = reading.bodies if wanted.bodies is None else wanted.bodies
    if reading.is_of_another_time:
        return Source(None, [one for one in reading.judged(bodies, wanted.mandate) if fits(wanted, one.row)])
    late = overtaken(
        reading.session,
        reading.world,
        at=reading.now,
        bodies=reading.seen.intersection(bodies),
        mandate=wanted.mandate,
    )
    reading.behind = max(reading.behind, late.behind)
    if not late.streams:
        return Source(wanted, [])
    live = judge_live(reading.session, reading.world, late.streams, at=reading.now, tables=reading.tables)
    rows = [Judged(row["judged"], row["lead_from"]) for row in live]
    return Source(replace(wanted, without=late.streams), [one for one in rows if fits(wanted, one.row)])
