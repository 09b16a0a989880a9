"""Slots of a quota: parts of a window, each of one shape, not empty, inside the window."""

import re
from datetime import date, timedelta
from typing import Final

from meeting_cadence.cadence import Align, Slot
from meeting_cadence.dates import Duration, add_months
from meeting_cadence.regulations.check_bodies import month_day
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.fields import DAYS, Fields, present
from meeting_cadence.regulations.problems import Report

_OFFSET: Final = re.compile(r"\+(\d{1,5}[a-z]{1,3})", re.ASCII)
_LAST_WEEK: Final = 4
"""Every month has four Mondays; not every month has a fifth."""
_LEAP_YEAR: Final = date(2024, 1, 1)


def check_slots(fields: Fields, key: str, per: Duration | None, align: Align) -> tuple[Slot, ...]:
    """The slots of a quota whose windows are `per` long. Without `per` (terms) there is no grid to cut."""
    nodes = fields.items(key, least=1)
    return present(_slot(node, fields.report, per, align) for node in nodes)


def _slot(node: Node, report: Report, per: Duration | None, align: Align) -> Slot | None:
    fields = Fields(node, report, optional=("from", "to", "week", "month"))
    if fields.broken:
        return None
    if fields.given("week", "month"):
        return _week_slot(fields, per)
    if len(fields.given("from", "to")) < 2:
        report.add(node, "missing_one_of", keys=("from, to", "week, month"))
        return None
    offsets = [str(fields.at(key).value).startswith("+") for key in ("from", "to")]
    if offsets[0] != offsets[1]:
        report.add(fields.at("to"), "mixed_slot")
        return None
    return _offset_slot(fields, per) if offsets[0] else _month_day_slot(fields, per, align)


def _week_slot(fields: Fields, per: Duration | None) -> Slot | None:
    given = fields.given("from", "to")
    if given:
        fields.report.add(fields.place.key(given[0]), "contradictory_keys", keys=("week", given[0]))
    for key in ("week", "month"):
        if key not in fields:
            fields.report.add(fields.place, "missing_key", key=key)
    week, month = fields.number("week", least=1), fields.number("month", least=1)
    for key, number, most in (("week", week, _LAST_WEEK), ("month", month, 12)):
        if number is not None and number > most:
            fields.report.add(fields.at(key), "number_too_big", key=key, number=number, most=most)
            return None
    _demand_years(fields, per)
    return Slot(week=week, month=month) if week is not None and month is not None else None


def _demand_years(fields: Fields, per: Duration | None) -> bool:
    """Months and days of the year name one part only of windows that are a year, or several."""
    if per is None or (per.months is not None and per.months % 12 == 0):
        return True
    fields.report.add(fields.place, "slot_needs_years", per=str(per))
    return False


def _offset_slot(fields: Fields, per: Duration | None) -> Slot | None:
    start, end = _offset(fields, "from"), _offset(fields, "to")
    if start is None or end is None:
        return None
    if _reach(end, _LEAP_YEAR) <= _reach(start, _LEAP_YEAR):
        fields.report.add(fields.at("to"), "empty_slot", start=f"+{start}", end=f"+{end}")
        return None
    if per is not None and _reach(end, _LEAP_YEAR) > _reach(per, _LEAP_YEAR):
        fields.report.add(fields.at("to"), "slot_outside", end=f"+{end}", per=str(per))
        return None
    return Slot(from_offset=start, to_offset=end)


def _offset(fields: Fields, key: str) -> Duration | None:
    node = fields.at(key)
    text = fields.text_of(node, key)
    if text is None:
        return None
    found = _OFFSET.fullmatch(text)
    length = Duration.parse(found[1]) if found else None
    if length is None or length.unit not in DAYS:
        fields.report.add(node, "bad_offset", key=key, text=text[:60])
        return None
    return None if fields.is_too_long(node, length) else length


def _reach(length: Duration, start: date) -> int:
    """How many days a length takes from a day on."""
    if length.months is not None:
        return (add_months(start, length.months) - start).days
    assert length.days is not None
    return length.days


def _month_day_slot(fields: Fields, per: Duration | None, align: Align) -> Slot | None:
    start, end = month_day(fields, "from"), month_day(fields, "to")
    if start is None or end is None or not _demand_years(fields, per):
        return None
    slot = Slot(start=start, end=end)
    if per is not None and align.kind in ("calendar", "date") and not _fits(slot, per, align.origin):
        fields.report.add(fields.at("to"), "slot_outside", end=fields.at("to").value, per=str(per))
        return None
    return slot


def _fits(slot: Slot, per: Duration, origin: date | None) -> bool:
    """Whether the slot lies in the window that opens on the origin (calendar: New Year)."""
    assert slot.start is not None and slot.end is not None
    opens = origin.replace(year=2024) if origin else _LEAP_YEAR
    first = _next(opens, slot.start)
    end = _next(first + timedelta(days=1), slot.end)
    return (end - opens).days <= _reach(per, opens)


def _next(day: date, month_day: tuple[int, int]) -> date:
    """The first such month and day on or after a day."""
    here = date(day.year, month_day[0], 1) + timedelta(days=month_day[1] - 1)
    return here if here >= day else add_months(here, 12)
