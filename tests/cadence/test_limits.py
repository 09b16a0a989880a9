"""Due days and instants, from an anchor. Civil Code of the PRC, art. 201 to 203."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from meeting_cadence.cadence import Deadline, Gap, Trigger
from meeting_cadence.cadence.limits import Limit, backward_limit, forward_limit, gap_due, gap_not_before
from meeting_cadence.dates import Duration, monday_to_friday
from meeting_cadence.dates.holiday_table import table_for

SHANGHAI, CN = ZoneInfo("Asia/Shanghai"), table_for("CN")


def length(text):
    return Duration.parse(text) if text else None


@pytest.mark.parametrize(
    ("rule", "anchor", "expected"),
    [
        (Gap(length("5y")), "2017-10-18", "2022-10-18"),
        (Gap(length("5y"), snap="year"), "2017-10-18", "2022-12-31"),
        (Gap(length("15m")), "2014-11-30", "2016-02-29"),
        (Gap(length("3m"), snap="month"), "2024-01-31", "2024-04-30"),
        (Gap(length("1m"), snap="month"), "2024-01-31", "2024-02-29"),
        (Gap(length("1y"), snap="month"), "2023-12-15", "2024-12-31"),
        (Gap(length("10w")), "2024-01-01", "2024-03-11"),
        (Gap(length("120d")), "2024-01-01", "2024-04-30"),
        (Gap(None, length("90d")), "2024-01-01", None),
    ],
)
def test_the_next_due_day_of_a_gap(rule, anchor, expected):
    due = gap_due(rule, date.fromisoformat(anchor))
    assert due == (date.fromisoformat(expected) if expected else None)


def test_a_first_window_may_have_a_length_of_its_own():
    assert gap_due(Gap(length("1y")), date(2024, 1, 1), length("30d")) == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("shortest", "expected"), [("90d", "2024-03-31"), ("2m", "2024-03-01"), (None, None)]
)
def test_the_earliest_day_of_the_next_act(shortest, expected):
    found = gap_not_before(Gap(length("1y"), length(shortest)), date(2024, 1, 1))
    assert found == (date.fromisoformat(expected) if expected else None)


def forward(text, anchor, *, count="next_day", roll="none", table=monday_to_friday, zone=SHANGHAI):
    rule = Deadline("after", Trigger(event="x"), length(text), count, roll)
    when = datetime.fromisoformat(anchor) if "T" in anchor else date.fromisoformat(anchor)
    return forward_limit(rule, when, zone, table)


@pytest.mark.parametrize(
    ("text", "anchor", "count", "expected"),
    [
        ("30d", "2024-01-01", "next_day", "2024-01-31"),
        ("30d", "2024-01-01", "same_day", "2024-01-30"),
        ("1d", "2024-01-01", "same_day", "2024-01-01"),
        ("0d", "2024-01-01", "next_day", "2024-01-01"),
        ("0d", "2024-01-01", "same_day", "2024-01-01"),
        ("1m", "2024-01-31", "next_day", "2024-02-29"),
        ("1m", "2024-01-31", "same_day", "2024-02-28"),
        ("1y", "2024-02-29", "next_day", "2025-02-28"),
        ("2w", "2024-01-01", "next_day", "2024-01-15"),
        ("3wd", "2024-01-05", "next_day", "2024-01-10"),
        ("3wd", "2024-01-05", "same_day", "2024-01-09"),
        ("3wd", "2024-01-06", "same_day", "2024-01-10"),  # a Saturday: the first counted day is Monday
        ("0wd", "2024-01-06", "next_day", "2024-01-06"),
    ],
)
def test_counting_days_from_the_day_after_or_with_the_day(text, anchor, count, expected):
    assert forward(text, anchor, count=count) == Limit(date.fromisoformat(expected))


def test_days_run_from_the_local_day_of_an_instant():
    assert forward("1d", "2024-12-31T23:59:59+08:00") == Limit(date(2025, 1, 1))
    assert forward("1d", "2024-12-31T16:00:00+00:00") == Limit(date(2025, 1, 2))


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("4h", "2025-11-08T23:20:00+08:00", "2025-11-09T03:20:00+08:00"),
        ("30min", "2025-12-31T23:45:00+08:00", "2026-01-01T00:15:00+08:00"),
        ("24h", "2025-10-01T09:00:00+08:00", "2025-10-02T09:00:00+08:00"),
        # New York: clocks go forward, then back; twenty-four hours are elapsed time.
        ("24h", "2025-03-08T12:00:00-05:00", "2025-03-09T13:00:00-04:00"),
        ("24h", "2025-11-01T12:00:00-04:00", "2025-11-02T11:00:00-05:00"),
    ],
)
def test_hours_run_through_nights_holidays_and_changes_of_the_clock(text, anchor, expected):
    zone = ZoneInfo("America/New_York") if anchor.endswith(("-05:00", "-04:00")) else SHANGHAI
    found = forward(text, anchor, count="instant", zone=zone)
    assert found.due == datetime.fromisoformat(expected)
    assert (
        found.due.utcoffset() == datetime.fromisoformat(expected).utcoffset()
    )  # told on the body's own clock


def test_days_counted_by_the_instant():
    found = forward("2d", "2025-11-08T23:20:00+08:00", count="instant")
    assert found == Limit(datetime.fromisoformat("2025-11-10T23:20:00+08:00"))


def test_hours_need_a_time_and_promptly_has_no_limit():
    assert forward("4h", "2025-11-08", count="instant") is None
    assert forward(None, "2025-11-08") is None


@pytest.mark.parametrize(
    ("anchor", "roll", "expected"),
    [
        (
            "2025-09-04",
            "following",
            "2025-10-09",
        ),  # 4 October is a holiday: on the first working day after it
        ("2025-09-04", "preceding", "2025-09-30"),
        ("2025-09-04", "none", "2025-10-04"),
        ("2025-08-29", "following", "2025-09-28"),  # a Sunday, but worked
        ("2025-09-10", "following", "2025-10-10"),
    ],
)
def test_rolling_off_a_day_that_is_not_worked(anchor, roll, expected):
    assert forward("30d", anchor, roll=roll, table=CN) == Limit(date.fromisoformat(expected))


@pytest.mark.parametrize(
    ("text", "roll", "provisional"),
    [("20wd", "none", True), ("20d", "following", True), ("20d", "none", False), ("1wd", "none", False)],
)
def test_a_limit_that_rests_on_unpublished_days_is_provisional(text, roll, provisional):
    assert forward(text, "2034-12-20", roll=roll, table=_Until2034()).provisional is provisional


class _Until2034:
    def is_working(self, day):
        return day.weekday() < 5

    def certainty(self, day):
        from meeting_cadence.dates import Certainty

        return Certainty.ESTIMATED if day.year > 2034 else Certainty.ANNOUNCED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7d", "2025-09-27"),
        ("0d", "2025-10-04"),
        ("1m", "2025-09-04"),
        ("3wd", "2025-09-28"),
        ("0wd", "2025-10-04"),
    ],
)
def test_backward_limits_never_roll(text, expected):
    assert backward_limit(length(text), date(2025, 10, 4), CN).due == date.fromisoformat(expected)


def test_a_backward_limit_in_working_days_may_be_provisional():
    assert backward_limit(length("3wd"), date(2035, 1, 2), _Until2034()).provisional is True
    assert backward_limit(length("3wd"), date(2034, 12, 2), _Until2034()).provisional is False
