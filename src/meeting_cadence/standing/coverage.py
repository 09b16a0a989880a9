"""Whether absence of a record may be read as absence of an act."""

from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from meeting_cadence.bodies import Body
from meeting_cadence.dates import Moment
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.standing.hits import day_of, has_happened


def complete_from(mandate: Mandate, lineage: tuple[str, ...], facts: Facts, moment: Moment) -> date | None:
    """The day from which the record is declared whole for all that counts; `date.min`: since ever; None: never."""
    adopted = [
        adoption.complete_from
        for who in lineage
        for adoption in facts.adoptions.get(who, ())
        if adoption.complete_from is not None
        and (adoption.mandate == mandate.id or adoption.regulation == mandate.regulation)
    ]
    declared = [
        complete
        for who in (None, *lineage)
        for complete in facts.completes.get(who, ())
        if complete.declared is None or complete.declared <= moment.day
    ]
    if not declared:
        return min(adopted, default=None)
    per_matter = []
    for matter in mandate.matters:
        days = [one.start or date.min for one in declared if one.act in (None, matter.kind or matter.item)]
        if not days:
            return min(adopted, default=None)
        per_matter.append(min(days))
    return min([*adopted, max(per_matter)] if per_matter else adopted, default=None)


class Hole(NamedTuple):
    """An ordinal that must exist but is not on record: held after `after` and before `before` (None: unbounded)."""

    ordinal: int
    after: date | None
    before: date


def holes(mandate: Mandate, body: Body, lineage: tuple[str, ...], facts: Facts, moment: Moment) -> list[Hole]:
    """Missing ordinals of each kind and series: 第1次 and 第3次 are on record, so the 2nd exists."""
    found: list[Hole] = []
    for kind in sorted(mandate.kinds):
        series: dict[tuple[str, date | None], list[tuple[int, date]]] = {}
        for who in lineage:
            for act, _ in facts.acts.get((who, kind), ()):
                if act.ordinal is not None and has_happened(act.start, moment):
                    day = day_of(act.start, body)
                    series.setdefault(_series(act.series, day, body), []).append((act.ordinal, day))
        for (_, began), numbered in series.items():
            found += _holes(sorted(numbered), began)
    return found


def _series(named: str | None, day: date, body: Body) -> tuple[str, date | None]:
    """The name of an ordinal's series and the day on which it began, where that is known."""
    terms = body.terms
    for term in terms:
        if named == str(term.number):
            return named, term.start
    if named is not None:
        return named, None
    position = bisect_left([term.start for term in terms], day)
    if position < len(terms) and terms[position].start == day:
        position += 1
    return (str(terms[position - 1].number), terms[position - 1].start) if position else ("", None)


def _holes(numbered: list[tuple[int, date]], began: date | None) -> list[Hole]:
    found, expected, after = [], 1, began
    for ordinal, day in numbered:
        found += [Hole(missing, after, day) for missing in range(expected, min(ordinal, expected + 1000))]
        expected, after = max(expected, ordinal + 1), day
    return found


def missing_in(found: list[Hole], opens: date, due: date, covered_from: date | None) -> tuple[int, ...]:
    """The missing ordinals that may have been held in a window (days inclusive).

    Where the record is declared whole from a day on, an ordinal that may have been held before that day contradicts
    nothing and is left out.
    """
    if covered_from is not None:
        found = [hole for hole in found if (hole.after or date.min) >= covered_from]
    return tuple(
        sorted(
            {
                hole.ordinal
                for hole in found
                if hole.before >= opens and (hole.after is None or hole.after <= due)
            }
        )
    )
