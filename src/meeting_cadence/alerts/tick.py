"""One tick: time is let into the store, and what is to be told is written down, exactly once.

judge again what time has changed → flips → obligations that changed or reached a rung → decide → notices and
mails, each part in one transaction. Any number of ticks by any number of processes leaves the same rows.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from sqlmodel import Session

from meeting_cadence.actions.ports import Flip
from meeting_cadence.alerts import register
from meeting_cadence.alerts.columns import flip_columns, mail_columns, notice_columns
from meeting_cadence.alerts.hours import next_opening
from meeting_cadence.alerts.mail import Mail, write
from meeting_cadence.alerts.memory import Memory, follow
from meeting_cadence.alerts.plan import Decision, decide
from meeting_cadence.alerts.policy import DEFAULT, Policy, PolicyRefused, policies_of, policy_of
from meeting_cadence.alerts.reading import Row, topic, watch
from meeting_cadence.alerts.recipients import Directory
from meeting_cadence.alerts.tidings import Tidings, Told
from meeting_cadence.alerts.watched import Watched
from meeting_cadence.dates.workdays import Tables, WorkdayTable
from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.engine import Store
from meeting_cadence.store.projection import rejudge_due
from meeting_cadence.store.registry import load_world

AT_ONCE: Final = 2000
"""Obligations looked at in one transaction."""

Seen = dict[str, tuple[Memory, datetime | None]]
"""Obligation to what is remembered of it now, and when to look next."""


class Office(NamedTuple):
    """What planning works with during one transaction."""

    world: World
    directory: Directory
    policies: Mapping[str, Policy]
    tables: Tables
    base_url: str
    at: datetime


def tick(store: Store, *, at: datetime, tables: Tables, base_url: str, dry_run: bool = False) -> Tidings:
    """Plan everything that is to be told by `at`. With `dry_run` nothing is written. Raises StoreFault."""
    if dry_run:
        with store.session() as session:
            tidings = _all_parts(session, at, tables, base_url)
            session.rollback()
        return tidings
    with store.session() as session:
        tidings, more = _part(session, at, tables, base_url, _time_passes(session, at, tables))
    while more:
        with store.session() as session:
            part, more = _part(session, at, tables, base_url, [])
        tidings = tidings.and_then(part)
    with store.sharing() as session:
        register.beat(session, "tick", at)
    return tidings


def _all_parts(session: Session, at: datetime, tables: Tables, base_url: str) -> Tidings:
    tidings, more = _part(session, at, tables, base_url, _time_passes(session, at, tables))
    while more:
        part, more = _part(session, at, tables, base_url, [])
        tidings = tidings.and_then(part)
    return tidings


def _time_passes(session: Session, at: datetime, tables: Tables) -> list[Flip]:
    return rejudge_due(session, load_world(session), at=at, tables=tables)


def _part(
    session: Session, at: datetime, tables: Tables, base_url: str, flips: list[Flip]
) -> tuple[Tidings, bool]:
    """Look at so many obligations; whether more are waiting."""
    keys = register.to_look_at(session, at, AT_ONCE)
    world = load_world(session)
    policies, refused = _policies(world)
    directory = Directory(world.pack.tree, register.administrators(session))
    office = Office(world, directory, policies, tables, base_url, at)
    tidings = _look(session, office, keys, flips)
    register.looked_at(session, keys)
    return tidings._replace(refused=refused), len(keys) >= AT_ONCE


def _policies(world: World) -> tuple[Mapping[str, Policy], PolicyRefused | None]:
    """A pack's broken policy silences nothing: the default one is used, and the tidings say so."""
    try:
        return policies_of(world.pack), None
    except PolicyRefused as refused:
        return {DEFAULT.id: DEFAULT}, refused


