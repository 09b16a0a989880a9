"""The ledger folded: what was known at a time, corrections applied, indexed for the questions the spine asks.

Corrections are entries too: a retraction takes a fact back, a replacement puts another in its place under the same
id, and of several entries of one plan the latest known one holds. The order of the entries carries no meaning.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, NamedTuple

from meeting_cadence.ledger.entries import (
    Act,
    Adopt,
    Complete,
    Entry,
    Event,
    Fact,
    NextDue,
    NotHeld,
    Plan,
    Relief,
    Replace,
    Retract,
)

_ALWAYS: Final = datetime.min.replace(tzinfo=UTC)


class KnownAct(NamedTuple):
    """An act and when it became known (None: always)."""

    act: Act
    recorded: datetime | None


class KnownPlan(NamedTuple):
    """A plan's latest version and when that became known (None: always)."""

    plan: Plan
    recorded: datetime | None


class KnownEvent(NamedTuple):
    """An event and when it became known (None: always)."""

    event: Event
    recorded: datetime | None


@dataclass(slots=True)
class Facts:
    """What was known, by the questions asked of it. Treat as read-only once folded."""

    acts: dict[tuple[str, str], list[KnownAct]] = field(default_factory=dict)
    """By (body, act kind)."""
    items: dict[tuple[str, str], list[KnownAct]] = field(default_factory=dict)
    """By (body, agenda item)."""
    kinds: dict[str, set[str]] = field(default_factory=dict)
    """The act kinds on record of each body."""
    plans: dict[tuple[str, str], list[KnownPlan]] = field(default_factory=dict)
    """By (body, kind or agenda item). Cancelled ones included."""
    events: dict[tuple[str, str], list[KnownEvent]] = field(default_factory=dict)
    """By (body, event kind)."""
    reliefs: dict[tuple[str, str], list[Relief]] = field(default_factory=dict)
    """By (mandate, body)."""
    next_dues: dict[tuple[str, str], list[NextDue]] = field(default_factory=dict)
    not_helds: dict[tuple[str, str], list[NotHeld]] = field(default_factory=dict)
    adoptions: dict[str, list[Adopt]] = field(default_factory=dict)
    """By body."""
    completes: dict[str | None, list[Complete]] = field(default_factory=dict)
    """By body; None: of every body."""
    carried_out: set[str] = field(default_factory=set)
    """Ids of plans that an act on record carries out."""

    @classmethod
    def fold(cls, entries: Iterable[Entry], *, known_at: datetime | None = None) -> "Facts":
        """The facts known at an instant (inclusive; None: everything recorded)."""
        facts = cls()
        for fact, recorded in _standing_facts(_known(entries, known_at)):
            facts._add(fact, recorded)
        return facts

    def _add(self, fact: Fact, recorded: datetime | None) -> None:
        if isinstance(fact, Act):
            self._add_act(fact, recorded)
        elif isinstance(fact, Plan):
            for body in fact.bodies:
                for kind in {fact.kind, *fact.items}:
                    self.plans.setdefault((body, kind), []).append(KnownPlan(fact, recorded))
        elif isinstance(fact, Event):
            self.events.setdefault((fact.body, fact.kind), []).append(KnownEvent(fact, recorded))
        elif isinstance(fact, Relief):
            self.reliefs.setdefault((fact.mandate, fact.body), []).append(fact)
        elif isinstance(fact, NextDue):
            self.next_dues.setdefault((fact.mandate, fact.body), []).append(fact)
        elif isinstance(fact, NotHeld):
            self.not_helds.setdefault((fact.mandate, fact.body), []).append(fact)
        elif isinstance(fact, Adopt):
            self.adoptions.setdefault(fact.body, []).append(fact)
        else:
            self.completes.setdefault(fact.body, []).append(fact)

    def _add_act(self, act: Act, recorded: datetime | None) -> None:
        known = KnownAct(act, recorded)
        if act.plan is not None:
            self.carried_out.add(act.plan)
        for body in act.bodies:
            self.acts.setdefault((body, act.kind), []).append(known)
            self.kinds.setdefault(body, set()).add(act.kind)
            for item in act.items:
                self.items.setdefault((body, item), []).append(known)


def fact_in_force(entries: Iterable[Entry], entry_id: str) -> Fact | None:
    """What holds under an id after all corrections; None where nothing does."""
    return next((fact for fact, _ in _standing_facts(list(entries)) if fact.id == entry_id), None)


