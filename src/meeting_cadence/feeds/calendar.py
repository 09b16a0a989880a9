"""Around the entries of a calendar: its header with the zones that they name, its footer."""

from collections.abc import Iterable
from typing import Final

from meeting_cadence.feeds.render import escape
from meeting_cadence.feeds.text import one_line
from meeting_cadence.feeds.zones import vtimezone

PRODID: Final = "-//meeting-cadence//calendar feed//ZH"
"""Constant over versions: some clients take another PRODID for another calendar."""

REFRESH: Final = "PT6H"


END: Final = b"END:VCALENDAR\r\n"


def head(name: str, zones: Iterable[str]) -> bytes:
    """Everything before the entries, in UTF-8. `zones`: those that timed entries name, each once."""
    return "".join([header(name), *(vtimezone(key) for key in sorted(set(zones)))]).encode()


def header(name: str) -> str:
    """Everything before the components."""
    clean = escape(one_line(name))
    content_lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODID}",
        "CALSCALE:GREGORIAN",
        f"NAME:{clean}",
        f"X-WR-CALNAME:{clean}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    )
    return "".join(f"{fold(line)}\r\n" for line in content_lines)


def fold(line: str) -> str:
    """A content line broken so that no piece exceeds 75 octets and no character is cut."""
    pieces, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > 74:
            pieces.append("")
            size = 0
        pieces[-1] += character
        size += width
    return "\r\n ".join(pieces)
