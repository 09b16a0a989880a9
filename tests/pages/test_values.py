"""The plain values under the pages: rows, labels, forms, effects."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from meeting_cadence.pages.effects import changed_rows
from meeting_cadence.pages.forms import Filled, act_entry, complete_entry, local_instant, plan_entry
from meeting_cadence.pages.rows import Row, coming, on_time, overdue, read_row, unrecorded
from meeting_cadence.words.windows import window_name

TODAY = date(2024, 3, 5)


def judged(**given: Any) -> dict[str, Any]:
    row = {
        "key": "k" * 26, "mandate": "plenary", "version": 0, "clause": 0, "form": "quota", "body": "commission",
        "window": "2024", "opens": "2024-01-01", "due": "2024-12-31", "original_due": "2024-12-31",
        "standing": "open", "need": 1, "count": 0, "by": [], "settled_on": None, "days_late": 0, "planned": None,
        "not_before": None, "surplus": 0, "binding": True, "force": "must", "forecast": False, "provisional": False,
        "missing_ordinals": [], "annotations": [],
    }  # fmt: skip
    return row | given


def row(lead_from: date | None = None, **given: Any) -> Row:
    return read_row(judged(**given), today=TODAY, lead_from=lead_from)


@pytest.mark.parametrize(
    ("given", "lead_from", "face"),
    [
        ({}, None, "open"),
        ({}, date(2024, 3, 6), "open"),
        ({}, TODAY, "due_soon"),
        ({"planned": "2024-06-01"}, TODAY, "planned"),
        ({"standing": "overdue", "planned": "2024-06-01"}, TODAY, "overdue"),
        ({"standing": "upcoming", "planned": "2024-06-01"}, None, "upcoming"),
    ],
)
def test_what_an_open_row_shows_first(given: dict[str, Any], lead_from: date | None, face: str) -> None:
    assert row(lead_from, **given).face == face


def test_days_are_counted_to_the_day_of_the_page() -> None:
    assert row(standing="overdue", due="2024-03-04", days_late=0).days_late == 1
    assert row(standing="met_late", due="2024-01-04", days_late=7).days_late == 7
    assert (row(due="2024-03-05").days_left, row(due="2024-03-04").days_left) == (0, None)


def test_an_instant_is_due_on_its_local_day() -> None:
    assert row(due="2024-03-05T23:30:00+08:00").due_day == TODAY


def test_overdue_rows_come_longest_first_and_coming_ones_next_first() -> None:
    rows = [row(standing="overdue", due=f"2024-0{month}-01", window=str(month)) for month in (3, 1, 2)]
    assert [one.label for one in overdue(rows)] == ["1", "2", "3"]
    ahead = [row(due=due, window=due) for due in ("2024-06-04", "2024-03-05", "2024-06-03", "2024-03-04")]
    assert [one.label for one in coming(ahead, TODAY, date(2024, 6, 3))] == ["2024-03-05", "2024-06-03"]


def test_only_windows_past_their_due_wait_to_be_confirmed() -> None:
    rows = [row(standing="no_record", due=due, window=str(due)) for due in ("2024-03-05", "2024-03-04", None)]
    assert [one.label for one in unrecorded(rows, TODAY)] == ["None", "2024-03-04"]


def test_on_time_counts_what_is_decided_and_nothing_else() -> None:
    standings = (
        "met",
        "met_extended",
        "met_late",
        "overdue",
        "missed",
        "violated",
        "open",
        "excused",
        "no_record",
    )
    share = on_time([row(standing=one) for one in standings], 2024, TODAY)
    assert (share.part, share.whole) == (2, 6)
    assert on_time([row(standing="met", due="2023-12-31")], 2024, TODAY).whole == 0


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("2024", "2024年度", "2024"),
        ("2024-H2", "2024年下半年", "second half of 2024"),
        ("2024-Q3", "2024年第三季度", "third quarter of 2024"),
        ("2024-07", "2024年7月", "2024-07"),
        ("2024-W03", "2024年第3周", "week 3 of 2024"),
        ("2024/2", "2024年第2期", "2024, part 2"),
        ("term 15", "第15届", "term 15"),
        ("after 2022-10-16", "2022年10月16日之后", "after 16 October 2022"),
        ("2022-10-16", "2022年10月16日起", "from 16 October 2022"),
        ("2024-Q4#2", "2024年第四季度（第2段）", "fourth quarter of 2024 (part 2)"),
        ("first", "首次", "first"),
        ("forecast 2", "预计第2次", "forecast 2"),
        ("review", "定期检视", "review"),
        ("e-1", "e-1", "e-1"),
    ],
)
def test_windows_by_name(label: str, zh: str, en: str) -> None:
    assert (window_name(label, "zh"), window_name(label, "en")) == (zh, en)


def test_a_form_becomes_an_entry_of_the_ledger_file() -> None:
    filled = Filled(
        {
            "body": ["a"],
            "kind": ["plenary"],
            "start": [" 2024-03-05 "],
            "ordinal": ["5"],
            "present": ["many"],
            "items": ["hear", ""],
            "evidence": ["纪要〔2024〕3号\n\n 签到表 "],
            "title": [""],
            "window:plenary": ["2023"],
            "window:study": ["-"],
            "do": ["save"],
        }
    )
    assert act_entry(filled) == {
        "act": {
            "body": "a",
            "kind": "plenary",
            "start": "2024-03-05",
            "ordinal": 5,
            "present": "many",
            "items": ["hear"],
            "evidence": ["纪要〔2024〕3号", "签到表"],
            "counts_for": {"plenary": "2023"},
        }
    }


def test_a_joint_plan_and_a_declaration_from_the_beginning() -> None:
    assert plan_entry(Filled({"body": ["a", "b"], "start": ["2024-03-05"]})) == {
        "plan": {"bodies": ["a", "b"], "start": "2024-03-05"}
    }
    assert complete_entry(Filled({"body": ["a"], "from": [""]})) == {"complete": {"body": "a", "from": None}}


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T08:30", "2024-03-05T08:30:00+08:00"),
        ("2024-03-05T08:30:15", "2024-03-05T08:30:15+08:00"),
        ("2024-03-05T08:30:00Z", "2024-03-05T08:30:00Z"),
        ("2024-03-05T08:30:00+09:00", "2024-03-05T08:30:00+09:00"),
    ],
)
def test_a_browser_s_time_gets_the_offset_of_the_body(text: str, instant: str) -> None:
    assert local_instant(text, "+08:00") == instant


def test_only_rows_that_differ_are_told_as_changed() -> None:
    old = row()
    assert changed_rows([old], [old]) == []
    settled = replace(old, standing="met", face="met", count=1)
    assert changed_rows([old], [settled]) == [settled]
    assert changed_rows([], [replace(old, standing="upcoming")]) == [], (
        "what only appears far ahead is no effect"
    )
    assert changed_rows([], [settled]) == [settled]
