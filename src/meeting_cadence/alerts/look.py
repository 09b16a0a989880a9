"""Looking at obligations: deciding what is to be told of each, and writing it down in the transaction at hand."""

from collections.abc import Collection, Iterator, Mapping
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
from meeting_cadence.alerts.policy import BROKEN, Policy, policy_of
from meeting_cadence.alerts.reading import Row, topic, watch
from meeting_cadence.alerts.recipients import Directory
from meeting_cadence.alerts.tidings import Tidings, Told
from meeting_cadence.alerts.watched import Watched
from meeting_cadence.dates.workdays import Tables, WorkdayTable
from meeting_cadence.queries.world import World

_AT_ONCE: Final = 2000
REPEATS: Final = "every-"
"""How the ids of repeating rungs begin: they keep to working hours even where the limit was one of hours."""

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


def look(session: Session, office: Office, keys: Collection[str], flipped: Mapping[str, Flip]) -> Tidings:
    """Decide what is to be told of these obligations, and write it down with what is to be remembered.

    `flipped`: the changes that time has brought about during this tick; they are on record already.
    """
    known, planned = register.memories(session, keys), register.planned(session, keys)
    seen: Seen = {}
    told: list[Told] = []
    changes: list[Flip] = []
    for row in register.obligations(session, keys):
        old, flip = known.get(row["key"]), flipped.get(row["key"])
        watched = watch(row, office.world)
        if old is not None and flip is None:
            changes += _flip_by_fact(old, row, watched, office.at)
        if watched is None or (old is None and watched.kind is None):
            seen |= {} if old is None else {row["key"]: (old._replace(phase="quiet"), None)}
            continue
        memory = _follow(old, watched, row, flip, office.at)
        on_record = planned.get((watched.key, watched.due_revision), set())
        watched = watched._replace(told_violated=(BROKEN.id, 0) in on_record)
        decision = _decide(session, office, row, watched, memory, on_record)
        seen[row["key"]] = (memory, decision.next_alert)
        told += _tell(office, row, decision)
    return _write(session, office, seen, told, changes)


def catch_up(session: Session, world: World, at: datetime) -> int:
    """Remember what facts have changed, before time changes it again; how many standings or dues changed by that.

    Otherwise a tick after a long pause would not know since when something was awaited.
    """
    changed = 0
    for keys in register.stale_parts(session, _AT_ONCE):
        known = register.memories(session, keys)
        seen: Seen = {}
        flips: list[Flip] = []
        for row in register.obligations(session, keys):
            old, watched = known.get(row["key"]), watch(row, world)
            if old is not None:
                flips += _flip_by_fact(old, row, watched, at)
            if watched is not None and (old is not None or watched.kind is not None):
                seen[row["key"]] = (_follow(old, watched, row, None, at), at)
        register.put_memories(session, seen)
        register.put_flips(session, map(flip_columns, flips))
        changed += len(flips)
    return changed


def _follow(old: Memory | None, watched: Watched, row: Row, flip: Flip | None, at: datetime) -> Memory:
    flipped_at = None if flip is None else flip.at
    return follow(old, watched, changed_at=row["changed_at"], flipped_at=flipped_at, at=at)


def _decide(
    session: Session,
    office: Office,
    row: Row,
    watched: Watched,
    memory: Memory,
    planned: Collection[tuple[str, int]],
) -> Decision:
    mandate = office.world.mandate(row["mandate"])
    return decide(
        watched,
        policy_of(mandate, office.policies),
        table=office.tables(mandate.workdays),
        tell=lambda rung: office.directory.told(
            watched.body, rung.to, soft=watched.soft, own_only=rung.trigger == "no_record"
        ),
        planned=planned,
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
        at_once = row["due_at"] is not None and not notice.rung.startswith(REPEATS)
        leaves = office.at if at_once else _working_hours(office, row)
        stands_in = notice.recipient.stands_in
        if stands_in not in written:
            words = topic(row, office.world, kind=notice.kind, at=leaves, answer_by=decision.next_alert)
            written[stands_in] = write([words], base_url=office.base_url, stands_in=stands_in)
        yield told._replace(at_once=at_once, not_before=leaves, mail=written[stands_in])


def _working_hours(office: Office, row: Row) -> datetime:
    """Now, or when the body's working hours begin."""
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
