"""Clauses in the keys of the pack's file."""

from collections.abc import Callable
from typing import Any

from meeting_cadence.bodies import Selector
from meeting_cadence.cadence import Align, Deadline, First, Gap, Quota, Review, Slot, Trigger
from meeting_cadence.regulations.model import Clause

Mapped = dict[str, Any]


def as_clause(clause: Clause, force: str, as_selector: Callable[[Selector], Mapped]) -> Mapped:
    """One clause; `force` is the mandate's, left out where it is the same."""
    rule = clause.rule
    if isinstance(rule, Quota):
        written = _quota(rule)
        if clause.each_of:
            written["each_of"] = [as_selector(one) for one in clause.each_of]
    elif isinstance(rule, Gap):
        written = _gap(rule)
    elif isinstance(rule, Deadline):
        written = _deadline(rule)
    else:
        written = _review(rule)
    own = {} if clause.id is None else {"id": clause.id}
    return own | ({} if clause.force == force else {"force": clause.force}) | {rule.form: written}


def _quota(quota: Quota) -> Mapped:
    found: Mapped = {"min": quota.min} if quota.min or quota.max is None else {}
    if quota.max is not None:
        found["max"] = quota.max
    found["per"] = "term" if quota.per is None else str(quota.per)
    if quota.align.kind != "calendar":
        found["align"] = _align(quota.align)
    for key, slots in (("slots", quota.slots), ("first_slots", quota.first_slots)):
        if slots:
            found[key] = [_slot(slot) for slot in slots]
    return found


def _align(align: Align) -> Any:
    return {"date": align.origin.isoformat()} if align.origin is not None else align.kind


def _slot(slot: Slot) -> Mapped:
    if slot.week is not None:
        return {"week": slot.week, "month": slot.month}
    if slot.from_offset is not None:
        return {"from": f"+{slot.from_offset}", "to": f"+{slot.to_offset}"}
    assert slot.start is not None and slot.end is not None
    return {"from": f"{slot.start[0]:02d}-{slot.start[1]:02d}", "to": f"{slot.end[0]:02d}-{slot.end[1]:02d}"}


def _gap(gap: Gap) -> Mapped:
    found: Mapped = {}
    for key, length in (("max", gap.max), ("min", gap.min)):
        if length is not None:
            found[key] = str(length)
    if gap.runs_from != "start":
        found["from"] = gap.runs_from
    if gap.snap != "none":
        found["snap"] = gap.snap
    if gap.first is not None:
        found["first"] = _first(gap.first)
    return found


def _first(first: First) -> Mapped:
    after: Any = {"event": first.event} if first.event is not None else first.after
    if not isinstance(after, (dict, str)):
        after = after.isoformat()
    return {"after": after} | ({} if first.within is None else {"within": str(first.within)})


def _deadline(deadline: Deadline) -> Mapped:
    limit = "at_least" if deadline.relation == "before" else "within"
    length = deadline.length
    found: Mapped = {deadline.relation: _trigger(deadline.trigger)}
    found[limit] = None if length is None else str(length)
    usual = "instant" if length is not None and length.is_clock else "next_day"
    if deadline.count != usual:
        found["count"] = deadline.count
    if deadline.relation != "before":
        found["roll"] = deadline.roll
    return found


def _trigger(trigger: Trigger) -> Mapped:
    if trigger.event is not None:
        return {"event": trigger.event}
    found: Mapped = {"act": trigger.act}
    if trigger.by != "self":
        found["by"] = trigger.by
    if trigger.at != "end":
        found["at"] = trigger.at
    return found


def _review(review: Review) -> Mapped:
    return {"every": None if review.every is None else str(review.every)}
