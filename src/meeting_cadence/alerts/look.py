"""Looking at obligations: deciding what is to be told of each, and writing it down in the transaction at hand."""

from collections.abc import Collection, Container, Iterator, Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session

from meeting_cadence.actions.ports import Flip
from meeting_cadence.alerts import register
from meeting_cadence.alerts.columns import flip_columns, mail_columns, notice_columns
from meeting_cadence.alerts.hush import hush_of
from meeting_cadence.alerts.memory import Memory, follow
from meeting_cadence.alerts.plan import Decision, decide
from meeting_cadence.alerts.policy import BROKEN, policy_of
from meeting_cadence.alerts.reading import Row, watch
from meeting_cadence.alerts.telling import ESCALATES, Case, Office, tell_all
from meeting_cadence.alerts.tidings import Tidings, Told
from meeting_cadence.alerts.watched import Watched
from meeting_cadence.queries.world import World
from meeting_cadence.store.alert_answers import answers_to

_AT_ONCE: Final = 2000
Seen = dict[str, tuple[Memory, datetime | None]]
"""Obligation to what is remembered of it now, and when to look next."""


def look(session: Session, office: Office, keys: Collection[str], flipped: Mapping[str, Flip]) -> Tidings:
    """Decide what is to be told of these obligations, and write it down with what is to be remembered.

    `flipped`: the changes that time has brought about during this tick; they are on record already.
    """
    known, planned = register.memories(session, keys), register.planned(session, keys)
    answers = answers_to(session, keys)
    seen: Seen = {}
    cases: list[Case] = []
    acknowledged: set[str] = set()
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
        if watched.phase != "quiet":
            levels = 1 if watched.soft else office.directory.levels(watched.body)
            hush = hush_of(answers.get(row["key"], ()), watched.due_revision, watched.zone)
            watched = watched._replace(levels=levels, hush=hush)
        on_record = planned.get((watched.key, watched.due_revision), set())
        watched = watched._replace(told_violated=(BROKEN.id, 0) in on_record)
        decision = _decide(session, office, row, watched, memory, on_record)
        seen[row["key"]] = (memory, decision.next_alert)
        cases.append(Case(row, decision, watched.hush, on_record))
        if watched.hush.acknowledged:
            acknowledged.add(row["key"])
    return _write(session, office, seen, tell_all(session, office, cases), changes, acknowledged)


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
        tell=lambda step: office.directory.told(
            watched.body,
            step.rung.to,
            soft=watched.soft,
            own_only=step.rung.trigger == "no_record",
            level=step.occurrence + 1 if step.rung.trigger == "escalate" else 1,
        ),
        planned=planned,
        since=memory.since,
        ended=memory.ended,
        alarmed=register.alarmed(session, watched.key) if watched.kind == "corrected" else (),
        at=office.at,
    )


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
    acknowledged: Container[str],
) -> Tidings:
    taken_back = [
        row
        for row in register.unsent(session, seen.keys())
        if seen[row.obligation][0].phase == "quiet"
        or seen[row.obligation][0].due_revision != row.due_revision
        or (row.obligation in acknowledged and row.rung.startswith(ESCALATES))
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
