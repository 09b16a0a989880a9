"""Everything applied, as one value: the merged pack, and who is obliged by what."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from meeting_cadence.access.refusals import BodyUnknown, MandateUnknown, RegulationUnknown
from meeting_cadence.bodies import Body
from meeting_cadence.cadence import Deadline, Gap, Rule
from meeting_cadence.regulations.model import Mandate, Pack, Regulation

NARROW: Final = 20
"""So many bodies below one are few: their rows are counted when asked for."""


@dataclass(frozen=True)
class World:
    """One pack merged of all applied ones, with the contacts kept here. Equal `stamp`s mean equal worlds."""

    pack: Pack
    stamp: str = ""
    applied: tuple[tuple[str, int], ...] = ()
    """(pack id, version) of every active pack, in the order in which they were first applied."""

    @cached_property
    def obliged(self) -> dict[str, tuple[str, ...]]:
        """Mandate id to the ids of the bodies it obliges, in the fixed order."""
        tree = self.pack.tree
        return {
            mandate.id: tuple(body.id for body in tree.select(mandate.obliged))
            for mandate in self.pack.mandates
        }

    @cached_property
    def contact_zones(self) -> dict[tuple[str, str], tuple[ZoneInfo, ...]]:
        """Channel and address (small letters) to the time zones of the bodies whose contact it is."""
        found: dict[tuple[str, str], dict[ZoneInfo, None]] = {}
        for body in self.pack.tree:
            for contact in body.contacts:
                found.setdefault((contact.channel, contact.address.casefold()), {})[body.zone] = None
        return {key: tuple(zones) for key, zones in found.items()}

    def zone_of_recipient(self, channel: str, address: str, body_id: str) -> ZoneInfo:
        """Where the recipient of an alert about a body is: there, or at home for a contact of other bodies only."""
        own = self.body(body_id).zone
        zones = self.contact_zones.get((channel, address.casefold()), (own,))
        return own if own in zones else zones[0]

    @cached_property
    def duties(self) -> dict[str, tuple[str, ...]]:
        """Body id to the ids of the mandates that oblige it, in the pack's order."""
        found: dict[str, list[str]] = {body.id: [] for body in self.pack.bodies}
        for mandate, bodies in self.obliged.items():
            for body in bodies:
                found[body].append(mandate)
        return {body: tuple(mandates) for body, mandates in found.items()}

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """Mandate id to every act kind, agenda item and event kind that it speaks of."""
        return {mandate.id: _names(mandate) for mandate in self.pack.mandates}

    @cached_property
    def triggers(self) -> dict[str, frozenset[str]]:
        """Mandates that wait for others' acts and events: id to whose, `superior` or the ids of bodies."""
        waiting = {
            mandate.id: frozenset(
                rule.trigger.by
                for rule in _rules(mandate)
                if isinstance(rule, Deadline) and rule.trigger.by != "self"
            )
            for mandate in self.pack.mandates
        }
        return {mandate: bodies for mandate, bodies in waiting.items() if bodies}

    @cached_property
    def wide(self) -> frozenset[str]:
        """Bodies with so much below them that counters of their whole subtree are kept by mandate."""
        tree = self.pack.tree
        below = Counter(above.id for body in tree for above in tree.above(body))
        return frozenset(one for one, number in below.items() if number > NARROW)

    @cached_property
    def tree_stamp(self) -> str:
        """Equal for trees in which every body has the same superior."""
        parents = sorted((body.id, body.parent or "") for body in self.pack.tree)
        return hashlib.sha256(repr(parents).encode()).hexdigest()

    def body(self, body_id: str) -> Body:
        """The body of an id; else BodyUnknown with the nearest id."""
        found = self.pack.tree.bodies.get(body_id)
        if found is None:
            raise BodyUnknown(body_id, nearest(body_id, self.pack.tree.bodies))
        return found

    def mandate(self, mandate_id: str) -> Mandate:
        """The mandate of an id; else MandateUnknown with the nearest id."""
        found = self.pack.mandate.get(mandate_id)
        if found is None:
            raise MandateUnknown(mandate_id, nearest(mandate_id, self.pack.mandate))
        return found

    def regulation(self, regulation_id: str) -> Regulation:
        """The regulation of an id; else RegulationUnknown with the nearest id."""
        found = self.pack.regulation.get(regulation_id)
        if found is None:
            raise RegulationUnknown(regulation_id, nearest(regulation_id, self.pack.regulation))
        return found


def _names(mandate: Mandate) -> frozenset[str]:
    named = set(mandate.kinds | mandate.items)
    for rule in _rules(mandate):
        if isinstance(rule, Deadline):
            named.update(name for name in (rule.trigger.event, rule.trigger.act) if name)
        elif isinstance(rule, Gap) and rule.first is not None and rule.first.event:
            named.add(rule.first.event)
    return frozenset(named)


def _rules(mandate: Mandate) -> Iterator[Rule]:
    return (clause.rule for version in mandate.versions for clause in version.clauses)


def nearest(wrong: str, known: Iterable[str]) -> str:
    """The known name most like a mistyped one; an empty text when none is like it."""
    return next(iter(get_close_matches(wrong, list(known), n=1)), "")
