"""Who is told how long before and after a due day: a policy is a list of rungs, each a plain value.

In a pack, where a mandate names it with `alerts: strict`:

    alert_policies:
      strict:
        rungs:
          - {before: 30wd, to: [secretariat]}
          - {at: breach, to: [secretariat, superior_secretariat]}
          - {every: 7d, to: [secretariat]}
          - {escalate: 5wd, to: [superior_secretariat]}

`escalate` climbs one body up the tree each time, only while nobody has acknowledged the breach.
A rung with `period_at_least: 5y` serves only cadences whose period is at least that long, one with
`by_the_hour: true` only limits of hours. A policy may have a `grace: 3wd`: so long after it a breach is told.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from meeting_cadence.cadence import Gap, Quota, Review, Rule
from meeting_cadence.dates import Duration
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.model import Mandate, Pack

Trigger = Literal["before", "breach", "every", "escalate", "no_record", "violated"]
_BY_LENGTH: Final[Mapping[object, Trigger]] = {"before": "before", "every": "every", "escalate": "escalate"}
"""The triggers that a length is written to, by their key in a pack."""
TERM_MONTHS: Final = 60
"""A term (届) counts as five years where only its usual length matters."""


class PolicyRefused(MeetingCadenceError):
    """One or more alert policies of a pack cannot be understood; `parts` are the single problems."""

    code = "alert_policy"
    exit_status = 2
    http_status = 422

    def __init__(self, pack: str, parts: "tuple[PolicyProblem, ...]") -> None:
        super().__init__(pack, count=len(parts))
        self.parts = parts


class PolicyProblem(MeetingCadenceError):
    """One problem; the subject is its place: `strict.rungs[1]`, the value is what stands there."""

    code = "alert_policy_rung"
    exit_status = 2


class PolicyUnknown(PolicyProblem):
    """A mandate names a policy that its pack does not have; the subject is the mandate."""

    code = "alert_policy_unknown"


class Rung(NamedTuple):
    """One step: before the due day, on breach, every so often after it, when nothing is on record, or when it was
    not done as required."""

    trigger: Trigger
    to: tuple[str, ...]
    """Roles relative to the body: secretariat, chair, supervisor, superior_secretariat, superior_chair …"""
    length: Duration | None = None
    """How long before (`before`), how often (`every`), how long until the next body above hears (`escalate`)."""
    period_at_least: Duration | None = None
    """Only for cadences of at least this period."""
    by_the_hour: bool = False
    """Only for limits of hours and minutes."""

    @property
    def id(self) -> str:
        """Lasting: what a notice is remembered by."""
        return self.trigger if self.length is None else f"{self.trigger}-{self.length}"


class Policy(NamedTuple):
    """Rungs in no particular order; their instants order them."""

    id: str
    rungs: tuple[Rung, ...]
    grace: Duration | None = None
    """How long after the breach it is told (宽限期); standings know nothing of it."""


ASK: Final = Rung("no_record", ("secretariat",))
"""A window without a record past its due asks only its own secretariat to confirm; part of every policy."""

BROKEN: Final = Rung("violated", ("secretariat", "superior_secretariat"))
"""An order, a maximum or a least distance was not kept: told once, like a breach; part of every policy."""

DEFAULT: Final = Policy(
    "default",
    (
        Rung("before", ("secretariat",), Duration(60, "wd"), Duration(5, "y")),
        Rung("before", ("secretariat",), Duration(30, "wd")),
        Rung("before", ("secretariat",), Duration(7, "wd")),
        Rung("before", ("secretariat",), Duration(1, "h"), by_the_hour=True),
        Rung("breach", ("secretariat", "superior_secretariat")),
        Rung("every", ("secretariat",), Duration(7, "d")),
        Rung("escalate", ("superior_secretariat",), Duration(5, "wd")),
        ASK,
        BROKEN,
    ),
)


def policies_of(pack: Pack) -> dict[str, Policy]:
    """The pack's policies by id, `default` among them (a pack may replace it). Raises PolicyRefused."""
    problems: list[PolicyProblem] = []
    found = {DEFAULT.id: DEFAULT}
    for policy_id, written in pack.alert_policies.items():
        found[policy_id] = _policy(policy_id, written, problems)
    problems += [
        PolicyUnknown(mandate.id, policy=mandate.alerts)
        for mandate in pack.mandates
        if mandate.alerts is not None and mandate.alerts not in found
    ]
    if problems:
        raise PolicyRefused(pack.id, tuple(problems))
    return found


def policy_from(policy_id: str, definition: object) -> Policy:
    """A policy in the keys of a pack. Raises PolicyRefused."""
    problems: list[PolicyProblem] = []
    found = _policy(policy_id, definition, problems)
    if problems:
        raise PolicyRefused(policy_id, tuple(problems))
    return found


