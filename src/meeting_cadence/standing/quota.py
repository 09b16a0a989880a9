"""Judge a quota: windows on a grid or per term, each wanting min..max acts."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Final, NamedTuple

from meeting_cadence.cadence import Quota
from meeting_cadence.dates import local_day
from meeting_cadence.obligations.quota_windows import grid_windows, shape_of, term_windows
from meeting_cadence.obligations.stream import Stream
from meeting_cadence.obligations.window import Window
from meeting_cadence.standing.hits import Hit, by_day, lacks_attendance
from meeting_cadence.standing.judgement import UNSETTLED, Judgement, Note, Standing
from meeting_cadence.standing.matching import Span, earliest_end_first, match
from meeting_cadence.standing.naming import is_of_clause, label_named
from meeting_cadence.standing.relief import Relieved
from meeting_cadence.standing.scene import Scene

_FIRST: Final = Window("first", "first", None, None)


class Credit(NamedTuple):
    """The acts credited to one window: those inside it or its extension, and those that make it up later."""

    within: Sequence[Hit]
    makeup: Sequence[Hit] = ()
    misplaced: Sequence[Hit] = ()
    """Acts that name this window but came before it opened or after its make-up time: they settle nothing."""


def judge_quota(stream: Stream, scene: Scene, *, until: date, horizon: date | None) -> list[Judgement]:
    """Rows of a quota stream: every window that opens by `until`, and without a `horizon` the next one."""
    quota = stream.clause.rule
    assert isinstance(quota, Quota)
    if stream.start is None:
        return [Judgement(stream, _FIRST._replace(need=quota.min), Standing.NO_RECORD, quota.min, None)]
    windows = _windows(stream, scene, quota, until, horizon)
    hits = scene.hits
    if stream.member is not None:
        hits = [hit for hit in hits if stream.member in hit.act.about]
    overlapping = bool(quota.slots or quota.first_slots) and _overlap(windows)
    if not (scene.reliefs or scene.acts.any_named or overlapping):
        return _judge_disjoint(stream, scene, windows, hits)
    relieved = [scene.relieve(window) for window in windows]
    credits = _credit_named(stream, windows, relieved, hits)
    return [
        _judge(stream, scene, window, relieved[place], credits[place]) for place, window in enumerate(windows)
    ]


def _windows(
    stream: Stream, scene: Scene, quota: Quota, until: date, horizon: date | None
) -> tuple[Window, ...]:
    """The stream's windows; those of a grid are made once for all bodies that share them."""
    if quota.per is None:
        return _up_to(until, horizon, term_windows(stream, until))
    key = (id(stream.schedule), stream.start, stream.end, stream.body.fiscal_year_end, until, horizon)
    found = scene.shared.get(key)
    if found is None:
        found = scene.shared[key] = _up_to(until, horizon, grid_windows(shape_of(stream), until))
    return found


def _up_to(until: date, horizon: date | None, windows: tuple[Window, ...]) -> tuple[Window, ...]:
    return windows if horizon is None else tuple(one for one in windows if _day(one.opens) <= until)


def _judge_disjoint(
    stream: Stream, scene: Scene, windows: Sequence[Window], hits: Sequence[Hit]
) -> list[Judgement]:
    """The common case, made to be fast: windows do not overlap, so an act counts where it falls.

    Rows that are met in time with nothing to say about them are made here; all others by `_judge`.
    """
    rows = []
    days = [hit.day for hit in hits]
    today, start = scene.moment.day, stream.start
    plain = scene.mandate.counts.quorum is None and start is not None and today >= start
    low, total = 0, len(days)
    for window in windows:
        opens, due, need = window.opens, window.due, window.need
        while low < total and days[low] < opens:  # type: ignore[operator]  # a quota's windows open on days
            low += 1
        high = low
        while high < total and (due is None or window.provisional or days[high] <= due):
            high += 1
        last = low + need - 1
        simple = window.cap is None and window.superseded_on is None and window.lower_need is None
        if plain and simple and high > last >= low:
            recorded = hits[last].recorded
            if recorded is None or (due is not None and recorded.date() < due and need == 1):
                rows.append(_met(stream, window, hits[low : last + 1], high - low))
                low = high
                continue
        rows.append(_judge(stream, scene, window, None, Credit(hits[low:high])))
        low = high
    return rows


def _met(stream: Stream, window: Window, deciding: Sequence[Hit], count: int) -> Judgement:
    """Met in time. `tuple.__new__` saves half of the time of a named tuple's own constructor."""
    acts = tuple([hit[3] for hit in deciding])
    by = tuple([hit[0] for hit in deciding])
    # In the order of Judgement's fields; a test holds it equal to the constructor.
    fields = (
        stream, window, Standing.MET, window.need, window.due, count, acts, by, by[-1], 0, None, None, 0,
        not window.partial, window.provisional, (), (), (),
    )  # fmt: skip
    return tuple.__new__(Judgement, fields)


