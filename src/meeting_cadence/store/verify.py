"""Proving that the projection equals the spine."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session

from meeting_cadence.dates.workdays import Tables
from meeting_cadence.queries.world import World
from meeting_cadence.store.mandate_tallies import wrong_duties
from meeting_cadence.store.obligation_row import is_same_content
from meeting_cadence.store.projection import Progress, all_streams, due_streams, judge_streams, orphans
from meeting_cadence.store.tallies import wrong_counters
from meeting_cadence.store.verdicts import prove_verdicts


class Difference(NamedTuple):
    """A row that is not as the spine answers: missing, surplus, or different in some `columns`; or a wrong tally.

    `verdict`: how a window stood at its close is not what the record of then says.
    """

    kind: str
    key: str
    mandate: str
    body: str
    label: str
    columns: tuple[str, ...] = ()


class Verified(NamedTuple):
    """The proof: how many rows were compared, how many streams await the next tick, and what differs."""

    rows: int
    awaiting_tick: int
    differences: tuple[Difference, ...]
    verdicts: int = 0
    """Frozen verdicts that were judged again as of the tick that froze them."""
    unproved: int = 0
    """Frozen verdicts whose table of working days is no more."""


def verify(
    session: Session, world: World, *, at: datetime, tables: Tables, progress: Progress | None = None
) -> Verified:
    """Judge everything, from all that is on the ledger, and compare; part by part, so that memory stays flat.

    Streams whose next change has passed await the tick and are counted apart.
    """
    awaiting = set(due_streams(session, at))
    streams = [stream for stream in all_streams(world) if stream not in awaiting]
    rows = 0
    found: list[Difference] = []
    judged = judge_streams(session, world, streams, at=at, tables=tables, by_topic=False, progress=progress)
    for columns, kept in judged:
        rows += 1
        if columns is None:
            if kept is not None and kept["gone_at"] is None:
                found.append(_difference("surplus", kept))
        elif kept is None or kept["gone_at"] is not None:
            found.append(_difference("missing", columns))
        elif not is_same_content(columns, kept) or columns["next_change"] != kept["next_change"]:
            found.append(_difference("different", columns, kept))
    found.extend(_difference("surplus", row) for row in orphans(session, world))
    found.extend(
        Difference("tally", "", cell.weight, cell.body, f"{cell.year} {cell.standing}")
        for cell in wrong_counters(session, world)
    )
    found.extend(
        Difference("tally", cell.mandate, cell.mandate, cell.body, f"{cell.year} {cell.standing}")
        for cell in wrong_duties(session, world)
    )
    proved = prove_verdicts(session, tables=tables)
    found.extend(Difference("verdict", one.key, one.mandate, one.body, one.standing) for one in proved.wrong)
    return Verified(rows, len(awaiting), tuple(found), proved.judged, proved.unproved)


def _difference(kind: str, row: Any, kept: Any = None) -> Difference:
    names = () if kept is None else tuple(name for name in row if row[name] != kept[name])
    return Difference(kind, row["key"], row["mandate"], row["body"], row["label"], names)
