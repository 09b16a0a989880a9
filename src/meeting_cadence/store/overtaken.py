"""What time has overtaken: streams whose kept rows are no longer sure, because no tick has judged them since.

Between two ticks these are few; while the tick stands still they grow. Pages and the API judge them live and write
nothing. Calendars are made from kept rows and their revisions: for them the rows are judged again (decision 0054).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlmodel import Session

from meeting_cadence.dates.workdays import Tables
from meeting_cadence.queries.scope import Stream
from meeting_cadence.queries.world import World
from meeting_cadence.store.engine import Store
from meeting_cadence.store.projection import due_streams, judge_streams, rejudge_due
from meeting_cadence.store.registry import load_world

MOST_LIVE: Final = 1000
"""More streams than this are not judged for one answer: who asks is told how many are behind."""


class Overtaken(NamedTuple):
    """`streams`: to be judged for the answer. `behind`: how many more there are, shown as they were kept."""

    streams: frozenset[Stream]
    behind: int


def overtaken(
    session: Session, world: World, *, at: datetime, bodies: Collection[str], mandate: str | None = None
) -> Overtaken:
    """The streams of these bodies that time has overtaken by `at`: one index range, empty right after a tick."""
    found = sorted(
        stream
        for stream in due_streams(session, at)
        if stream.body in bodies
        and mandate in (None, stream.mandate)
        and stream.mandate in world.duties.get(stream.body, ())
    )
    return Overtaken(frozenset(found[:MOST_LIVE]), max(len(found) - MOST_LIVE, 0))


def let_time_in(store: Store, *, at: datetime, tables: Tables) -> None:
    """Judge again what time has overtaken, as a tick would, but tell nobody: the next tick sees what changed."""
    with store.session() as session:
        rejudge_due(session, load_world(session), at=at, tables=tables)


def judge_live(
    session: Session, world: World, streams: Collection[Stream], *, at: datetime, tables: Tables
) -> Iterator[Mapping[str, Any]]:
    """The rows of these streams as they are at `at`, in the columns of `obligation`. Changes nothing."""
    for judged in judge_streams(session, world, streams, at=at, tables=tables):
        if judged.columns is not None:
            yield judged.columns
