"""A stream: one clause of one mandate as it binds one body (and member), through all versions of one grid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from meeting_cadence.bodies import Body
from meeting_cadence.cadence import Deadline, Gap, Quota, Review
from meeting_cadence.regulations.model import Clause, Force, Mandate, Version


class Stretch(NamedTuple):
    """A version's clause and the half-open days on which it is in force (None: unbounded)."""

    version: int
    clause: Clause
    start: date | None
    end: date | None


@dataclass(slots=True, eq=False)
class Stream:
    """What all windows of one clause and body share. Read-only by custom: freezing costs a third of a board."""

    mandate: Mandate
    clause: Clause
    """As first enacted; the `schedule` has its amendments."""
    body: Body
    position: int
    """The clause's position in its version, from 0."""
    clause_id: str
    """The clause's own id, else its position: lasting."""
    grid: int
    """The version that introduced the grid."""
    member: str | None
    """The member of `each_of` that this stream is about."""
    start: date | None
    """The day from which the clause binds this body; None: not known."""
    end: date | None = None
    """Half-open end: amended, abolished or out of force from this day; None while in force."""
    schedule: tuple[Stretch, ...] = ()
    """The clause through the versions that keep its grid, at least one."""

    @property
    def form(self) -> str:
        return self.clause.rule.form

    def force_in(self, version: int) -> Force:
        """How strongly the clause binds under a version of the mandate."""
        return self._clause_in(version).force

    def position_in(self, version: int) -> int:
        """The clause's position in a version, from 0: an amendment may move it."""
        if len(self.schedule) == 1:
            return self.position
        clause = self._clause_in(version)
        clauses = self.mandate.versions[version].clauses
        return next(place for place, one in enumerate(clauses) if one is clause)

    def _clause_in(self, version: int) -> Clause:
        if len(self.schedule) == 1:
            return self.clause
        return next((one.clause for one in self.schedule if one.version == version), self.clause)


class Run(NamedTuple):
    """A clause of a mandate through consecutive versions of one grid, before a body is named."""

    clause_id: str
    position: int
    grid: int
    schedule: tuple[Stretch, ...]


def runs_of(versions: Sequence[Version]) -> tuple[Run, ...]:
    """The clauses of all versions, those that continue on the same grid joined; by version, then position."""
    runs: list[Run] = []
    running: dict[str, int] = {}
    for number, version in enumerate(versions):
        current: dict[str, int] = {}
        for position, clause in enumerate(version.clauses):
            clause_id = clause.id or str(position)
            stretch = Stretch(number, clause, version.start, version.end)
            before = running.get(clause_id)
            if before is not None and same_grid(runs[before].schedule[-1].clause, clause):
                runs[before] = runs[before]._replace(schedule=(*runs[before].schedule, stretch))
                current[clause_id] = before
            else:
                current[clause_id] = len(runs)
                runs.append(Run(clause_id, position, number, (stretch,)))
        running = current
    return tuple(runs)


def same_grid(old: Clause, new: Clause) -> bool:
    """Whether an amended clause keeps its windows: only the numbers or the force changed."""
    a, b = old.rule, new.rule
    if isinstance(a, Quota) and isinstance(b, Quota):
        shape_a = (a.per, a.align, a.slots, a.first_slots, old.each_of)
        return shape_a == (b.per, b.align, b.slots, b.first_slots, new.each_of)
    if isinstance(a, Deadline) and isinstance(b, Deadline):
        return (a.relation, a.trigger) == (b.relation, b.trigger)
    if isinstance(a, Gap) and isinstance(b, Gap):
        return a == b
    return isinstance(a, Review) and isinstance(b, Review)


def streams_of(
    mandate: Mandate,
    body: Body,
    runs: Sequence[Run],
    *,
    effective: date | None,
    members: Callable[[Clause], Sequence[str | None]],
) -> list[Stream]:
    """The streams of one mandate and body, of the mandate's runs.

    `effective`: the day from which the mandate binds the body (its text's, else its adoption's; None: unknown).
    `members`: the ids that `each_of` names, or (None,) for a clause without it.
    """
    streams = []
    for run in runs:
        first, last = run.schedule[0], run.schedule[-1]
        start = _latest(effective, first.start)
        if start is not None:
            start = _latest(start, body.since)
        end = _earliest(last.end, _earliest(mandate.until, body.until))
        if start is not None and end is not None and end <= start:
            continue
        clause = first.clause
        for member in members(clause) if clause.each_of else (None,):
            streams.append(
                Stream(
                    mandate,
                    clause,
                    body,
                    run.position,
                    run.clause_id,
                    run.grid,
                    member,
                    start,
                    end,
                    run.schedule,
                )
            )
    return streams


def _latest(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


def _earliest(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
