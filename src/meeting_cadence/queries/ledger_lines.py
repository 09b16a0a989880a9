"""Ledger entries as lines a person reads: what, of whom, when recorded, by whom; taken back ones stay, struck out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.queries.scope import bodies_of
from meeting_cadence.words.names import Names
from meeting_cadence.words.say import say


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `void`: it was retracted or replaced."""

    id: str | None
    recorded: datetime | None
    by: str | None
    bodies: str
    what: str
    details: tuple[str, ...]
    void: bool
    can_retract: bool
    can_correct: bool = False
    """It holds, and the form that records it is there to correct it."""


def lines_of(
    entries: Sequence[Kept], names: Names, *, may_retract: bool, may_relieve: bool = False
) -> list[Line]:
    """The latest first. Reliefs are changed only by who may grant them (`may_relieve`)."""
    corrected = corrected_ids(entries)
    facts = {kept.entry_id: _fact(kept) for kept in entries if kept.entry_id is not None}
    ordered = sorted(
        entries,
        key=lambda kept: (kept.entry.recorded or datetime.min.replace(tzinfo=kept.appended.tzinfo), kept.seq),
    )
    may = {True: may_relieve, False: may_retract}
    return [
        _line(kept, names, facts, corrected, may[isinstance(kept.entry.content, Relief)])
        for kept in reversed(ordered)
    ]


def corrected_ids(entries: Iterable[Kept]) -> frozenset[str]:
    """The ids that some entry takes back or replaces."""
    contents = (kept.entry.content for kept in entries)
    return frozenset(one.entry for one in contents if isinstance(one, (Retract, Replace)))


def _fact(kept: Kept) -> Fact | None:
    content = kept.entry.content
    if isinstance(content, Replace):
        return content.fact
    return None if isinstance(content, Retract) else content


def _line(
    kept: Kept, names: Names, facts: dict[str, Fact | None], corrected: Collection[str], may_retract: bool
) -> Line:
    content = kept.entry.content
    target = facts.get(content.entry) if isinstance(content, (Retract, Replace)) else None
    fact = _fact(kept) or target
    void = kept.entry_id in corrected and not isinstance(content, (Retract, Replace))
    may_change = may_retract and kept.entry_id is not None and not void
    return Line(
        id=kept.entry_id,
        recorded=kept.entry.recorded,
        by=kept.entry.by,
        bodies=bodies_in_words(fact, names) if fact is not None else "",
        what=entry_in_words(content, names, target),
        details=tuple(_details(content, fact, names)),
        void=void,
        can_retract=may_change and not isinstance(content, Retract),
        can_correct=may_change and isinstance(content, (Act, Event, Relief)),
    )


def bodies_in_words(fact: Fact, names: Names) -> str:
    every = say("pages.entry.all_bodies", names.language)
    return names.several(names.body(body) if body else every for body in bodies_of(fact))


def entry_in_words(content: Fact | Retract | Replace, names: Names, target: Fact | None = None) -> str:
    """One line for an entry; `target` is what a correction speaks of, where it is known."""
    if isinstance(content, Retract):
        what = fact_in_words(target, names) if target is not None else content.entry
        return say("pages.entry.retract", names.language, what=what)
    if isinstance(content, Replace):
        return say("pages.entry.replace", names.language, what=fact_in_words(content.fact, names))
    return fact_in_words(content, names)


def fact_in_words(fact: Fact, names: Names) -> str:
    """One line for what was recorded."""
    tell = _Teller(names).say
    match fact:
        case Act(ordinal=None):
            return tell("act", kind=names.kind(fact.kind), start=fact.start)
        case Act():
            return tell("act.ordinal", kind=names.kind(fact.kind), start=fact.start, ordinal=fact.ordinal)
        case Plan():
            return tell(
                "plan",
                kind=names.kind(fact.kind),
                start=fact.start,
                status=_word(names, "status", fact.status),
            )
        case Event():
            return tell("event", kind=names.kind(fact.kind), start=fact.at)
        case Relief():
            code = "relief.until" if fact.until else "relief"
            kind = _word(names, "relief", fact.relief)
            return tell(code, type=kind, mandate=names.mandate(fact.mandate), until=fact.until)
        case Adopt():
            return tell("adopt", what=_adopted(fact, names), on=fact.on)
        case Complete(start=None):
            return tell("complete.always")
        case Complete():
            return tell("complete", start=fact.start)
        case NextDue():
            return tell("next_due", mandate=names.mandate(fact.mandate), on=fact.on)
        case NotHeld():
            window = names.window(fact.window, fact.mandate)
            return tell("not_held", mandate=names.mandate(fact.mandate), window=window)


