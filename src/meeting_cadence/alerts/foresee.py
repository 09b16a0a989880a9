"""Who would be told what, when: planning run over a stretch of time, past or to come, with nothing kept.

The board is judged at every instant at which a standing, a rung or what is known can change, by the very functions
that a tick uses. Nobody answers and nothing more is recorded than is on the ledger (of the past: than was then).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from meeting_cadence.actions.alert_port import Asked, Forecast
from meeting_cadence.actions.answer_alert import AlertAnswer
from meeting_cadence.alerts.hours import next_opening
from meeting_cadence.alerts.hush import hush_of
from meeting_cadence.alerts.memory import Memory, follow
from meeting_cadence.alerts.plan import Decision, Notice, decide
from meeting_cadence.alerts.policy import BROKEN, Policy, policy_of
from meeting_cadence.alerts.reading import watch
from meeting_cadence.alerts.recipients import Directory, Recipient
from meeting_cadence.alerts.telling import ESCALATES, REPEATS
from meeting_cadence.alerts.watched import Watched
from meeting_cadence.bodies import Text
from meeting_cadence.dates import local_day, start_of_day
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.entries import Entry
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.world import World
from meeting_cadence.standing.board import read_board
from meeting_cadence.store.obligation_row import Ahead, columns_of

_LOOKS_BACK = timedelta(days=732)
"""Windows that were settled longer ago can only change by facts that come very late: they are left out."""
_LATEST_STEP = timedelta(days=31)
"""The board is judged at least this often, for windows that come into being unannounced."""


class Foreseen(NamedTuple):
    """One notice as it would be sent. `leaves`: when its mail may leave."""

    leaves: datetime
    reached_at: datetime
    recipient: Recipient
    kind: str
    rung: str
    occurrence: int
    obligation: str
    body: str
    mandate: str
    title: Text
    label: str

    @property
    def mail(self) -> tuple[str, str, str, datetime]:
        """What leaves together: one recipient, one kind, one time."""
        return (*self.recipient.same, self.kind, self.leaves)


class Study(NamedTuple):
    """What is looked at. `policies`: by id; `only`: instead of the mandates' own."""

    world: World
    entries: Sequence[Entry]
    directory: Directory
    tables: Tables
    policies: Mapping[str, Policy]
    only: Policy | None = None
    mandates: Collection[str] | None = None
    bodies: Collection[str] | None = None
    answers: Mapping[str, Sequence[AlertAnswer]] = {}
    """What has been answered to the alerts about single obligations."""


class _Known(NamedTuple):
    """What planning remembers of an obligation during the study."""

    memory: Memory
    changed_at: datetime
    content: tuple[Any, ...]


def foresee(study: Study, *, start: datetime, end: datetime) -> list[Foreseen]:
    """Every notice whose rung is reached from `start` to `end`, in the order in which the mails would leave."""
    return sorted(_notices(study, start, end), key=lambda one: (one.leaves, one.recipient.address, one.kind))


def forecast(study: Study, asked: Asked) -> list[Forecast]:
    """The same as plain values, of one obligation where it is about one."""
    return [
        Forecast(
            local_day(one.leaves, study.world.body(one.body).zone),
            one.leaves,
            one.recipient.address,
            one.recipient.channel,
            one.recipient.name,
            one.recipient.role,
            one.recipient.stands_in,
            one.kind,
            one.rung,
            one.occurrence,
            one.obligation,
            one.body,
            one.mandate,
            one.title,
            one.label,
        )
        for one in foresee(study, start=asked.start, end=asked.end)
        if asked.obligation in (None, one.obligation)
    ]


def _notices(study: Study, start: datetime, end: datetime) -> Iterator[Foreseen]:
    known: dict[str, _Known] = {}
    planned: dict[tuple[str, str], set[tuple[str, int]]] = {}
    alarmed: dict[str, dict[tuple[str, str], Recipient]] = {}
    recorded = sorted({entry.recorded for entry in study.entries if entry.recorded is not None})
    at, following = start, start
    while at <= end:
        following = at + _LATEST_STEP
        facts = Facts.fold(study.entries, known_at=at)
        for row in _board(study, facts, at):
            watched = watch(row, study.world)
            if watched is None:
                continue
            decision = _decide(study, row, watched, known, planned, alarmed, at)
            for notice in decision.notices:
                key = (notice.obligation, notice.due_revision)
                planned.setdefault(key, set()).add((notice.rung, notice.occurrence))
                if not notice.folded:
                    if notice.kind in ("overdue", "missed", "violated"):
                        alarmed.setdefault(notice.obligation, {})[notice.recipient.same] = notice.recipient
                    if at > start or notice.reached_at >= start:
                        yield _foreseen(study, row, watched, notice, at)
            ahead = [one for one in (row["next_change"], decision.next_alert) if one is not None and one > at]
            following = min(following, *ahead) if ahead else following
        later = next((instant for instant in recorded if instant > at), None)
        at = min(following, later) if later is not None else following


