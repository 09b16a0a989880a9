"""Plans and acts of bodies, read from the ledger as meetings; a body is read anew only when it changed."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import Session

from meeting_cadence.bodies import Tree
from meeting_cadence.dates import local_day
from meeting_cadence.feeds.meeting import Meeting
from meeting_cadence.ledger.entries import Act, Plan
from meeting_cadence.ledger.facts import Facts, KnownAct, KnownPlan
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import LedgerEntryBody

_KEPT_BODIES: Final = 4096
_AT_ONCE: Final = 500
_LINK: Final = table_of(LedgerEntryBody)


class Agenda:
    """Meetings by body, kept in memory as long as the body's part of the ledger has not grown."""

    def __init__(self) -> None:
        self._read: OrderedDict[str, tuple[tuple[int, str], tuple[Meeting, ...]]] = OrderedDict()

    def by_body(self, session: Session, bodies: Sequence[str], tree: Tree) -> dict[str, tuple[Meeting, ...]]:
        """The meetings of the bodies, each body's own; bodies without any entry are left out."""
        lasts = _last_entries(session, bodies)
        return {
            body: self._of(session, body, lasts[body], tree)
            for body in bodies
            if body in lasts and body in tree
        }

    def _of(self, session: Session, body: str, last: int, tree: Tree) -> tuple[Meeting, ...]:
        kept, zone = self._read.get(body), tree[body].zone
        if kept is None or kept[0] != (last, zone.key):
            facts = Facts.fold(load_entries(session, [body]))
            kept = ((last, zone.key), tuple(meetings_of(facts, body, zone)))
            self._read[body] = kept
            while len(self._read) > _KEPT_BODIES:
                self._read.popitem(last=False)
        return kept[1]


def _last_entries(session: Session, bodies: Sequence[str]) -> dict[str, int]:
    """Body to the number of its last ledger entry; bodies without any are left out."""
    found: dict[str, int] = {}
    statement = select(_LINK.c.body, func.max(_LINK.c.seq)).group_by(_LINK.c.body)
    for start in range(0, len(bodies), _AT_ONCE):
        part = bodies[start : start + _AT_ONCE]
        rows = session.connection().execute(statement.where(_LINK.c.body.in_(part)))
        found.update((body, last) for body, last in rows)
    return found


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
