"""Relief: how a granted decision moves the due day of one window."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from meeting_cadence.dates import Moment
from meeting_cadence.ledger.entries import Relief
from meeting_cadence.obligations.window import Window
from meeting_cadence.regulations.model import ReliefRule
from meeting_cadence.standing.judgement import Note


class Relieved(NamedTuple):
    """A window after its reliefs. `due` None with `postponed`: no date yet."""

    due: date | datetime | None
    postponed: bool = False
    waived: bool = False
    advanced: bool = False
    """It may be held before it opens: an advance is in force."""
    notes: tuple[Note, ...] = ()


def in_time_order(reliefs: Iterable[Relief], moment: Moment) -> list[Relief]:
    """The reliefs granted by the moment, earliest first; ties by content, never by the order of entries."""
    granted = [relief for relief in reliefs if relief.granted <= moment.day]
    return sorted(granted, key=lambda one: (one.granted, one.relief, str(one.until), one.id or "", repr(one)))


def concerns(relief: Relief, window: Window, due: date | datetime | None) -> bool:
    """Whether a relief names this window; a suspension without a window concerns each one that it overlaps.

    `due`: the end of the window by the reliefs before (None: no end).
    """
    if relief.window is None:
        return relief.relief == "suspend" and _shared_days(relief, window, due) > 0
    return relief.window == window.label


def relieve(
    window: Window, reliefs: list[Relief], rule: ReliefRule | None, authority: str | None = None
) -> Relieved:
    """Apply reliefs (in time order) one after the other.

    Each works only if granted on or before the due day then in force, unless it is retroactive or the text says
    `before_due: false`. `authority`: the id of the body that the text lets grant it, where that is known.
    """
    state = Relieved(window.due)
    for relief in reliefs:
        if not concerns(relief, window, state.due):
            continue
        if _is_late(relief, state) and (rule is None or rule.before_due):
            late = Note.of("late_relief", relief=relief.relief, granted=relief.granted, until=relief.until)
            state = state._replace(notes=(*state.notes, late))
            continue
        state = _apply(relief, state, window)
        broken = _broken(relief, rule, window)
        if authority is not None and relief.authority_body not in (None, authority):
            outside = Note.of("relief_outside_rule", rule="by", relief=relief.relief, granted=relief.granted)
            broken = (*broken, outside)
        if relief.retroactive:
            broken = (*broken, Note.of("retroactive_relief", relief=relief.relief, granted=relief.granted))
        state = state._replace(notes=(*state.notes, *broken))
    return state


def _is_late(relief: Relief, state: Relieved) -> bool:
    if relief.retroactive or state.postponed or state.due is None:
        return False
    due = state.due.date() if isinstance(state.due, datetime) else state.due
    return relief.granted > due


def _apply(relief: Relief, state: Relieved, window: Window) -> Relieved:
    kind, until = relief.relief, relief.until
    if kind == "waive":
        return _noted(relief, state._replace(waived=True))
    if kind == "postpone":
        return _noted(relief, state._replace(due=None, postponed=True))
    if kind == "suspend":
        return _noted(relief, state._replace(due=_suspended(relief, state, window)))
    assert until is not None, f"{kind} needs `until`"
    due = state.due.date() if isinstance(state.due, datetime) else state.due
    if kind == "set_date":
        return _noted(relief, state._replace(due=until, postponed=False))
    if kind == "extend":
        return _noted(relief, state._replace(due=max(until, due) if due else until, postponed=False))
    return _noted(relief, state._replace(due=min(until, due) if due else until, advanced=True))


def _noted(relief: Relief, state: Relieved) -> Relieved:
    note = Note.of(
        "relief",
        relief=relief.relief,
        granted=relief.granted,
        until=relief.until,
        authority=relief.authority,
        instrument=relief.instrument,
    )
    return state._replace(notes=(*state.notes, note))


def _suspended(relief: Relief, state: Relieved, window: Window) -> date | datetime | None:
    """The due day lengthened by the days that the suspension shares with the window."""
    due = state.due
    return due + timedelta(days=_shared_days(relief, window, due)) if due is not None else None


def _shared_days(relief: Relief, window: Window, due: date | datetime | None) -> int:
    """How many days (both ends inclusive) a suspension shares with a window that ends on `due` (None: no end)."""
    if window.opens is None or relief.start is None or relief.until is None:
        return 0
    last, first = relief.until, window.opens
    if isinstance(due, datetime) and isinstance(first, datetime):
        first = first.astimezone(
            due.tzinfo
        )  # A limit is told on the body's own clock, an anchor as recorded.
    if due is not None:
        last = min(last, due.date() if isinstance(due, datetime) else due)
    first = first.date() if isinstance(first, datetime) else first
    return max((last - max(relief.start, first)).days + 1, 0)


def _broken(relief: Relief, rule: ReliefRule | None, window: Window) -> tuple[Note, ...]:
    """What the text allows and this relief does not keep: annotated, never refused."""
    if rule is None:
        return ()
    broken = []
    if rule.types and relief.relief not in rule.types:
        broken.append(
            Note.of("relief_outside_rule", rule="types", relief=relief.relief, granted=relief.granted)
        )
    if rule.max is not None and relief.until is not None and isinstance(window.due, date):
        due = window.due.date() if isinstance(window.due, datetime) else window.due
        if rule.max.unit not in ("wd", "h", "min") and relief.until > rule.max.after(due):
            broken.append(
                Note.of("relief_outside_rule", rule="max", relief=relief.relief, granted=relief.granted)
            )
    return tuple(broken)
