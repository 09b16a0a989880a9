"""Reorganisations of bodies (机构改革) as a new version of their pack: rename, merge, split, abolish.

Ids are lasting: a renamed body keeps its own. A merged or split body ends on the day, its successors begin on it and
name it as predecessor, so its acts are theirs; mandates that name it oblige them too. Nothing of the past is changed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from meeting_cadence.bodies import Body, Selector, Text
from meeting_cadence.cadence import Deadline
from meeting_cadence.errors import MeetingCadenceError, Phrase
from meeting_cadence.regulations.model import Clause, Mandate, Pack

Heirs = Mapping[str, tuple[str, ...]]
"""From the id of a body that ends to those of its successors."""


class ReorganisationRefused(MeetingCadenceError):
    """It cannot be done. Subject: the body's id."""

    code = "reorganisation_refused"
    exit_status = 2
    http_status = 409


def rename(pack: Pack, body: str, name: Text) -> Pack:
    """Another name for a body that stays the same. Raises ReorganisationRefused."""
    _living(pack, body)
    return replace(pack, bodies=tuple(replace(b, name=name) if b.id == body else b for b in pack.bodies))


def merge(pack: Pack, bodies: Sequence[str], into: str, name: Text, on: date) -> Pack:
    """One new body in place of several from a day on; it has tier, roles, superior and attributes of the first."""
    if len(set(bodies)) < 2:
        raise ReorganisationRefused(", ".join(bodies), reason=Phrase("errors.reorganise.one_body"))
    olds = [_ending(pack, one, on) for one in bodies]
    new = _successor(pack, olds[0], into, name, on, tuple(bodies))
    return _reorganised(pack, [new], dict.fromkeys(bodies, (into,)), on)


def split(pack: Pack, body: str, into: Mapping[str, Text], on: date) -> Pack:
    """Several new bodies in place of one from a day on; the bodies below it come under the first of them."""
    if len(into) < 2:
        raise ReorganisationRefused(body, reason=Phrase("errors.reorganise.one_body"))
    old = _ending(pack, body, on)
    news = [_successor(pack, old, one, name, on, (body,)) for one, name in into.items()]
    return _reorganised(pack, news, {body: tuple(into)}, on)


def abolish(pack: Pack, body: str, on: date) -> Pack:
    """No such body from a day on. Bodies below it must have another superior, or an end, before."""
    _ending(pack, body, on)
    below = [one for one in pack.bodies if one.parent == body and (one.until is None or one.until > on)]
    if below:
        raise ReorganisationRefused(body, reason=Phrase("errors.reorganise.has_inferiors"))
    return _reorganised(pack, [], {body: ()}, on)


def _living(pack: Pack, body_id: str) -> Body:
    body = pack.tree.bodies.get(body_id)
    if body is None:
        raise ReorganisationRefused(body_id, reason=Phrase("errors.reorganise.unknown"))
    return body


def _ending(pack: Pack, body_id: str, on: date) -> Body:
    body = _living(pack, body_id)
    if body.until is not None:
        raise ReorganisationRefused(body_id, reason=Phrase("errors.reorganise.ended"))
    if body.since is not None and body.since >= on:
        raise ReorganisationRefused(body_id, reason=Phrase("errors.reorganise.too_early"))
    return body


def _successor(pack: Pack, old: Body, new: str, name: Text, on: date, before: tuple[str, ...]) -> Body:
    if new in pack.tree:
        raise ReorganisationRefused(new, reason=Phrase("errors.reorganise.taken"))
    return replace(old, id=new, name=name, since=on, until=None, predecessors=before, source=None)


def _reorganised(pack: Pack, news: Sequence[Body], heirs: Heirs, on: date) -> Pack:
    def settled(body: Body) -> Body:
        if body.id in heirs:
            return replace(body, until=on)
        after = heirs.get(body.parent or "")
        return replace(body, parent=after[0]) if after else body

    adopted = [replace(new, parent=heirs.get(new.parent or "", (new.parent,))[0]) for new in news]
    regulations = tuple(
        replace(one, mandates=tuple(_mandate(mandate, heirs) for mandate in one.mandates))
        for one in pack.regulations
    )
    bodies = (*map(settled, pack.bodies), *adopted)
    return replace(pack, bodies=bodies, regulations=regulations)


def _mandate(mandate: Mandate, heirs: Heirs) -> Mandate:
    versions = tuple(
        replace(version, clauses=tuple(_clause(one, heirs) for one in version.clauses))
        for version in mandate.versions
    )
    obliged, to = _selectors(mandate.obliged, heirs), _selectors(mandate.to, heirs)
    return replace(mandate, versions=versions, obliged=obliged, to=to)


def _clause(clause: Clause, heirs: Heirs) -> Clause:
    each_of, rule = _selectors(clause.each_of, heirs), clause.rule
    if isinstance(rule, Deadline) and heirs.get(rule.trigger.by):
        rule = replace(rule, trigger=rule.trigger._replace(by=heirs[rule.trigger.by][0]))
    return replace(clause, each_of=each_of, rule=rule)


def _selectors(selectors: tuple[Selector, ...], heirs: Heirs) -> tuple[Selector, ...]:
    """The selectors, and for each that names a body that ends one for each of its successors."""
    found = list(selectors)
    named: tuple[Callable[[Selector], str | None], ...] = (lambda one: one.body, lambda one: one.under)
    for selector in selectors:
        for key, name_of in zip(("body", "under"), named, strict=True):
            for heir in heirs.get(name_of(selector) or "", ()):
                more = replace(selector, body=heir) if key == "body" else replace(selector, under=heir)
                if more not in found:
                    found.append(more)
    return tuple(found)