def _day(value: date | datetime | None) -> date:
    assert value is not None
    return value


def _overlap(windows: Sequence[Window]) -> bool:
    return any(
        later.opens <= earlier.due  # type: ignore[operator]  # both are days, of windows that end
        for earlier, later in pairwise(windows)
    )


def _credit_named(
    stream: Stream, windows: Sequence[Window], relieved: Sequence[Relieved], hits: Sequence[Hit]
) -> list[Credit]:
    """The general case: acts that name a window serve that one and no other; the others are matched."""
    place = {window.label: index for index, window in enumerate(windows)}
    within: list[list[Hit]] = [[] for _ in windows]
    makeup: list[list[Hit]] = [[] for _ in windows]
    misplaced: list[list[Hit]] = [[] for _ in windows]
    free: list[Hit] = []
    for hit in hits:
        label = label_named(hit, stream.mandate.id)
        if label is None or (label not in place and not is_of_clause(stream, label)):
            free.append(hit)
        elif label in place:
            index = place[label]
            pile = _pile(windows[index], relieved[index], hit.day)
            {"within": within, "makeup": makeup, "misplaced": misplaced}[pile][index].append(hit)
    for index, hit in _matched(windows, relieved, [len(pile) for pile in within], free):
        within[index].append(hit)
    return [
        Credit(sorted(within[i], key=by_day), sorted(makeup[i], key=by_day), misplaced[i])
        for i in range(len(windows))
    ]


def _pile(window: Window, relieved: Relieved, day: date) -> str:
    opens, due = _day(window.opens), _last(window, relieved)
    if day < opens:
        return "within" if relieved.advanced else "misplaced"
    if due is None or day <= due:
        return "within"
    limit = makeup_limit(window, relieved)
    return "makeup" if limit is None or day <= limit else "misplaced"


def _last(window: Window, relieved: Relieved) -> date | None:
    """The last day that lies in the window or in its extension; None: no end, or none that is certain (a term)."""
    if window.provisional or relieved.postponed or window.due is None or relieved.due is None:
        return None
    return max(window.due, relieved.due)


def makeup_limit(window: Window, relieved: Relieved) -> date | None:
    """The last day on which the window can still be made up (inclusive); None: without end."""
    if window.makeup_until is None or relieved.due is None:
        return None
    return max(window.makeup_until, relieved.due)


def _matched(
    windows: Sequence[Window], relieved: Sequence[Relieved], named: Sequence[int], free: Sequence[Hit]
) -> list[tuple[int, Hit]]:
    """Acts that name no window: as many windows settled as possible, the earliest first; others where they fall."""
    days = [hit.day for hit in free]
    wants = _wants(windows, relieved, named)
    served = match([_places(days, span) for _, span in wants])
    settled = [want for want, place in zip(wants, served, strict=True) if place is not None]
    taken = earliest_end_first([span for _, span in settled], days)
    found = [(want[0], free[place]) for want, place in zip(settled, taken, strict=True) if place is not None]
    used = set(taken)
    for place, hit in enumerate(free):
        if place not in used:
            fell = _where_it_falls(windows, hit.day)
            if fell is not None:
                found.append((fell, hit))
    return found


def _wants(
    windows: Sequence[Window], relieved: Sequence[Relieved], named: Sequence[int]
) -> list[tuple[int, Span]]:
    """(window, its days), once for each act that it still needs; those postponed without a date come last.

    They have no extension that an act could lie in: they take only what no other window needs.
    """
    order = sorted(range(len(windows)), key=lambda index: relieved[index].postponed)
    return [
        (index, (_day(windows[index].opens), _last(windows[index], relieved[index])))
        for index in order
        for _ in range(max(windows[index].need - named[index], 0))
    ]


def _places(days: Sequence[date], span: Span) -> range:
    """The acts of those days (sorted) that lie in a span."""
    first, last = span
    return range(bisect_left(days, first), len(days) if last is None else bisect_right(days, last))


def _where_it_falls(windows: Sequence[Window], day: date) -> int | None:
    for index, window in enumerate(windows):
        if _day(window.opens) <= day and (window.due is None or window.provisional or day <= window.due):
            return index
    return None


def _judge(
    stream: Stream, scene: Scene, window: Window, relieved: Relieved | None, credit: Credit
) -> Judgement:
    """One window: first match wins, in the order of `Standing`."""
    today = scene.moment.day
    need = window.need
    if window.lower_need is not None and today >= window.lower_need[0]:
        need = window.lower_need[1]
    reached = sorted([*credit.within, *credit.makeup], key=by_day) if credit.makeup else credit.within
    return _judge_fully(stream, scene, window, relieved or Relieved(window.due), credit, reached, need)


