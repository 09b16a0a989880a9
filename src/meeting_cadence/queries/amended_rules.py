"""How the rules of two packs differ: mandates and bodies that come and go, keys that were edited, words that changed.

A clause has `versions`, so an edit of it has a day from which it works. Every other key holds for all time: whoever
edits it in place reaches back to the beginning.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from meeting_cadence.bodies import Text
from meeting_cadence.regulations.model import Clause, Mandate, Pack, Regulation

_DECISIVE: Final = {
    "obliged": "obliged",
    "matters": "act",
    "counts": "counts",
    "effective": "effective",
    "first": "first",
    "makeup": "makeup",
    "relief": "relief",
    "coalesce": "coalesce",
    "workdays": "workdays",
}
"""What a verdict can depend on: the field of a mandate, and its key in the file."""
_MILD: Final = {
    "regulation": "regulation",
    "to": "to",
    "notice": "notice",
    "lead": "lead",
    "reading": "reading",
    "alerts": "alerts",
}
"""What no verdict depends on."""
_BEGINNING: Final = date.min


class Amended(NamedTuple):
    """A mandate of both packs whose rule is not the same."""

    mandate: str
    since: date | None
    """The day from which the new rule is in force: of its first new version, or of its end. None: no such day."""
    in_place: tuple[str, ...]
    """Keys that were edited without a day, of those that a verdict can depend on."""
    mild: tuple[str, ...]
    """Other keys that were edited."""


class TextChange(NamedTuple):
    """Other words for the same thing. `sort`: mandate, regulation, body. None: it has no such words."""

    sort: str
    id: str
    key: str
    old: Text | None
    new: Text | None


class RuleChanges(NamedTuple):
    """All that differs between two packs before any fact is looked at. Ids are in the order of their pack."""

    mandates_added: tuple[str, ...]
    mandates_removed: tuple[str, ...]
    bodies_added: tuple[str, ...]
    bodies_removed: tuple[str, ...]
    amended: tuple[Amended, ...]
    texts: tuple[TextChange, ...]


def rule_changes(old: Pack, new: Pack) -> RuleChanges:
    """What a pack's new reading changes in its rules and words."""
    pairs = [(mandate, new.mandate[mandate.id]) for mandate in old.mandates if mandate.id in new.mandate]
    compared = [_amended(before, after) for before, after in pairs]
    return RuleChanges(
        tuple(one.id for one in new.mandates if one.id not in old.mandate),
        tuple(one.id for one in old.mandates if one.id not in new.mandate),
        tuple(one.id for one in new.bodies if one.id not in old.tree),
        tuple(one.id for one in old.bodies if one.id not in new.tree),
        tuple(one for one in compared if one.since or one.in_place or one.mild),
        tuple(_texts(old, new, pairs)),
    )


def _amended(old: Mandate, new: Mandate) -> Amended:
    clauses = _differ_from(old, new)
    in_place = [key for field, key in _DECISIVE.items() if getattr(old, field) != getattr(new, field)]
    mild = [key for field, key in _MILD.items() if getattr(old, field) != getattr(new, field)]
    ends = [day for day in (old.until, new.until) if day is not None] if old.until != new.until else []
    if clauses == _BEGINNING:
        in_place.insert(0, "clauses")
    elif clauses is not None:
        ends.append(clauses)
    return Amended(old.id, min(ends, default=None), tuple(in_place), tuple(mild))


def _differ_from(old: Mandate, new: Mandate) -> date | None:
    """The first day on which other clauses are in force; None: never."""
    days = {_BEGINNING}
    for version in (*old.versions, *new.versions):
        days |= {day for day in (version.start, version.end) if day is not None}
    return next((day for day in sorted(days) if _in_force(old, day) != _in_force(new, day)), None)


def _in_force(mandate: Mandate, day: date) -> tuple[Clause, ...]:
    for version in mandate.versions:
        begun = version.start is None or version.start <= day
        if begun and (version.end is None or day < version.end):
            return version.clauses
    return ()


def _texts(old: Pack, new: Pack, pairs: list[tuple[Mandate, Mandate]]) -> Iterator[TextChange]:
    for regulation in old.regulations:
        if regulation.id in new.regulation:
            yield from _words_of_regulation(regulation, new.regulation[regulation.id])
    for before, after in pairs:
        for key in ("title", "article", "quote"):
            one, other = getattr(before, key), getattr(after, key)
            if one != other:
                yield TextChange("mandate", before.id, key, one, other)
    for body in old.bodies:
        if body.id in new.tree and new.tree[body.id].name != body.name:
            yield TextChange("body", body.id, "name", body.name, new.tree[body.id].name)


def _words_of_regulation(old: Regulation, new: Regulation) -> Iterator[TextChange]:
    if old.title != new.title:
        yield TextChange("regulation", old.id, "title", old.title, new.title)
    if old.issuer != new.issuer:
        yield TextChange("regulation", old.id, "issuer", old.issuer, new.issuer)