@dataclass(frozen=True, slots=True)
class _Teller:
    names: Names

    def say(self, code: str, **values: Any) -> str:
        return say(f"pages.entry.{code}", self.names.language, **values)


def _word(names: Names, topic: str, code: str) -> str:
    return say(f"pages.{topic}.{code}", names.language)


def _adopted(fact: Adopt, names: Names) -> str:
    if fact.mandate is not None:
        return names.mandate(fact.mandate)
    regulation = names.pack.regulation.get(fact.regulation or "")
    return names.text(regulation.title) if regulation else str(fact.regulation)


def _details(content: Fact | Retract | Replace, fact: Fact | None, names: Names) -> Iterable[str]:
    if isinstance(content, (Retract, Replace)):
        yield say("pages.detail.reason", names.language, reason=content.reason)
    if not isinstance(content, Retract) and fact is not None:
        yield from _fact_details(fact, names)


def _fact_details(fact: Fact, names: Names) -> Iterable[str]:
    """What the one line does not say: nothing that was recorded is hidden."""
    match fact:
        case Act() | Plan():
            told = [
                *_meeting_details(fact, names),
                *(_act_details(fact, names) if isinstance(fact, Act) else ()),
            ]
        case Event():
            told = [("title", {"title": fact.title})]
        case Relief():
            told = list(_relief_details(fact, names))
        case Adopt():
            told = [("complete_from", {"day": fact.complete_from})]
        case Complete():
            kind = names.kind(fact.act) if fact.act else None
            told = [("act", {"kind": kind}), ("declared", {"day": fact.declared})]
        case NextDue():
            told = [("decided", {"day": fact.decided})]
        case NotHeld():
            told = [("confirmed", {"day": fact.confirmed})]
    for code, values in told:
        if None not in values.values() and [] not in values.values():
            yield say(f"pages.detail.{code}", names.language, **values)


Detail = tuple[str, dict[str, Any]]
"""A code of words and its values; one without a value is not told."""


def _meeting_details(fact: Act | Plan, names: Names) -> Iterator[Detail]:
    yield "title", {"title": fact.title}
    yield "items", {"items": sorted(names.kind(item) for item in fact.items)}
    yield "form", {"form": _word(names, "form", fact.form) if fact.form else None}
    yield "place", {"place": fact.place}
    yield "end", {"end": fact.end}
    if isinstance(fact, Plan):
        yield "decided", {"day": fact.decided}


def _act_details(fact: Act, names: Names) -> Iterator[Detail]:
    yield "part", {"part": _word(names, "part", fact.part) if fact.part != "main" else None}
    yield "attendance", {"entitled": fact.entitled, "present": fact.present}
    for mandate, window in fact.counts_for:
        label = names.window(window, mandate)
        yield "counts_for", {"mandate": names.mandate(mandate), "window": label}
    yield "about", {"bodies": [names.body(body) for body in fact.about]}
    yield "evidence", {"evidence": list(fact.evidence)}


def _relief_details(fact: Relief, names: Names) -> Iterator[Detail]:
    yield "window", {"window": names.window(fact.window, fact.mandate) if fact.window else None}
    yield "start", {"day": fact.start}
    yield "granted", {"day": fact.granted}
    authority = fact.authority or (names.body(fact.authority_body) if fact.authority_body else "")
    if authority or fact.instrument:
        yield "authority", {"authority": authority, "instrument": fact.instrument or ""}
    if fact.retroactive:
        yield "retroactive", {}
