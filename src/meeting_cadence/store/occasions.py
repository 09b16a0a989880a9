"""What a window is named after, looked up on the ledger where only its label is known."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from sqlmodel import Session

from meeting_cadence.ledger.entries import Act, Event
from meeting_cadence.ledger.facts import fact_in_force
from meeting_cadence.obligations.window import Occasion
from meeting_cadence.queries.world import World
from meeting_cadence.store.ledger import load_history


def occasions_in(session: Session, world: World) -> Callable[[str], Occasion | None]:
    """From the id of an event or an act to what it was; None for every other label. Each is read once."""

    @cache
    def occasion_of(label: str) -> Occasion | None:
        fact = fact_in_force([kept.entry for kept in load_history(session, label)], label)
        if isinstance(fact, Event):
            return Occasion(fact.kind, _local(fact.at, fact.body, world), fact.title)
        if isinstance(fact, Act):
            return Occasion(fact.kind, _local(fact.start, fact.bodies[0], world), fact.title)
        return None

    return occasion_of


def _local(when: date | datetime, body_id: str, world: World) -> date | datetime:
    return when.astimezone(world.body(body_id).zone) if isinstance(when, datetime) else when
