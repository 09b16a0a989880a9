"""Lengths of time as rules write them."""

from datetime import date, timedelta

import pytest

from meeting_cadence.dates import Duration


@pytest.mark.parametrize("text", ["30min", "4h", "30d", "30wd", "10w", "6m", "1y", "0d", "99999d"])
def test_what_is_a_duration_reads_back(text):
    assert str(Duration.parse(text)) == text


@pytest.mark.parametrize("text", ["", "30", "d", "-1d", "1 d", "1.5h", "1Y", "1y6m", "100000d", "٣d", "1d\n"])
def test_what_is_none(text):
    assert Duration.parse(text) is None


@pytest.mark.parametrize(
    ("text", "months", "days", "clock"),
    [
        ("6m", 6, None, False),
        ("2y", 24, None, False),
        ("10d", None, 10, False),
        ("3w", None, 21, False),
        ("30wd", None, None, False),
        ("4h", None, None, True),
        ("30min", None, None, True),
    ],
)
def test_a_unit_is_of_months_of_days_of_working_days_or_of_the_clock(text, months, days, clock):
    length = Duration.parse(text)
    assert (length.months, length.days, length.is_clock) == (months, days, clock)


@pytest.mark.parametrize(
    ("text", "elapsed"),
    [
        ("90min", timedelta(minutes=90)),
        ("4h", timedelta(hours=4)),
        ("2d", timedelta(days=2)),
        ("1w", timedelta(days=7)),
    ],
)
def test_elapsed_time(text, elapsed):
    assert Duration.parse(text).elapsed() == elapsed


@pytest.mark.parametrize(
    ("text", "later", "earlier"),
    [
        ("1m", "2024-02-29", "2023-12-31"),
        ("1y", "2025-01-31", "2023-01-31"),
        ("30d", "2024-03-01", "2024-01-01"),
        ("10w", "2024-04-10", "2023-11-22"),
    ],
)
def test_later_and_earlier_days(text, later, earlier):
    length, day = Duration.parse(text), date(2024, 1, 31)
    assert (length.after(day), length.before(day)) == (date.fromisoformat(later), date.fromisoformat(earlier))


@pytest.mark.parametrize("text", ["30wd", "4h"])
def test_working_days_and_hours_are_no_calendar_lengths(text):
    with pytest.raises(AssertionError, match="not a calendar length"):
        Duration.parse(text).after(date(2024, 1, 1))
    with pytest.raises(AssertionError, match="not a calendar length"):
        Duration.parse(text).before(date(2024, 1, 1))
