"""The four forms of a clause: quota, gap, deadline, review."""

from datetime import date
from typing import Final, Literal, cast

from meeting_cadence.cadence import Align, Deadline, First, Gap, Quota, Review, Rule, Trigger
from meeting_cadence.dates import Duration
from meeting_cadence.dates.duration import UNITS
from meeting_cadence.regulations.check_slots import check_slots
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.draft import Draft
from meeting_cadence.regulations.fields import DAYS, Fields

FORMS: Final = ("quota", "gap", "deadline", "review")
_ALIGNMENTS: Final = ("calendar", "fiscal_year", "fiscal_year_following")
_RELATIONS: Final = ("after", "before", "with")


def check_rule(form: str, node: Node, draft: Draft, *, rolls: bool) -> Rule | None:
    """The rule of one clause; None when it cannot be made, with the reasons on the report."""
    if form == "quota":
        return _quota(Fields(node, draft.report, required=("per",), optional=_QUOTA_KEYS))
    if form == "gap":
        return _gap(Fields(node, draft.report, optional=("max", "min", "from", "snap", "first")), draft)
    if form == "deadline":
        return _deadline(Fields(node, draft.report, optional=_DEADLINE_KEYS), draft, rolls=rolls)
    fields = Fields(node, draft.report, optional=("every",))
    return Review(_length_or_term(fields, "every"))


_QUOTA_KEYS: Final = ("min", "max", "align", "slots", "first_slots", "each_of")


def _quota(fields: Fields) -> Quota | None:
    least, most = fields.number("min", least=0), fields.number("max", least=0)
    problems = _quota_numbers(fields, least, most)
    per, align = _length_or_term(fields, "per"), _align(fields)
    if per is not None and align is not None:
        problems |= not _divides(fields, per, align)
    length = per if isinstance(per, Duration) else None
    grid = align or Align("calendar")
    slots, first_slots = (check_slots(fields, key, length, grid) for key in ("slots", "first_slots"))
    for key in fields.given("slots", "first_slots") if per == "term" else ():
        fields.report.add(fields.place.key(key), "slots_of_term", key=key)
    if per is None or align is None or problems or fields.broken:
        return None
    return Quota(least or 0, most, length, align, slots, first_slots)


def _quota_numbers(fields: Fields, least: int | None, most: int | None) -> bool:
    """Whether something is wrong with min and max."""
    if not fields.broken and not fields.given("min", "max"):
        fields.report.add(fields.place, "missing_one_of", keys=("min", "max"))
        return True
    if least == 0 and not fields.given("max"):
        fields.report.add(fields.at("min"), "demands_nothing")
        return True
    if least is not None and most is not None and most < least:
        fields.report.add(fields.at("max"), "max_below_min", max=most, min=least)
        return True
    return bool(fields.given("min")) != (least is not None) or bool(fields.given("max")) != (most is not None)


def _length_or_term(fields: Fields, key: str) -> Duration | Literal["term"] | None:
    node = fields.node(key)
    if node is not None and node.value == "term":
        return "term"
    return fields.length(key, DAYS)


def _align(fields: Fields) -> Align | None:
    """The alignment, `calendar` when omitted; None when it is wrong."""
    node = fields.node("align")
    if node is None:
        return Align("calendar")
    if isinstance(node.value, dict):
        origin = Fields(node, fields.report, required=("date",)).day("date")
        return Align("date", origin) if origin is not None else None
    word = fields.word("align", _ALIGNMENTS)
    return Align(cast(Literal["calendar", "fiscal_year", "fiscal_year_following"], word)) if word else None


def _divides(fields: Fields, per: Duration | Literal["term"], align: Align) -> bool:
    """Windows must begin somewhere: parts of a year, weeks and days do by themselves, others from a date."""
    if per == "term":
        if align.kind != "calendar":
            fields.report.add(fields.at("align"), "term_with_align")
        return align.kind == "calendar"
    if align.kind == "date":
        return True
    if per.months is not None and 12 % per.months == 0:
        return True
    if align.kind == "calendar" and per in (Duration(1, "w"), Duration(1, "d"), Duration(7, "d")):
        return True
    fields.report.add(fields.at("per"), "per_needs_date", per=str(per))
    return False


def _gap(fields: Fields, draft: Draft) -> Gap | None:
    longest, shortest = fields.length("max", DAYS), fields.length("min", DAYS)
    first = _first(fields.node("first"), draft)
    if not fields.broken and not fields.given("max", "min"):
        fields.report.add(fields.place, "missing_one_of", keys=("max", "min"))
        return None
    if longest is not None and shortest is not None and _days(longest)[1] < _days(shortest)[0]:
        fields.report.add(fields.at("max"), "max_below_min", max=str(longest), min=str(shortest))
        return None
    if (longest is None and shortest is None) or (fields.node("first") is not None and first is None):
        return None
    return Gap(
        longest,
        shortest,
        cast(Literal["start", "end"], fields.word("from", ("start", "end"), "start")),
        cast(Literal["none", "month", "year"], fields.word("snap", ("none", "month", "year"), "none")),
        first,
    )


