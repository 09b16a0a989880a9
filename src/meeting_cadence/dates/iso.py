"""Days and instants as files write them: strict ISO 8601, nothing guessed."""

import re
from datetime import date, datetime
from typing import Final

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2999
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:\d{2})?", re.ASCII
)


def looks_like_day(text: str) -> bool:
    """Whether it has the shape of a day, existing or not: 2023-02-29."""
    return _DAY.fullmatch(text) is not None


def read_day(text: str) -> date | None:
    """`2024-12-31`, of the years 1000 to 2999; None for anything else, also for days that do not exist."""
    if not looks_like_day(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def is_naive_instant(text: str) -> bool:
    """Whether it is an instant that lacks its offset from UTC: 2024-12-31T23:30:00."""
    found = _INSTANT.fullmatch(text)
    return found is not None and found[3] is None


def read_instant(text: str) -> datetime | None:
    """`2024-12-31T23:30:00+08:00`, always with an offset (Z: UTC); None for anything else.

    A space may stand for the T (RFC 3339, 5.6), as YAML writers put it. Seconds may be left out.
    """
    found = _INSTANT.fullmatch(text)
    if found is None or found[3] is None or read_day(found[1]) is None:
        return None
    fraction = found[2].partition(".")[2]
    time = found[2] if not fraction else found[2].replace(fraction, fraction.ljust(6, "0"))
    try:
        return datetime.fromisoformat(f"{found[1]}T{time}{found[3].replace('Z', '+00:00')}")
    except ValueError:
        return None
