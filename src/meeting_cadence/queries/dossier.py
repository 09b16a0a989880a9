"""What an inspection of one body and year asks for: its windows, and the ledger entries that speak of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from meeting_cadence.bodies import Body
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
)
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.queries.compliance import Figures, figures
from meeting_cadence.standing.judgement import Judgement
from meeting_cadence.standing.relief import concerns


@dataclass(frozen=True, slots=True)
class Window:
    """A judged window with the decisions of the authority that name it."""

    row: Judgement
    reliefs: tuple[Relief, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One body and calendar year. `windows` in the order of the pack; `entries` as the ledger holds them."""

    body: Body
    year: int
    windows: tuple[Window, ...]
    entries: tuple[Kept, ...]

    @property
    def figures(self) -> Figures:
        """Of the binding windows that must be met and whose due day falls into the year."""
        zone = self.body.zone
        return figures(
            (window.row.standing.value, 1)
            for window in self.windows
            if window.row.binding
            and window.row.form != "review"
            and window.row.force == "must"
            and _year_of(window.row.due, zone) == self.year
        )


def dossier_of(
    body: Body, year: int, rows: Iterable[Judgement], entries: Sequence[Kept], facts: Facts
) -> Dossier:
    """From everything judged and recorded of a body, what belongs to the year.

    A window belongs to each year that it touches, from its opening to its due day or to the day it was settled, if
    that is later; one without days to each. Forecasts belong to none. An entry belongs to the year in which what it
    records happened or was decided, to the windows it names, and wherever what it corrects belongs.
    """
    chosen = [row for row in rows if row.body == body.id and not row.forecast and _touches(row, year)]
    windows = tuple(Window(row, _reliefs(row, facts)) for row in chosen)
    named = {(row.mandate, row.label) for row in chosen}
    settling = {act.id for row in chosen for act in row.acts if act.id is not None}
    found = {
        kept.seq
        for kept in entries
        if _belongs(kept, year, named, body.zone) or (kept.entry_id is not None and kept.entry_id in settling)
    }
    return Dossier(body, year, windows, tuple(_with_corrections(entries, found)))


def day_of_fact(fact: Fact, zone: ZoneInfo) -> date | None:
    """The local day on which what is recorded happened, or was decided; None: it has none."""
    match fact:
        case Act() | Plan():
            return _local(fact.start, zone)
        case Event():
            return _local(fact.at, zone)
        case Relief():
            return fact.granted
        case Adopt():
            return fact.on
        case Complete():
            return fact.declared or fact.start
        case NextDue():
            return fact.decided or fact.on
        case NotHeld():
            return fact.confirmed


def _touches(row: Judgement, year: int) -> bool:
    zone = row.stream.body.zone
    opens, due = _local(row.opens, zone), _local(row.due, zone)
    if opens is None and due is None:
        return True
    ends = [day for day in (due, row.settled_on) if day is not None]
    first = opens or due or date.max
    last = max(ends) if ends else date.max
    return min(first, last).year <= year <= last.year


def _reliefs(row: Judgement, facts: Facts) -> tuple[Relief, ...]:
    known = facts.reliefs.get((row.mandate, row.body), ())
    return tuple(
        sorted((one for one in known if concerns(one, row.window, row.due)), key=lambda one: one.granted)
    )


def _belongs(kept: Kept, year: int, named: set[tuple[str, str]], zone: ZoneInfo) -> bool:
    content = kept.entry.content
    if isinstance(content, Retract):
        return False
    fact = content.fact if isinstance(content, Replace) else content
    if isinstance(fact, (Relief, NotHeld)) and (fact.mandate, fact.window) in named:
        return True
    if isinstance(fact, Act) and not named.isdisjoint(fact.counts_for):
        return True
    day = day_of_fact(fact, zone)
    return day is not None and day.year == year


def _with_corrections(entries: Sequence[Kept], found: set[int]) -> Iterable[Kept]:
    """And what corrects them, and what they correct, however long the chain."""
    ids = {kept.entry_id for kept in entries if kept.seq in found and kept.entry_id is not None}
    known = -1
    while known != len(found):
        known = len(found)
        for kept in entries:
            content = kept.entry.content
            target = content.entry if isinstance(content, (Retract, Replace)) else None
            if target in ids or kept.entry_id in ids:
                found.add(kept.seq)
                ids |= {one for one in (target, kept.entry_id) if one is not None}
    return [kept for kept in entries if kept.seq in found]


def _year_of(when: date | datetime | None, zone: ZoneInfo) -> int | None:
    day = _local(when, zone)
    return None if day is None else day.year


def _local(when: date | datetime | None, zone: ZoneInfo) -> date | None:
    return local_day(when, zone) if isinstance(when, datetime) else when
