"""What has been read so far of a pack and its includes, with the places that the checks of the whole need."""

from dataclasses import dataclass, field
from typing import NamedTuple

from meeting_cadence.bodies import Body, Selector, Text
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.model import Clause, Mandate, Regulation
from meeting_cadence.regulations.problems import Report


class BodyDraft(NamedTuple):
    """A body and where it stands."""

    body: Body
    node: Node


class ClauseDraft(NamedTuple):
    """A clause and where its rule stands."""

    clause: Clause
    node: Node


class MandateDraft(NamedTuple):
    """A mandate, where it stands, and its clauses through all versions."""

    mandate: Mandate
    node: Node
    obliged: Node
    clauses: tuple[ClauseDraft, ...]


class RegulationDraft(NamedTuple):
    """A regulation (still without its mandates), where it stands, and its mandates."""

    regulation: Regulation
    node: Node
    mandates: tuple[MandateDraft, ...]


class Mention(NamedTuple):
    """An id that must exist: its sort (body, alerts, acts, items, events, triggers) and its place."""

    sort: str
    id: str
    node: Node


class Coverage(NamedTuple):
    """Selectors that must select somebody, and where they stand."""

    selectors: tuple[Selector, ...]
    node: Node


@dataclass(slots=True)
class Draft:
    """Everything of a pack and its includes, in order: included parts first."""

    report: Report
    bodies: list[BodyDraft] = field(default_factory=list)
    regulations: list[RegulationDraft] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    coverages: list[Coverage] = field(default_factory=list)
    vocabulary: dict[str, dict[str, Text]] = field(default_factory=dict)
    alert_policies: dict[str, object] = field(default_factory=dict)
    packs: dict[str, Node] = field(default_factory=dict)
    """Pack ids and where they were given."""

    def mention(self, sort: str, id: str | None, node: Node) -> None:
        """Note that an id is used."""
        if id is not None:
            self.mentions.append(Mention(sort, id, node))

    @property
    def mandates(self) -> list[MandateDraft]:
        return [mandate for regulation in self.regulations for mandate in regulation.mandates]


class Defaults(NamedTuple):
    """What one file sets for its own bodies and mandates."""

    zone: str | None
    workdays: str | None
    rolls: bool
    """The profile lets forward deadlines roll to the next working day."""
