"""Which entries look like what: pure, one case per rule."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from meeting_cadence.imports.calendar.match import (
    CalendarEntry,
    Names,
    Office,
    OnRecord,
    Proposal,
    Window,
    propose,
)

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
PLENARY = Window("key-26", "annual", "own", "2026", date(2026, 1, 1), date(2026, 12, 31), ("plenary",))
NAMES = Names(
    bodies={"own": ("省委网信委", "Commission"), "city": ("甲市网信委",)},
    mandates={"annual": ("全体会议", "Plenary"), "study": ("理论学习中心组学习",)},
    kinds={"plenary": ("全会", "Plenary meeting")},
)


def office(*windows: Window, on_record: frozenset[OnRecord] = frozenset()) -> Office:
    return Office("own", ZONE, windows or (PLENARY,), on_record, NAMES)


def entry(title: str, start: date | datetime = date(2026, 3, 12), **more: object) -> CalendarEntry:
    return CalendarEntry(title[:20], title, "", start, **more)  # type: ignore[arg-type]


def found(*entries: CalendarEntry, in_: Office | None = None) -> list[Proposal]:
    return propose(entries, in_ or office(), at=NOW)


def reasons(proposal: Proposal) -> list[str]:
    return [one.code for one in proposal.choices[0].because]


def test_a_title_that_holds_the_name_on_a_day_of_the_window() -> None:
    (one,) = found(entry("2026年第一次全体会议（一号楼）"))
    assert (one.do, one.day, one.choices[0].window.key, one.choices[0].kind) == (
        "act",
        date(2026, 3, 12),
        "key-26",
        "plenary",
    )
    assert (reasons(one), one.is_ambiguous, one.choices[0].score) == (
        ["contains", "own", "within"],
        False,
        1.0,
    )


def test_a_title_that_is_like_the_name_says_how_much() -> None:
    (one,) = found(entry("Plenarry meeting"))
    assert reasons(one)[0] == "like"
    assert one.choices[0].because[0].values["name"] == "Plenary meeting"


@pytest.mark.parametrize("title", ["午餐", "Dentist", "", "会", "全部体检", "2026", "🎉"])
def test_titles_that_look_like_nothing(title: str) -> None:
    assert found(entry(title)) == []


def test_what_is_cancelled_is_left_out_by_its_status_or_its_title() -> None:
    assert found(entry("全体会议", cancelled=True), entry("全体会议取消"), entry("全体会议（改期）")) == []


def test_what_is_on_record_is_left_out() -> None:
    known = frozenset({OnRecord("own", "plenary", date(2026, 3, 12))})
    assert found(entry("全体会议"), in_=office(on_record=known)) == []
    other_day = frozenset({OnRecord("own", "plenary", date(2026, 3, 13))})
    assert len(found(entry("全体会议"), in_=office(on_record=other_day))) == 1


@pytest.mark.parametrize(
    ("day", "proposed"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 5, 31), True),
    ],
)
def test_the_window_begins_with_its_first_day(day: date, proposed: bool) -> None:
    assert bool(found(entry("全体会议", day))) is proposed


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2025, 12, 31), "within"), (date(2026, 1, 1), "late"), (date(2026, 5, 31), "late")],
)
def test_after_the_due_day_it_may_have_been_made_up(day: date, reason: str) -> None:
    last_year = PLENARY._replace(key="key-25", label="2025", opens=date(2025, 1, 1), due=date(2025, 12, 31))
    (one,) = found(entry("全体会议", day), in_=office(last_year))
    assert reasons(one)[-1] == reason
    assert one.choices[0].late is (reason == "late")


def test_a_plan_makes_up_for_nothing() -> None:
    half = PLENARY._replace(due=date(2026, 5, 31))
    assert found(entry("全体会议", date(2026, 6, 2)), in_=office(half)) == []
    assert len(found(entry("全体会议", date(2026, 6, 1)), in_=office(half))) == 1


def test_but_not_for_longer_than_the_window_itself() -> None:
    quarter = PLENARY._replace(opens=date(2025, 1, 1), due=date(2025, 3, 31))
    assert len(found(entry("全体会议", date(2025, 6, 28)), in_=office(quarter))) == 1
    assert found(entry("全体会议", date(2025, 6, 29)), in_=office(quarter)) == []


def test_the_window_itself_comes_before_one_that_it_may_make_up_for_and_both_are_shown() -> None:
    last_year = PLENARY._replace(key="key-25", label="2025", opens=date(2025, 1, 1), due=date(2025, 12, 31))
    (one,) = found(entry("全体会议"), in_=office(last_year, PLENARY))
    assert [(choice.window.key, choice.score) for choice in one.choices] == [("key-26", 1.0), ("key-25", 0.8)]
    assert not one.is_ambiguous


@pytest.mark.parametrize(
    ("start", "do"),
    [
        (date(2026, 6, 1), "act"),
        (date(2026, 6, 2), "plan"),
        (datetime(2026, 6, 1, 4, 0, tzinfo=UTC), "act"),
        (datetime(2026, 6, 1, 4, 1, tzinfo=UTC), "plan"),
    ],
)
def test_what_is_yet_to_come_is_a_plan(start: date | datetime, do: str) -> None:
    (one,) = found(entry("全体会议", start))
    assert one.do == do


def test_the_day_is_that_of_the_body() -> None:
    (one,) = found(entry("全体会议", datetime(2026, 3, 11, 16, 30, tzinfo=UTC)))
    assert one.day == date(2026, 3, 12)


def test_the_body_that_the_title_names_is_meant_and_its_name_counts_for_nothing_else() -> None:
    city = PLENARY._replace(key="key-city", body="city")
    (one,) = found(entry("甲市网信委全体会议"), in_=office(PLENARY, city))
    assert [choice.window.key for choice in one.choices] == ["key-city"]
    assert reasons(one) == ["contains", "named", "within"]
    assert found(entry("甲市网信委"), in_=office(PLENARY, city)) == []


def test_getting_ready_for_it_is_doubted() -> None:
    (one,) = found(entry("全体会议筹备会"))
    assert (reasons(one)[-1], one.choices[0].score) == ("preparing", pytest.approx(0.7))


def test_two_entries_for_one_window_each_name_the_other() -> None:
    first, second = found(entry("全体会议"), entry("第二次全体会议", date(2026, 4, 2)))
    assert (first.is_ambiguous, second.is_ambiguous) == (True, True)
    assert [one.summary for one in first.also] == ["第二次全体会议"]
    assert [one.summary for one in second.also] == ["全体会议"]


def test_an_entry_that_looks_less_like_it_casts_no_doubt_on_a_better_one() -> None:
    better, worse = found(entry("全体会议"), entry("全体会议筹备会", date(2026, 4, 2)))
    assert (better.also, [one.summary for one in worse.also]) == ((), ["全体会议"])


def test_several_mandates_that_are_as_like_are_all_shown() -> None:
    other = PLENARY._replace(key="key-other", mandate="other")
    (one,) = found(entry("全会"), in_=office(PLENARY, other))
    assert sorted(choice.window.key for choice in one.choices) == ["key-26", "key-other"]
    assert one.is_ambiguous


def test_proposals_come_by_day_whatever_the_order_of_the_entries() -> None:
    entries = [entry("全体会议", date(2026, 4, 2)), entry("全会", date(2026, 3, 1))]
    assert found(*entries) == found(*reversed(entries))
    assert [one.day for one in found(*entries)] == [date(2026, 3, 1), date(2026, 4, 2)]
