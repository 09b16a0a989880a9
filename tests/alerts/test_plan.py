"""Who must be told what: one case for every way out, both sides of every boundary, and nothing but values."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.alerts.conftest import sh

from meeting_cadence.alerts.plan import Notice, decide
from meeting_cadence.alerts.policy import DEFAULT, Policy, Rung
from meeting_cadence.alerts.recipients import Recipient
from meeting_cadence.alerts.rungs import Step
from meeting_cadence.alerts.watched import Watched
from meeting_cadence.dates import Duration, monday_to_friday
from meeting_cadence.standing.judgement import Standing

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
YEARLY = Watched(
    key="k" * 26,
    body="commission",
    form="quota",
    standing=Standing.OPEN,
    opens=date(2024, 1, 1),
    due=date(2024, 12, 31),
    zone=ZoneInfo("Asia/Shanghai"),
    months=12,
)
OVERDUE = YEARLY._replace(standing=Standing.OVERDUE)


def tell(step: Step) -> tuple[Recipient, ...]:
    return tuple(Recipient(f"{role}@example.org", role) for role in step.rung.to)


def look(
    watched: Watched,
    at: str,
    *,
    planned: set[tuple[str, int]] | None = None,
    since: datetime = LONG_AGO,
    ended: datetime | None = None,
    policy: Policy = DEFAULT,
) -> tuple[list[tuple[str, int, str, bool]], datetime | None]:
    """(rung, occurrence, role, folded) of the notices, and the next look."""
    decision = decide(
        watched,
        policy,
        table=monday_to_friday,
        tell=tell,
        planned=planned or set(),
        since=since,
        ended=ended,
        at=sh(at),
    )
    return [short(notice) for notice in decision.notices], decision.next_alert


def short(notice: Notice) -> tuple[str, int, str, bool]:
    return (notice.rung, notice.occurrence, notice.recipient.role, notice.folded)


SENT = False
FOLDED = True


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2024-11-18 23:59", []),
        ("2024-11-19 00:00", [("before-30wd", 0, "secretariat", SENT)]),
        ("2024-12-19 23:59", [("before-30wd", 0, "secretariat", SENT)]),
    ],
)
def test_thirty_working_days_before(at: str, told: list[tuple[str, int, str, bool]]) -> None:
    assert look(YEARLY, at)[0] == told


def test_the_next_look_is_the_next_rung() -> None:
    assert look(YEARLY, "2024-11-19 00:00")[1] == sh("2024-12-20 00:00")
    assert look(YEARLY, "2024-12-20 00:00")[1] == sh("2025-01-01 00:00")
    assert look(OVERDUE, "2025-01-01 00:00")[1] == sh("2025-01-08 00:00")


def test_a_planned_rung_is_not_told_again() -> None:
    assert look(YEARLY, "2024-11-19 00:00", planned={("before-30wd", 0)})[0] == []


def test_of_several_rungs_passed_at_once_the_latest_is_sent_and_the_others_are_on_record() -> None:
    assert look(YEARLY, "2024-12-25 00:00")[0] == [
        ("before-7wd", 0, "secretariat", SENT),
        ("before-30wd", 0, "secretariat", FOLDED),
    ]


def test_on_breach_the_superior_is_told_too() -> None:
    planned = {("before-30wd", 0), ("before-7wd", 0)}
    assert look(OVERDUE, "2025-01-01 00:00", planned=planned)[0] == [
        ("breach", 0, "secretariat", SENT),
        ("breach", 0, "superior_secretariat", SENT),
    ]


def test_after_three_weeks_of_downtime_each_recipient_gets_the_latest_and_every_rung_is_on_record() -> None:
    told, following = look(OVERDUE, "2025-01-22 09:00")
    assert told == [
        ("every-7d", 3, "secretariat", SENT),
        ("every-7d", 2, "secretariat", FOLDED),
        ("every-7d", 1, "secretariat", FOLDED),
        ("breach", 0, "secretariat", FOLDED),
        ("breach", 0, "superior_secretariat", SENT),
        ("before-7wd", 0, "secretariat", FOLDED),
        ("before-30wd", 0, "secretariat", FOLDED),
    ]
    assert following == sh("2025-01-29 00:00")


def test_what_was_reached_before_it_was_awaited_is_told_only_as_the_present_state() -> None:
    adopted = sh("2025-03-01 09:00")
    assert look(OVERDUE, "2025-03-01 09:00", since=adopted)[0] == [
        ("every-7d", 8, "secretariat", SENT),
        ("breach", 0, "superior_secretariat", SENT),
    ]
    planned = {("every-7d", 8), ("breach", 0)}
    assert look(OVERDUE, "2025-03-01 10:00", since=adopted, planned=planned)[0] == []
    assert look(OVERDUE, "2025-03-05 00:00", since=adopted, planned=planned)[0] == [
        ("every-7d", 9, "secretariat", SENT)
    ]


def test_a_moved_due_is_told_anew() -> None:
    moved = YEARLY._replace(due=date(2025, 3, 31))
    assert (YEARLY.due_revision, moved.due_revision) == ("2024-12-31", "2025-03-31")
    assert look(moved, "2025-02-14 00:00") == ([], sh("2025-02-17 00:00"))


def test_five_yearly_ones_are_told_sixty_working_days_before() -> None:
    assert look(YEARLY._replace(months=60), "2024-10-08 00:00")[0] == [
        ("before-60wd", 0, "secretariat", SENT)
    ]
    assert look(YEARLY, "2024-10-08 00:00")[0] == []


def test_a_window_that_opens_after_the_rung_skips_it() -> None:
    month = YEARLY._replace(opens=date(2024, 12, 1), standing=Standing.UPCOMING)
    assert look(month, "2024-11-19 00:00") == ([], sh("2024-12-20 00:00"))


def test_a_triggered_duty_is_told_as_it_opens() -> None:
    relay = YEARLY._replace(form="deadline", opens=date(2024, 12, 1))
    assert look(relay, "2024-12-01 00:00")[0] == [("before-30wd", 0, "secretariat", SENT)]


def test_an_hour_limit_is_told_as_it_opens_an_hour_before_and_on_breach_by_the_instant() -> None:
    opened, due = sh("2024-11-08 23:20"), sh("2024-11-09 03:20")
    limit = YEARLY._replace(form="deadline", opens=opened, due=due, months=None)
    told, following = look(limit, "2024-11-08 23:20")
    assert told == [
        ("before-7wd", 0, "secretariat", SENT),
        ("before-30wd", 0, "secretariat", FOLDED),
    ]
    assert following == due - timedelta(hours=1)
    planned = {("before-30wd", 0), ("before-7wd", 0)}
    again, following = look(limit, "2024-11-09 02:20", planned=planned)
    assert (again, following) == ([("before-1h", 0, "secretariat", SENT)], due + timedelta(microseconds=1))
    late = limit._replace(standing=Standing.OVERDUE)
    planned |= {("before-1h", 0)}
    assert look(late, "2024-11-09 03:20", planned=planned)[0] == []
    assert look(late, "2024-11-09 03:21", planned=planned)[0][0] == ("breach", 0, "secretariat", SENT)


def test_a_duty_without_delay_is_told_as_it_opens() -> None:
    at_once = YEARLY._replace(form="deadline", opens=date(2024, 12, 1), due=None, months=None)
    assert at_once.due_revision == ""
    assert [told[3] for told in look(at_once, "2024-12-01 00:00")[0]] == [SENT, FOLDED]
    assert look(at_once, "2024-11-30 23:59")[0] == []


def test_a_window_open_past_its_due_is_not_breached() -> None:
    waiting_for_the_next_term = look(YEARLY, "2025-02-01 00:00")[0]
    assert {rung for rung, *_ in waiting_for_the_next_term} == {"before-30wd", "before-7wd"}


def test_without_a_record_only_the_secretariat_is_asked_and_only_once() -> None:
    unknown = YEARLY._replace(standing=Standing.NO_RECORD)
    planned = {("before-30wd", 0), ("before-7wd", 0)}
    assert look(unknown, "2025-01-01 00:00", planned=planned) == (
        [("no_record", 0, "secretariat", SENT)],
        None,
    )
    assert look(unknown, "2025-09-01 00:00", planned={*planned, ("no_record", 0)})[0] == []


def test_what_was_reached_before_it_went_unrecorded_is_on_record_only() -> None:
    unknown = YEARLY._replace(standing=Standing.NO_RECORD)
    chairs = Policy(
        "chairs", (Rung("before", ("chair",), Duration(7, "wd")), Rung("no_record", ("secretariat",)))
    )
    assert look(unknown, "2025-01-01 00:00", policy=chairs)[0] == [
        ("no_record", 0, "secretariat", SENT),
        ("before-7wd", 0, "chair", FOLDED),
    ]


def test_last_held_unknown_is_no_alarm() -> None:
    assert look(YEARLY._replace(standing=Standing.NO_RECORD, due=None, opens=None), "2025-01-01 00:00") == (
        [],
        None,
    )


def test_what_is_missed_for_good_is_told_on_breach_and_nags_no_longer() -> None:
    missed = YEARLY._replace(standing=Standing.MISSED)
    planned = {("before-30wd", 0), ("before-7wd", 0)}
    assert look(missed, "2025-06-01 00:00", planned=planned)[0] == [
        ("breach", 0, "secretariat", SENT),
        ("breach", 0, "superior_secretariat", SENT),
    ]


def test_what_went_by_before_it_was_missed_for_good_is_on_record() -> None:
    missed = YEARLY._replace(standing=Standing.MISSED)
    told, following = look(missed, "2025-06-01 00:00", ended=sh("2025-01-15 00:00"))
    assert [(rung, occurrence) for rung, occurrence, *_ in told if rung.startswith("every")] == [
        ("every-7d", 1)
    ]
    assert following is None


@pytest.mark.parametrize(
    "quiet",
    [
        YEARLY._replace(form="review"),
        OVERDUE._replace(forecast=True),
        *(
            YEARLY._replace(standing=standing)
            for standing in Standing
            if standing
            not in (
                Standing.OPEN,
                Standing.UPCOMING,
                Standing.OVERDUE,
                Standing.MISSED,
                Standing.NO_RECORD,
                Standing.VIOLATED,
            )
        ),
    ],
)
def test_reviews_forecasts_and_settled_ones_are_quiet(quiet: Watched) -> None:
    assert look(quiet, "2025-06-01 00:00") == ([], None)


def test_those_who_were_told_of_an_alarm_learn_that_it_was_none() -> None:
    held = YEARLY._replace(standing=Standing.MET, shown_overdue=True)
    alarmed = [Recipient("office@example.org", "secretariat")]
    at = sh("2025-02-01 00:00")
    decision = decide(
        held,
        DEFAULT,
        table=monday_to_friday,
        tell=tell,
        planned=set(),
        since=LONG_AGO,
        alarmed=alarmed,
        at=at,
    )
    assert decision.notices == (Notice(held.key, "2024-12-31", "corrected", 0, at, "corrected", alarmed[0]),)
    assert look(held, "2025-02-01 00:00", planned={("corrected", 0)})[0] == []


@pytest.mark.parametrize(
    ("rung", "instant"),
    [
        (Rung("before", ("chair",), Duration(2, "m")), "2024-10-31 00:00"),
        (Rung("before", ("chair",), Duration(10, "d")), "2024-12-21 00:00"),
        (Rung("before", ("chair",), Duration(36, "h")), "2024-12-30 12:00"),
        (Rung("every", ("chair",), Duration(5, "wd")), "2025-01-08 00:00"),
        (Rung("every", ("chair",), Duration(1, "m")), "2025-02-01 00:00"),
        (Rung("every", ("chair",), Duration(12, "h")), "2025-01-01 12:00"),
    ],
)
def test_lengths_of_every_unit(rung: Rung, instant: str) -> None:
    policy = Policy("odd", (rung,))
    assert look(OVERDUE, "2024-01-01 00:00", policy=policy) == ([], sh(instant))


@given(st.lists(st.integers(0, 120), min_size=1, max_size=12))
def test_any_ticks_up_to_the_same_day_leave_the_same_notices(days: list[int]) -> None:
    """However often and irregularly one looks, the rungs on record at the end are the same."""
    start = sh("2024-11-01 00:00")
    last = start + timedelta(days=120)
    planned: set[tuple[str, int]] = set()
    for at in [start + timedelta(days=day) for day in days] + [last, last]:
        standing = Standing.OPEN if at < sh("2025-01-01 00:00") else Standing.OVERDUE
        decision = decide(
            YEARLY._replace(standing=standing),
            DEFAULT,
            table=monday_to_friday,
            tell=tell,
            planned=planned,
            since=start,
            at=at,
        )
        new = {(notice.rung, notice.occurrence) for notice in decision.notices}
        assert not new & planned
        planned |= new
    assert planned == {
        ("before-30wd", 0),
        ("before-7wd", 0),
        ("breach", 0),
        *(("every-7d", number) for number in range(1, 9)),
    }


def test_grace_puts_off_what_is_told_of_a_breach_and_nothing_else() -> None:
    patient = DEFAULT._replace(grace=Duration(3, "wd"))
    on_record = {("before-30wd", 0), ("before-7wd", 0)}
    told, next_look = look(OVERDUE, "2025-01-05 23:59", planned=on_record, policy=patient)
    assert (told, next_look) == ([], sh("2025-01-06 00:00"))
    told, next_look = look(OVERDUE, "2025-01-06 00:00", planned=on_record, policy=patient)
    assert sorted(told) == [
        ("breach", 0, "secretariat", False),
        ("breach", 0, "superior_secretariat", False),
    ]
    assert next_look == sh("2025-01-13 00:00")
    unrecorded = YEARLY._replace(standing=Standing.NO_RECORD)
    told, _ = look(unrecorded, "2025-01-01 00:00", planned=on_record, policy=patient)
    assert told == [("no_record", 0, "secretariat", False)]