def _days(length: Duration) -> tuple[int, int]:
    """The least and the greatest number of days that a length can take."""
    if length.days is not None:
        return length.days, length.days
    assert length.months is not None
    return length.months * 28, length.months * 31


def _first(node: Node | None, draft: Draft) -> First | None:
    if node is None:
        return None
    fields = Fields(node, draft.report, required=("after",), optional=("within",))
    within, after = fields.length("within", DAYS), fields.node("after")
    if after is None or (within is None and fields.given("within")):
        return None
    if isinstance(after.value, dict):
        event = Fields(after, draft.report, required=("event",))
        kind = event.id("event")
        draft.mention("events", kind, event.at("event"))
        return First(None, kind, within) if kind is not None else None
    if after.value == "effective":
        return First("effective", None, within)
    day = _day_or_effective(fields, after)
    return First(day, None, within) if day is not None else None


def _day_or_effective(fields: Fields, node: Node) -> date | None:
    if isinstance(node.value, str) and not node.value[:1].isdigit():
        fields.word_of(node, ("effective",), "after")
        return None
    return fields.day_of(node, "after")


_DEADLINE_KEYS: Final = (*_RELATIONS, "within", "at_least", "count", "roll")


def _deadline(fields: Fields, draft: Draft, *, rolls: bool) -> Deadline | None:
    relation = fields.one_of(*_RELATIONS)
    if relation is None:
        for key in ("within", "at_least"):
            fields.length(key, UNITS, zero=True)
        return None
    forward = relation != "before"
    trigger = _trigger(fields.node(relation), draft)
    length, known = _limit(fields, forward)
    clock = length is not None and length.is_clock
    count = fields.word("count", ("next_day", "same_day", "instant"), "instant" if clock else "next_day")
    default_roll = _default_roll(length, count) if rolls and forward else "none"
    roll = fields.word("roll", ("none", "following", "preceding"), default_roll)
    fits = _counts_well(fields, length, count) & _rolls_well(fields, length, count, forward)
    if trigger is None or not known or not fits:
        return None
    return Deadline(
        cast(Literal["after", "before", "with"], relation),
        trigger,
        length,
        cast(Literal["next_day", "same_day", "instant"], count),
        cast(Literal["none", "following", "preceding"], roll),
    )


def _limit(fields: Fields, forward: bool) -> tuple[Duration | None, bool]:
    """(the length, whether it is known): `within` going forward (null: 及时), `at_least` going backward."""
    wanted, other = ("within", "at_least") if forward else ("at_least", "within")
    if other in fields:
        fields.report.add(fields.place.key(other), "wrong_limit", key=other, instead=wanted)
        return None, False
    if wanted not in fields:
        fields.report.add(fields.place, "missing_limit" if forward else "missing_key", key=wanted)
        return None, False
    length = fields.length(wanted, UNITS, zero=True)
    if length is None and not forward and not fields.given(wanted):
        fields.report.add(fields.at(wanted), "missing_key", key=wanted)
    elif length is not None and length.number == 0 and length.is_clock:
        fields.report.add(fields.at(wanted), "zero_duration", key=wanted, text=str(length))
        return None, False
    return length, length is not None or (forward and not fields.given(wanted))


def _default_roll(length: Duration | None, count: str | None) -> str:
    """What the Chinese civil profile says: limits in days, weeks, months and years end on a working day."""
    if length is None or length.number == 0 or count == "instant" or length.unit not in DAYS:
        return "none"
    return "following"


def _counts_well(fields: Fields, length: Duration | None, count: str | None) -> bool:
    if length is None:
        return True
    if count == "instant" and length.unit in ("wd", "m", "y"):
        fields.report.add(fields.at("count"), "instant_needs_clock", length=str(length))
        return False
    if count != "instant" and length.is_clock:
        fields.report.add(fields.at("count"), "clock_needs_instant", length=str(length))
        return False
    return True


def _rolls_well(fields: Fields, length: Duration | None, count: str | None, forward: bool) -> bool:
    node = fields.node("roll")
    if node is None or node.value not in ("following", "preceding"):
        return True
    if not forward:
        fields.report.add(node, "roll_on_before")
        return False
    if count == "instant" or (length is not None and length.is_clock):
        fields.report.add(node, "roll_with_clock")
        return False
    return True


def _trigger(node: Node | None, draft: Draft) -> Trigger | None:
    if node is None:
        return None
    fields = Fields(node, draft.report, optional=("event", "act", "by", "at"))
    sort = fields.one_of("event", "act")
    if sort is None:
        return None
    kind = fields.id(sort)
    draft.mention("events" if sort == "event" else "triggers", kind, fields.at(sort))
    if sort == "event":
        for key in fields.given("by", "at"):
            fields.report.add(fields.place.key(key), "contradictory_keys", keys=("event", key))
        return Trigger(event=kind) if kind is not None else None
    at = cast(Literal["start", "end"], fields.word("at", ("start", "end"), "end"))
    by = fields.id("by") or "self"
    if by not in ("self", "superior"):
        draft.mention("body", by, fields.at("by"))
    return Trigger(act=kind, by=by, at=at) if kind is not None else None
