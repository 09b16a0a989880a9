"""A question's day or instant, as a body in its zone sees it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from meeting_cadence.dates import Moment, local_day, start_of_day

SHANGHAI, SANTIAGO, KIRITIMATI = (
    ZoneInfo("Asia/Shanghai"),
    ZoneInfo("America/Santiago"),
    ZoneInfo("Pacific/Kiritimati"),
)
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        ("2024-12-31", "Asia/Shanghai", "2024-12-30T16:00:00+00:00"),
        ("2024-12-31", "America/New_York", "2024-12-31T05:00:00+00:00"),
        ("2024-12-31", "Pacific/Kiritimati", "2024-12-30T10:00:00+00:00"),
        # Chile skips midnight: the day begins at one o'clock, at the instant that ends the day before.
        ("2026-09-06", "America/Santiago", "2026-09-06T04:00:00+00:00"),
        ("2026-09-07", "America/Santiago", "2026-09-07T03:00:00+00:00"),
        # Havana has two midnights that day: it begins with the first.
        ("2024-11-03", "America/Havana", "2024-11-03T04:00:00+00:00"),
    ],
)
def test_a_day_begins_with_its_first_instant(day, zone, expected):
    found = start_of_day(date.fromisoformat(day), ZoneInfo(zone))
    assert found == datetime.fromisoformat(expected)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "America/Santiago", "America/Havana", "Asia/Kolkata", "Europe/London"]
)
def test_every_day_of_a_year_begins_where_the_one_before_ends(zone):
    place = ZoneInfo(zone)
    for number in range(366):
        day = date(2026, 1, 1) + timedelta(days=number)
        begins = start_of_day(day, place)
        assert local_day(begins, place) == day
        assert local_day(begins - timedelta(microseconds=1), place) == day - timedelta(days=1)


def test_the_local_day_of_an_instant():
    instant = datetime.fromisoformat("2024-12-31T23:59:59+08:00")
    assert local_day(instant, SHANGHAI) == date(2024, 12, 31)
    assert local_day(instant, KIRITIMATI) == date(2025, 1, 1)
    assert local_day(instant, NEW_YORK) == date(2024, 12, 31)


def test_a_day_is_the_whole_of_it():
    moment = Moment.seen_from(SHANGHAI, date(2024, 12, 31))
    last, next_one = (
        datetime.fromisoformat("2024-12-31T23:59:59.999999+08:00"),
        datetime.fromisoformat("2025-01-01T00:00:00+08:00"),
    )
    assert (moment.day, moment.exact) == (date(2024, 12, 31), False)
    assert (moment.has_seen(last), moment.has_seen(next_one)) == (True, False)
    assert (moment.is_past(last), moment.is_past(next_one)) == (True, False)


def test_an_instant_is_exact_and_a_limit_is_still_in_time_at_itself():
    instant = datetime.fromisoformat("2024-12-31T20:00:00+00:00")
    moment = Moment.seen_from(SHANGHAI, instant)
    assert (moment.day, moment.exact) == (date(2025, 1, 1), True)
    assert (moment.has_seen(instant), moment.has_seen(instant + timedelta(microseconds=1))) == (True, False)
    assert (moment.is_past(instant), moment.is_past(instant - timedelta(microseconds=1))) == (False, True)
