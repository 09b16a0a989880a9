"""The spine: every obligation of every body and its standing at a moment. Pure; every outlet shares it."""

from collections.abc import Callable, Container, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from meeting_cadence.bodies import Body, Tree
from meeting_cadence.cadence import Deadline, Gap, Quota
from meeting_cadence.dates import Moment, start_of_day
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.obligations.stream import Run, Stream, runs_of, streams_of
from meeting_cadence.obligations.window import Window
from meeting_cadence.regulations.model import Clause, Mandate, Pack
from meeting_cadence.standing.deadline import judge_deadline
from meeting_cadence.standing.gap import judge_gap
from meeting_cadence.standing.judgement import UNSETTLED, Judgement
from meeting_cadence.standing.quota import judge_quota
from meeting_cadence.standing.review import judge_review
from meeting_cadence.standing.scene import Scene


def read_board(
    pack: Pack,
    facts: Facts,
    *,
    at: date | datetime,
    tables: Tables,
    start: date | None = None,
    end: date | None = None,
    mandates: Container[str] | None = None,
    bodies: Container[str] | None = None,
    explained: bool = True,
    progress: Callable[[int], object] | None = None,
) -> list[Judgement]:
    """Every obligation and its standing at `at` (a day: the whole of it in each body's zone; an instant: exact).

    `start`, `end`: keep rows whose [opens, due] touches those days (inclusive); unsettled rows always stay, and
    with an `end` a gap answers its forecasts too. `mandates`, `bodies`: ids to judge, None for all. `explained`:
    gather what the sentences of why need. `progress` is called with 1 for each body of each mandate that is done.
    Ordered as docs/reference/judgements.md says.
    """
    return [
        row
        for mandate in pack.mandates
        if mandates is None or mandate.id in mandates
        for row in _rows_of_mandate(
            mandate, pack.tree, facts, at, tables, start, end, bodies, explained, progress
        )
    ]


def _rows_of_mandate(
    mandate: Mandate,
    tree: Tree,
    facts: Facts,
    at: date | datetime,
    tables: Tables,
    start: date | None,
    end: date | None,
    bodies: Container[str] | None,
    explained: bool,
    progress: Callable[[int], object] | None,
) -> list[Judgement]:
    table = tables(mandate.workdays)
    moments: dict[ZoneInfo, Moment] = {}
    rows: list[Judgement] = []
    ends: list[int] = []
    runs = runs_of(mandate.versions)
    shared: dict[object, tuple[Window, ...]] = {}
    for body in tree.select(mandate.obliged):
        if bodies is None or body.id in bodies:
            moment = moments.get(body.zone) or moments.setdefault(body.zone, Moment.seen_from(body.zone, at))
            scene = Scene(mandate, body, tree.lineage(body), tree, facts, moment, table, explained, shared)
            rows += judge_body(scene, runs, start=start, end=end)
            ends.append(len(rows))
        if progress is not None:
            progress(1)
    return rows if _is_in_order(mandate) else _in_order(rows, ends)


def _is_in_order(mandate: Mandate) -> bool:
    """Whether rows come in order by themselves: one clause, on a grid without slots, never amended."""
    clauses = mandate.versions[0].clauses
    if len(mandate.versions) > 1 or len(clauses) > 1 or clauses[0].each_of:
        return False
    rule = clauses[0].rule
    return isinstance(rule, Quota) and not rule.slots and not rule.first_slots


def judge_body(
    scene: Scene, runs: Sequence[Run], *, start: date | None = None, end: date | None = None
) -> list[Judgement]:
    """All rows of one mandate and body, unordered."""
    mandate, body, tree = scene.mandate, scene.body, scene.tree
    streams = streams_of(
        mandate,
        body,
        runs,
        effective=effective_day(mandate, scene.lineage, scene.facts),
        members=lambda clause: _members(clause, tree),
    )
    until = scene.moment.day if end is None else max(scene.moment.day, end)
    rows: list[Judgement] = []
    for stream in streams:
        rows += _judge_stream(stream, scene, until, end)
    if start is not None or (end is not None and (end < scene.moment.day or not _is_in_order(mandate))):
        rows = [row for row in rows if _touches(row, start, end, scene.body.zone)]
    return _bound(rows, body, scene.moment.day) if len(streams) > 1 else rows


