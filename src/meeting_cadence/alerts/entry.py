"""The calendar entry that a reminder carries: the due day of what it is about, to be taken in by one touch.

Written by hand like the mail itself: a library takes longer for it than for the mail. Tests read it back.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from meeting_cadence.alerts.channels.channel import Calendar
from meeting_cadence.alerts.clean import one_line
from meeting_cadence.alerts.story import Topic, named
from meeting_cadence.words.say import say

_PRODID: Final = "-//meeting-cadence//notice//ZH"
_FOLD: Final = 74
"""Octets of one line, with the blank that begins a continued one at most 75."""


def due_entry(topics: Sequence[Topic], base_url: str, *, host: str, at: datetime) -> Calendar | None:
    """One entry for each matter that is still to be done by a day; None where there is none.

    The UID is lasting, so that a later reminder renews the entry of an earlier one. It is not that of the feed's
    entry, which grows its SEQUENCE by itself.
    """
    ahead = [one for one in topics if one.kind == "due_soon" and one.due is not None]
    if not ahead:
        return None
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODID}", "METHOD:PUBLISH"]
    for topic in ahead:
        lines += _event(topic, base_url, host, at)
    text = "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))
    return Calendar(text, "PUBLISH")


def _event(topic: Topic, base_url: str, host: str, at: datetime) -> list[str]:
    summary = say(
        "alerts.entry", "zh", body=named(topic.body, "zh"), title=named(topic.title, "zh"),
        label=named(topic.label, "zh"),
    )  # fmt: skip
    address = f"{base_url}/obligations/{topic.key}"
    assert topic.due is not None
    return [
        "BEGIN:VEVENT",
        f"UID:notice-{topic.key}@{host}",
        f"DTSTAMP:{_instant(at)}",
        *_when(topic.due),
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(address)}",
        f"URL:{address}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _when(due: date | datetime) -> list[str]:
    """A whole day, or an instant in UTC, which no program can misread."""
    if isinstance(due, datetime):
        return [f"DTSTART:{_instant(due)}", f"DTEND:{_instant(due)}"]
    return [f"DTSTART;VALUE=DATE:{due:%Y%m%d}", f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"]


def _instant(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    plain = one_line(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.encode("utf-8", "replace").decode("utf-8")


def _folded(line: str) -> Iterator[str]:
    """Cut between characters, never within one (RFC 5545, 3.1)."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > _FOLD:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
