"""Freezing verdicts: how each obligation stood when its window closed, written once by the tick that saw it close.

A window closes with its due day, at the body's local midnight. What is recorded, relieved or amended later changes the
standing, never the verdict. Windows that had closed before their obligation was kept here have none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.dates import local_day
from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.bulk import insert_rows
from meeting_cadence.store.setting import put_setting, setting
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.store.tables.tallies import ClosedVerdict
from meeting_cadence.store.tallies import Cell, add_up, cell_of, weight_of

_ROWS = table_of(Obligation)
_CLOSED = table_of(ClosedVerdict)
_MARK: Final = "verdicts.closed_until"
_COLUMNS = (
    *(_ROWS.c.key, _ROWS.c.body, _ROWS.c.mandate, _ROWS.c.due, _ROWS.c.form, _ROWS.c.force, _ROWS.c.standing),
    *(_ROWS.c.binding, _ROWS.c.forecast, _ROWS.c.gone_at, _ROWS.c.revision),
)


def close_windows(session: Session, world: World, *, at: datetime) -> int:
    """Write the verdict of every window that closed since the last call; answers how many. Idle within one day."""
    mark = setting(session, _MARK)
    if mark is None:
        put_setting(session, _MARK, at.isoformat())
        return 0
    since = datetime.fromisoformat(mark)
    zones = {body.zone for body in world.pack.tree}
    if at <= since or all(local_day(since, zone) == local_day(at, zone) for zone in zones):
        return 0
    rows = list(_closing(session, world, zones, since, at))
    insert_rows(session.connection(), _CLOSED, [_verdict(row, at) for row in rows])
    add_up(session, world, Counter(_cell(row) for row in rows))
    put_setting(session, _MARK, at.isoformat())
    return len(rows)


def _closing(
    session: Session, world: World, zones: Iterable[ZoneInfo], since: datetime, at: datetime
) -> Iterable[Mapping[str, Any]]:
    """Rows that count, due on a local day that has ended since then, without a verdict yet."""
    spans = {zone: (local_day(since, zone), local_day(at, zone)) for zone in zones}
    first, last = min(start for start, _ in spans.values()), max(end for _, end in spans.values())
    done = select(_CLOSED.c.key).where(_CLOSED.c.key == _ROWS.c.key).exists()
    statement = select(*_COLUMNS).where(_ROWS.c.due >= first, _ROWS.c.due < last, ~done)
    bodies = world.pack.tree.bodies
    for row in map(dict, session.connection().execute(statement).mappings()):
        body = bodies.get(row["body"])
        if cell_of(row) is not None and body is not None and row["standing"] != Standing.SUPERSEDED:
            start, end = spans[body.zone]
            if start <= row["due"] < end:
                yield row


def _verdict(row: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    kept = {name: row[name] for name in ("key", "body", "mandate", "due", "standing", "revision")}
    return {**kept, "weight": weight_of(row), "closed_at": at}


def _cell(row: Mapping[str, Any]) -> Cell:
    due: date = row["due"]
    return Cell(row["body"], True, due.year, weight_of(row), row["standing"])
