"""Days and instants, strictly."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from meeting_cadence.dates.iso import is_naive_instant, looks_like_day, read_day, read_instant

EAST = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-12-31", date(2024, 12, 31)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1000-01-01", date(1000, 1, 1)),
        ("2999-12-31", date(2999, 12, 31)),
        ("0999-12-31", None),
        ("3000-01-01", None),
        ("2023-02-29", None),
        ("2024-1-1", None),
        ("20241231", None),
        ("2024-12-31T00:00", None),
        ("0", None),
    ],
)
def test_a_day(text, expected):
    assert read_day(text) == expected


def test_the_shape_of_a_day_is_not_yet_a_day():
    assert (looks_like_day("2023-02-29"), looks_like_day("2023-2-29")) == (True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-12-31T23:30:00+08:00", datetime(2024, 12, 31, 23, 30, tzinfo=EAST)),
        ("2024-12-31 23:30+08:00", datetime(2024, 12, 31, 23, 30, tzinfo=EAST)),
        ("2024-12-31T23:30:00Z", datetime(2024, 12, 31, 23, 30, tzinfo=UTC)),
        ("2024-12-31T23:30:00.5Z", datetime(2024, 12, 31, 23, 30, 0, 500_000, tzinfo=UTC)),
        ("2024-12-31T23:30:00", None),
        ("2024-12-31T25:30:00Z", None),
        ("2024-02-30T12:00:00Z", None),
        ("3000-01-01T12:00:00Z", None),
        ("2024-12-31", None),
        ("2024-12-31T23Z", None),
    ],
)
def test_an_instant_always_has_its_offset(text, expected):
    assert read_instant(text) == expected


@pytest.mark.parametrize(
    ("text", "naive"), [("2024-12-31T23:30", True), ("2024-12-31T23:30Z", False), ("2024-12-31", False)]
)
def test_an_instant_without_its_offset_is_recognised(text, naive):
    assert is_naive_instant(text) is naive
