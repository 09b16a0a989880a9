"""A plan or act as an entry, and a deadline's words by what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.feeds.conftest import PACK

from meeting_cadence.feeds.deadline import Owed, deadline, read_owed
from meeting_cadence.feeds.meeting import meeting_entry
from meeting_cadence.feeds.names import Names
from meeting_cadence.queries.meetings import Meeting, meeting_key
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.words.say import Language

HELD = Meeting("p-1", ("commission", "city"), "plenary", date(2024, 3, 5), "held")
OWED = Owed("k" * 26, "plenary", "commission", "2024", "open", date(2024, 12, 31))


def names(language: Language = "zh") -> Names:
    return Names(
        read_pack_text(PACK, name="house.yaml", include=lambda name: Path(name).read_text()), language
    )


def meeting_summary(meeting: Meeting, language: Language = "zh") -> str:
    return meeting_entry(meeting, names(language), host="x.cn", link="https://x.cn").summary


def owed_summary(owed: Owed, language: Language = "zh") -> str:
    return deadline(owed, names(language), host="x.cn", link="https://x.cn").summary


def test_a_joint_meeting_names_its_bodies_and_has_one_uid() -> None:
    entry = meeting_entry(HELD, names(), host="x.cn", link="https://x.cn/bodies/commission")
    assert entry.summary == "已召开：全体会议 · 省委网信委、市委网信委"
    assert entry.uid == f"meeting-{meeting_key('p-1')}@x.cn"
    assert entry.categories == ("全体会议", "省委网信委", "已召开")


@pytest.mark.parametrize(
    ("changes", "summary"),
    [
        ({"kind": "report"}, "已办结：事件报告 · 省委网信委、市委网信委"),
        ({"kind": "office", "title": "办公会"}, "已办结：办公会 · 省委网信委、市委网信委"),
        ({"kind": "office", "title": "办公会", "form": "video"}, "已召开：办公会 · 省委网信委、市委网信委"),
        ({"form": "written"}, "已办结：全体会议 · 省委网信委、市委网信委"),
        ({"ordinal": 5}, "已召开：第5次全体会议 · 省委网信委、市委网信委"),
        ({"state": "tentative"}, "暂定：全体会议 · 省委网信委、市委网信委"),
        ({"state": "confirmed"}, "会议：全体会议 · 省委网信委、市委网信委"),
        ({"state": "confirmed", "kind": "report"}, "计划：事件报告 · 省委网信委、市委网信委"),
        ({"state": "cancelled"}, "取消：全体会议 · 省委网信委、市委网信委"),
    ],
)
def test_the_prefix_says_what_it_is(changes: dict[str, object], summary: str) -> None:
    assert meeting_summary(replace(HELD, **changes)) == summary  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("standing", "meeting", "matter"),
    [
        ("upcoming", "截止", "截止"),
        ("open", "截止", "截止"),
        ("overdue", "逾期", "逾期"),
        ("no_record", "无登记", "无登记"),
        ("met", "已召开", "已办结"),
        ("met_extended", "延期召开", "延期办结"),
        ("met_late", "逾期召开", "逾期办结"),
        ("missed", "应召开未召开", "应办未办"),
        ("postponed", "延期", "延期"),
        ("excused", "已豁免", "已豁免"),
        ("optional", "过渡期", "过渡期"),
        ("violated", "不符合要求", "不符合要求"),
    ],
)
def test_every_standing_has_its_prefix(standing: str, meeting: str, matter: str) -> None:
    owed = replace(OWED, standing=standing)
    assert owed_summary(owed) == f"{meeting}：全体会议（2024年度）· 省委网信委"
    report = replace(owed, mandate="report", body="city", label="e-1", form="deadline")
    assert owed_summary(report) == f"{matter}：事件报告 · 市委网信委"


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("2024", "（2024年度）", " (2024)"),
        ("2024-H1", "（2024年上半年）", " (first half of 2024)"),
        ("2024-H2", "（2024年下半年）", " (second half of 2024)"),
        ("2024-Q3", "（2024年第三季度）", " (third quarter of 2024)"),
        ("2024-07", "（2024年7月）", " (2024-07)"),
        ("2024-W33", "（2024年第33周）", " (week 33 of 2024)"),
        ("term 15", "（第15届）", " (term 15)"),
        ("after 2022-10-16", " ", ""),
    ],
)
def test_windows_are_named_as_people_name_them(label: str, zh: str, en: str) -> None:
    owed = replace(OWED, label=label)
    assert owed_summary(owed) == f"截止：全体会议{zh}· 省委网信委"
    assert owed_summary(owed, "en") == f"Due: Plenary{en} · Commission"


def test_forecasts_are_expected_and_tentative() -> None:
    entry = deadline(replace(OWED, forecast=True, standing="upcoming"), names(), host="x.cn", link="l")
    assert (entry.summary[:2], entry.status) == ("预计", "TENTATIVE")
    assert deadline(replace(OWED, provisional=True), names(), host="x.cn", link="l").status == "TENTATIVE"
    assert deadline(OWED, names(), host="x.cn", link="l").status == "CONFIRMED"


def test_a_description_says_clause_limit_standing_and_what_to_do() -> None:
    owed = replace(
        OWED,
        standing="overdue",
        opens=date(2024, 1, 1),
        due=date(2025, 1, 31),
        original_due=date(2024, 12, 31),
        need=2,
        count=1,
    )
    assert deadline(owed, names("en"), host="x.cn", link="l").description == (
        "Rule: Sample measures, 第九条",
        "Text: “每年召开一次全体会议”",
        "Body: Commission",
        "To be held from 1 January 2024 to 31 January 2025",
        "Due: 31 January 2025 (that day included)",
        "Originally due: 31 December 2024 (the limit was moved)",
        "Standing: overdue, no record seen, since 1 February 2025",
        "Required: 2, on record: 1",
        "If it was done in time, record it; if not, make it up soon and name the window it is for.",
    )


def test_hour_limits_say_the_time_and_its_zone() -> None:
    due = datetime(2024, 2, 2, 6, 0, tzinfo=UTC)
    owed = replace(
        OWED, mandate="report", body="city", label="e-1", form="deadline", due=due, standing="overdue"
    )
    described = deadline(owed, names(), host="x.cn", link="l").description
    assert "截止时间：2024年2月2日 14:00（Asia/Shanghai）" in described
    assert "状态：逾期未见登记（自2024年2月2日 14:00起）" in described


def test_rows_without_a_place_in_a_calendar() -> None:
    row = {"due": None, "standing": "open"}
    assert read_owed(row, None) is None
    assert read_owed({"due": "2024-12-31", "standing": "superseded"}, None) is None
