"""Days and instants as options: strict ISO 8601, an instant always with its offset."""

from datetime import date, datetime

import click

from meeting_cadence.dates.iso import read_day, read_instant
from meeting_cadence.errors import MeetingCadenceError


class NotAWhen(MeetingCadenceError):
    """A text that is no day or instant, or an instant without an offset."""

    code = "not_a_when"
    exit_status = 2


def day_or_instant(_: click.Context, option: click.Parameter, text: str | None) -> date | datetime | None:
    """`2024-12-31` or `2024-12-31T23:30:00+08:00`. Raises NotAWhen."""
    if text is None:
        return None
    found = read_day(text) or read_instant(text)
    if found is None:
        raise NotAWhen(text, option=f"--{str(option.name).replace('_', '-')}")
    return found


def exact_day(context: click.Context, option: click.Parameter, text: str | None) -> date | None:
    """`2024-12-31`. Raises NotAWhen."""
    found = day_or_instant(context, option, text)
    if isinstance(found, datetime):
        raise NotAWhen(str(text), option=f"--{option.name}")
    return found


def exact_instant(context: click.Context, option: click.Parameter, text: str | None) -> datetime | None:
    """`2024-12-31T23:30:00+08:00`. Raises NotAWhen."""
    found = day_or_instant(context, option, text)
    if found is not None and not isinstance(found, datetime):
        raise NotAWhen(str(text), option=f"--{str(option.name).replace('_', '-')}")
    return found
