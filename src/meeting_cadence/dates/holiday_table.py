"""Working days by country from the `holidays` library, behind one small table; notices dropped in by hand win.

China's make-up working days (调休上班日) are included. The State Council announces a year in the November before it;
until the library knows the notice, that year's days are computed from the statutory holidays alone and are called
estimated. A notice of an administrator makes them `override`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from meeting_cadence.dates.workdays import Certainty, Tables, WorkdayTable, monday_to_friday

COUNTRIES: Final = frozenset({"CN"})
"""The codes of `workdays:` in a pack that have a table of their own."""


class Notice(NamedTuple):
    """A year's published arrangement: weekdays off and weekend days worked. It replaces the computed year whole."""

    off: frozenset[date]
    work: frozenset[date]


class _Year(NamedTuple):
    idle: frozenset[date]
    certainty: Certainty


@lru_cache(maxsize=512)
def _computed(code: str, year: int) -> _Year:
    # Imported here: it takes 170 ms, and a pack without working days never needs it.
    from holidays import country_holidays

    calendar = country_holidays(code, years=year)
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    idle = frozenset(day for day in days if day.year == year and not calendar.is_working_day(day))
    announced = getattr(calendar, "special_public_holidays", {})
    certainty = Certainty.ESTIMATED if announced and year > max(announced) else Certainty.ANNOUNCED
    return _Year(idle, certainty)


class HolidayTable:
    """A country's working days; `notices` by year replace the computed ones."""

    def __init__(self, code: str, notices: Mapping[int, Notice]) -> None:
        self._code = code
        self._notices = notices
        self._years: dict[int, _Year] = {}

    def is_working(self, day: date) -> bool:
        year = self._years.get(day.year) or self._load(day.year)
        return day not in year.idle

    def certainty(self, day: date) -> Certainty:
        return (self._years.get(day.year) or self._load(day.year)).certainty

    def _load(self, number: int) -> _Year:
        notice = self._notices.get(number)
        year = _computed(self._code, number) if notice is None else _year_of(number, notice)
        self._years[number] = year
        return year


def _year_of(number: int, notice: Notice) -> _Year:
    days = (date(number, 1, 1) + timedelta(days=each) for each in range(366))
    idle = frozenset(
        day
        for day in days
        if day.year == number and (day in notice.off or (day.weekday() >= 5 and day not in notice.work))
    )
    return _Year(idle, Certainty.OVERRIDE)


def tables_with(notices: Mapping[str, Mapping[int, Notice]]) -> Tables:
    """Tables by code; None, or a code without a table, is Monday to Friday. `notices` by code and year."""
    made: dict[str, WorkdayTable] = {}

    def table(code: str | None) -> WorkdayTable:
        if code is None or code not in COUNTRIES:
            return monday_to_friday
        if code not in made:
            made[code] = HolidayTable(code, notices.get(code, {}))
        return made[code]

    return table


def table_for(code: str | None) -> WorkdayTable:
    """The table of a code without any notices of an administrator."""
    return tables_with({})(code)
