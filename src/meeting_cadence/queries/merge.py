"""Several packs as one: what two of them both define must be the same, or they cannot stand side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from meeting_cadence.access.refusals import Conflict
from meeting_cadence.bodies import Body, Contact, Text
from meeting_cadence.cadence import Deadline, Gap
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.model import Mandate, Pack, Regulation, Vocabulary

NOTHING = Pack(id="", title=Text.both(""), zone="UTC", bodies=(), regulations=())
"""The merged pack while none is applied."""


class Clash(MeetingCadenceError):
    """`kind` (body, regulation or mandate) `subject` stands differently in pack `one` and in pack `other`."""

    code = "packs_clash_on"

    def __init__(self, subject: str, /, kind: str, one: str, other: str) -> None:
        super().__init__(subject, kind=kind, one=one, other=other)


class PacksClash(Conflict):
    """Packs that contradict each other; `parts` names each contradiction. Nothing was applied."""

    code = "packs_clash"

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__("", count=len(clashes))
        self.parts = tuple(clashes)


class _Owned(NamedTuple):
    value: object
    pack: str


def merge(packs: Sequence[Pack]) -> Pack:
    """One pack of all, in their order, positions running through. Raises PacksClash with every clash."""
    if not packs:
        return NOTHING
    clashes = [*_clashes_of_bodies(packs), *_clashes_of_regulations(packs)]
    if clashes:
        raise PacksClash(clashes)
    qualified = [_with_own_policies(pack, packs[:place]) for place, pack in enumerate(packs)]
    return Pack(
        id="+".join(pack.id for pack in packs),
        title=packs[0].title,
        zone=packs[0].zone,
        bodies=tuple({body.id: body for pack in packs for body in pack.bodies}.values()),
        regulations=_in_position(regulation for pack in qualified for regulation in pack.regulations),
        workdays=packs[0].workdays,
        profile=packs[0].profile,
        vocabulary=_vocabulary(packs),
        alert_policies=_policies(qualified),
    )


def with_contacts(
    pack: Pack, added: Mapping[str, Sequence[Contact]], hidden: set[tuple[str, tuple[str, str, str]]]
) -> Pack:
    """The pack with contacts `added` by body (instead of its own ones of the same key), without the `hidden`."""

    def contacts_of(body: Body) -> tuple[Contact, ...]:
        put = {one.key: one for one in added.get(body.id, ())}
        own = {one.key: one for one in body.contacts if (body.id, one.key) not in hidden}
        return tuple((own | put).values())

    touched = set(added) | {body for body, _ in hidden}
    bodies = tuple(replace(b, contacts=contacts_of(b)) if b.id in touched else b for b in pack.bodies)
    return replace(pack, bodies=bodies)


def _clashes_of_bodies(packs: Sequence[Pack]) -> Iterable[Clash]:
    seen: dict[str, _Owned] = {}
    for pack in packs:
        for body in pack.bodies:
            first = seen.setdefault(body.id, _Owned(body, pack.id))
            if first.value != body:
                yield Clash(body.id, kind="body", one=first.pack, other=pack.id)


def _clashes_of_regulations(packs: Sequence[Pack]) -> Iterable[Clash]:
    seen: dict[str, _Owned] = {}
    owners: dict[str, _Owned] = {}
    for pack in packs:
        for regulation in pack.regulations:
            first = seen.setdefault(regulation.id, _Owned(_unplaced(regulation), pack.id))
            if first.value != _unplaced(regulation):
                yield Clash(regulation.id, kind="regulation", one=first.pack, other=pack.id)
            for mandate in regulation.mandates:
                owner = owners.setdefault(mandate.id, _Owned(regulation.id, pack.id))
                if owner.value != regulation.id:
                    yield Clash(mandate.id, kind="mandate", one=owner.pack, other=pack.id)


def _unplaced(regulation: Regulation) -> Regulation:
    return replace(regulation, mandates=tuple(replace(m, position=0) for m in regulation.mandates))


def _in_position(regulations: Iterable[Regulation]) -> tuple[Regulation, ...]:
    kept: dict[str, Regulation] = {}
    for regulation in regulations:
        kept.setdefault(regulation.id, regulation)
    placed: list[Regulation] = []
    position = 0
    for regulation in kept.values():
        mandates: list[Mandate] = []
        for mandate in regulation.mandates:
            mandates.append(replace(mandate, position=position))
            position += 1
        placed.append(replace(regulation, mandates=tuple(mandates)))
    return tuple(placed)


def _policies(packs: Sequence[Pack]) -> dict[str, object]:
    found: dict[str, object] = {}
    for pack in packs:
        for name, policy in pack.alert_policies.items():
            found.setdefault(name, policy)
    return found


def _with_own_policies(pack: Pack, earlier: Sequence[Pack]) -> Pack:
    """A policy whose name an earlier pack uses for another one is called `<pack>/<name>` in this pack."""
    taken = _policies(earlier)
    renamed = {
        name: f"{pack.id}/{name}"
        for name, policy in pack.alert_policies.items()
        if name in taken and taken[name] != policy
    }
    if not renamed:
        return pack
    policies = {renamed.get(name, name): policy for name, policy in pack.alert_policies.items()}
    regulations = tuple(
        replace(r, mandates=tuple(replace(m, alerts=_policy_of(m, renamed)) for m in r.mandates))
        for r in pack.regulations
    )
    return replace(pack, regulations=regulations, alert_policies=policies)


def _policy_of(mandate: Mandate, renamed: Mapping[str, str]) -> str | None:
    return renamed.get(mandate.alerts or "default", mandate.alerts)


def _vocabulary(packs: Sequence[Pack]) -> Vocabulary:
    """Every name of every pack; where two packs name one kind differently the first one holds.

    A section that some pack gives is closed. So that the others' duties can still be put on record, the names
    that their mandates use are added.
    """
    merged = Vocabulary()
    for section in ("acts", "items", "events"):
        kept: dict[str, Text] = getattr(merged, section)
        for pack in packs:
            for name, text in getattr(pack.vocabulary, section).items():
                kept.setdefault(name, text)
        if kept:
            for mandate in (mandate for pack in packs for mandate in pack.mandates):
                for name in sorted(_used(mandate)[section]):
                    kept.setdefault(name, Text.both(name))
    return merged


def _used(mandate: Mandate) -> dict[str, set[str]]:
    rules = [clause.rule for version in mandate.versions for clause in version.clauses]
    triggers = [rule.trigger for rule in rules if isinstance(rule, Deadline)]
    firsts = [rule.first for rule in rules if isinstance(rule, Gap) and rule.first is not None]
    events = [one.event for one in triggers] + [one.event for one in firsts]
    return {
        "acts": {*mandate.kinds, *(one.act for one in triggers if one.act and one.act not in mandate.items)},
        "items": set(mandate.items),
        "events": {event for event in events if event},
    }