def _look(session: Session, office: Office, keys: list[str], flips: list[Flip]) -> Tidings:
    known, planned = register.memories(session, keys), register.planned(session, keys)
    flipped = {flip.key: flip for flip in flips}
    seen: Seen = {}
    told: list[Told] = []
    changes = list(flips)
    for row in register.obligations(session, keys):
        old, flip = known.get(row["key"]), flipped.get(row["key"])
        watched = watch(row, office.world)
        if old is not None and flip is None:
            changes += _flip_by_fact(old, row, watched, office.at)
        if watched is None or (old is None and watched.kind is None):
            seen |= {} if old is None else {row["key"]: (old._replace(phase="quiet"), None)}
            continue
        memory = _follow(old, watched, row, flip, office.at)
        decision = _decide(session, office, row, watched, memory, planned)
        seen[row["key"]] = (memory, decision.next_alert)
        told += _tell(office, row, decision)
    return _write(session, office, seen, told, [flip for flip in changes if not _is_birth(flip)])


def _is_birth(flip: Flip) -> bool:
    """A new window that has not opened is no change of anything."""
    return flip.old_standing is None and flip.new_standing == Standing.UPCOMING


def _follow(old: Memory | None, watched: Watched, row: Row, flip: Flip | None, at: datetime) -> Memory:
    flipped_at = None if flip is None else flip.at
    return follow(old, watched, changed_at=row["changed_at"], flipped_at=flipped_at, at=at)


def _decide(
    session: Session,
    office: Office,
    row: Row,
    watched: Watched,
    memory: Memory,
    planned: Mapping[tuple[str, str], set[tuple[str, int]]],
) -> Decision:
    mandate = office.world.mandate(row["mandate"])
    return decide(
        watched,
        policy_of(mandate, office.policies),
        table=office.tables(mandate.workdays),
        tell=lambda roles: office.directory.told(
            watched.body, roles, soft=watched.soft, own_only=watched.phase == "unrecorded"
        ),
        planned=planned.get((watched.key, watched.due_revision), set()),
        since=memory.since,
        ended=memory.ended,
        alarmed=register.alarmed(session, watched.key) if watched.kind == "corrected" else (),
        at=office.at,
    )


def _tell(office: Office, row: Row, decision: Decision) -> Iterator[Told]:
    """The notices of one obligation with their mails; recipients of the same words share them."""
    written: dict[bool, Mail] = {}
    for notice in decision.notices:
        told = Told(row["key"], row["body"], row["mandate"], row["label"], notice)
        if notice.folded:
            yield told
            continue
        leaves = _leaves(office, row)
        stands_in = notice.recipient.stands_in
        if stands_in not in written:
            words = topic(row, office.world, kind=notice.kind, at=leaves, answer_by=decision.next_alert)
            written[stands_in] = write([words], base_url=office.base_url, stands_in=stands_in)
        yield told._replace(at_once=row["due_at"] is not None, not_before=leaves, mail=written[stands_in])


def _leaves(office: Office, row: Row) -> datetime:
    """When a mail about it may leave."""
    if row["due_at"] is not None:
        return office.at
    return next_opening(office.at, office.world.body(row["body"]).zone, _table(office, row))


def _table(office: Office, row: Row) -> WorkdayTable:
    return office.tables(office.world.mandate(row["mandate"]).workdays)


def _flip_by_fact(old: Memory, row: Row, watched: Watched | None, at: datetime) -> Iterator[Flip]:
    """A change that a recorded fact brought about, seen by what is remembered."""
    if old.standing == row["standing"] and (watched is None or old.due_revision == watched.due_revision):
        return
    due = None if watched is None else watched.due
    changed = min(row["changed_at"], at)
    yield Flip(row["key"], old.standing, row["standing"], None, due, changed, at)


def _write(
    session: Session,
    office: Office,
    seen: Seen,
    told: list[Told],
    flips: list[Flip],
) -> Tidings:
    taken_back = [
        row
        for row in register.unsent(session, seen.keys())
        if seen[row.obligation][0].phase == "quiet"
        or seen[row.obligation][0].due_revision != row.due_revision
    ]
    register.cancel(session, taken_back)
    register.put_memories(session, seen)
    notices = [notice_columns(one, office.at) for one in told]
    mails = [
        mail_columns(one, columns, office.at)
        for one, columns in zip(told, notices, strict=True)
        if one.mail is not None
    ]
    register.put_notices(session, notices, mails)
    register.put_flips(session, map(flip_columns, flips))
    return Tidings(office.at, len(flips), tuple(told), len(taken_back))
