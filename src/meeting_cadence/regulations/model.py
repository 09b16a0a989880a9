"""A pack as checked values: bodies, regulations, mandates. Everything here has passed `regulations.check`."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from meeting_cadence.bodies import Body, Selector, Text, Tree
from meeting_cadence.cadence import Rule
from meeting_cadence.dates import Duration

Force = Literal["must", "normally"]
RELIEF_TYPES = ("extend", "advance", "postpone", "set_date", "waive", "suspend")


class Matter(NamedTuple):
    """What counts: an act of a kind, or an agenda item inside any act. Exactly one is given."""

    kind: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Which acts qualify. `quorum`: the least share of those entitled who must be present, as (n, d, strict).

    strict: more than n/d; otherwise at least n/d.
    """

    forms: frozenset[str] = frozenset({"in_person", "video", "hybrid"})
    quorum: tuple[int, int, bool] | None = None
    exclude: frozenset[str] = frozenset({"preparatory", "resumed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule of a mandate. `id`: its own id, else None (its position then identifies it)."""

    rule: Rule
    force: Force
    id: str | None = None
    each_of: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """The clauses in force on the half-open days [start, end); None is unbounded."""

    clauses: tuple[Clause, ...]
    start: date | None = None
    end: date | None = None


class MakeUp(NamedTuple):
    """How long a missed window can be made up: to the end of the next window, a length after due, or never."""

    kind: Literal["end_of_next_window", "none", "within"] = "end_of_next_window"
    within: Duration | None = None


class ReliefRule(NamedTuple):
    """What the text says of relief. Breaking it annotates, it never refuses. Empty `types`: all."""

    types: tuple[str, ...] = ()
    max: Duration | None = None
    by: str | None = None
    before_due: bool = True


class Notice(NamedTuple):
    """A notice that must go out `at_least` before the planned act itself, to `to` (a free word)."""

    at_least: Duration
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """口径: the recorded choice where the text leaves one. `decided_by` None: not decided yet."""

    chosen: Text | None = None
    alternatives: tuple[Text, ...] = ()
    decided_by: Text | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names of act kinds, agenda items, event kinds and free words, for people. A section that is given is closed."""

    acts: dict[str, Text] = field(default_factory=dict)
    items: dict[str, Text] = field(default_factory=dict)
    events: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mandate:
    """One clause of a text that obliges. `position`: its place in the pack, from 0, includes first."""

    id: str
    title: Text
    obliged: tuple[Selector, ...]
    matters: tuple[Matter, ...]
    """Any of them counts; empty only when every clause is a review."""
    versions: tuple[Version, ...]
    regulation: str
    position: int
    regulation_title: Text | None = None
    """How the sentences of why name the text."""
    vocabulary: Vocabulary = field(default_factory=Vocabulary, compare=False)
    """The names that its pack gives to kinds."""
    article: Text | None = None
    quote: Text | None = None
    counts: Counts = Counts()
    to: tuple[Selector, ...] = ()
    force: Force = "must"
    effective: date | None = None
    """The mandate's own, else its regulation's; None: not known (an adoption day stands in for it)."""
    until: date | None = None
    """Half-open end of the regulation, None while in force."""
    first: Literal["full", "partial"] | date = "full"
    makeup: MakeUp = MakeUp()
    relief: ReliefRule | None = None
    coalesce: bool = False
    notice: tuple[Notice, ...] = ()
    lead: Duration | None = None
    """When "due soon" begins, before the due day; None: the default of the outlets."""
    reading: Reading | None = None
    alerts: str | None = None
    """Id of an alert policy, None: the default one."""
    workdays: str | None = None
    """Code of the working-day table of the mandate's pack."""

    kinds: frozenset[str] = field(init=False)
    """The act kinds that count, of `matters`."""
    items: frozenset[str] = field(init=False)
    """The agenda items that count, of `matters`."""

    def __post_init__(self) -> None:
        kinds = frozenset(matter.kind for matter in self.matters if matter.kind is not None)
        items = frozenset(matter.item for matter in self.matters if matter.item is not None)
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "items", items)

    @property
    def is_meeting(self) -> bool:
        """A meeting is held (召开), any other matter is done (办理): papers, which may be written, and agenda items."""
        return bool(self.kinds) and not self.items and "written" not in self.counts.forms


@dataclass(frozen=True, slots=True)
class Regulation:
    """A text that obliges. `effective` None: not known. Days half-open."""

    id: str
    title: Text
    issuer: Text | None = None
    effective: date | None = None
    until: date | None = None
    source: str | None = None
    mandates: tuple[Mandate, ...] = ()


@dataclass(frozen=True)
class Pack:
    """A checked pack, its includes folded in: included bodies and regulations come first, in order."""

    id: str
    title: Text
    zone: str
    bodies: tuple[Body, ...]
    regulations: tuple[Regulation, ...]
    workdays: str | None = None
    profile: str | None = None
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    alert_policies: dict[str, object] = field(default_factory=dict)
    """Policy id to its checked form; the syntax is in docs/reference/packs.md."""

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.bodies)

    @cached_property
    def mandates(self) -> tuple[Mandate, ...]:
        """All mandates by position."""
        return tuple(mandate for regulation in self.regulations for mandate in regulation.mandates)

    @cached_property
    def mandate(self) -> dict[str, Mandate]:
        return {mandate.id: mandate for mandate in self.mandates}

    @cached_property
    def regulation(self) -> dict[str, Regulation]:
        return {regulation.id: regulation for regulation in self.regulations}
