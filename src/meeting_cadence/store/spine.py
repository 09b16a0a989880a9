"""The spine over the store: the board at any time, from the ledger itself, and one obligation with its reasons."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from meeting_cadence.access.refusals import NotFound
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.entries import Replace, Retract
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.queries.scope import Stream, sources, touched
from meeting_cadence.queries.world import World
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import Judgement
from meeting_cadence.store.ledger import load_entries, load_kept
from meeting_cadence.store.projection import horizon
from meeting_cadence.store.tables.record import Obligation


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the history of an obligation. `retracted_by`, `replaced_by`: the correction in force, if any."""

    kept: Kept
    retracted_by: Kept | None = None
    replaced_by: Kept | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """An obligation: its row as kept, its judgement made anew (for the why), and every entry that touches it."""

    row: Obligation
    judgement: Judgement | None
    """None: the spine no longer answers it."""
    lines: tuple[Line, ...]


def board_at(
    session: Session,
    world: World,
    *,
    at: date | datetime,
    tables: Tables,
    known_at: datetime | None = None,
    bodies: Collection[str] | None = None,
    mandates: Collection[str] | None = None,
    start: date | None = None,
    end: date | None = None,
    explained: bool = True,
) -> list[Judgement]:
    """What the board said at a time, by what was known at a time: facts of the bodies concerned, judged anew."""
    facts = Facts.fold(load_entries(session, _sources(world, bodies, mandates)), known_at=known_at)
    return read_board(
        world.pack,
        facts,
        at=at,
        tables=tables,
        start=start,
        end=end,
        mandates=mandates,
        bodies=bodies,
        explained=explained,
    )


def explain_obligation(
    session: Session,
    world: World,
    key: str,
    *,
    at: datetime,
    tables: Tables,
    known_at: datetime | None = None,
) -> Explained:
    """One obligation, judged anew, with its history. Raises NotFound."""
    row = session.get(Obligation, key)
    if row is None:
        raise NotFound(key)
    board = board_at(
        session,
        world,
        at=at,
        tables=tables,
        known_at=known_at,
        bodies={row.body},
        mandates={row.mandate},
        end=horizon(at),
    )
    judgement = next((one for one in board if one.key == key), None)
    return Explained(
        row, judgement, history_of(session, world, Stream(row.mandate, row.body), known_at=known_at)
    )


def history_of(
    session: Session, world: World, stream: Stream, *, known_at: datetime | None = None
) -> tuple[Line, ...]:
    """Every entry known by then that can touch the stream, oldest first, with the corrections in force."""
    if stream.mandate not in world.duties.get(stream.body, ()):
        return ()
    kept = [
        one
        for one in load_kept(session, sources(world, [stream]))
        if known_at is None or one.entry.recorded is None or one.entry.recorded <= known_at
    ]
    facts = [one for one in kept if _concerns(world, one, stream)]
    ids = {one.entry_id for one in facts if one.entry_id}
    lines = (one for one in kept if one in facts or _target(one) in ids)
    return tuple(_line(one, kept) for one in lines)


def _sources(
    world: World, bodies: Collection[str] | None, mandates: Collection[str] | None
) -> frozenset[str] | None:
    if bodies is None:
        return None
    streams = [
        Stream(mandate, body)
        for body in bodies
        for mandate in world.duties.get(body, ())
        if mandates is None or mandate in mandates
    ]
    return sources(world, streams)


def _concerns(world: World, kept: Kept, stream: Stream) -> bool:
    content = kept.entry.content
    if isinstance(content, Retract):
        return False
    fact = content.fact if isinstance(content, Replace) else content
    return stream in touched(world, fact)


def _target(kept: Kept) -> str | None:
    content = kept.entry.content
    return content.entry if isinstance(content, (Retract, Replace)) else None


def _line(kept: Kept, all_kept: Collection[Kept]) -> Line:
    if kept.entry_id is None:
        return Line(kept)
    later = [one for one in all_kept if _target(one) == kept.entry_id and one.seq > kept.seq]
    in_force = [one for one in later if not _is_void(one, all_kept)]
    retracted = next((one for one in reversed(in_force) if isinstance(one.entry.content, Retract)), None)
    replaced = next((one for one in reversed(in_force) if isinstance(one.entry.content, Replace)), None)
    return Line(kept, retracted, replaced)


def _is_void(correction: Kept, all_kept: Collection[Kept]) -> bool:
    """Whether a correction was itself taken back, and that not taken back in turn."""
    if correction.entry_id is None:
        return False
    return any(
        isinstance(one.entry.content, Retract)
        and one.entry.content.entry == correction.entry_id
        and not _is_void(one, all_kept)
        for one in all_kept
    )
