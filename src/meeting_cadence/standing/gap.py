"""Judge a gap: at most so long since the body's own previous act. Every act anchors the next window."""

from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from meeting_cadence.cadence import Gap
from meeting_cadence.cadence.limits import gap_due, gap_not_before
from meeting_cadence.dates import Duration, local_day
from meeting_cadence.obligations.stream import Stream
from meeting_cadence.obligations.window import Window
from meeting_cadence.standing.hits import Hit, day_of, has_happened, lacks_attendance
from meeting_cadence.standing.judgement import Judgement, Note, Standing
from meeting_cadence.standing.relief import Relieved
from meeting_cadence.standing.scene import Scene


class Link(NamedTuple):
    """One window of the chain: the day it runs from, the act that settles it, how long it may take."""

    opens: date
    label: str
    anchor: str
    settled: Hit | None
    length: Duration | None = None
    """Replaces the gap's `max`, for the first window."""


def judge_gap(stream: Stream, scene: Scene, *, horizon: date | None) -> list[Judgement]:
    """Rows of a gap stream: the settled windows, the current one, and up to a `horizon` its forecasts."""
    rule = stream.clause.rule
    assert isinstance(rule, Gap)
    links = _chain(stream, scene, rule)
    if not links:
        nothing = Window("first", "first", None, None, version=stream.grid)
        return [Judgement(stream, nothing, Standing.NO_RECORD, 1, None, planned=_any_plan(scene))]
    rows = [_judge(stream, scene, rule, link, is_last=link is links[-1]) for link in links]
    if horizon is not None and rows[-1].settled_on is None and stream.end is None:
        rows += _forecasts(stream, rule, rows[-1], horizon)
    return rows


def _any_plan(scene: Scene) -> date | None:
    return scene.plans[0][0] if scene.plans else None


def _chain(stream: Stream, scene: Scene, rule: Gap) -> list[Link]:
    """The windows in order. The latest act before the start anchors too; earlier ones are history."""
    hits = _one_a_day(scene.hits) if rule.min is None else scene.hits
    anchors = [hit for hit in hits if stream.end is None or hit.day < stream.end]
    if stream.start is not None:
        before = [place for place, hit in enumerate(anchors) if hit.day < stream.start]
        anchors = anchors[before[-1] :] if before else anchors
        earlier = bool(before)
    else:
        earlier = False
    links: list[Link] = []
    first = None if earlier else _first_day(stream, scene, rule)
    if first is not None and not (anchors and anchors[0].day < first):
        settled = next((hit for hit in hits if hit.day >= first), None)
        assert rule.first is not None
        links.append(Link(first, "first", "first", settled, rule.first.within))
        anchors = [hit for hit in anchors if hit.day >= first]
    following = {id(hit): later for hit, later in pairwise(hits)}
    names = {"first"}
    for hit in anchors:
        opens = _runs_from(rule, hit, scene)
        name = _anchor_name(hit, names)
        links.append(Link(opens, f"after {opens.isoformat()}", name, following.get(id(hit))))
    return _within_end(stream, rule, links)


def _anchor_name(hit: Hit, taken: set[str]) -> str:
    """The id of an act, else its day. A number tells a second act of one day apart, and an act called `first`."""
    plain = name = hit.act.id or hit.day.isoformat()
    number = 1
    while name in taken:
        number += 1
        name = f"{plain}/{number}"
    taken.add(name)
    return name


def _one_a_day(hits: list[Hit]) -> list[Hit]:
    """Acts of one day re-anchor together: the first of each day stands for them."""
    return [hit for place, hit in enumerate(hits) if place == 0 or hits[place - 1].day != hit.day]


def _runs_from(rule: Gap, hit: Hit, scene: Scene) -> date:
    if rule.runs_from == "end" and hit.act.end is not None:
        return day_of(hit.act.end, scene.body)
    return hit.day


def _within_end(stream: Stream, rule: Gap, links: list[Link]) -> list[Link]:
    """Of the last window before an amendment: an act after it settles the window only if that was due before."""
    if stream.end is None or not links:
        return links
    last = links[-1]
    due = gap_due(rule, last.opens, last.length)
    if last.settled is not None and last.settled.day >= stream.end and (due is None or due >= stream.end):
        links[-1] = last._replace(settled=None)
    return links


def _first_day(stream: Stream, scene: Scene, rule: Gap) -> date | None:
    """The day from which the first window runs, where the clause says so and it is known."""
    if rule.first is None:
        return None
    if rule.first.event is not None:
        events = scene.facts.events
        days = [
            day_of(known.event.at, scene.body)
            for who in scene.lineage
            for known in events.get((who, rule.first.event), ())
            if has_happened(known.event.at, scene.moment)
        ]
        return min(days, default=None)
    return stream.start if rule.first.after == "effective" else rule.first.after


