"""Who must be told what of one obligation, decided from values alone.

standing and due → rungs reached by `at` → those not planned yet → for each recipient one notice to be sent
(the latest) and the earlier ones folded into it: a run that was missed loses nothing and repeats nothing.
"""

from collections.abc import Callable, Container, Iterable
from datetime import datetime
from typing import NamedTuple

from meeting_cadence.alerts.policy import Policy, rungs_for
from meeting_cadence.alerts.recipients import Recipient
from meeting_cadence.alerts.rungs import Step, breach_of, reached
from meeting_cadence.alerts.watched import Kind, Watched
from meeting_cadence.dates import WorkdayTable
from meeting_cadence.standing.judgement import Standing

Planned = Container[tuple[str, int]]
"""(rung id, occurrence) of the notices that are already on record for this due revision."""

TellStep = Callable[[Step], tuple[Recipient, ...]]
"""From a rung that is reached to those who are told."""

_QUIETED = frozenset({"before", "every"})
"""Triggers that a body may quiet for itself."""

CORRECTION = "corrected"


class Notice(NamedTuple):
    """One rung told to one recipient: to be sent, or folded into a later one that is sent."""

    obligation: str
    due_revision: str
    rung: str
    occurrence: int
    reached_at: datetime
    kind: Kind
    recipient: Recipient
    folded: bool = False


class Decision(NamedTuple):
    """The notices of one obligation, and when to look at it again (None: when it changes)."""

    notices: tuple[Notice, ...]
    next_alert: datetime | None


def decide(
    watched: Watched,
    policy: Policy,
    *,
    table: WorkdayTable,
    tell: TellStep,
    planned: Planned,
    since: datetime,
    ended: datetime | None = None,
    alarmed: Iterable[Recipient] = (),
    at: datetime,
) -> Decision:
    """What to tell of one obligation at `at`.

    `since`: when this due revision came to be awaited; of the rungs reached before, only the latest is told.
    `ended`: since when it is missed for good. `alarmed`: who was told that it was overdue.
    """
    kind = watched.kind
    if kind is None:
        return Decision((), None)
    if kind == CORRECTION:
        return Decision(tuple(_corrections(watched, planned, alarmed, at)), None)
    rungs = rungs_for(policy, watched.months, by_the_hour=watched.is_instant)
    if watched.phase == "broken":
        broken = [Step(rung, 0, since) for rung in rungs if rung.trigger == "violated"]
        new = [step for step in broken if (step.rung.id, step.occurrence) not in planned]
        return Decision(tuple(_notices(watched, kind, new, since, tell)), None)
    passed, next_alert = reached(watched, rungs, table, at=at, ended=_end(watched, ended), grace=policy.grace)
    new = _not_planned([step for step in passed if _holds(step, watched)], planned, since)
    return Decision(tuple(_notices(watched, kind, new, since, tell)), next_alert)


def _holds(step: Step, watched: Watched) -> bool:
    """A window can stay open past its due (the next term has not begun): then nothing is breached."""
    return step.rung.trigger == "before" or watched.standing not in (Standing.OPEN, Standing.UPCOMING)


def _end(watched: Watched, ended: datetime | None) -> datetime | None:
    if watched.standing is not Standing.MISSED:
        return None
    return ended if ended is not None else breach_of(watched)


def _not_planned(passed: list[Step], planned: Planned, since: datetime) -> list[Step]:
    """The steps to record: of those reached before `since` only such as lie after every planned one."""
    last = max((step.instant for step in passed if (step.rung.id, step.occurrence) in planned), default=None)
    return [
        step
        for step in passed
        if (step.rung.id, step.occurrence) not in planned
        and (step.instant >= since or last is None or step.instant > last)
    ]


def _notices(
    watched: Watched, kind: Kind, new: list[Step], since: datetime, tell: TellStep
) -> Iterable[Notice]:
    """The latest step of each recipient is sent, the earlier ones since `since` are folded into it.

    To confirm what is not on record only those are asked whom that rung names: any other is folded. What the body
    has quieted is on record, and not told to itself.
    """
    told: set[tuple[str, str]] = set()
    for step in reversed(new):
        for recipient in tell(step):
            folded = recipient.same in told or (kind == "confirm" and step.rung.trigger != "no_record")
            quieted = _is_quieted(step, recipient, watched)
            if not quieted:
                told.add(recipient.same)
            folded = folded or quieted
            if not folded or step.instant >= since:
                yield Notice(
                    watched.key,
                    watched.due_revision,
                    step.rung.id,
                    step.occurrence,
                    step.instant,
                    kind,
                    recipient,
                    folded,
                )


def _is_quieted(step: Step, recipient: Recipient, watched: Watched) -> bool:
    own = not recipient.role.startswith("superior_")
    return own and step.rung.trigger in _QUIETED and watched.hush.covers(step.instant)


def _corrections(
    watched: Watched, planned: Planned, alarmed: Iterable[Recipient], at: datetime
) -> Iterable[Notice]:
    if (CORRECTION, 0) in planned:
        return
    for recipient in alarmed:
        yield Notice(watched.key, watched.due_revision, CORRECTION, 0, at, "corrected", recipient)
