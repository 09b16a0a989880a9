"""The proposals of today for the calendars of some bodies: what they say laid beside the record as it stands."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from meeting_cadence.access import NotFound
from meeting_cadence.dates import local_day
from meeting_cadence.imports.calendar.keep import entry_of
from meeting_cadence.imports.calendar.match import (
    CalendarEntry,
    Choice,
    Names,
    Office,
    OnRecord,
    Proposal,
    Window,
    propose,
)
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.judgement_row import read_occasion
from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import SETTLED
from meeting_cadence.store.calendar_sources import Decision, Source, decisions_of, items_of, sources_of
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.reading import Reading
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation

_ROWS: Final = table_of(Obligation)
_WAITING_NO_MORE: Final = (*(standing.value for standing in SETTLED), "superseded", "excused")


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal and the calendar that it comes from."""

    source: Source
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Put:
    """An entry of a calendar about which somebody has decided."""

    source: Source
    entry: CalendarEntry
    decision: Decision


def proposals(reading: Reading, bodies: Collection[str]) -> list[Found]:
    """What the calendars of these bodies may mean, without what was decided already."""
    decided = decisions_of(reading.session, bodies)
    found: list[Found] = []
    for source in sources_of(reading.session, bodies):
        zone = reading.world.body(source.body).zone
        entries = [
            entry_of(item, zone)
            for item in items_of(reading.session, [source.id])
            if (source.body, item.fingerprint) not in decided
        ]
        office = office_of(reading, source)
        found += [Found(source, one) for one in propose(entries, office, at=reading.now)]
    return sorted(found, key=lambda one: (one.proposal.day, one.source.body, one.source.name))


def decided_entries(reading: Reading, bodies: Collection[str]) -> list[Put]:
    """The entries about which somebody has decided, the latest decision first."""
    decided = decisions_of(reading.session, bodies)
    found: list[Put] = []
    for source in sources_of(reading.session, bodies):
        zone = reading.world.body(source.body).zone
        for item in items_of(reading.session, [source.id]):
            decision = decided.get((source.body, item.fingerprint))
            if decision is not None:
                found.append(Put(source, entry_of(item, zone), decision))
    return sorted(found, key=lambda one: one.decision.at, reverse=True)


def one_proposal(reading: Reading, source: int, fingerprint: str, bodies: Collection[str]) -> Found:
    """One of them; NotFound when there is none (any more)."""
    for found in proposals(reading, bodies):
        if (found.source.id, found.proposal.entry.fingerprint) == (source, fingerprint):
            return found
    raise NotFound(fingerprint)


def choice_of(proposal: Proposal, key: str, kind: str) -> Choice:
    """The choice of that obligation and kind; NotFound when it is none of them."""
    for choice in proposal.choices:
        if (choice.window.key, choice.kind) == (key, kind):
            return choice
    raise NotFound(key)


def content_of(proposal: Proposal, choice: Choice) -> dict[str, Any]:
    """The ledger entry of a choice, in the keys of the ledger file; one made up late names its window."""
    entry, window = proposal.entry, choice.window
    fields: dict[str, Any] = {"body": window.body, "kind": choice.kind, "start": entry.start.isoformat()}
    if entry.end is not None and entry.end != entry.start:
        fields["end"] = entry.end.isoformat()
    if entry.summary:
        fields["title"] = entry.summary
    if entry.place:
        fields["place"] = entry.place
    if proposal.do == "plan":
        return {"plan": {**fields, "id": f"plan-cal-{entry.fingerprint[:12]}", "status": "confirmed"}}
    if choice.late:
        fields["counts_for"] = {window.mandate: window.label}
    return {"act": fields}


def office_of(reading: Reading, source: Source) -> Office:
    """What a calendar is compared with: the windows of its body and of those below that still wait."""
    world = reading.world
    bodies = [body for body in world.pack.tree.subtree(source.body) if body in reading.seen]
    facts = Facts.fold(load_entries(reading.session, bodies))
    return Office(
        own=source.body,
        zone=world.body(source.body).zone,
        windows=list(_windows(reading, bodies)),
        on_record=frozenset(_on_record(facts, world, bodies)),
        names=_names(world, bodies),
    )


def _windows(reading: Reading, bodies: Collection[str]) -> Iterator[Window]:
    columns = (_ROWS.c[name] for name in ("key", "mandate", "body", "label", "opens", "due", "judged"))
    statement = select(*columns).where(
        _ROWS.c.body.in_(bodies), _ROWS.c.gone_at.is_(None), _ROWS.c.standing.not_in(_WAITING_NO_MORE)
    )
    for row in reading.session.connection().execute(statement.order_by(_ROWS.c.due)):
        mandate = reading.world.pack.mandate.get(row.mandate)
        if mandate is not None and mandate.kinds:
            kinds = tuple(sorted(mandate.kinds))
            occasion = read_occasion(row.judged)
            yield Window(row.key, row.mandate, row.body, row.label, row.opens, row.due, kinds, occasion)


def _on_record(facts: Facts, world: World, bodies: Iterable[str]) -> Iterator[OnRecord]:
    """Every act, and every plan that was not cancelled."""
    zones = {body: world.body(body).zone for body in bodies}

    def day(when: date | datetime, body: str) -> date:
        return local_day(when, zones[body]) if isinstance(when, datetime) else when

    for (body, kind), acts in facts.acts.items():
        if body in zones:
            yield from (OnRecord(body, kind, day(known.act.start, body)) for known in acts)
    for (body, kind), plans in facts.plans.items():
        if body in zones:
            yield from (
                OnRecord(body, kind, day(known.plan.start, body))
                for known in plans
                if known.plan.status != "cancelled"
            )


def _names(world: World, bodies: Iterable[str]) -> Names:
    kinds = world.pack.vocabulary.acts
    return Names(
        bodies={body: tuple(dict.fromkeys(world.body(body).name)) for body in bodies},
        mandates={one.id: tuple(dict.fromkeys(one.title)) for one in world.pack.mandates},
        kinds={kind: tuple(dict.fromkeys(name)) for kind, name in kinds.items()},
    )