def as_definition(policy: Policy) -> dict[str, Any]:
    """The policy in the keys of a pack; what every policy has is left out."""
    grace = {"grace": str(policy.grace)} if policy.grace is not None else {}
    return {**grace, "rungs": [_rung_as_written(one) for one in policy.rungs if one not in (ASK, BROKEN)]}


def _rung_as_written(rung: Rung) -> dict[str, Any]:
    written: dict[str, Any] = (
        {"at": rung.trigger} if rung.length is None else {rung.trigger: str(rung.length)}
    )
    if rung.period_at_least is not None:
        written["period_at_least"] = str(rung.period_at_least)
    if rung.by_the_hour:
        written["by_the_hour"] = True
    return written | {"to": list(rung.to)}


def policy_of(mandate: Mandate, policies: Mapping[str, Policy]) -> Policy:
    """The mandate's policy, else the default one."""
    return policies.get(mandate.alerts or DEFAULT.id, DEFAULT)


def rungs_for(policy: Policy, months: int | None, *, by_the_hour: bool = False) -> tuple[Rung, ...]:
    """The rungs that serve a cadence of that many months; without a period, only those that ask for none.

    `by_the_hour`: the limit is an instant.
    """
    return tuple(rung for rung in policy.rungs if _serves(rung, months, by_the_hour))


def _serves(rung: Rung, months: int | None, by_the_hour: bool) -> bool:
    if rung.by_the_hour and not by_the_hour:
        return False
    if rung.period_at_least is None:
        return True
    return months is not None and months >= (rung.period_at_least.months or 0)


def period_months(rule: Rule) -> int | None:
    """The period of a cadence in months; None where it has none or a shorter one than a month."""
    if isinstance(rule, Quota):
        return TERM_MONTHS if rule.per is None else rule.per.months
    if isinstance(rule, Gap):
        return rule.max.months if rule.max is not None else None
    if isinstance(rule, Review) and isinstance(rule.every, Duration):
        return rule.every.months
    return None


def _policy(policy_id: str, written: object, problems: list[PolicyProblem]) -> Policy:
    given = written if isinstance(written, Mapping) and set(written) <= {"rungs", "grace"} else {}
    rungs, grace = given.get("rungs"), _grace(given.get("grace"))
    if not isinstance(rungs, list) or not rungs or grace is False:
        problems.append(PolicyProblem(policy_id, written=str(written)))
        return Policy(policy_id, ())
    read = tuple(
        _rung(f"{policy_id}.rungs[{position}]", rung, problems) for position, rung in enumerate(rungs, 1)
    )
    return Policy(policy_id, _completed(tuple(rung for rung in read if rung is not None)), grace)


def _completed(rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """With the rungs that every policy has; a violation is told to those who are told of a breach."""
    triggers = {rung.trigger for rung in rungs}
    told = tuple(dict.fromkeys(role for rung in rungs if rung.trigger == "breach" for role in rung.to))
    broken = BROKEN._replace(to=told or ASK.to)
    return rungs + tuple(rung for rung in (ASK, broken) if rung.trigger not in triggers)


def _rung(place: str, written: object, problems: list[PolicyProblem]) -> Rung | None:
    rung = _read_rung(written) if isinstance(written, Mapping) else None
    if rung is None:
        problems.append(PolicyProblem(place, written=str(written)))
    return rung


def _read_rung(written: Mapping[str, Any]) -> Rung | None:
    roles = written.get("to")
    keys = set(written) - {"to", "period_at_least", "by_the_hour"}
    by_the_hour = written.get("by_the_hour", False)
    if (
        len(keys) != 1
        or not isinstance(roles, list)
        or not roles
        or not all(isinstance(role, str) for role in roles)
        or not isinstance(by_the_hour, bool)
    ):
        return None
    key = keys.pop()
    period = _period(written.get("period_at_least"))
    if period is False:
        return None
    if key == "at" and written["at"] in ("breach", "no_record", "violated"):
        return Rung(written["at"], tuple(roles), None, period, by_the_hour)
    trigger = _BY_LENGTH.get(key)
    length = Duration.parse(written[key]) if isinstance(written[key], str) else None
    if trigger is None or length is None or length.number == 0:
        return None
    return Rung(trigger, tuple(roles), length, period, by_the_hour)


def _grace(written: object) -> Duration | Literal[False] | None:
    """None: not given; False: given, but no length."""
    if written is None:
        return None
    length = Duration.parse(written) if isinstance(written, str) else None
    return length if length is not None and length.number > 0 else False


def _period(written: object) -> Duration | Literal[False] | None:
    """None: not given; False: given, but no length in months or years."""
    if written is None:
        return None
    length = Duration.parse(written) if isinstance(written, str) else None
    return length if length is not None and length.months is not None else False