def _board(study: Study, facts: Facts, at: datetime) -> list[Mapping[str, Any]]:
    ahead = Ahead(facts, study.world, at)
    rows = read_board(
        study.world.pack,
        facts,
        at=at,
        tables=study.tables,
        start=at.date() - _LOOKS_BACK,
        mandates=study.mandates,
        bodies=study.bodies,
        explained=False,
    )
    return [columns_of(row, ahead, at=at, tables=study.tables) for row in rows]


def _decide(
    study: Study,
    row: Mapping[str, Any],
    watched: Watched,
    known: dict[str, _Known],
    planned: Mapping[tuple[str, str], set[tuple[str, int]]],
    alarmed: Mapping[str, Mapping[tuple[str, str], Recipient]],
    at: datetime,
) -> Decision:
    old = known.get(watched.key)
    content = (row["standing"], watched.due_revision)
    changed_at = at if old is None or old.content != content else old.changed_at
    memory = follow(old.memory if old else None, watched, changed_at=_since(watched, old, changed_at), at=at)
    known[watched.key] = _Known(memory, changed_at, content)
    on_record = planned.get((watched.key, watched.due_revision), set())
    watched = watched._replace(
        hush=hush_of(study.answers.get(watched.key, ()), watched.due_revision, watched.zone),
        levels=1 if watched.soft else study.directory.levels(watched.body),
        told_violated=(BROKEN.id, 0) in on_record,
    )
    mandate = study.world.mandate(row["mandate"])
    return decide(
        watched,
        study.only or policy_of(mandate, study.policies),
        table=study.tables(mandate.workdays),
        tell=lambda step: study.directory.told(
            watched.body,
            step.rung.to,
            soft=watched.soft,
            own_only=step.rung.trigger == "no_record",
            level=step.occurrence + 1 if step.rung.id.startswith(ESCALATES) else 1,
        ),
        planned=on_record,
        since=memory.since,
        ended=memory.ended,
        alarmed=list(alarmed.get(watched.key, {}).values()),
        at=at,
    )


def _since(watched: Watched, old: _Known | None, changed_at: datetime) -> datetime:
    """A window that is seen for the first time has been awaited since it opened; what it asked before is told too."""
    if old is not None or watched.opens is None:
        return changed_at
    opens = watched.opens
    opened = opens if isinstance(opens, datetime) else start_of_day(opens, watched.zone)
    return min(changed_at, opened.astimezone(UTC))


def _foreseen(
    study: Study, row: Mapping[str, Any], watched: Watched, notice: Notice, at: datetime
) -> Foreseen:
    mandate = study.world.mandate(row["mandate"])
    at_once = watched.is_instant and not notice.rung.startswith(REPEATS)
    leaves = at if at_once else _opening(study, row, notice.recipient, at)
    return Foreseen(
        leaves,
        notice.reached_at,
        notice.recipient,
        notice.kind,
        notice.rung,
        notice.occurrence,
        watched.key,
        watched.body,
        row["mandate"],
        mandate.title,
        row["label"],
    )


def _opening(study: Study, row: Mapping[str, Any], recipient: Recipient, at: datetime) -> datetime:
    zone = study.world.zone_of_recipient(recipient.channel, recipient.address, row["body"])
    return next_opening(at, zone, study.tables(study.world.mandate(row["mandate"]).workdays))


def mails_by_recipient(foreseen: Collection[Foreseen]) -> dict[str, dict[str, int]]:
    """Recipient to kind to the number of mails, digests counted as one; by address."""
    mails = sorted({one.mail for one in foreseen})
    found: dict[str, dict[str, int]] = {}
    for _, recipient, kind, _ in mails:
        kinds = found.setdefault(recipient, {})
        kinds[kind] = kinds.get(kind, 0) + 1
    return found


def day_of(one: Foreseen, study: Study) -> str:
    """The local day on which it would leave, in ISO."""
    return local_day(one.leaves, study.world.body(one.body).zone).isoformat()
