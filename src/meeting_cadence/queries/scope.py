"""Which facts a stream depends on, and which streams a fact touches: two sides of one relation.

A stream here is a mandate and a body. The relation errs towards more: judging a stream again that did not
change changes nothing, forgetting one would make the projection lie.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

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
)
from meeting_cadence.queries.world import World

EVERY_BODY = ""
"""Stands for a fact that concerns every body."""


class Stream(NamedTuple):
    """A mandate and a body it obliges, by their ids."""

    mandate: str
    body: str


def bodies_of(fact: Fact) -> tuple[str, ...]:
    """The bodies a fact concerns; those an act is about are not among them."""
    if isinstance(fact, (Act, Plan)):
        return fact.bodies
    return (fact.body or EVERY_BODY,)


def sources(world: World, streams: Iterable[Stream]) -> frozenset[str]:
    """The bodies whose facts can move these streams."""
    found: set[str] = set()
    for body, mandates in _by_body(streams).items():
        found.update(_own(world, body))
        for trigger in (t for mandate in mandates for t in world.triggers.get(mandate, ())):
            found.update(_superiors(world, body) if trigger == "superior" else _own(world, trigger))
    return frozenset(found)


def touched(world: World, fact: Fact) -> Iterator[Stream]:
    """Every stream whose judgement the fact can change; a stream may come twice."""
    if isinstance(fact, (Relief, NextDue, NotHeld)):
        yield from _known(world, [Stream(fact.mandate, body) for body in _heirs(world, fact.body)])
    elif isinstance(fact, Adopt):
        yield from _adopted(world, fact)
    elif isinstance(fact, Complete):
        yield from _completed(world, fact)
    elif isinstance(fact, Event):
        yield from _happened(world, (fact.body,), frozenset({fact.kind}))
    else:
        yield from _happened(world, fact.bodies, frozenset({fact.kind, *fact.items}))


def _happened(world: World, bodies: tuple[str, ...], names: frozenset[str]) -> Iterator[Stream]:
    """Streams of the bodies and their heirs that speak of these kinds, and of those who wait for them."""
    for body in bodies:
        for heir in _heirs(world, body):
            for mandate in world.duties.get(heir, ()):
                if names & world.names[mandate]:
                    yield Stream(mandate, heir)
        yield from _waiting(world, body, names)


def _waiting(world: World, body: str, names: frozenset[str]) -> Iterator[Stream]:
    heirs = _heirs(world, body)
    for mandate, triggers in world.triggers.items():
        if not names & world.names[mandate]:
            continue
        for obliged in world.obliged[mandate]:
            above = _superiors(world, obliged) if "superior" in triggers else frozenset()
            if triggers.intersection(heirs) or above.intersection(heirs):
                yield Stream(mandate, obliged)


def _adopted(world: World, fact: Adopt) -> Iterator[Stream]:
    regulation = world.pack.regulation.get(fact.regulation or "")
    mandates = [fact.mandate] if fact.mandate else [m.id for m in (regulation.mandates if regulation else ())]
    yield from _known(world, [Stream(m, body) for m in mandates for body in _heirs(world, fact.body)])


def _completed(world: World, fact: Complete) -> Iterator[Stream]:
    for body in _heirs(world, fact.body) if fact.body else list(world.duties):
        for mandate in world.duties.get(body, ()):
            if fact.act is None or fact.act in world.names[mandate]:
                yield Stream(mandate, body)


def _known(world: World, streams: list[Stream]) -> list[Stream]:
    return [stream for stream in streams if stream.mandate in world.duties.get(stream.body, ())]


def _own(world: World, body: str) -> tuple[str, ...]:
    found = world.pack.tree.bodies.get(body)
    return world.pack.tree.lineage(found) if found else (body,)


def _superiors(world: World, body: str) -> frozenset[str]:
    found = world.pack.tree.bodies.get(body)
    above = world.pack.tree.above(found) if found else ()
    return frozenset(one for superior in above for one in _own(world, superior.id))


def _heirs(world: World, body: str) -> list[str]:
    """The body and every body that carries it on."""
    found = [body]
    for one in found:
        found.extend(after for after in world.pack.tree.successors.get(one, ()) if after not in found)
    return found


def _by_body(streams: Iterable[Stream]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for stream in streams:
        found.setdefault(stream.body, set()).add(stream.mandate)
    return found
