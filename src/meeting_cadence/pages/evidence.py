"""The ledger entries that an obligation rests on, corrections included: what a supervisor wants to check."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from meeting_cadence.cadence import Deadline
from meeting_cadence.dates import local_day
from meeting_cadence.ledger.entries import (
    Act,
    Adopt,
    Complete,
    Event,
    Fact,
    NextDue,
    NotHeld,
    Plan,
    Relief,
    Replace,
    Retract,
    When,
)
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.pages.rows import Row, day_of
from meeting_cadence.pages.view import View
from meeting_cadence.queries.scope import Stream, sources
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.store.ledger import load_kept

_YEAR = timedelta(days=366)


def entries_about(view: View, row: Row) -> list[Kept]:
    """Everything on the ledger that speaks of this window, known by the time of the view."""
    bodies = sources(view.world, [Stream(row.mandate, row.body)])
    entries = [
        kept
        for kept in load_kept(view.session, bodies)
        if view.known_at is None or kept.entry.recorded is None or kept.entry.recorded <= view.known_at
    ]
    mandate = view.world.mandate(row.mandate)
    found = {kept.seq for kept in entries if _concerns(kept, mandate, row, view.zone)}
    return _with_corrections(entries, found)


def _with_corrections(entries: list[Kept], found: set[int]) -> list[Kept]:
    """And what corrects them, however long the chain."""
    ids = {kept.entry_id for kept in entries if kept.seq in found and kept.entry_id}
    for kept in entries:
        content = kept.entry.content
        if isinstance(content, (Retract, Replace)) and content.entry in ids:
            found.add(kept.seq)
            if kept.entry_id:
                ids.add(kept.entry_id)
    return [kept for kept in entries if kept.seq in found]


def _concerns(kept: Kept, mandate: Mandate, row: Row, zone: ZoneInfo) -> bool:
    content = kept.entry.content
    if isinstance(content, Retract):
        return False
    fact = content.fact if isinstance(content, Replace) else content
    if isinstance(fact, (Relief, NextDue)):
        return fact.mandate == mandate.id and fact.body == row.body and _same_window(fact, row)
    if isinstance(fact, NotHeld):
        return fact.mandate == mandate.id and fact.body == row.body and fact.window == row.label
    if isinstance(fact, Adopt):
        return fact.body == row.body and (fact.mandate == mandate.id or fact.regulation == mandate.regulation)
    if isinstance(fact, Complete):
        return fact.act is None or fact.act in mandate.kinds | mandate.items
    return _happened_here(fact, mandate, row, zone)


def _same_window(fact: Fact, row: Row) -> bool:
    return not isinstance(fact, Relief) or fact.window is None or fact.window == row.label


def _happened_here(fact: Act | Plan | Event, mandate: Mandate, row: Row, zone: ZoneInfo) -> bool:
    kinds: Collection[str] = {fact.kind} if isinstance(fact, Event) else {fact.kind, *fact.items}
    if not set(kinds) & set(_spoken_of(mandate)):
        return False
    if isinstance(fact, Act) and (mandate.id, row.label) in fact.counts_for:
        return True
    day = _day(fact.at if isinstance(fact, Event) else fact.start, zone)
    first, last = _span(row)
    return first <= day <= last


def _spoken_of(mandate: Mandate) -> Iterable[str]:
    yield from mandate.kinds | mandate.items
    for version in mandate.versions:
        for clause in version.clauses:
            if isinstance(clause.rule, Deadline):
                yield clause.rule.trigger.event or clause.rule.trigger.act or ""


def _span(row: Row) -> tuple[date, date]:
    """From the opening (of a consultation: a year before its event) to whatever came last."""
    opens = day_of(row.opens)
    first = date.min if opens is None else opens
    if row.form == "deadline" and opens is not None:
        first = opens - _YEAR
    ends = [day for day in (row.due_day, row.settled_on, row.planned) if day is not None]
    return first, max(ends) if ends else date.max


def _day(when: When, zone: ZoneInfo) -> date:
    return local_day(when, zone) if isinstance(when, datetime) else when
