"""Judge a deadline: an act after, before or with an anchor; one obligation per anchor."""

from bisect import bisect_left
from collections.abc import Container, Sequence
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from typing import NamedTuple

from meeting_cadence.cadence import Deadline
from meeting_cadence.cadence.limits import Limit, backward_limit, forward_limit
from meeting_cadence.dates import add_months, local_day, start_of_day
from meeting_cadence.obligations.stream import Stream, Stretch
from meeting_cadence.obligations.window import Occasion, Window
from meeting_cadence.standing.anchors import Anchor, anchors_of, comes_after
from meeting_cadence.standing.hits import Hit, lacks_attendance
from meeting_cadence.standing.judgement import Judgement, Note, Standing
from meeting_cadence.standing.matching import match
from meeting_cadence.standing.naming import is_of_another_clause, label_named
from meeting_cadence.standing.relief import Relieved
from meeting_cadence.standing.scene import Scene


class Case(NamedTuple):
    """One anchor with its window, its reliefs and the rule then in force."""

    anchor: Anchor
    rule: Deadline
    window: Window
    relieved: Relieved
    timeless: bool
    """An hour limit whose anchor has no time."""


def judge_deadline(stream: Stream, scene: Scene) -> list[Judgement]:
    """Rows of a deadline stream, one per anchor on or after the day from which the clause binds."""
    cases = _cases(stream, scene)
    if not cases:
        return []
    settle = _settle_before if cases[0].rule.relation == "before" else _settle_after
    settled = settle(stream, scene, cases)
    return [_judge(stream, scene, case, settled[place]) for place, case in enumerate(cases)]


def _cases(stream: Stream, scene: Scene) -> list[Case]:
    rule = stream.clause.rule
    assert isinstance(rule, Deadline)
    since = stream.start or scene.body.since
    found = []
    for anchor in anchors_of(rule.trigger, scene, planned=rule.relation == "before"):
        if (since is not None and anchor.day < since) or (
            stream.end is not None and anchor.day >= stream.end
        ):
            continue
        found.append(_case(scene, anchor, _in_force(stream.schedule, anchor.day)))
    return found


def _in_force(schedule: tuple[Stretch, ...], day: date) -> Stretch:
    found = schedule[0]
    for stretch in schedule[1:]:
        if stretch.start is not None and stretch.start <= day:
            found = stretch
    return found


def _case(scene: Scene, anchor: Anchor, stretch: Stretch) -> Case:
    rule = stretch.clause.rule
    assert isinstance(rule, Deadline)
    limit: Limit | None
    if rule.relation == "before":
        assert rule.length is not None
        limit = backward_limit(rule.length, anchor.day, scene.table)
    else:
        limit = forward_limit(rule, anchor.when, scene.body.zone, scene.table)
    by_clock = rule.length is not None and (rule.length.is_clock or rule.count == "instant")
    opens = anchor.when if by_clock and limit is not None else anchor.day
    trigger = rule.trigger.event or rule.trigger.act or ""
    window = Window(
        anchor.id,
        anchor.id,
        opens,
        limit.due if limit else None,
        version=stretch.version,
        provisional=limit.provisional if limit else False,
        occasion=Occasion(trigger, _local(opens, scene), anchor.title, anchor.happened),
    )
    return Case(anchor, rule, window, scene.relieve(window), by_clock and limit is None)


def _local(when: date | datetime, scene: Scene) -> date | datetime:
    """An instant by the body's own clock."""
    return when.astimezone(scene.body.zone) if isinstance(when, datetime) else when


def _settle_after(stream: Stream, scene: Scene, cases: list[Case]) -> list[Hit | None]:
    """One act, one obligation (`coalesce`: all pending ones): as many on time as possible, then the earliest due."""
    hits = scene.hits
    settled: list[Hit | None] = [None] * len(cases)
    labels = {case.anchor.id: place for place, case in enumerate(cases)}
    free: list[Hit] = []
    for hit in hits:
        label = label_named(hit, stream.mandate.id)
        if label is None or (label not in labels and not _is_for_another(stream, scene, label)):
            free.append(hit)
        elif label in labels and settled[labels[label]] is None and _may_settle(hit, cases[labels[label]]):
            settled[labels[label]] = hit
    if scene.mandate.coalesce:
        return [done or _first_after(case, free) for case, done in zip(cases, settled, strict=True)]
    order = sorted(range(len(cases)), key=lambda place: (_due_order(cases[place], scene), place))
    waiting = [place for place in order if settled[place] is None and not cases[place].timeless]
    on_time = _on_time(scene, [cases[place] for place in waiting], free)
    for place, done in zip(waiting, on_time, strict=True):
        settled[place] = done
    used = {id(hit) for hit in on_time}
    left = [hit for hit in free if id(hit) not in used]
    for place in waiting:
        if settled[place] is None:
            settled[place] = _take_late(cases[place], left)
    return settled


