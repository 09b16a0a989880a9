"""Which acts qualify for a mandate, and which do not and why."""

from collections.abc import Iterable
from datetime import date, datetime
from operator import itemgetter
from typing import NamedTuple

from meeting_cadence.bodies import Body
from meeting_cadence.dates import Moment, local_day
from meeting_cadence.ledger.entries import Act, When
from meeting_cadence.ledger.facts import Facts, KnownAct
from meeting_cadence.regulations.model import Counts, Mandate


class Hit(NamedTuple):
    """A qualifying act as one body sees it: the local day on which it opened."""

    day: date
    clock: float
    """The order within a day: seconds since the epoch where the time is known, else 0; then the id."""
    id: str
    act: Act
    recorded: datetime | None


by_day = itemgetter(0, 1, 2)
"""The order of hits: by day, clock and id."""


class Miss(NamedTuple):
    """An act of the right kind that does not count, and the reason's code."""

    day: date
    act: Act
    reason: str


def day_of(when: When, body: Body) -> date:
    """The body's local day of a day or an instant."""
    return local_day(when, body.zone) if isinstance(when, datetime) else when


def has_happened(when: When, moment: Moment) -> bool:
    """Whether a fact of that day or instant exists at the moment; a day exists from its midnight."""
    return moment.has_seen(when) if isinstance(when, datetime) else when <= moment.day


def known_acts(mandate: Mandate, lineage: tuple[str, ...], facts: Facts) -> list[KnownAct]:
    """The acts on record that concern the mandate's kinds and items, each once."""
    lists = [
        facts.acts[body, kind] for body in lineage for kind in mandate.kinds if (body, kind) in facts.acts
    ]
    lists += [
        facts.items[body, item] for body in lineage for item in mandate.items if (body, item) in facts.items
    ]
    if len(lists) == 1:
        return lists[0]
    return list({id(known.act): known for found in lists for known in found}.values())


class Sorted(NamedTuple):
    """The acts that concern a mandate and have happened: those that count and those that do not, by day."""

    hits: list[Hit]
    misses: list[Miss]
    any_named: bool
    """Whether some act names the window that it is for."""
    any_numbered: bool
    """Whether some act has an ordinal."""


def sort_out(mandate: Mandate, body: Body, acts: Iterable[KnownAct], moment: Moment) -> Sorted:
    """The acts that have happened by the moment, sorted out."""
    hits: list[Hit] = []
    misses: list[Miss] = []
    any_named = any_numbered = False
    counts, today = mandate.counts, moment.day
    plain = counts.quorum is None
    for act, recorded in acts:
        start = act.start
        if isinstance(start, datetime):
            if not moment.has_seen(start):
                continue
            day, clock = local_day(start, body.zone), start.timestamp()
        else:
            if start > today:
                continue
            day, clock = start, 0.0
        any_named = any_named or bool(act.counts_for)
        any_numbered = any_numbered or act.ordinal is not None
        reason = None if plain and act.form is None and act.part == "main" else why_not(counts, act)
        if reason is None:
            hits.append(Hit(day, clock, act.id or "", act, recorded))
        else:
            misses.append(Miss(day, act, reason))
    hits.sort(key=by_day)
    misses.sort(key=lambda miss: (miss.day, miss.act.id or ""))
    return Sorted(hits, misses, any_named, any_numbered)


def why_not(counts: Counts, act: Act) -> str | None:
    """The code of the reason why an act does not count; None when it does.

    `forms` binds only acts that say their form, and unknown attendance counts.
    """
    if act.part != "main" and act.part in counts.exclude:
        return act.part
    if act.form is not None and act.form not in counts.forms:
        return "written" if act.form == "written" else "form"
    if counts.quorum is not None and act.present is not None and act.entitled:
        numerator, denominator, strict = counts.quorum
        present, needed = act.present * denominator, act.entitled * numerator
        if present < needed or (strict and present == needed):
            return "inquorate"
    return None


def lacks_attendance(counts: Counts, act: Act) -> bool:
    """Whether a quorum is demanded and the record does not say who was there."""
    return counts.quorum is not None and (act.present is None or not act.entitled)