def _judge(stream: Stream, scene: Scene, rule: Gap, link: Link, *, is_last: bool) -> Judgement:
    due = gap_due(rule, link.opens, link.length)
    version = stream.schedule[0].version
    superseded = (
        stream.end if is_last and stream.end is not None and (due is None or due >= stream.end) else None
    )
    window = Window(link.label, link.anchor, link.opens, due, version=version, superseded_on=superseded)
    window, own_notes = _own_next_due(scene, window, link)
    relieved = scene.relieve(window)
    not_before = gap_not_before(rule, link.opens) if link.label != "first" else None
    settled = link.settled
    settled_on = settled.day if settled else None
    standing, missing = _standing(stream, scene, window, relieved, settled_on, not_before)
    planned = scene.planned_from(link.opens) if settled is None else None
    notes = (
        own_notes
        + relieved.notes
        + _notes(scene, window, relieved, settled, standing)
        + _too_soon(planned, not_before)
        + scene.notices(planned)
    )
    last_day = settled_on or scene.moment.day
    return Judgement(
        stream,
        window,
        standing,
        1,
        relieved.due,
        1 if settled else 0,
        (settled.act,) if settled else (),
        (settled.day,) if settled else (),
        settled_on,
        _days_late(standing, relieved, last_day),
        planned,
        not_before,
        binding=standing is not Standing.SUPERSEDED,
        missing_ordinals=missing,
        annotations=notes,
        ignored=scene.ignored_in(link.opens, scene.moment.day) if settled is None else (),
    )


def _too_soon(planned: date | None, not_before: date | None) -> tuple[Note, ...]:
    """A meeting planned before the minimum distance has passed: told while it can still be moved."""
    if planned is None or not_before is None or planned >= not_before:
        return ()
    return (Note.of("too_soon", planned=planned, not_before=not_before),)


def _own_next_due(scene: Scene, window: Window, link: Link) -> tuple[Window, tuple[Note, ...]]:
    """The body's own next due day, recorded while this window was the current one, replaces the computed one.

    It is no relief: decided after the due day it is an annotation only.
    """
    notes: tuple[Note, ...] = ()
    for own in scene.next_dues:
        decided = own.decided or link.opens
        assert window.opens is not None
        if (
            decided < link.opens
            or own.on < link.opens
            or (link.settled is not None and decided >= link.settled.day)
        ):
            continue
        if (
            own.decided is None
            and link.settled is not None
            and own.on > link.settled.day
            and own.on != window.due
        ):
            # Without a day of decision it belongs to the window in which its day falls, or to the current one.
            continue
        if window.due is not None and own.decided is not None and own.decided > window.due:
            notes = (*notes, Note.of("late_next_due", on=own.on, decided=own.decided))
            continue
        notes = (*notes, Note.of("next_due", on=own.on, decided=own.decided, computed=window.due))
        window = window._replace(due=own.on)
    return window, notes


def _standing(
    stream: Stream,
    scene: Scene,
    window: Window,
    relieved: Relieved,
    settled_on: date | None,
    not_before: date | None,
) -> tuple[Standing, tuple[int, ...]]:
    today, opens, due = scene.moment.day, window.opens, relieved.due
    assert opens is not None and not isinstance(due, datetime)
    if window.superseded_on is not None and today >= window.superseded_on:
        return Standing.SUPERSEDED, ()
    if relieved.waived:
        return Standing.EXCUSED, ()
    if settled_on is not None:
        if not_before is not None and settled_on < not_before:
            return Standing.VIOLATED, ()
        if due is not None and settled_on > due:
            return Standing.MET_LATE, scene.missing_in(opens, settled_on)
        late = window.due is not None and settled_on > window.due
        return (Standing.MET_EXTENDED if late else Standing.MET), ()
    if today < opens or (stream.start is not None and today < stream.start):
        return Standing.UPCOMING, ()
    if relieved.postponed:
        return Standing.POSTPONED, ()
    if due is None or today <= due:
        return Standing.OPEN, ()
    missing = scene.missing_in(opens, today)
    if (missing or not scene.is_covered(opens)) and window.label not in scene.not_held:
        return Standing.NO_RECORD, missing
    return Standing.OVERDUE, missing


def _days_late(standing: Standing, relieved: Relieved, until: date) -> int:
    if relieved.due is None or standing not in (Standing.MET_LATE, Standing.OVERDUE):
        return 0
    return max((until - relieved.due).days, 0)


def _notes(
    scene: Scene, window: Window, relieved: Relieved, settled: Hit | None, standing: Standing
) -> tuple[Note, ...]:
    if settled is None:
        return ()
    found = []
    if lacks_attendance(scene.mandate.counts, settled.act):
        found.append(Note.of("unknown_attendance", day=settled.day))
    if standing in (Standing.MET, Standing.MET_EXTENDED) and settled.recorded and relieved.due is not None:
        recorded = local_day(settled.recorded, scene.body.zone)
        assert window.opens is not None
        if recorded > relieved.due and scene.is_covered(window.opens):
            found.append(Note.of("shown_overdue", since=relieved.due, recorded=recorded))
    return tuple(found)


def _forecasts(stream: Stream, rule: Gap, current: Judgement, horizon: date) -> list[Judgement]:
    """Windows to come if each is used to its last day: only the current one is certain."""
    rows: list[Judgement] = []
    opens = current.due
    while isinstance(opens, date) and opens <= horizon:
        due = gap_due(rule, opens)
        if due is None or due <= opens:
            break
        number = len(rows) + 1
        window = Window(
            f"forecast {number}",
            f"{current.window.anchor}/forecast {number}",
            opens,
            due,
            version=current.window.version,
            forecast=True,
        )
        rows.append(Judgement(stream, window, Standing.UPCOMING, 1, due, binding=False))
        opens = due
    return rows