def _on_time(scene: Scene, cases: Sequence[Case], hits: Sequence[Hit]) -> list[Hit | None]:
    """Each act, in order, to the pending case whose limit ends first: as many as possible are in time.

    `cases` by the end of their limit. Returns the act of each case, or None.
    """
    taken: list[Hit | None] = [None] * len(cases)
    coming = sorted(range(len(cases)), key=lambda place: cases[place].anchor.day, reverse=True)
    pending: list[int] = []
    for hit in hits:
        while coming and cases[coming[-1]].anchor.day <= hit.day:
            heappush(pending, coming.pop())
        passed_over = []
        while pending:
            place = heappop(pending)
            if _is_late(hit.act.start, hit.day, cases[place], scene):
                continue
            if _may_settle(hit, cases[place]):
                taken[place] = hit
                break
            passed_over.append(place)
        for place in passed_over:
            heappush(pending, place)
    return taken


def _take_late(case: Case, left: list[Hit]) -> Hit | None:
    """The first unused act after the anchor, taken off the list."""
    for place in range(bisect_left(left, case.anchor.day, key=lambda hit: hit.day), len(left)):
        if _may_settle(left[place], case):
            return left.pop(place)
    return None


def _is_for_another(stream: Stream, scene: Scene, label: str) -> bool:
    """Whether a label means an anchor of this clause that has no window here.

    It lies before the rule, is not known yet, or was taken back. What another clause may call so says nothing here.
    """
    rule = stream.clause.rule
    assert isinstance(rule, Deadline)
    known = any(anchor.id == label for anchor in anchors_of(rule.trigger, scene, planned=True))
    return known or not is_of_another_clause(stream, label)


def _names(hit: Hit, scene: Scene, case: Case) -> bool:
    return bool(hit.act.counts_for) and (scene.mandate.id, case.anchor.id) in hit.act.counts_for


def _first_after(case: Case, hits: list[Hit]) -> Hit | None:
    return next((hit for hit in hits if _may_settle(hit, case)), None)


def _may_settle(hit: Hit, case: Case) -> bool:
    if hit.act is case.anchor.act:
        return False
    if case.rule.relation == "with" and not isinstance(case.window.due, datetime):
        return hit.day >= case.anchor.day  # With it, on the same day: whichever went out first.
    return comes_after(case.anchor, hit.act.start, hit.day)


def _due_order(case: Case, scene: Scene) -> datetime:
    """Cases by the end of their limit; those without one last."""
    due = case.relieved.due
    if due is None:
        return datetime.max.replace(tzinfo=scene.moment.edge.tzinfo)
    return due if isinstance(due, datetime) else start_of_day(due + timedelta(days=1), scene.body.zone)


def _is_late(start: date | datetime, day: date, case: Case, scene: Scene) -> bool:
    """Whether an act came after the due day or instant in force; an act dated by day exists from its midnight."""
    due = case.relieved.due
    if due is None:
        return False
    if not isinstance(due, datetime):
        return day > due
    return (start if isinstance(start, datetime) else start_of_day(start, scene.body.zone)) > due


def _settle_before(stream: Stream, scene: Scene, cases: list[Case]) -> list[Hit | None]:
    """The act that names the event, else the nearest unused one in the year before; on time before late."""
    hits = scene.hits
    named: dict[int, int] = {}
    for at, hit in enumerate(hits):
        for place, case in enumerate(cases):
            if _names(hit, scene, case) and place not in named:
                named[place] = at
    labels = {case.anchor.id for case in cases}
    taken = {at for at, hit in enumerate(hits) if _is_spoken_for(stream, scene, hit, labels)}
    wants = []
    for place, case in enumerate(cases):
        wants.append([named[place]] if place in named else _nearest(hits, taken, case))
    return [hits[at] if at is not None else None for at in match(wants)]


def _is_spoken_for(stream: Stream, scene: Scene, hit: Hit, labels: Container[str]) -> bool:
    label = label_named(hit, stream.mandate.id)
    return label is not None and (label in labels or _is_for_another(stream, scene, label))


def _nearest(hits: list[Hit], taken: set[int], case: Case) -> list[int]:
    """Acts of the year before the event, the nearest first, those in time before those too late."""
    day, due = case.anchor.day, case.relieved.due
    since = add_months(day, -12)
    near = [
        at
        for at in range(len(hits) - 1, -1, -1)
        if at not in taken and since <= hits[at].day <= day and hits[at].act is not case.anchor.act
    ]
    in_time = [at for at in near if due is None or hits[at].day <= due]
    return in_time + [at for at in near if at not in in_time]


