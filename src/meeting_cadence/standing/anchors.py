"""What a deadline runs from: events and acts of the body itself, its superior or a named body; and what is planned."""

from datetime import date, datetime
from typing import NamedTuple

from meeting_cadence.bodies import Body, Tree
from meeting_cadence.cadence import Trigger
from meeting_cadence.ledger.entries import Act, When
from meeting_cadence.ledger.facts import KnownAct
from meeting_cadence.standing.hits import day_of, has_happened
from meeting_cadence.standing.scene import Scene


class Anchor(NamedTuple):
    """An occurrence that opens an obligation. `id` is the event's or act's own, else its day."""

    day: date
    id: str
    when: When
    """Its day, or the instant where it is known."""
    act: Act | None = None
    """The act, where the anchor is one: it does not discharge its own deadline."""
    happened: bool = True
    """False: only planned, or on record for a day to come."""
    title: str | None = None


def trigger_bodies(trigger: Trigger, body: Body, tree: Tree) -> tuple[str, ...]:
    """The ids of the bodies whose events or acts trigger a body's deadline."""
    if trigger.by == "self":
        return tree.lineage(body)
    if trigger.by == "superior":
        superior = tree.superior(body)
        return tree.lineage(superior) if superior else ()
    return tree.lineage(tree[trigger.by]) if trigger.by in tree else ()


def anchors_of(trigger: Trigger, scene: Scene, *, planned: bool) -> list[Anchor]:
    """The occurrences known at the moment, by day; with `planned` also those that are still to come."""
    bodies = trigger_bodies(trigger, scene.body, scene.tree)
    found = _events(trigger, scene, bodies) if trigger.event is not None else _acts(trigger, scene, bodies)
    if planned:
        kind = trigger.event if trigger.event is not None else trigger.act
        assert kind is not None
        held = {anchor.day for anchor in found}
        for day, plan, _ in scene.open_plans(bodies, [kind], held):
            if day >= scene.moment.day:
                found.append(Anchor(day, plan.id, plan.start, happened=False, title=plan.title))
    else:
        found = [anchor for anchor in found if anchor.happened]
    unique = {anchor.id: anchor for anchor in sorted(found, key=lambda one: (one.day, one.id), reverse=True)}
    return sorted(unique.values(), key=lambda one: (one.day, one.id))


def _events(trigger: Trigger, scene: Scene, bodies: tuple[str, ...]) -> list[Anchor]:
    found = []
    for who in bodies:
        for known in scene.facts.events.get((who, trigger.event or ""), ()):
            event = known.event
            day = day_of(event.at, scene.body)
            happened = has_happened(event.at, scene.moment)
            found.append(Anchor(day, event.id or day.isoformat(), event.at, None, happened, event.title))
    return found


def _acts(trigger: Trigger, scene: Scene, bodies: tuple[str, ...]) -> list[Anchor]:
    name = trigger.act or ""
    acts: dict[int, KnownAct] = {}
    for who in bodies:
        for known in (*scene.facts.acts.get((who, name), ()), *scene.facts.items.get((who, name), ())):
            acts[id(known.act)] = known
    found = []
    for act, _ in acts.values():
        if act.part != "main":
            continue
        when = act.end if trigger.at == "end" and act.end is not None else act.start
        day = day_of(when, scene.body)
        happened = has_happened(when, scene.moment)
        found.append(Anchor(day, act.id or day.isoformat(), when, act, happened, act.title))
    return found


def comes_after(anchor: Anchor, start: When, day: date) -> bool:
    """Whether an act of that start comes at or after the anchor: by the clock where both are known, else by the day."""
    if isinstance(anchor.when, datetime) and isinstance(start, datetime):
        return start >= anchor.when
    return day >= anchor.day
