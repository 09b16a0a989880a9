"""`at` and `known_at` as an address gives them: a day, or an instant with an offset."""

from datetime import date, datetime, tzinfo

from meeting_cadence.errors import MeetingCadenceError


class TimeUnreadable(MeetingCadenceError):
    """It is neither a day nor an instant with an offset."""

    code = "time_unreadable"
    http_status = 422


def read_time(text: str | None) -> date | datetime | None:
    """A day, or an instant with an offset; None and an empty text are None. Raises TimeUnreadable."""
    if not text:
        return None
    try:
        return date.fromisoformat(text) if len(text) == 10 else _aware(text)
    except ValueError:
        raise TimeUnreadable(text[:100]) from None


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


def _aware(text: str) -> datetime:
    """A blank is what an unescaped `+` of an address turns into."""
    instant = datetime.fromisoformat(text.replace(" ", "+"))
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant


def read_day(text: str | None) -> date | None:
    """A day; None and an empty text are None. Raises TimeUnreadable."""
    when = read_time(text)
    if isinstance(when, datetime):
        raise TimeUnreadable((text or "")[:100])
    return when
