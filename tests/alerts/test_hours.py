"""When mails may leave: boundaries on both sides, in the zone of the body."""

from zoneinfo import ZoneInfo

import pytest
from tests.alerts.conftest import sh

from meeting_cadence.alerts.hours import next_opening
from meeting_cadence.dates import monday_to_friday


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2024-11-19 08:29", "2024-11-19 08:30"),
        ("2024-11-19 08:30", "2024-11-19 08:30"),
        ("2024-11-19 17:30", "2024-11-19 17:30"),
        ("2024-11-19 17:31", "2024-11-20 08:30"),
        ("2024-11-22 17:31", "2024-11-25 08:30"),
        ("2024-11-23 12:00", "2024-11-25 08:30"),
        ("2024-11-24 00:00", "2024-11-25 08:30"),
    ],
)
def test_working_days_from_half_past_eight_to_half_past_five(at: str, leaves: str) -> None:
    assert next_opening(sh(at), ZoneInfo("Asia/Shanghai"), monday_to_friday) == sh(leaves)


def test_the_hours_are_those_of_the_body() -> None:
    zurich = ZoneInfo("Europe/Zurich")
    assert next_opening(sh("2024-11-19 09:00"), zurich, monday_to_friday) == sh("2024-11-19 15:30")
