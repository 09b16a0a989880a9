"""A plan, and the act that carries it out, as one calendar entry with one lasting UID.

Tentative until confirmed; once held it stays on its real day as history; cancelled it stays for thirty days.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from meeting_cadence.dates import local_day
from meeting_cadence.feeds.entry import CalendarEntry, Status, uid
from meeting_cadence.feeds.names import Names
from meeting_cadence.queries.meetings import Meeting, State, meeting_key
from meeting_cadence.queries.world import World
from meeting_cadence.words.say import say

_STATUS: Final[dict[State, Status]] = {
    "tentative": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "cancelled": "CANCELLED",
    "held": "CONFIRMED",
}
_COLORS: Final[dict[State, str]] = {
    "tentative": "lightsteelblue",
    "confirmed": "steelblue",
    "cancelled": "gray",
    "held": "seagreen",
}


def meeting_entry(meeting: Meeting, names: Names, *, host: str, link: str) -> CalendarEntry:
    """The entry on the planned day, once held on the real one. `link`: the page of the (first) body."""
    prefix = say(f"feeds.prefix.{_sort(meeting, names)}.{meeting.state}", names.language)
    bodies = [names.body(body) for body in meeting.bodies]
    return CalendarEntry(
        uid=uid("meeting", meeting_key(meeting.subject), host),
        start=meeting.start,
        last=meeting.end,
        zone=zone_of(meeting, names),
        summary=say(
            "feeds.summary", names.language, prefix=prefix, title=_title(meeting, names), body=bodies
        ),
        description=tuple(_description(meeting, names, bodies)),
        status=_STATUS[meeting.state],
        categories=(names.kind(meeting.kind), *bodies[:1], prefix),
        color=_COLORS[meeting.state],
        url=link,
        location=meeting.place,
        language=names.language,
    )


def zone_of(meeting: Meeting, names: Names) -> ZoneInfo:
    """The zone of the first body that a pack knows."""
    known = (names.pack.tree.bodies.get(body) for body in meeting.bodies)
    return next((body.zone for body in known if body), ZoneInfo(names.pack.zone))


def day_of(meeting: Meeting, world: World) -> date:
    """The local day on which it begins."""
    if isinstance(meeting.start, datetime):
        return local_day(meeting.start, zone_of(meeting, Names(world.pack, "zh")))
    return meeting.start


def has_left(meeting: Meeting, today: date) -> bool:
    """Whether it was cancelled so long ago that nobody is shown it any more."""
    return meeting.leaves_on is not None and today >= meeting.leaves_on


def digest(meeting: Meeting) -> str:
    """What its entry is rendered from; the same in every process (a set's order differs between them)."""
    values = tuple(_lasting(getattr(meeting, name)) for name in meeting.__dataclass_fields__)
    return hashlib.sha256(repr(values).encode()).hexdigest()


def _lasting(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _sort(meeting: Meeting, names: Names) -> str:
    """Whether it is a meeting that is held, or something else that is done: by its form, else by its mandate."""
    if meeting.form is not None:
        return "plan" if meeting.form == "written" else "meeting"
    for mandate in names.pack.mandates:
        if meeting.kind in mandate.kinds and "written" not in mandate.counts.forms:
            return "meeting"
    return "plan"


def _title(meeting: Meeting, names: Names) -> str:
    title = meeting.title or names.kind(meeting.kind)
    if meeting.ordinal is None or meeting.title:
        return title
    return say("feeds.ordinal", names.language, ordinal=meeting.ordinal, title=title)


def _description(meeting: Meeting, names: Names, bodies: list[str]) -> Iterator[str]:
    if meeting.title:
        yield names.kind(meeting.kind)
    yield say("feeds.bodies", names.language, bodies=bodies)
    zone = zone_of(meeting, names)
    start, end = _local(meeting.start, zone), _local(meeting.end, zone)
    if end is not None and end != start:
        yield say("feeds.meeting.until", names.language, start=start, end=end)
    else:
        yield say("feeds.meeting.when", names.language, start=start)
    yield say(f"feeds.meeting.status.{meeting.state}", names.language)
    if meeting.cancelled_on is not None:
        yield say("feeds.meeting.cancelled_on", names.language, day=meeting.cancelled_on)


def _local(when: date | datetime | None, zone: ZoneInfo) -> date | datetime | None:
    return when.astimezone(zone) if isinstance(when, datetime) else when
