"""The time zone in which a query wants whole days to be read (RFC 4791, 9.8)."""

import re
from datetime import timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from meeting_cadence.feeds.dav.refusals import unmet_calendar

_NAMED: Final = re.compile(r"^TZID[^:\r\n]*:([^\r\n]+)", re.MULTILINE)
_OFFSET: Final = re.compile(
    r"BEGIN:STANDARD\b.*?^TZOFFSETTO:([+-])(\d{2})(\d{2})", re.MULTILINE | re.DOTALL | re.ASCII
)
_LONGEST: Final = 100_000


def zone_asked(text: str) -> tzinfo:
    """The zone of a VTIMEZONE: by its name, where that is one of the world's, else by its standard offset.

    Raises DavRefused (valid-calendar-data).
    """
    named = _NAMED.search(text[:_LONGEST])
    if named is not None:
        try:
            return ZoneInfo(named[1].strip())
        except (ValueError, OSError, KeyError):
            pass  # A name of Windows, or of the client's own making: its offset will do.
    offset = _OFFSET.search(text[:_LONGEST])
    if offset is None or int(offset[2]) > 23 or int(offset[3]) > 59:
        raise unmet_calendar("valid-calendar-data")
    ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return timezone(-ahead if offset[1] == "-" else ahead)
