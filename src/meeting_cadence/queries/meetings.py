"""What bodies planned and held, as meetings: a plan and the act that carries it out are one, under one lasting id."""

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from meeting_cadence.dates import local_day
from meeting_cadence.ledger.entries import Act, Plan
from meeting_cadence.ledger.facts import Facts, KnownAct, KnownPlan

KEPT_CANCELLED_DAYS: Final = 30
"""How long a cancelled meeting stays in calendars before it leaves: leaving is deletion."""

State = Literal["tentative", "confirmed", "cancelled", "held"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was planned or took place. `subject`: the lasting id that its UID derives from."""

    subject: str
    bodies: tuple[str, ...]
    kind: str
    start: date | datetime
    state: State
    end: date | datetime | None = None
    title: str | None = None
    place: str | None = None
    ordinal: int | None = None
    items: frozenset[str] = frozenset()
    form: str | None = None
    """in_person, video, hybrid or written; None: not said."""
    cancelled_on: date | None = None
    """The local day of the cancellation."""
    changed: datetime | None = None
    """When this became known; None: always."""

    @property
    def leaves_on(self) -> date | None:
        """The first day on which a cancelled meeting is no longer shown."""
        return self.cancelled_on + timedelta(days=KEPT_CANCELLED_DAYS) if self.cancelled_on else None


@lru_cache(maxsize=65536)
def meeting_key(subject: str) -> str:
    """26 characters of base32, lower case, of the SHA-256 of a plan's id (an act's, where it had no plan)."""
    return b32encode(hashlib.sha256(subject.encode()).digest()).decode().lower()[:26]


def meetings_of(facts: Facts, body: str, zone: ZoneInfo) -> Iterator[Meeting]:
    """What the body planned and held. An act takes over the entry of its plan, and with it the UID."""
    plans = {known.plan.id: known for known in _plans(facts, body)}
    acts = list(_acts(facts, body))
    carried_out = {act.act.plan for act in acts if act.act.plan}
    open_plans = [known.plan for known in plans.values() if known.plan.id not in carried_out]
    for known in acts:
        left = [plan for plan in open_plans if plan.id not in carried_out]
        plan = known.act.plan or _same_day(known.act, left, zone)
        if plan is not None:
            carried_out.add(plan)
        yield _held(known, plan, zone)
    for known_plan in plans.values():
        if known_plan.plan.id not in carried_out:
            yield _planned(known_plan, zone)


def _plans(facts: Facts, body: str) -> Iterator[KnownPlan]:
    return (known for (of, _), listed in facts.plans.items() if of == body for known in listed)


def _acts(facts: Facts, body: str) -> Iterator[KnownAct]:
    return (known for (of, _), listed in facts.acts.items() if of == body for known in listed)


def _same_day(act: Act, plans: Iterable[Plan], zone: ZoneInfo) -> str | None:
    """The one plan of that kind and day, where the record does not name its plan."""
    fitting = [
        plan.id
        for plan in plans
        if plan.kind == act.kind
        and plan.status != "cancelled"
        and _day(plan.start, zone) == _day(act.start, zone)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _held(known: KnownAct, plan: str | None, zone: ZoneInfo) -> Meeting:
    act = known.act
    cancelled = act.part == "cancelled"
    return Meeting(
        subject=plan or act.id or f"{act.kind}|{act.start.isoformat()}|{','.join(act.bodies)}",
        bodies=act.bodies,
        kind=act.kind,
        start=act.start,
        state="cancelled" if cancelled else "held",
        end=act.end,
        title=act.title,
        place=act.place,
        ordinal=act.ordinal,
        items=act.items,
        form=act.form,
        cancelled_on=_day(act.start, zone) if cancelled else None,
        changed=known.recorded,
    )


def _planned(known: KnownPlan, zone: ZoneInfo) -> Meeting:
    plan = known.plan
    cancelled_on = plan.decided or (
        local_day(known.recorded, zone) if known.recorded else _day(plan.start, zone)
    )
    return Meeting(
        subject=plan.id,
        bodies=plan.bodies,
        kind=plan.kind,
        start=plan.start,
        state=plan.status,
        end=plan.end,
        title=plan.title,
        place=plan.place,
        items=plan.items,
        form=plan.form,
        cancelled_on=cancelled_on if plan.status == "cancelled" else None,
        changed=known.recorded,
    )


def _day(when: date | datetime, zone: ZoneInfo) -> date:
    return local_day(when, zone) if isinstance(when, datetime) else when
