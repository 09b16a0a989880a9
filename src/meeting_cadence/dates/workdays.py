"""Working days from a passed table (调休 included), and limits that roll or count by them."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol


class Certainty(StrEnum):
    """How sure a day's kind is: published, computed before publication, or set by an administrator."""

    ANNOUNCED = "announced"
    ESTIMATED = "estimated"
    OVERRIDE = "override"


class WorkdayTable(Protocol):
    """Which days are worked, make-up working days included."""

    def is_working(self, day: date) -> bool:
        """Whether `day` is worked."""
        ...

    def certainty(self, day: date) -> Certainty:
        """How sure that answer is."""
        ...


class MondayToFriday:
    """The table of a pack that names none: Monday to Friday, always announced."""

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5

    def certainty(self, day: date) -> Certainty:
        return Certainty.ANNOUNCED


monday_to_friday = MondayToFriday()

Tables = Callable[[str | None], WorkdayTable]
"""From a pack's `workdays` code (`CN`, None) to its table."""


def add_working_days(day: date, number: int, table: WorkdayTable) -> date:
    """The `number`-th working day after `day` (negative: before); the day itself is not counted; 0 is `day`."""
    step = timedelta(days=1 if number > 0 else -1)
    left = abs(number)
    while left:
        day += step
        if table.is_working(day):
            left -= 1
    return day


def roll(day: date, direction: str, table: WorkdayTable) -> date:
    """`following`: the next working day unless `day` is one; `preceding`: the one before; `none`: `day`."""
    if direction == "none":
        return day
    step = timedelta(days=1 if direction == "following" else -1)
    while not table.is_working(day):
        day += step
    return day


def is_provisional(start: date, end: date, table: WorkdayTable) -> bool:
    """Whether a count from `start` to `end` (inclusive) rests on days that are only estimated."""
    day = start
    while day <= end:
        if table.certainty(day) is Certainty.ESTIMATED:
            return True
        day += timedelta(days=1)
    return False
