"""What is done with a notice just before it would be sent."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.alerts.conftest import sh

from meeting_cadence.alerts.parcels import Sorted, Waiting, sort, wait_after
from meeting_cadence.alerts.watched import Watched
from meeting_cadence.standing.judgement import Standing

AT = sh("2025-01-08 09:00")
NOW = Watched(
    key="one",
    body="commission",
    form="quota",
    standing=Standing.OVERDUE,
    opens=date(2024, 1, 1),
    due=date(2024, 12, 31),
    zone=ZoneInfo("Asia/Shanghai"),
)
ROW = Waiting(
    id=1,
    notice="n1",
    obligation="one",
    due_revision="2024-12-31",
    kind="overdue",
    body="commission",
    recipient="office@example.org",
    name=None,
    channel="email",
    stands_in=False,
    at_once=False,
    state="pending",
    batch=None,
    attempts=0,
    doubts=0,
    created_at=datetime(2025, 1, 1, tzinfo=UTC),
)


def look(*rows: Waiting, opens: datetime = AT, **current: Watched | None) -> Sorted:
    return sort(rows, {"one": NOW, **current}, may_leave=lambda row: opens, at=AT)


def test_what_still_holds_leaves() -> None:
    (parcel,) = look(ROW).parcels
    assert parcel == ("office@example.org", "email", "overdue", (ROW,), True)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (None, "settled"),
        (NOW._replace(standing=Standing.MET_LATE), "settled"),
        (NOW._replace(standing=Standing.EXCUSED), "settled"),
        (NOW._replace(due=date(2025, 3, 31), standing=Standing.OPEN), "moved"),
        (NOW._replace(standing=Standing.NO_RECORD), "moved"),
    ],
)
def test_what_no_longer_holds_is_cancelled(now: Watched | None, reason: str) -> None:
    assert look(ROW, one=now) == Sorted((), ((ROW, reason),), ())


def test_a_reminder_that_comes_after_the_due_says_overdue() -> None:
    (parcel,) = look(ROW._replace(kind="due_soon")).parcels
    assert parcel.kind == "overdue"


def test_a_correction_is_sent_though_all_is_settled() -> None:
    (parcel,) = look(ROW._replace(kind="corrected"), one=NOW._replace(standing=Standing.MET)).parcels
    assert parcel.kind == "corrected"


def test_of_two_about_the_same_only_the_later_leaves() -> None:
    later = ROW._replace(id=2, notice="n2", recipient="Office@example.org")
    found = look(later, ROW)
    assert ([parcel.rows for parcel in found.parcels], found.cancelled) == ([(later,)], ((ROW, "folded"),))


def test_several_for_one_recipient_and_kind_leave_together() -> None:
    two = ROW._replace(id=2, notice="n2", obligation="two")
    other = ROW._replace(id=3, notice="n3", obligation="three", recipient="chair@example.org")
    found = look(ROW, two, other, two=NOW._replace(key="two"), three=NOW._replace(key="three"))
    assert [parcel.rows for parcel in found.parcels] == [(ROW, two), (other,)]


def test_what_may_have_arrived_keeps_to_its_own() -> None:
    tried = ROW._replace(id=2, notice="n2", obligation="two", batch="b", attempts=1, doubts=1)
    found = look(ROW, tried, two=NOW._replace(key="two"))
    assert [(parcel.rows, parcel.fresh) for parcel in found.parcels] == [((ROW,), True), ((tried,), False)]


def test_outside_the_hours_it_waits() -> None:
    morning = sh("2025-01-09 08:30")
    assert look(ROW, opens=morning) == Sorted((), (), ((ROW, morning),))


@pytest.mark.parametrize("row", [ROW._replace(at_once=True), ROW._replace(attempts=1)])
def test_an_hour_limit_and_a_second_attempt_do_not_wait_for_the_hours(row: Waiting) -> None:
    assert look(row, opens=sh("2025-01-09 08:30")).later == ()


def test_waiting_doubles_up_to_an_hour_and_is_shortened_by_at_most_half() -> None:
    for attempts, longest in ((1, 30), (2, 60), (5, 480), (7, 1920), (8, 3600), (60, 3600)):
        waits = {wait_after(f"n{number}", attempts) for number in range(50)}
        assert timedelta(seconds=longest / 2) <= min(waits) < max(waits) <= timedelta(seconds=longest)
    assert wait_after("n1", 3) == wait_after("n1", 3)