def _judge_fully(
    stream: Stream,
    scene: Scene,
    window: Window,
    relieved: Relieved,
    credit: Credit,
    reached: Sequence[Hit],
    need: int,
) -> Judgement:
    today, opens, due = scene.moment.day, _day(window.opens), relieved.due
    assert not isinstance(due, datetime)
    deciding = reached[:need] if 0 < need <= len(reached) else ()
    settled_on = deciding[-1].day if deciding else None
    surplus = _surplus(scene, window, len(credit.within))
    standing, missing = _standing(stream, scene, window, relieved, credit, settled_on, need)
    unsettled = settled_on is None and need > 0
    planned = scene.planned_from(opens) if standing in UNSETTLED or window.cap is not None else None
    notes = relieved.notes + _notes(scene, window, deciding, standing, due) + scene.notices(planned)
    notes += tuple(Note.of("misplaced", day=hit.day, window=window.label) for hit in credit.misplaced)
    return Judgement(
        stream,
        window,
        standing,
        need,
        due,
        len(reached),
        tuple(hit.act for hit in deciding),
        tuple(hit.day for hit in deciding),
        settled_on,
        _days_late(standing, due, settled_on or today),
        planned,
        surplus=surplus,
        binding=not window.partial and standing is not Standing.SUPERSEDED,
        provisional=window.provisional,
        missing_ordinals=missing,
        annotations=notes,
        ignored=scene.ignored_in(opens, today if window.provisional else min(window.due or today, today))
        if unsettled and today >= opens
        else (),
    )


def _days_late(standing: Standing, due: date | None, until: date) -> int:
    """Days begun after the due day in force, until settlement or the day asked for."""
    if due is None or standing not in (Standing.MET_LATE, Standing.OVERDUE, Standing.MISSED):
        return 0
    return max((until - due).days, 0)


def _surplus(scene: Scene, window: Window, held: int) -> int:
    """Acts and confirmed plans beyond the maximum; 0 without one."""
    if window.cap is None:
        return 0
    opens, due = _day(window.opens), None if window.provisional else window.due
    planned = sum(
        1
        for day, plan, _ in scene.plans
        if plan.status == "confirmed" and day >= opens and (due is None or day <= due)
    )
    return max(held + planned - window.cap, 0)


def _standing(
    stream: Stream,
    scene: Scene,
    window: Window,
    relieved: Relieved,
    credit: Credit,
    settled_on: date | None,
    need: int,
) -> tuple[Standing, tuple[int, ...]]:
    """The first standing that matches, and the ordinals that prove missing rows where that matters."""
    today, opens, due = scene.moment.day, _day(window.opens), relieved.due
    assert not isinstance(due, datetime) and stream.start is not None
    if window.superseded_on is not None and today >= window.superseded_on:
        return Standing.SUPERSEDED, ()
    if relieved.waived:
        return Standing.EXCUSED, ()
    if window.cap is not None and len(credit.within) > window.cap and not window.partial:
        return Standing.VIOLATED, ()
    if settled_on is not None:
        return _settled(window, relieved, settled_on), ()
    if today < max(opens, stream.start if window.partial else opens):
        return Standing.UPCOMING, ()
    if need == 0:
        return Standing.MET, ()
    missing = scene.missing_in(opens, today if due is None or window.provisional else due)
    if relieved.postponed:
        return Standing.POSTPONED, missing
    if due is None or today <= due or window.provisional:
        return Standing.OPEN, missing
    if window.partial:
        return Standing.OPTIONAL, missing
    if (missing or not scene.is_covered(opens)) and window.label not in scene.not_held:
        return Standing.NO_RECORD, missing
    limit = makeup_limit(window, relieved)
    return (Standing.OVERDUE if limit is None or today <= limit else Standing.MISSED), missing


def _settled(window: Window, relieved: Relieved, settled_on: date) -> Standing:
    late = relieved.due is not None and settled_on > relieved.due
    if late and not window.provisional:
        return Standing.MET_LATE
    if relieved.due != window.due and window.due is not None and settled_on > window.due:
        return Standing.MET_EXTENDED
    return Standing.MET


def _notes(
    scene: Scene, window: Window, deciding: Sequence[Hit], standing: Standing, due: date | None
) -> tuple[Note, ...]:
    """What a reader of the verdict must know: unknown attendance, and that the page had shown it as overdue."""
    counts = scene.mandate.counts
    found = [
        Note.of("unknown_attendance", day=hit.day) for hit in deciding if lacks_attendance(counts, hit.act)
    ]
    if (
        deciding
        and due is not None
        and standing in (Standing.MET, Standing.MET_EXTENDED)
        and not (window.partial or window.provisional)
    ):
        recorded = max(
            (local_day(hit.recorded, scene.body.zone) for hit in deciding if hit.recorded), default=None
        )
        if recorded is not None and recorded > due and scene.is_covered(_day(window.opens)):
            found.append(Note.of("shown_overdue", since=due, recorded=recorded))
    return tuple(found)
