"""Every kind of ledger entry as a plain value. Days are local to the body; instants are aware."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

Day = date
When = date | datetime
"""A day, or an aware instant."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something took place. A joint act names several bodies."""

    type: ClassVar[str] = "act"
    bodies: tuple[str, ...]
    kind: str
    start: When
    id: str | None = None
    end: When | None = None
    ordinal: int | None = None
    form: str | None = None
    part: str = "main"
    present: int | None = None
    entitled: int | None = None
    items: frozenset[str] = frozenset()
    about: tuple[str, ...] = ()
    series: str | None = None
    plan: str | None = None
    counts_for: tuple[tuple[str, str], ...] = ()
    """(mandate id, window label) pairs, by mandate id."""
    title: str | None = None
    place: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """An act (or an event) that is planned. The latest known entry of an id holds."""

    type: ClassVar[str] = "plan"
    id: str
    bodies: tuple[str, ...]
    kind: str
    start: When
    status: Literal["tentative", "confirmed", "cancelled"] = "confirmed"
    decided: Day | None = None
    end: When | None = None
    items: frozenset[str] = frozenset()
    form: str | None = None
    title: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened that triggers duties."""

    type: ClassVar[str] = "event"
    body: str
    kind: str
    at: When
    id: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Relief:
    """A decision of the authority: `until` is the last permitted day (inclusive); suspend: from..until inclusive."""

    type: ClassVar[str] = "relief"
    mandate: str
    body: str
    relief: str
    granted: Day
    window: str | None = None
    """The window's label; None only for `suspend`: every window it overlaps."""
    until: Day | None = None
    start: Day | None = None
    """`from` of a suspension."""
    authority: str | None = None
    authority_body: str | None = None
    instrument: str | None = None
    retroactive: bool = False
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Adopt:
    """From `on` a body is tracked under a regulation or one mandate; from `complete_from` its record is whole."""

    type: ClassVar[str] = "adopt"
    body: str
    on: Day
    regulation: str | None = None
    mandate: str | None = None
    complete_from: Day | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Complete:
    """From `start` on every act is on record. None: since the beginning. `body`, `act` None: all of them."""

    type: ClassVar[str] = "complete"
    body: str | None = None
    act: str | None = None
    start: Day | None = None
    declared: Day | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class NextDue:
    """A body records its own next due day under a gap."""

    type: ClassVar[str] = "next_due"
    mandate: str
    body: str
    on: Day
    decided: Day | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A person confirms that nothing was held in a window."""

    type: ClassVar[str] = "not_held"
    mandate: str
    body: str
    window: str
    confirmed: Day | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Retract:
    """Takes an entry back. It stays on the ledger, marked."""

    type: ClassVar[str] = "retract"
    entry: str
    reason: str
    id: str | None = None


Fact = Act | Plan | Event | Relief | Adopt | Complete | NextDue | NotHeld


@dataclass(frozen=True, slots=True)
class Replace:
    """Corrects an entry; the replacement keeps the id."""

    type: ClassVar[str] = "replace"
    entry: str
    reason: str
    fact: Fact
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. `recorded`: when it became known; None: always known."""

    content: Fact | Retract | Replace
    recorded: datetime | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries in file order; the order carries no meaning."""

    entries: tuple[Entry, ...] = field(default=())
