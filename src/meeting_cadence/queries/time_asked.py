"""`at` and `known_at` as an address gives them: a day, or an instant with an offset."""

from datetime import date, datetime, tzinfo
from typing import Final

from meeting_cadence.dates import iso
from meeting_cadence.errors import MeetingCadenceError

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


class TimeUnreadable(MeetingCadenceError):
    """It is neither a day nor an instant with an offset."""

    code = "time_unreadable"
    http_status = 422


class ScopeTooLarge(MeetingCadenceError):
    """Of another time every window is judged anew: of so many bodies that takes minutes."""

    code = "scope_too_large"
    http_status = 422


class YearOutOfReach(TimeUnreadable):
    """Nobody records or judges so far away; every window until then would have to be reckoned."""

    code = "year_out_of_reach"


def read_time(text: str | None) -> date | datetime | None:
    """A day, or an instant with an offset; None and an empty text are None. Raises TimeUnreadable, YearOutOfReach.

    A blank is what an unescaped `+` of an address turns into.
    """
    if not text:
        return None
    when = iso.read_day(text) or iso.read_instant(text.replace(" ", "+"))
    if when is None:
        raise TimeUnreadable(text[:100])
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise YearOutOfReach(text[:100], first=FIRST_YEAR, last=LAST_YEAR)
    return when


def read_instant(text: str | None, zone: tzinfo) -> datetime | None:
    """An instant with an offset; a day is its last microsecond in `zone`. Raises TimeUnreadable."""
    when = read_time(text)
    if when is None or isinstance(when, datetime):
        return when
    return datetime(when.year, when.month, when.day, 23, 59, 59, 999999, tzinfo=zone)


def read_beginning(text: str | None, zone: tzinfo) -> datetime | None:
    """As `read_instant`, but a day is its first microsecond."""
    when = read_time(text)
    if when is None or isinstance(when, datetime):
        return when
    return datetime(when.year, when.month, when.day, tzinfo=zone)


def read_day(text: str | None) -> date | None:
    """A day; None and an empty text are None. Raises TimeUnreadable."""
    when = read_time(text)
    if isinstance(when, datetime):
        raise TimeUnreadable((text or "")[:100])
    return when
