"""Ad-hoc mechanisms from end to end: an incident opens its duties at once, each step's act opens the next."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.alerts.conftest import PACK, House, sh

from meeting_cadence.dates.holiday_table import table_for
from meeting_cadence.store.engine import Store

RELAY = """
      - id: first
        title: {zh: 首次报告, en: First report}
        obliged: {body: commission}
        act: first_report
        clauses: [{deadline: {after: {event: breach}, within: 1h}}]
      - id: pass-on
        title: {zh: 转报, en: Passing on}
        obliged: {body: province}
        act: passed_on
        clauses: [{deadline: {after: {act: first_report, by: commission, at: start}, within: 30min}}]
      - id: written
        title: {zh: 书面报告, en: Written report}
        obliged: {body: commission}
        act: written_report
        counts: {forms: [in_person, written]}
        clauses: [{deadline: {after: {act: passed_on, by: superior, at: start}, within: 4h}}]
      - id: review
        title: {zh: 复盘, en: Review}
        obliged: {body: commission}
        act: review_meeting
        clauses: [{deadline: {after: {event: breach}, within: 5wd}}]
"""
OFFICE, PROVINCE = "office@example.org", "province@example.org"


@pytest.fixture
def house(sqlite_store: Store) -> House:
    """In the night of the National Day holidays of 2024 (1 to 7 October; the 12th is a make-up working day)."""
    made = House(sqlite_store, tables=lambda _code: table_for("CN"))
    made.apply(PACK.rstrip() + RELAY, at=sh("2024-01-01 09:00"))
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    made.adopt("province", at=sh("2024-01-02 09:00"))
    made.tick(sh("2024-10-02 23:00"))
    breach = {"id": "e-7", "body": "commission", "kind": "breach", "at": "2024-10-02T23:20:00+08:00"}
    made.enter({"event": breach}, at=sh("2024-10-02 23:25"))
    return made


def act(house: House, body: str, kind: str, at: str, **more: str) -> None:
    start = f"{at.replace(' ', 'T')}:00+08:00"
    house.enter({"act": {"body": body, "kind": kind, "start": start, **more}}, at=sh(at))


def mails(house: House, title: str) -> list[tuple[str, str, str]]:
    """(the point of the subject, recipient, when it may leave by the clock of Shanghai) of what tells of a title."""
    return [
        (_point(row.subject), row.recipient, _clock(row.not_before))
        for row in house.outbox()
        if f"：{title}（" in row.subject
    ]


def _point(subject: str) -> str:
    return subject.split(" | ")[0].split("），", 1)[1]


def _clock(instant: datetime) -> str:
    return f"{instant.astimezone(ZoneInfo('Asia/Shanghai')):%m-%d %H:%M}"


def test_an_incident_at_night_is_told_at_once_with_what_is_left_of_the_hour(house: House) -> None:
    house.tick(sh("2024-10-02 23:26"))
    assert mails(house, "首次报告") == [("截止日期2024年10月3日 00:20，剩余54分钟", OFFICE, "10-02 23:26")]
    assert mails(house, "转报") == []
    text = next(row.text for row in house.outbox() if "首次报告" in row.subject)
    assert "剩余时间：54分钟" in text
    assert "Time left: 54 min" in text


def test_each_steps_act_opens_the_next_and_tells_those_obliged_by_it(house: House) -> None:
    house.tick(sh("2024-10-02 23:26"))
    act(house, "commission", "first_report", "2024-10-03 00:10")
    assert house.tick(sh("2024-10-03 00:11")).cancelled == 1
    assert mails(house, "转报") == [("截止日期2024年10月3日 00:40，剩余29分钟", PROVINCE, "10-03 00:11")]
    act(house, "province", "passed_on", "2024-10-03 00:40")
    house.tick(sh("2024-10-03 00:41"))
    assert mails(house, "书面报告") == [("截止日期2024年10月3日 04:40，剩余3小时59分", OFFICE, "10-03 00:41")]
    act(house, "commission", "written_report", "2024-10-03 04:40", form="written")
    house.tick(sh("2024-10-03 04:41"))
    assert {row.kind for row in house.outbox() if "报" in row.subject} == {"due_soon"}


def test_an_hour_before_the_end_of_a_longer_limit_it_is_said_again(house: House) -> None:
    act(house, "commission", "first_report", "2024-10-03 00:10")
    act(house, "province", "passed_on", "2024-10-03 00:40")
    house.tick(sh("2024-10-03 00:41"))
    house.tick(sh("2024-10-03 03:39"))
    assert len(mails(house, "书面报告")) == 1
    house.tick(sh("2024-10-03 03:40"))
    assert mails(house, "书面报告")[1:] == [
        ("截止日期2024年10月3日 04:40，剩余1小时0分", OFFICE, "10-03 03:40")
    ]


def test_the_limit_itself_is_still_in_time_and_the_superior_hears_at_once_after_it(house: House) -> None:
    house.tick(sh("2024-10-02 23:26"))
    house.tick(sh("2024-10-03 00:20"))
    assert len(mails(house, "首次报告")) == 1
    house.tick(sh("2024-10-03 00:21"))
    assert mails(house, "首次报告")[1:] == [
        ("已逾期", OFFICE, "10-03 00:21"),
        ("已逾期", PROVINCE, "10-03 00:21"),
    ]


def test_its_weekly_repeats_keep_to_working_hours(house: House) -> None:
    for at in ("2024-10-02 23:26", "2024-10-03 00:21", "2024-10-10 00:21", "2024-10-17 00:21"):
        house.tick(sh(at))
    assert mails(house, "首次报告")[3:] == [
        ("已逾期7天", OFFICE, "10-10 08:30"),
        ("已逾期14天", OFFICE, "10-17 08:30"),
    ]


def test_a_limit_in_working_days_skips_the_holidays_and_keeps_the_make_up_day(house: House) -> None:
    house.tick(sh("2024-10-02 23:26"))
    assert mails(house, "复盘") == [("截止日期2024年10月12日", OFFICE, "10-08 08:30")]
    house.tick(sh("2024-10-13 00:00"))
    assert mails(house, "复盘")[1:] == [
        ("已逾期2天", OFFICE, "10-14 08:30"),
        ("已逾期2天", PROVINCE, "10-14 08:30"),
    ]


def test_a_trigger_without_its_time_of_day_is_asked_for(house: House) -> None:
    day_only = {"id": "e-8", "body": "commission", "kind": "breach", "at": "2024-10-08"}
    house.enter({"event": day_only}, at=sh("2024-10-08 09:00"))
    house.tick(sh("2024-10-08 09:01"))
    house.tick(sh("2024-12-08 09:01"))
    asked = [row for row in house.outbox() if row.kind == "confirm" and "首次报告" in row.subject]
    assert [row.recipient for row in asked] == [OFFICE]
    assert _point(asked[0].subject) == "请补登触发时刻"
    assert "请更正触发事项的登记，补上发生时刻" in asked[0].text


def test_taking_the_trigger_back_takes_back_what_is_unsent(house: House) -> None:
    house.tick(sh("2024-10-02 23:26"))
    house.enter({"retract": {"entry": "e-7", "reason": "误报"}}, at=sh("2024-10-02 23:30"))
    assert house.tick(sh("2024-10-02 23:31")).cancelled == 2
