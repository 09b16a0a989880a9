"""One wording of windows for pages, mails, calendars and reasons."""

import pytest
from tests.conftest import Office

from meeting_cadence.feeds.names import Names
from meeting_cadence.words.windows import window_named


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("2024", "2024年度", "2024"),
        ("after 2018-06-29", "2018年6月29日之后", "after 29 June 2018"),
        ("2024-H1", "2024年上半年", "first half of 2024"),
        ("2024/2#1", "2024年第2期（第1段）", "2024, part 2 (part 1)"),
        ("first", "首次", "first"),
        ("matter-huzhou", "matter-huzhou", "matter-huzhou"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("after 2026-13-01", "after 2026-13-01", "after 2026-13-01"),
        ("２０２６-０２-０１", "２０２６-０２-０１", "２０２６-０２-０１"),
        ("舆情#3", "舆情#3", "舆情#3"),
        ("2026#", "2026#", "2026#"),
    ],
)
def test_a_window_in_both_languages(label: str, zh: str, en: str) -> None:
    assert window_named(label, None, form="quota", clause=0) == (zh, en)


def test_a_limit_names_what_triggered_it(sqlite_office: Office) -> None:
    mandate = sqlite_office.world.mandate("incident")
    named = window_named("matter-huzhou", mandate, form="deadline", clause=0)
    assert named == ("incident：matter-huzhou", "incident: matter-huzhou")
    assert window_named("first", mandate, form="deadline", clause=0) == ("首次", "first")


def test_a_calendar_leaves_out_what_only_names_a_beginning(sqlite_office: Office) -> None:
    names = Names(sqlite_office.world.pack, "zh")
    assert [names.window(label) for label in ("2024", "term 3", "after 2018-06-29", "matter-huzhou")] == [
        "2024年度",
        "第3届",
        "",
        "",
    ]
