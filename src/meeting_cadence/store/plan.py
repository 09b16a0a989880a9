"""What changed packs would do here, seen before they work: the board of now beside the board that would be.

Only what the change can reach is judged (`queries.affected`), both ways: streams that appear or see something else, and
streams that vanish. All packs in force are looked at together, for a body of one may be obliged by another.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session

from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.affected import affected
from meeting_cadence.queries.amendment import Preview, preview
from meeting_cadence.queries.scope import sources
from meeting_cadence.regulations.model import Pack
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.registry import load_world, world_with


def plan_packs(
    session: Session, fresh: Mapping[str, Pack], *, at: datetime, end: date, tables: Tables
) -> Preview:
    """The preview of packs put in force by their ids, with windows up to `end`. Raises PacksClash."""
    old, new = load_world(session), world_with(session, fresh)
    streams = {*affected(old, new), *affected(new, old)}
    facts = Facts.fold(load_entries(session, sources(old, streams) | sources(new, streams)))
    return preview(
        old.pack,
        new.pack,
        facts,
        at=at,
        end=end,
        tables=tables,
        mandates={stream.mandate for stream in streams},
        bodies={stream.body for stream in streams},
    )
