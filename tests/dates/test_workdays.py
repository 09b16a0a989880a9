"""Working days with the make-up days (调休), counted, rolled, and how sure they are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_cadence.dates import Certainty, monday_to_friday
from meeting_cadence.dates.holiday_table import Notice, table_for, tables_with
from meeting_cadence.dates.workdays import add_working_days, is_provisional, roll

CN = table_for("CN")


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("2025-09-28", True),  # a Sunday, worked for the National Day holidays
        ("2025-10-01", False),
        ("2025-10-08", False),
        ("2025-10-09", True),
        ("2025-10-11", True),  # a Saturday, worked
        ("2025-10-12", False),
        ("2026-02-28", True),  # a Saturday, worked
    ],
)
def test_the_state_councils_arrangement(text, working):
    assert CN.is_working(day(text)) is working
    assert CN.certainty(day(text)) is Certainty.ANNOUNCED


def test_a_year_without_a_notice_is_estimated_and_a_dropped_in_notice_overrides():
    far = date(2035, 10, 1)
    assert CN.certainty(far) is Certainty.ESTIMATED
    notice = Notice(off=frozenset({date(2035, 10, 1)}), work=frozenset({date(2035, 9, 29)}))
    table = tables_with({"CN": {2035: notice}})("CN")
    assert table.certainty(far) is Certainty.OVERRIDE
    assert [table.is_working(date(2035, *one)) for one in ((10, 1), (10, 2), (9, 29), (9, 30))] == [
        False,
        True,
        True,  # a Saturday, worked
        False,  # a Sunday
    ]
    assert table.certainty(date(2034, 10, 2)) is Certainty.ESTIMATED


@pytest.mark.parametrize("code", [None, "XX"])
def test_without_a_table_it_is_monday_to_friday(code):
    table = tables_with({})(code)
    assert [table.is_working(date(2025, 9, 22) + timedelta(days=n)) for n in range(7)] == [True] * 5 + [
        False
    ] * 2
    assert table.certainty(date(2099, 1, 1)) is Certainty.ANNOUNCED


def test_a_table_is_made_once():
    tables = tables_with({})
    assert tables("CN") is tables("CN")


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("2025-09-26", 1, "2025-09-28"),  # the worked Sunday counts
        ("2025-09-26", 3, "2025-09-30"),
        ("2025-09-26", 4, "2025-10-09"),
        ("2025-10-09", -1, "2025-09-30"),
        ("2025-10-09", -4, "2025-09-26"),
        ("2025-10-04", 0, "2025-10-04"),  # nothing is counted: the day itself, worked or not
    ],
)
def test_counting_working_days(start, number, expected):
    assert add_working_days(day(start), number, CN) == day(expected)


@pytest.mark.parametrize(
    ("start", "direction", "expected"),
    [
        ("2025-10-04", "following", "2025-10-09"),
        ("2025-10-04", "preceding", "2025-09-30"),
        ("2025-10-04", "none", "2025-10-04"),
        ("2025-10-09", "following", "2025-10-09"),
        ("2025-09-28", "preceding", "2025-09-28"),
    ],
)
def test_rolling(start, direction, expected):
    assert roll(day(start), direction, CN) == day(expected)


@given(st.dates(date(2024, 1, 1), date(2026, 6, 30)), st.integers(-60, 60))
def test_it_agrees_with_a_naive_walker(start, number):
    """Property 18."""
    step, seen, here = (1 if number > 0 else -1), 0, start
    while seen < abs(number):
        here += timedelta(days=step)
        seen += CN.is_working(here)
    assert add_working_days(start, number, CN) == here


class Estimated:
    """A table of which the days from 2030 on are estimated."""

    def is_working(self, day):
        return day.weekday() < 5

    def certainty(self, day):
        return Certainty.ESTIMATED if day.year >= 2030 else Certainty.ANNOUNCED


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2029-12-01", "2029-12-31", False),
        ("2029-12-01", "2030-01-01", True),
        ("2030-01-01", "2030-01-01", True),
        ("2029-12-31", "2029-12-31", False),
        ("2030-01-02", "2030-01-01", False),  # no day at all
    ],
)
def test_a_count_is_provisional_when_it_rests_on_an_estimated_day(start, end, expected):
    assert is_provisional(day(start), day(end), Estimated()) is expected
    assert is_provisional(day(start), day(end), monday_to_friday) is False
