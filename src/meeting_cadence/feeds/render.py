"""From an entry to the bytes of its VEVENT: icalendar writes and folds, what it does wrong is set right here.

An entry is rendered without its stamps, so that equal content gives equal bytes; `stamped` adds the stamps
of its revision. icalendar takes 74 ms to import and is loaded only when something is really rendered.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from meeting_cadence.feeds.entry import CalendarEntry
from meeting_cadence.feeds.text import lines, one_line

if TYPE_CHECKING:
    from icalendar import Event

FORMAT: Final = 1
"""Grows when this module writes the same entry otherwise: stored entries are then rendered again."""

_HEAD: Final = "BEGIN:VEVENT\r\n"


def content(entry: CalendarEntry) -> str:
    """The VEVENT without DTSTAMP, LAST-MODIFIED and SEQUENCE; CRLF, folded, at most 75 octets a line."""
    from icalendar import Event

    event = Event()
    event.add("UID", entry.uid)
    _add_times(event, entry)
    event.add("SUMMARY", _text(one_line(entry.summary)))
    event.add("DESCRIPTION", _text(lines([*entry.description, entry.url])))
    if entry.location:
        event.add("LOCATION", _text(one_line(entry.location)))
    event.add("STATUS", entry.status)
    event.add("CATEGORIES", [_text(one_line(word)) for word in entry.categories])
    event.add("COLOR", entry.color)
    event.add("URL", one_line(entry.url, 2000))
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    written: str = event.to_ical(sorted=False).decode()
    return written


def _add_times(event: "Event", entry: CalendarEntry) -> None:
    if isinstance(entry.start, datetime):
        event.add("DTSTART", entry.start.astimezone(entry.zone))
        if isinstance(entry.last, datetime) and entry.last > entry.start:
            event.add("DTEND", entry.last.astimezone(entry.zone))
        return
    event.add("DTSTART", entry.start)
    event.add("DTEND", max(entry.start, _day(entry.last, entry.zone) or entry.start) + timedelta(days=1))


def _day(when: date | datetime | None, zone: ZoneInfo) -> date | None:
    return when.astimezone(zone).date() if isinstance(when, datetime) else when


@cache
def _text_type() -> Any:
    from icalendar import vText

    class RecordedText(vText):
        """A text escaped exactly once. icalendar takes a recorded backslash before N for a line break."""

        def to_ical(self) -> bytes:
            return escape(str(self)).encode()

    return RecordedText


def _text(text: str) -> Any:
    return _text_type()(text)


def escape(text: str) -> str:
    """RFC 5545, 3.3.11: backslash, semicolon, comma and line break."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def stamped(written: str, *, sequence: int, modified: datetime) -> str:
    """The VEVENT with the stamps of its revision; DTSTAMP is the revision, never the time of a request."""
    instant = f"{modified.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    stamps = f"DTSTAMP:{instant}\r\nLAST-MODIFIED:{instant}\r\nSEQUENCE:{sequence}\r\n"
    return f"{_HEAD}{stamps}{written.removeprefix(_HEAD)}"


def content_hash(written: str) -> str:
    """What decides whether an entry changed at all."""
    return hashlib.sha256(written.encode()).hexdigest()


def place_hash(entry: CalendarEntry) -> str:
    """What decides whether its time, place or status changed: only then the SEQUENCE grows."""
    parts = (entry.start, entry.last, entry.zone.key, entry.location or "", entry.status)
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
