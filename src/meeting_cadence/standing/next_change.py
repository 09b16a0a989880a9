"""When an obligation's standing can next change without new facts: what the tick waits for."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from meeting_cadence.bodies import Tree
from meeting_cadence.cadence import Deadline, Gap
from meeting_cadence.cadence.limits import backward_limit
from meeting_cadence.dates import Duration, WorkdayTable, monday_to_friday, start_of_day
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.standing.anchors import trigger_bodies
from meeting_cadence.standing.judgement import SETTLED, Judgement, Standing

DEFAULT_LEAD: Final = Duration(60, "d")
"""When "due soon" begins for a mandate that does not say."""

_ONE_DAY: Final = timedelta(days=1)
_AWAITED: Final = frozenset(
    {Standing.UPCOMING, Standing.OPEN, Standing.POSTPONED, Standing.OVERDUE, Standing.NO_RECORD}
)


def lead_day(row: Judgement, table: WorkdayTable = monday_to_friday) -> date | None:
    """The local day from which a row is due soon, not before its window opens; None without a due day."""
    if not isinstance(row.due, date) or isinstance(row.due, datetime):
        return None
    lead = row.stream.mandate.lead or DEFAULT_LEAD
    if lead.is_clock:
        return row.due
    day = backward_limit(lead, row.due, table).due
    assert not isinstance(day, datetime)
    rule, opens = row.stream.clause.rule, row.window.opens
    if isinstance(rule, Deadline) and rule.relation == "before":
        return day  # What must come before an event is due before its row "opens" with the event.
    return max(day, opens) if isinstance(opens, date) and not isinstance(opens, datetime) else day


def next_change(row: Judgement, facts: Facts, *, at: datetime, tree: Tree | None = None) -> datetime | None:
    """The next instant (UTC) after `at` at which the row's standing or its due-soon facet can change; None: never.

    Facts already on record for days to come (acts, plans decided later, reliefs granted later) count too.
    """
    return change_by_itself(row, at=at, ahead=next_fact(row, facts, at=at, tree=tree))


def change_by_itself(row: Judgement, *, at: datetime, ahead: datetime | None) -> datetime | None:
    """As `next_change`, where `ahead` is what `next_fact` answered for the row's stream."""
    zone = row.stream.body.zone
    instants = [start_of_day(day, zone) for day in _days(row)]
    instants += [limit + timedelta(microseconds=1) for limit in (row.due,) if isinstance(limit, datetime)]
    if ahead is not None:
        instants.append(ahead)
    return min((instant.astimezone(UTC) for instant in instants if instant > at), default=None)


def next_fact(row: Judgement, facts: Facts, *, at: datetime, tree: Tree | None = None) -> datetime | None:
    """When the next fact on record for days to come holds; the same for all rows of a stream."""
    instants = _future_facts(row, facts, row.stream.body.zone, tree)
    return min((instant for instant in instants if instant > at), default=None)


def _days(row: Judgement) -> Iterator[date]:
    """The local days at whose beginning this row may change by itself."""
    window, stream = row.window, row.stream
    if window.superseded_on is not None:
        yield window.superseded_on
    if stream.body.until is not None:
        yield stream.body.until
    if row.standing in SETTLED or row.standing is Standing.MISSED:
        return
    if window.lower_need is not None:
        yield window.lower_need[0]
    if window.opens is not None:
        yield window.opens.date() if isinstance(window.opens, datetime) else window.opens
    if (window.partial or stream.form == "gap") and stream.start is not None:
        yield stream.start
    lead = lead_day(row)
    if lead is not None:
        yield lead
    if isinstance(row.due, date) and not isinstance(row.due, datetime):
        yield row.due + _ONE_DAY
        if stream.form == "quota" and window.makeup_until is not None and row.standing in _AWAITED:
            yield max(window.makeup_until, row.due) + _ONE_DAY
    if isinstance(stream.clause.rule, Deadline) and stream.clause.rule.relation == "before":
        yield _day_of_event(row)
        yield _day_of_event(row) + _ONE_DAY


def _day_of_event(row: Judgement) -> date:
    opens = row.window.opens
    assert opens is not None, "a deadline opens with its anchor"
    return opens.date() if isinstance(opens, datetime) else opens


def _future_facts(row: Judgement, facts: Facts, zone: ZoneInfo, tree: Tree | None) -> Iterator[datetime]:
    """Days and instants of facts that may concern the row, past ones included: the caller picks those to come."""
    stream = row.stream
    lineage = tree.lineage(stream.body) if tree is not None else (stream.body.id, *stream.body.predecessors)
    mandate = stream.mandate
    for who in lineage:
        for kind in mandate.kinds:
            for known in facts.acts.get((who, kind), ()):
                yield _start(known.act.start, zone)
        for item in mandate.items:
            for known in facts.items.get((who, item), ()):
                yield _start(known.act.start, zone)
        for kind in mandate.kinds | mandate.items:
            for planned in facts.plans.get((who, kind), ()):
                if planned.plan.decided is not None:
                    yield start_of_day(planned.plan.decided, zone)
                elif planned.recorded is not None:
                    yield planned.recorded
    yield from _triggers(row, facts, lineage, tree)
    key = (mandate.id, stream.body.id)
    for relief in facts.reliefs.get(key, ()):
        yield start_of_day(relief.granted, zone)
    for own in facts.next_dues.get(key, ()):
        if own.decided is not None:
            yield start_of_day(own.decided, zone)
    for confirmed in facts.not_helds.get(key, ()):
        if confirmed.confirmed is not None:
            yield start_of_day(confirmed.confirmed, zone)
    for who_declared in (None, *lineage):
        for complete in facts.completes.get(who_declared, ()):
            if complete.declared is not None:
                yield start_of_day(complete.declared, zone)


def _triggers(
    row: Judgement, facts: Facts, lineage: tuple[str, ...], tree: Tree | None
) -> Iterator[datetime]:
    """When events and acts on record that start a limit, or a gap's first window, take place."""
    rule, body = row.stream.clause.rule, row.stream.body
    event = act = None
    if isinstance(rule, Gap) and rule.first is not None:
        event = rule.first.event
    elif isinstance(rule, Deadline):
        event, act = rule.trigger.event, rule.trigger.act
        lineage = trigger_bodies(rule.trigger, body, tree) if tree is not None else lineage
    for who in lineage:
        for happened in facts.events.get((who, event or ""), ()):
            yield _start(happened.event.at, body.zone)
        for held in (*facts.acts.get((who, act or ""), ()), *facts.items.get((who, act or ""), ())):
            yield _start(held.act.start, body.zone)
            yield _start(held.act.end or held.act.start, body.zone)


def _start(when: date | datetime, zone: ZoneInfo) -> datetime:
    return when if isinstance(when, datetime) else start_of_day(when, zone)
