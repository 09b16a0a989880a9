"""Grids: boundaries from the origin and the index, labels, slots."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.rrule import MONTHLY, YEARLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from meeting_cadence.cadence import Align, Quota, Slot
from meeting_cadence.cadence.grid import Grid, parts, parts_of, slot_days
from meeting_cadence.dates import Duration


def day(text):
    return date.fromisoformat(text)


def grid(per, align="calendar", origin=None, year_end=None):
    return Grid.of(Quota(1, None, Duration.parse(per), Align(align, origin)), year_end)


def window(found, on):
    index = found.index_of(day(on))
    return found.label(index), found.opens(index).isoformat(), found.opens(index + 1).isoformat()


@pytest.mark.parametrize(
    ("per", "on", "expected"),
    [
        ("1y", "2024-12-31", ("2024", "2024-01-01", "2025-01-01")),
        ("1y", "2025-01-01", ("2025", "2025-01-01", "2026-01-01")),
        ("12m", "2024-06-01", ("2024", "2024-01-01", "2025-01-01")),
        ("6m", "2024-06-30", ("2024-H1", "2024-01-01", "2024-07-01")),
        ("6m", "2024-07-01", ("2024-H2", "2024-07-01", "2025-01-01")),
        ("3m", "2024-09-30", ("2024-Q3", "2024-07-01", "2024-10-01")),
        ("3m", "2024-10-01", ("2024-Q4", "2024-10-01", "2025-01-01")),
        ("1m", "2024-02-29", ("2024-02", "2024-02-01", "2024-03-01")),
        ("2m", "2024-03-01", ("2024/2", "2024-03-01", "2024-05-01")),
        ("2m", "2024-12-31", ("2024/6", "2024-11-01", "2025-01-01")),
        ("4m", "2024-08-31", ("2024/2", "2024-05-01", "2024-09-01")),
        ("1w", "2024-12-30", ("2025-W01", "2024-12-30", "2025-01-06")),
        ("1w", "2024-12-29", ("2024-W52", "2024-12-23", "2024-12-30")),
        ("1w", "2027-01-01", ("2026-W53", "2026-12-28", "2027-01-04")),
        ("1d", "2024-02-29", ("2024-02-29", "2024-02-29", "2024-03-01")),
        ("7d", "2024-12-30", ("2025-W01", "2024-12-30", "2025-01-06")),
    ],
)
def test_calendar_windows(per, on, expected):
    assert window(grid(per), on) == expected


@pytest.mark.parametrize(
    ("align", "per", "year_end", "on", "expected"),
    [
        ("fiscal_year", "1y", (3, 31), "2024-03-31", ("2023", "2023-04-01", "2024-04-01")),
        ("fiscal_year", "1y", (3, 31), "2024-04-01", ("2024", "2024-04-01", "2025-04-01")),
        ("fiscal_year_following", "1y", (3, 31), "2024-04-01", ("2024", "2024-04-01", "2025-04-01")),
        ("fiscal_year", "1y", (12, 31), "2024-06-30", ("2024", "2024-01-01", "2025-01-01")),
        ("fiscal_year", "1y", (2, 28), "2024-02-29", ("2023", "2023-03-01", "2024-03-01")),
        ("fiscal_year", "1y", (2, 29), "2023-02-28", ("2022", "2022-03-01", "2023-03-01")),
        ("fiscal_year", "3m", (3, 31), "2025-02-01", ("2024/4", "2025-01-01", "2025-04-01")),
        ("fiscal_year", "6m", (9, 30), "2024-04-01", ("2023/2", "2024-04-01", "2024-10-01")),
        ("fiscal_year", "1y", (4, 30), "2024-05-01", ("2024", "2024-05-01", "2025-05-01")),
    ],
)
def test_fiscal_years_are_called_by_the_year_in_which_they_open(align, per, year_end, on, expected):
    assert window(grid(per, align, year_end=year_end), on) == expected


@pytest.mark.parametrize(
    ("per", "origin", "on", "expected"),
    [
        ("1y", "2024-02-29", "2025-02-27", ("2024-02-29", "2024-02-29", "2025-02-28")),
        ("1y", "2024-02-29", "2025-02-28", ("2025-02-28", "2025-02-28", "2026-02-28")),
        ("1y", "2024-02-29", "2028-02-28", ("2027-02-28", "2027-02-28", "2028-02-29")),
        ("1y", "2024-02-29", "2028-02-29", ("2028-02-29", "2028-02-29", "2029-02-28")),
        ("1m", "2024-01-31", "2024-02-28", ("2024-01-31", "2024-01-31", "2024-02-29")),
        ("1m", "2024-01-31", "2024-03-30", ("2024-02-29", "2024-02-29", "2024-03-31")),
        ("2y", "1995-01-01", "2020-06-01", ("2019-01-01", "2019-01-01", "2021-01-01")),
        ("10d", "2024-01-05", "2024-01-14", ("2024-01-05", "2024-01-05", "2024-01-15")),
        ("10d", "2024-01-05", "2024-01-04", ("2023-12-26", "2023-12-26", "2024-01-05")),
        ("5y", "2022-01-01", "2021-12-31", ("2017-01-01", "2017-01-01", "2022-01-01")),
    ],
)
def test_windows_from_a_date_are_computed_from_it_never_from_the_previous_boundary(per, origin, on, expected):
    assert window(grid(per, "date", day(origin)), on) == expected


PERS = ["1d", "1w", "1m", "2m", "3m", "4m", "6m", "1y"]
GRIDS = st.one_of(
    st.sampled_from(PERS).map(grid),
    st.tuples(
        st.sampled_from(["5m", "13m", "2y", "5y", "10d", "45d", *PERS]),
        st.dates(date(1980, 1, 1), date(2030, 12, 31)),
    ).map(lambda pair: grid(pair[0], "date", pair[1])),
    st.tuples(st.sampled_from(["1m", "3m", "6m", "1y"]), st.integers(1, 12), st.integers(1, 28)).map(
        lambda one: grid(one[0], "fiscal_year", year_end=(one[1], one[2]))
    ),
)


@given(GRIDS, st.dates(date(1970, 1, 1), date(2080, 12, 31)))
def test_windows_tile_the_days(found, on):
    """Property 2: each day lies in exactly one window, and the next opens where one closes."""
    index = found.index_of(on)
    assert found.opens(index) <= on < found.opens(index + 1)
    part = parts_of(found, (), index)[0]
    assert (part.opens, part.closes) == (found.opens(index), found.opens(index + 1))
    assert (part.slot, part.label, part.anchor) == (0, found.label(index), str(index))


@given(GRIDS, st.dates(date(1970, 1, 1), date(2060, 12, 31)))
def test_expanding_in_two_steps_is_expanding_in_one(found, since):
    whole = [part for part, _ in zip(parts(found, (), since), range(40), strict=False)]
    middle = whole[17].closes
    assert whole[0].opens <= since < whole[0].closes
    assert whole[18:] == [part for part, _ in zip(parts(found, (), middle), range(22), strict=False)]
    assert all(one.closes == other.opens for one, other in pairwise(whole))
    assert len({part.label for part in whole}) == len(whole)


def test_expansion_ends_with_the_calendar_not_with_an_error():
    assert [part.label for part in parts(grid("1y"), (), date(9988, 5, 1))] == ["9988", "9989", "9990"]


@pytest.mark.parametrize(("per", "frequency", "months"), [("1y", YEARLY, 12), ("1m", MONTHLY, 1)])
def test_yearly_and_monthly_grids_agree_with_dateutil(per, frequency, months):
    """Property 17."""
    theirs = [one.date() for one in rrule(frequency, dtstart=date(1990, 1, 1), count=300)]
    found = grid(per)
    start = found.index_of(date(1990, 1, 1))
    assert [found.opens(start + n) for n in range(300)] == theirs


SLOTS = {
    "spring": Slot(start=(1, 1), end=(4, 1)),
    "over New Year": Slot(start=(11, 1), end=(2, 1)),
    "leap day": Slot(start=(2, 29), end=(3, 10)),
    "first half": Slot(from_offset=Duration(0, "m"), to_offset=Duration(6, "m")),
    "after a quarter": Slot(from_offset=Duration(3, "m"), to_offset=Duration(1, "y")),
    "third week of September": Slot(week=3, month=9),
}


@pytest.mark.parametrize(
    ("name", "opens", "expected"),
    [
        ("spring", "2024-01-01", ("2024-01-01", "2024-04-01")),
        ("spring", "2024-04-01", ("2025-01-01", "2025-04-01")),  # a fiscal year's spring is the next one
        ("over New Year", "2024-01-01", ("2024-11-01", "2025-02-01")),
        ("leap day", "2024-01-01", ("2024-02-29", "2024-03-10")),
        ("leap day", "2025-01-01", ("2025-02-28", "2025-03-10")),
        ("first half", "2024-04-01", ("2024-04-01", "2024-10-01")),
        ("after a quarter", "2024-04-01", ("2024-07-01", "2025-04-01")),
        ("third week of September", "2024-01-01", ("2024-09-16", "2024-09-23")),
        ("third week of September", "2025-01-01", ("2025-09-15", "2025-09-22")),
        ("third week of September", "2025-10-01", ("2026-09-21", "2026-09-28")),
    ],
)
def test_slots(name, opens, expected):
    found = slot_days(SLOTS[name], day(opens))
    assert tuple(one.isoformat() for one in found) == expected


def test_a_slot_of_the_whole_year_ends_a_year_later():
    assert slot_days(Slot(start=(1, 1), end=(1, 1)), date(2024, 1, 1)) == (date(2024, 1, 1), date(2025, 1, 1))


def test_a_slot_that_begins_on_the_windows_first_day_begins_there():
    assert slot_days(Slot(week=1, month=7), date(2024, 7, 1)) == (date(2024, 7, 1), date(2024, 7, 8))


def test_slots_are_named_after_their_window_from_the_second_on_with_their_number():
    slots = (SLOTS["spring"], Slot(start=(7, 1), end=(10, 1)))
    found = parts_of(grid("1y"), slots, grid("1y").index_of(date(2024, 1, 1)))
    assert [(part.label, part.opens.isoformat(), part.closes.isoformat(), part.slot) for part in found] == [
        ("2024", "2024-01-01", "2024-04-01", 0),
        ("2024#2", "2024-07-01", "2024-10-01", 1),
    ]
    assert [part.anchor.rpartition("/")[2] for part in found] == ["0", "1"]
    assert [part.anchor.partition("/")[0] for part in found] == [str(part.window) for part in found]


def test_expansion_leaves_out_slots_that_have_closed():
    slots = (SLOTS["spring"], Slot(start=(7, 1), end=(10, 1)))
    found = parts(grid("1y"), slots, date(2024, 4, 1))
    assert [next(found).label for _ in range(3)] == ["2024#2", "2025", "2025#2"]


def test_a_million_days_from_the_origin_nothing_has_drifted():
    found = grid("10d", "date", date(2000, 1, 1))
    assert found.opens(100_000) == date(2000, 1, 1) + timedelta(days=1_000_000)
