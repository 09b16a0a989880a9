"""How far a new database has been set up: what there is already of each thing that a service needs to begin.

A step is done when all of it is there, for every body that needs it, or when somebody chose to pass over it.
"""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Table, func, select
from sqlmodel import Session

from meeting_cadence.bodies import Body
from meeting_cadence.queries.scope import EVERY_BODY
from meeting_cadence.queries.world import World
from meeting_cadence.store.adoptions import bodies_begun
from meeting_cadence.store.audit import note
from meeting_cadence.store.setting import put_setting, setting
from meeting_cadence.store.tables.alerts import OutboxRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed
from meeting_cadence.store.tables.record import LedgerEntry, LedgerEntryBody, PackVersion, PersonRow

STEPS: Final = ("pack", "bodies", "people", "adopt", "contacts", "past", "mail", "feed")
"""In the order in which to do them."""
EVERY_STEP: Final = "all"
"""Passed over as a whole: nobody is reminded any more."""
_SKIPPED: Final = "first_steps.skipped"
_TRIED: Final = "channels.tried"
_PACKS = table_of(PackVersion)
_ENTRIES = table_of(LedgerEntry)
_BODIES = table_of(LedgerEntryBody)
_PEOPLE = table_of(PersonRow)
_OUTBOX = table_of(OutboxRow)
_FEEDS = table_of(Feed)


class Step(NamedTuple):
    """One thing to do. `number` of `whole` are there. `is_skipped`: somebody chose to pass over it."""

    name: str
    number: int
    whole: int = 1
    is_skipped: bool = False

    @property
    def is_whole(self) -> bool:
        return self.number >= self.whole > 0

    @property
    def is_done(self) -> bool:
        return self.is_skipped or self.is_whole


def first_steps(session: Session, world: World, *, today: date) -> list[Step]:
    """What there is of each, in the order in which to do them."""
    needy = {body.id for body in world.pack.tree if _needs(world, body, today)}
    begun = bodies_begun(session)
    recording = _PEOPLE.c.role.in_(("secretary", "supervisor")) & _PEOPLE.c.disabled_at.is_(None)
    mailed = _any(session, _OUTBOX, _OUTBOX.c.state == "sent") or setting(session, _TRIED) is not None
    told = {
        "pack": (int(_any(session, _PACKS, _PACKS.c.active)), 1),
        "bodies": (len(needy), 1),
        "people": (int(_any(session, _PEOPLE, recording)), 1),
        "adopt": (len(needy if EVERY_BODY in begun else needy & begun), len(needy)),
        "contacts": (sum(bool(world.body(one).reminded) for one in needy), len(needy)),
        "past": (int(_any(session, _ENTRIES, _ENTRIES.c.type == "act")), 1),
        "mail": (int(mailed), 1),
        "feed": (int(_any(session, _FEEDS, _FEEDS.c.last_used_at.is_not(None))), 1),
    }
    skipped = skipped_steps(session)
    return [Step(name, *told[name], name in skipped) for name in STEPS]


def steps_open(session: Session, world: World, *, today: date) -> list[Step]:
    """The steps that are neither done nor passed over; none once somebody ended the first steps."""
    if EVERY_STEP in skipped_steps(session):
        return []
    return [step for step in first_steps(session, world, today=today) if not step.is_done]


def own_steps(session: Session, world: World, bodies: Collection[str], *, today: date) -> list[Step]:
    """What the secretariat of these bodies begins with: adoption and past meetings."""
    needy = {one for one in bodies if _needs(world, world.body(one), today)}
    begun = bodies_begun(session, needy)
    theirs = select(_BODIES.c.seq).where(_BODIES.c.body.in_(needy))
    acts = (_ENTRIES.c.type == "act") & _ENTRIES.c.seq.in_(theirs)
    return [
        Step("adopt", len(needy if EVERY_BODY in begun else needy & begun), len(needy)),
        Step("past", int(_any(session, _ENTRIES, acts)), 1),
    ]


def skipped_steps(session: Session) -> frozenset[str]:
    """The steps that somebody chose to pass over."""
    return frozenset(json.loads(setting(session, _SKIPPED) or "[]"))


def skip_step(session: Session, name: str, *, skip: bool, at: datetime, by: str) -> None:
    """Pass over a step (or `EVERY_STEP`), or take it up again; the trail says so."""
    now = skipped_steps(session) | {name} if skip else skipped_steps(session) - {name}
    put_setting(session, _SKIPPED, json.dumps(sorted(now)))
    note(session, "first_steps.skipped" if skip else "first_steps.resumed", at=at, actor=by, subject=name)


def note_tried(session: Session, *, at: datetime) -> None:
    """Write down that a test message left."""
    put_setting(session, _TRIED, at.isoformat())


def _needs(world: World, body: Body, today: date) -> bool:
    """Whether a body has duties and still exists."""
    return bool(world.duties.get(body.id)) and (body.until is None or body.until > today)


def _any(session: Session, table: Table, condition: ColumnElement[bool]) -> bool:
    statement = select(func.count()).select_from(select(table).where(condition).limit(1).subquery())
    return bool(session.connection().execute(statement).scalar_one())