def _judge(stream: Stream, scene: Scene, case: Case, hit: Hit | None) -> Judgement:
    window, due = case.window, case.relieved.due
    if case.rule.relation == "before" and hit is not None and hit.day > case.anchor.day:
        hit = None  # It names the event but came after it: the order is broken, nothing is settled.
    standing = _standing(stream, scene, case, hit)
    if case.timeless:
        hit = None
    planned = _planned(scene, case) if hit is None and scene.plans else None
    notes = case.relieved.notes + _notes(scene, case, hit, standing) + _misplaced(scene, case)
    return Judgement(
        stream,
        window,
        standing,
        1,
        due,
        1 if hit else 0,
        (hit.act,) if hit else (),
        (hit.day,) if hit else (),
        hit.day if hit else None,
        _days_late(scene, case, hit, standing),
        planned,
        binding=standing is not Standing.SUPERSEDED,
        provisional=window.provisional,
        annotations=notes + scene.notices(planned),
        ignored=scene.ignored_in(_day(window.opens, scene), scene.moment.day) if hit is None else (),
    )


def _misplaced(scene: Scene, case: Case) -> tuple[Note, ...]:
    """Acts that name this anchor but came before it: they settle nothing, and whoever recorded them must be told."""
    if not scene.acts.any_named or case.rule.relation == "before":
        return ()
    return tuple(
        Note.of("misplaced", day=hit.day, window=case.window.label)
        for hit in scene.hits
        if _names(hit, scene, case) and not _may_settle(hit, case)
    )


def _planned(scene: Scene, case: Case) -> date | None:
    """The earliest plan from the anchor on; for a limit before an event, of the year that leads up to it."""
    if case.rule.relation == "before":
        return scene.planned_from(add_months(case.anchor.day, -12))
    return scene.planned_from(case.anchor.day)


def _day(value: date | datetime | None, scene: Scene) -> date:
    assert value is not None
    return local_day(value, scene.body.zone) if isinstance(value, datetime) else value


def _standing(stream: Stream, scene: Scene, case: Case, hit: Hit | None) -> Standing:
    if _is_superseded(stream, scene, case, hit):
        return Standing.SUPERSEDED
    if case.relieved.waived:
        return Standing.EXCUSED
    if case.timeless:
        return Standing.NO_RECORD
    covered = scene.is_covered(case.anchor.day) or case.window.label in scene.not_held
    if hit is None and case.rule.relation == "before" and case.anchor.happened:
        broken = covered or any(_names(other, scene, case) for other in scene.hits)
        return Standing.VIOLATED if broken else Standing.NO_RECORD
    if hit is not None:
        return _settled(scene, case, hit)
    if case.relieved.postponed:
        return Standing.POSTPONED
    if not _is_past(case, scene):
        return Standing.OPEN
    return Standing.OVERDUE if covered else Standing.NO_RECORD


def _is_superseded(stream: Stream, scene: Scene, case: Case, hit: Hit | None) -> bool:
    """Whether the clause or the body came to its end while this was pending: neither settled nor overdue by then."""
    end = stream.end
    if end is None or scene.moment.day < end or (hit is not None and hit.day < end):
        return False
    return case.relieved.due is None or _day(case.relieved.due, scene) >= end


def _is_past(case: Case, scene: Scene) -> bool:
    due = case.relieved.due
    if due is None:
        return False
    return scene.moment.is_past(due) if isinstance(due, datetime) else scene.moment.day > due


def _settled(scene: Scene, case: Case, hit: Hit) -> Standing:
    if _is_late(hit.act.start, hit.day, case, scene):
        return Standing.MET_LATE
    original = case._replace(relieved=Relieved(case.window.due))
    return Standing.MET_EXTENDED if _is_late(hit.act.start, hit.day, original, scene) else Standing.MET


def _days_late(scene: Scene, case: Case, hit: Hit | None, standing: Standing) -> int:
    """Days begun after the limit in force, until the act or the moment."""
    due = case.relieved.due
    if due is None or standing not in (Standing.MET_LATE, Standing.OVERDUE):
        return 0
    if not isinstance(due, datetime):
        return max(((hit.day if hit else scene.moment.day) - due).days, 0)
    until = scene.moment.edge
    if hit is not None:
        start = hit.act.start
        until = start if isinstance(start, datetime) else start_of_day(start, scene.body.zone)
    return max(-((due - until) // timedelta(days=1)), 0)


def _notes(scene: Scene, case: Case, hit: Hit | None, standing: Standing) -> tuple[Note, ...]:
    if case.timeless:
        return (Note.of("time_needed", anchor=case.anchor.id),)
    if hit is None:
        return ()
    found = []
    if lacks_attendance(scene.mandate.counts, hit.act):
        found.append(Note.of("unknown_attendance", day=hit.day))
    due = case.relieved.due
    if standing in (Standing.MET, Standing.MET_EXTENDED) and hit.recorded is not None and due is not None:
        limit = due if isinstance(due, datetime) else start_of_day(due + timedelta(days=1), scene.body.zone)
        if hit.recorded > limit and scene.is_covered(case.anchor.day):
            since = local_day(due, scene.body.zone) if isinstance(due, datetime) else due
            found.append(
                Note.of("shown_overdue", since=since, recorded=local_day(hit.recorded, scene.body.zone))
            )
    return tuple(found)
