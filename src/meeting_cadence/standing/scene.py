"""All that is known of one mandate and one body at a moment: what the judges of the four forms look at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from meeting_cadence.bodies import Body, Tree
from meeting_cadence.cadence.limits import backward_limit
from meeting_cadence.dates import Moment, WorkdayTable
from meeting_cadence.ledger.entries import NextDue, Plan, Relief
from meeting_cadence.ledger.facts import Facts, KnownPlan
from meeting_cadence.obligations.window import Window
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.standing.coverage import Hole, complete_from, holes, missing_in
from meeting_cadence.standing.hits import Hit, Sorted, day_of, has_happened, known_acts, sort_out
from meeting_cadence.standing.judgement import Note
from meeting_cadence.standing.relief import Relieved, in_time_order, relieve


@dataclass
class Scene:
    """One mandate, one body, one moment. Facts are looked up once and shared by the mandate's clauses."""

    mandate: Mandate
    body: Body
    lineage: tuple[str, ...]
    tree: Tree
    facts: Facts
    moment: Moment
    table: WorkdayTable
    explained: bool = True
    """Whether material for the explanation is gathered too."""

    shared: dict[object, tuple[Window, ...]] = field(default_factory=dict)
    """Windows of a grid, shared by the bodies of one board."""
    acts: Sorted = field(init=False)
    """The acts that concern the mandate and have happened."""
    reliefs: list[Relief] = field(init=False)
    """Those granted by the moment, in time order."""

    def __post_init__(self) -> None:
        self.acts = sort_out(
            self.mandate, self.body, known_acts(self.mandate, self.lineage, self.facts), self.moment
        )
        granted = self.facts.reliefs.get((self.mandate.id, self.body.id)) if self.facts.reliefs else None
        self.reliefs = in_time_order(granted, self.moment) if granted else []

    @property
    def hits(self) -> list[Hit]:
        """The acts that count, by day."""
        return self.acts.hits

    @cached_property
    def plans(self) -> list[tuple[date, Plan, datetime | None]]:
        """Known plans of matching acts that are neither cancelled nor held, by day, with when each became known."""
        wanted = sorted(self.mandate.kinds | self.mandate.items)
        return self.open_plans(self.lineage, wanted, {hit.day for hit in self.hits})

    def open_plans(
        self, bodies: Sequence[str], kinds: Sequence[str], held_on: set[date]
    ) -> list[tuple[date, Plan, datetime | None]]:
        """Plans of those bodies and kinds that are known by the moment and not carried out, by day."""
        found: dict[str, KnownPlan] = {}
        for who in bodies:
            for kind in kinds:
                for known in self.facts.plans.get((who, kind), ()):
                    found[known.plan.id] = known
        open_ones = []
        for plan, recorded in found.values():
            day = day_of(plan.start, self.body)
            if plan.status == "cancelled" or day in held_on or not self._is_decided(plan, recorded):
                continue
            if plan.id in self.facts.carried_out and self._was_carried_out(plan):
                continue
            open_ones.append((day, plan, recorded))
        return sorted(open_ones, key=lambda one: (one[0], one[1].id))

    def _is_decided(self, plan: Plan, recorded: datetime | None) -> bool:
        if plan.decided is not None:
            return plan.decided <= self.moment.day
        return recorded is None or self.moment.has_seen(recorded)

    def _was_carried_out(self, plan: Plan) -> bool:
        return any(
            known.act.plan == plan.id and has_happened(known.act.start, self.moment)
            for who in plan.bodies
            for kind in self.facts.kinds.get(who, ())
            for known in self.facts.acts[who, kind]
        )

    @cached_property
    def not_held(self) -> frozenset[str]:
        """Labels of the windows of which a person has confirmed that nothing was held."""
        return frozenset(
            one.window
            for one in self.facts.not_helds.get((self.mandate.id, self.body.id), ())
            if one.confirmed is None or one.confirmed <= self.moment.day
        )

    @cached_property
    def next_dues(self) -> list[NextDue]:
        known = self.facts.next_dues.get((self.mandate.id, self.body.id), ())
        made = [one for one in known if one.decided is None or one.decided <= self.moment.day]
        return sorted(made, key=lambda one: (one.decided or date.min, one.on))

    @cached_property
    def complete_from(self) -> date | None:
        return complete_from(self.mandate, self.lineage, self.facts, self.moment)

    @cached_property
    def holes(self) -> list[Hole]:
        return holes(self.mandate, self.body, self.lineage, self.facts, self.moment)

    def is_covered(self, opens: date) -> bool:
        """Whether the record is declared whole from the day a window opens."""
        return self.complete_from is not None and self.complete_from <= opens

    def missing_in(self, opens: date, due: date) -> tuple[int, ...]:
        """Ordinals that prove that rows of that window may be missing."""
        if not self.acts.any_numbered or not self.holes:
            return ()
        return missing_in(self.holes, opens, due, self.complete_from)

    @cached_property
    def relief_authority(self) -> str | None:
        """The body that the text lets grant relief, where the text names one."""
        by = self.mandate.relief.by if self.mandate.relief else None
        if by == "superior":
            superior = self.tree.superior(self.body)
            return superior.id if superior else None
        return by if by is not None and by in self.tree else None

    def relieve(self, window: Window) -> Relieved:
        """The window after its reliefs."""
        if not self.reliefs:
            return Relieved(window.due)
        return relieve(window, self.reliefs, self.mandate.relief, self.relief_authority)

    def planned_from(self, opens: date) -> date | None:
        """The earliest plan from a day on."""
        if not self.facts.plans:
            return None
        return next((day for day, _, _ in self.plans if day >= opens), None)

    def notices(self, planned: date | None) -> tuple[Note, ...]:
        """The notices that the planned day asks for. They move with it, and may have become impossible."""
        if planned is None or not self.mandate.notice:
            return ()
        found = []
        for notice in self.mandate.notice:
            due = backward_limit(notice.at_least, planned, self.table).due
            assert not isinstance(due, datetime), "notices are counted in days"
            possible = self._known_on(planned) <= due
            found.append(Note.of("notice", due=due, possible=possible, to=notice.to))
        return tuple(found)

    def _known_on(self, planned: date) -> date:
        """The day from which the planned day could be announced: when it was decided, else when it was recorded."""
        for day, plan, recorded in self.plans:
            if day == planned:
                return plan.decided or (day_of(recorded, self.body) if recorded else self.moment.day)
        return self.moment.day

    def ignored_in(self, opens: date, until: date) -> tuple[Note, ...]:
        """Acts between two days (inclusive) that did not count, and why: of the kind, then of other kinds."""
        if not self.explained:
            return ()
        found = [
            Note.of("not_counted", day=miss.day, kind=miss.act.kind, reason=miss.reason)
            for miss in self.acts.misses
            if opens <= miss.day <= until
        ]
        counted = {id(hit.act) for hit in self.hits} | {id(miss.act) for miss in self.acts.misses}
        others = []
        for who in self.lineage:
            for kind in sorted(self.facts.kinds.get(who, ())):
                for known in self.facts.acts[who, kind]:
                    day = day_of(known.act.start, self.body)
                    inside = opens <= day <= until and id(known.act) not in counted
                    if inside and has_happened(known.act.start, self.moment):
                        others.append((day, kind))
        found += [
            Note.of("not_counted", day=day, kind=kind, reason="another_kind")
            for day, kind in sorted(others)[-3:]
        ]
        return tuple(found)