def last_fact(entries: Iterable[Entry], entry_id: str) -> Fact | None:
    """What last held under an id, whether it was taken back since or not; None where nothing ever did.

    The entries in the order in which they came.
    """
    last: Fact | None = None
    for entry in entries:
        content = entry.content
        if isinstance(content, Replace):
            last = content.fact if content.entry == entry_id else last
        elif not isinstance(content, Retract) and content.id == entry_id:
            last = content
    return last


def is_taken_back(entries: Iterable[Entry], entry_id: str) -> bool:
    """Whether a fact or a correction with that id has been retracted, as its whole history has it."""
    told = list(entries)
    is_correction = any(
        one.content.id == entry_id and isinstance(one.content, (Retract, Replace)) for one in told
    )
    return entry_id in _void_corrections(told) if is_correction else fact_in_force(told, entry_id) is None


def _known(entries: Iterable[Entry], known_at: datetime | None) -> list[Entry]:
    if known_at is None:
        return list(entries)
    return [entry for entry in entries if entry.recorded is None or entry.recorded <= known_at]


class _Line(NamedTuple):
    """One entry in the history of an id; the last one holds. A correction outranks what it corrects."""

    recorded: datetime
    rank: int
    tie: str
    fact: Fact | None
    """None: taken back."""
    known: datetime | None


def _standing_facts(entries: list[Entry]) -> Iterable[tuple[Fact, datetime | None]]:
    """Every fact that stands: those without an id as they are, of each id the last line of its history."""
    if not any(isinstance(entry.content, (Retract, Replace, Plan)) for entry in entries):
        for entry in entries:
            if not isinstance(entry.content, (Retract, Replace)):
                yield entry.content, entry.recorded
        return
    void = _void_corrections(entries)
    histories: dict[str, list[_Line]] = {}
    for entry in entries:
        content = entry.content
        subject = content.entry if isinstance(content, (Retract, Replace)) else content.id
        if isinstance(content, (Retract, Replace)) and content.id in void:
            continue
        if subject is None:
            assert not isinstance(content, (Retract, Replace))
            yield content, entry.recorded
            continue
        histories.setdefault(subject, []).append(_line(entry))
    for lines in histories.values():
        last = _last_line(lines)
        if last.fact is not None:
            yield last.fact, _known_since(last, lines)


def _last_line(lines: list[_Line]) -> _Line:
    """The line that holds: the latest one; a correction without a day comes right after what it corrects."""
    if len(lines) == 1:
        return lines[0]
    corrected = max((line.recorded for line in lines if line.rank == 0), default=_ALWAYS)
    return max(lines, key=lambda line: (max(line.recorded, corrected if line.rank else _ALWAYS), *line[1:3]))


def _known_since(last: _Line, lines: list[_Line]) -> datetime | None:
    """When a fact became known. A corrected title or place does not make an act known any later."""
    if last.rank == 0 or not isinstance(last.fact, Act):
        return last.known
    told = [line.recorded for line in lines if _tells_the_same(line.fact, last.fact)]
    earliest = min(told, default=last.recorded)
    return None if earliest == _ALWAYS else earliest


def _tells_the_same(fact: Fact | None, act: Act) -> bool:
    """Whether an earlier line told of the same act, but for words that no judgement depends on."""
    return isinstance(fact, Act) and act == replace(
        fact, title=act.title, place=act.place, evidence=act.evidence, plan=act.plan, end=act.end, id=act.id
    )


def _line(entry: Entry) -> _Line:
    content = entry.content
    when = entry.recorded or _ALWAYS
    if isinstance(content, Retract):
        return _Line(when, 2, "", None, entry.recorded)
    if isinstance(content, Replace):
        return _Line(when, 1, repr(content.fact), content.fact, entry.recorded)
    return _Line(when, 0, repr(content), content, entry.recorded)


def _void_corrections(entries: list[Entry]) -> set[str]:
    """Ids of corrections that were themselves taken back, however long the chain."""
    ids = {entry.content.id for entry in entries if isinstance(entry.content, (Retract, Replace))} - {None}
    taken_back = [
        (entry.recorded or _ALWAYS, entry.content)
        for entry in entries
        if isinstance(entry.content, Retract) and entry.content.entry in ids
    ]
    void: set[str] = set()
    for _, retract in sorted(taken_back, key=lambda pair: pair[0], reverse=True):
        if retract.id not in void:
            void.add(retract.entry)
    return void
