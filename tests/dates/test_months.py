"""Civil Code of the PRC, art. 202: the corresponding day of the final month, else that month's last day."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from meeting_cadence.dates import add_months


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 2, "2024-03-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2024-01-29", 1, "2024-02-29"),
        ("2024-01-28", 1, "2024-02-28"),
        ("2024-12-31", 1, "2025-01-31"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-05-31", -3, "2024-02-29"),
        ("2024-05-31", 0, "2024-05-31"),
        ("2024-12-15", 0, "2024-12-15"),
        ("1981-09-30", 4, "1982-01-30"),  # Dodds v Walker [1981] 2 All ER 609
    ],
)
def test_the_corresponding_day_or_the_end_of_its_month(anchor, months, expected):
    assert add_months(date.fromisoformat(anchor), months) == date.fromisoformat(expected)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-600, 600))
def test_it_agrees_with_dateutil(anchor, months):
    assert add_months(anchor, months) == anchor + relativedelta(months=months)


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.integers(0, 600))
def test_nothing_drifts_in_fifty_years(anchor, months):
    """The day is the anchor's own, or the last of a month that is too short for it."""
    there = add_months(anchor, months)
    assert there.day == anchor.day or (there.day < anchor.day and (there.replace(day=1) != there))
    assert there.day == anchor.day or add_months(there.replace(day=1), 1).toordinal() - there.toordinal() == 1
