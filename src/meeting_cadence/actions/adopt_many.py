"""Adopt a regulation for many bodies in one act: who would adopt what, who is left out and why, then all at once.

The entries are those of `adopt`, one a body, and can be corrected one by one; they share the beginning of their ids, so
that all of them can be taken back together.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, Literal, NamedTuple

from meeting_cadence.access import Person
from meeting_cadence.access.refusals import NotFound
from meeting_cadence.actions.on_behalf import require_right
from meeting_cadence.actions.ports import BatchDesk, Flip
from meeting_cadence.actions.refusals import BatchUndone, BatchUnknown, NobodyChosen, NotObliged, ReasonNeeded
from meeting_cadence.actions.stems import stem
from meeting_cadence.bodies import Body
from meeting_cadence.ledger.entries import Adopt, Entry, Retract
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.read import read_entry
from meeting_cadence.queries.world import World

SEPARATOR: Final = ":"
BATCH: Final = re.compile(r"adopt-\d{8}-[0-9a-f]{6}(-\d+)?", re.ASCII)
Why = Literal["adopted", "ended", "not_obliged"]


class Whom(NamedTuple):
    """Which bodies; all that is given must hold. `role`: their kind; `under`: that body and all below it."""

    role: str = ""
    tier: str = ""
    under: str = ""


class Wanted(NamedTuple):
    """What is adopted: from `on` on it is tracked, from `complete_from` on (None: never said) its record is whole."""

    regulation: str
    on: date
    complete_from: date | None = None


class Candidate(NamedTuple):
    """A body that was asked for, and the mandates it would adopt. `left_out`: why it would not be; None: it would."""

    body: Body
    mandates: Sequence[str]
    left_out: Why | None = None
    since: date | None = None
    """From which day it is tracked already."""


class AdoptedTogether(NamedTuple):
    """What came of it, under the name by which all of it can be taken back."""

    batch: str
    bodies: int
    flips: Sequence[Flip]


def candidates(
    world: World,
    wanted: Wanted,
    whom: Whom,
    adoptions: Mapping[str, Sequence[Adopt]],
    *,
    among: Collection[str],
) -> Iterator[Candidate]:
    """Every body that fits, in the fixed order, of those that may be spoken of. Raises RegulationUnknown."""
    mandates = [one.id for one in world.regulation(wanted.regulation).mandates]
    below = set(world.pack.tree.subtree(whom.under)) if whom.under in world.pack.tree else None
    for body in world.pack.tree:
        fits = whom.role in ("", *body.roles) and whom.tier in ("", body.tier)
        if fits and body.id in among and (below is None or body.id in below):
            own = [one for one in mandates if one in world.duties.get(body.id, ())]
            yield _candidate(body, own, wanted, adoptions.get(body.id, ()))


def _candidate(body: Body, mandates: Sequence[str], wanted: Wanted, adopted: Sequence[Adopt]) -> Candidate:
    same = [one for one in adopted if one.regulation == wanted.regulation]
    since = min((one.on for one in same), default=None)
    why: Why | None = None
    if not mandates:
        why = "not_obliged"
    elif body.until is not None and body.until <= wanted.on:
        why = "ended"
    elif any(_says_as_much(one, wanted) for one in same):
        why = "adopted"
    return Candidate(body, mandates, why, since)


def _says_as_much(known: Adopt, wanted: Wanted) -> bool:
    """Whether nothing would be new: as early a day, and the record whole from as early on."""
    if known.on > wanted.on:
        return False
    return wanted.complete_from is None or (
        known.complete_from is not None and known.complete_from <= wanted.complete_from
    )


def adopt_many(
    desk: BatchDesk, person: Person, wanted: Wanted, bodies: Sequence[str], *, reason: str | None = None
) -> AdoptedTogether:
    """Put one adoption for each of the bodies on record, all or none.

    Raises NobodyChosen, RegulationUnknown, NotFound, NotAllowed, NotObliged, LedgerRefused.
    """
    chosen = list(dict.fromkeys(bodies))
    if not chosen:
        raise NobodyChosen(wanted.regulation)
    mandates = {one.id for one in desk.world.regulation(wanted.regulation).mandates}
    name = _free_name(desk, wanted, chosen)
    entries = []
    for body in chosen:
        fields = _fields(wanted, body)
        require_right(desk, person, {"adopt": fields})
        if not mandates & set(desk.world.duties.get(body, ())):
            raise NotObliged(body, by=wanted.regulation)
        named = {"adopt": {**fields, "id": f"{name}{SEPARATOR}{stem('adopt', fields)}"}}
        entry = read_entry(named, pack=desk.world.pack)
        entries.append(replace(entry, recorded=desk.at, by=person.name))
    return AdoptedTogether(name, len(entries), desk.append_all(entries, reason=reason))


def undo_adoption(desk: BatchDesk, person: Person, batch: str, *, reason: str) -> int:
    """Take back every adoption of a batch that still stands; answers how many. They stay on the ledger, marked.

    Raises ReasonNeeded, BatchUnknown (also where a body is out of sight), NotAllowed, BatchUndone.
    """
    if not reason.strip():
        raise ReasonNeeded(batch)
    lines = desk.batch(batch + SEPARATOR) if BATCH.fullmatch(batch) else []
    own = [one.content for one in lines if isinstance(one.content, Adopt)]
    if not own:
        raise BatchUnknown(batch)
    try:
        for known in own:
            require_right(desk, person, {"adopt": {"body": known.body}})
    except NotFound as out_of_sight:
        raise BatchUnknown(batch) from out_of_sight
    stand = {one.id for found in Facts.fold(lines).adoptions.values() for one in found}
    ids = [one.id for one in own if one.id in stand]
    if not ids:
        raise BatchUndone(batch)
    recorded = max([desk.at, *(one.recorded + timedelta(microseconds=1) for one in lines if one.recorded)])
    taken = {one.content.id for one in lines}
    retracts = [
        Entry(Retract(str(id_), reason, _free(f"{id_}-retract", taken)), recorded, person.name) for id_ in ids
    ]
    desk.append_all(retracts, reason=reason)
    return len(retracts)


def _fields(wanted: Wanted, body: str) -> dict[str, Any]:
    fields = {"body": body, "regulation": wanted.regulation, "on": wanted.on.isoformat()}
    if wanted.complete_from is not None:
        fields["complete_from"] = wanted.complete_from.isoformat()
    return fields


def _free_name(desk: BatchDesk, wanted: Wanted, bodies: Sequence[str]) -> str:
    """The day and a digest of what is adopted; a number behind it, should that be taken."""
    digest = hashlib.sha256(repr((wanted, bodies)).encode()).hexdigest()[:6]
    name, number = f"adopt-{desk.at:%Y%m%d}-{digest}", 1
    while desk.batch((found := name if number == 1 else f"{name}-{number}") + SEPARATOR):
        number += 1
    return found


def _free(wanted: str, taken: Collection[str | None]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name