def _judge_stream(stream: Stream, scene: Scene, until: date, end: date | None) -> list[Judgement]:
    rule = stream.clause.rule
    if isinstance(rule, Quota):
        return judge_quota(stream, scene, until=until, horizon=end)
    if isinstance(rule, Gap):
        return judge_gap(stream, scene, horizon=end)
    if isinstance(rule, Deadline):
        return judge_deadline(stream, scene)
    return judge_review(stream, scene)


def effective_day(mandate: Mandate, lineage: Sequence[str], facts: Facts) -> date | None:
    """The day from which a mandate binds a body: its text's, else the day on which it or a predecessor adopted it."""
    if mandate.effective is not None:
        return mandate.effective
    adoptions = [one for who in lineage for one in facts.adoptions.get(who, ())]
    own = [one.on for one in adoptions if one.mandate == mandate.id]
    return min(own or [one.on for one in adoptions if one.regulation == mandate.regulation], default=None)


def _members(clause: Clause, tree: Tree) -> Sequence[str | None]:
    return [body.id for body in tree.select(clause.each_of)] if clause.each_of else (None,)


def _in_order(rows: list[Judgement], ends: list[int]) -> list[Judgement]:
    """By version, clause, body, opening; rows that tie by key, which is computed for those alone.

    `ends`: where each body's rows end.
    """
    place = 0
    ranked: list[tuple[tuple[int, ...], Judgement]] = []
    for number, row in enumerate(rows):
        while number >= ends[place]:
            place += 1
        ranked.append(((row.window.version, row.clause, place, _opening(row)), row))
    ranked.sort(key=lambda one: one[0])
    ordered: list[Judgement] = []
    for _, tied in groupby(ranked, key=lambda one: one[0]):
        same = [row for _, row in tied]
        ordered += same if len(same) == 1 else sorted(same, key=lambda row: row.key)
    return ordered


def _opening(row: Judgement) -> int:
    """Microseconds of the opening on the body's own clock, for sorting: null first."""
    opens = row.window.opens
    if opens is None:
        return -1
    if isinstance(opens, datetime):
        local = opens.astimezone(row.stream.body.zone)
        clock = (local.hour * 3600 + local.minute * 60 + local.second) * 1_000_000 + local.microsecond
        return local.toordinal() * 86_400_000_000 + clock
    return opens.toordinal() * 86_400_000_000


def _touches(row: Judgement, start: date | None, end: date | None, zone: ZoneInfo) -> bool:
    if row.standing in UNSETTLED and not row.window.forecast:
        return True
    opens, due = _local(row.window.opens, zone), _local(row.due or row.window.due, zone)
    if end is not None and opens is not None and opens > end:
        return False
    return start is None or due is None or due >= start


def _local(value: date | datetime | None, zone: ZoneInfo) -> date | None:
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def _bound(rows: list[Judgement], body: Body, today: date) -> list[Judgement]:
    """`binding` across clauses: an unsettled row yields to another clause's unsettled row with an earlier due.

    A gap that is not yet in force takes precedence of nothing, though it runs from an act long past.
    """
    earliest: dict[str, datetime] = {}
    for row in rows:
        awaited = row.form != "gap" or row.stream.start is None or row.stream.start <= today
        if awaited and row.standing in UNSETTLED and row.due is not None and not row.window.forecast:
            limit = _instant(row.due, body.zone)
            name = f"{row.stream.grid}/{row.stream.clause_id}"
            earliest[name] = min(limit, earliest.get(name, limit))
    return [_yielding(row, earliest, body.zone) for row in rows]


def _yielding(row: Judgement, earliest: dict[str, datetime], zone: ZoneInfo) -> Judgement:
    if not row.binding or row.standing not in UNSETTLED:
        return row
    own = f"{row.stream.grid}/{row.stream.clause_id}"
    others = [limit for name, limit in earliest.items() if name != own]
    if not others or (row.due is not None and _instant(row.due, zone) <= min(others)):
        return row
    return row._replace(binding=False)


def _instant(due: date | datetime, zone: ZoneInfo) -> datetime:
    """The instant at which a limit has run out: a day ends at the next local midnight."""
    return due if isinstance(due, datetime) else start_of_day(due + timedelta(days=1), zone)
