"""Days and instants as options: strict ISO 8601, an instant always with its offset."""

from datetime import date, datetime

import click

from meeting_cadence.dates.iso import read_day, read_instant
from meeting_cadence.errors import MeetingCadenceError


class NotAWhen(MeetingCadenceError):
    """A text that is no day or instant, or an instant without an offset."""

    code = "not_a_when"
    exit_status = 2


class NotADay(NotAWhen):
    """A text that is no day where only a day will do."""

    code = "not_a_day"


class NotAnInstant(NotAWhen):
    """A text that is no instant with an offset where only an instant will do."""

    code = "not_an_instant"


def day_or_instant(_: click.Context, option: click.Parameter, text: str | None) -> date | datetime | None:
    """`2024-12-31` or `2024-12-31T23:30:00+08:00`. Raises NotAWhen."""
    if text is None:
        return None
    found = read_day(text) or read_instant(text)
    if found is None:
        raise NotAWhen(text, option=option.opts[0])
    return found


def exact_day(_: click.Context, option: click.Parameter, text: str | None) -> date | None:
    """`2024-12-31`. Raises NotADay."""
    if text is None:
        return None
    found = read_day(text)
    if found is None:
        raise NotADay(text, option=option.opts[0])
    return found


def exact_instant(_: click.Context, option: click.Parameter, text: str | None) -> datetime | None:
    """`2024-12-31T23:30:00+08:00`. Raises NotAnInstant."""
    if text is None:
        return None
    found = read_instant(text)
    if found is None:
        raise NotAnInstant(text, option=option.opts[0])
    return found
