"""Days and times of day as a form has them, and the instants they make in the body's own zone; and back."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from meeting_cadence.pages.forms import Filled, local_instant, offset_at
from meeting_cadence.pages.view import View

BEGINS, ENDS = "begins", "ends"
"""The answers under which the instants stand; no field has these names."""


def zone_of(view: View, body_id: str) -> ZoneInfo:
    """The zone in which times of day for this body are meant: its own, where the person records for it."""
    return next((body.zone for body in view.recordable if body.id == body_id), view.zone)


def make_instants(filled: Filled, zone: tzinfo) -> None:
    """Put the instants among the answers. A beginning without a time stays a day; so does an end without one."""
    for name in (BEGINS, ENDS):
        filled.answers.pop(name, None)
    day, last = filled.one("start"), filled.one("end") or filled.one("start")
    for name, on, time in ((BEGINS, day, filled.one("time")), (ENDS, last, filled.one("end_time"))):
        if on and time and filled.one("time"):
            moment = f"{on}T{time}"
            filled.answers[name] = [local_instant(moment, offset_at(moment, zone))]


def as_answers(start: date | datetime, end: date | datetime | None, zone: tzinfo) -> dict[str, list[str]]:
    """The beginning and the end as the form would have been filled in; an end on the same day has no day of its own."""
    first, last = local(start, zone), local(end, zone) if end is not None else None
    given = {"start": first.isoformat()[:10], "time": _time(first)}
    if last is not None:
        same_day = last.isoformat()[:10] == given["start"] and isinstance(last, datetime)
        given |= {"end": "" if same_day else last.isoformat()[:10], "end_time": _time(last)}
    return {name: [value] for name, value in given.items() if value}


def local(when: date | datetime, zone: tzinfo) -> date | datetime:
    """An instant by the clock of the zone; a day stays a day."""
    return when.astimezone(zone) if isinstance(when, datetime) else when


def _time(when: date | datetime) -> str:
    return f"{when:%H:%M}" if isinstance(when, datetime) else ""
