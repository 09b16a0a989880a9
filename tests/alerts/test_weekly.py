"""Weekly letters: once a week to each who is to have them, whoever looks, however often; and what they say."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.alerts.conftest import PACK, House, sh, tables
from tests.alerts.sink import Sink, running
from tests.conftest import NewStore

from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.courier import Delivery
from meeting_cadence.alerts.weekly.figures import Clear, Report
from meeting_cadence.alerts.weekly.letter import clear_letter, report_letter
from meeting_cadence.alerts.weekly.plan import Weekly, week_of, write_weekly
from meeting_cadence.bodies import Text
from meeting_cadence.store.engine import Store
from meeting_cadence.store.tables.record import PersonRow
from meeting_cadence.store.watching import SignOfLife, beat_of, put_sign_of_life

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKLY = Weekly("https://house.example", SHANGHAI, tables)
WANTING = PACK.replace(
    "{role: secretariat, email: office@example.org}",
    "{role: secretariat, email: office@example.org, all_clear: true}",
)
FIRST = sh("2024-05-08 09:00")
MONDAY = sh("2024-05-13 08:30")


def with_administrator(store: Store) -> None:
    with store.session() as session:
        session.add(
            PersonRow(
                login="admin",
                name="管理员",
                role="administrator",
                email="admin@example.org",
                password_hash="",
                created=FIRST,
            )
        )


@pytest.fixture
def house(house: House) -> House:
    """A contact of the commission wants the all-clear, and there is an administrator; the first week has begun."""
    house.apply(WANTING, at=sh("2024-01-03 09:00"))
    with_administrator(house.store)
    house.tick(FIRST)
    assert write_weekly(house.store, WEEKLY, at=FIRST) == 0
    return house


def letters(house: House) -> list[tuple[str, str, str]]:
    return [(row.kind, row.recipient, row.subject) for row in house.outbox() if row.obligation == ""]


@pytest.mark.parametrize(
    ("at", "week"),
    [
        ("2024-05-13 08:29", "2024-05-06"),
        ("2024-05-13 08:30", "2024-05-13"),
        ("2024-05-19 23:59", "2024-05-13"),
        ("2024-12-30 08:30", "2024-12-30"),
    ],
)
def test_a_week_begins_on_monday_at_half_past_eight(at: str, week: str) -> None:
    assert week_of(sh(at), SHANGHAI) == week


def test_from_monday_on_each_gets_one_letter_however_often_one_looks(house: House) -> None:
    assert write_weekly(house.store, WEEKLY, at=MONDAY - timedelta(minutes=1)) == 0
    house.tick(MONDAY)
    assert [
        write_weekly(house.store, WEEKLY, at=MONDAY + timedelta(hours=hours)) for hours in (0, 1, 100)
    ] == [
        2,
        0,
        0,
    ]
    assert letters(house) == [
        (
            "report",
            "admin@example.org",
            "【系统运行周报】2024年5月8日至2024年5月13日，运行正常 | "
            "Weekly report, 8 May 2024 to 13 May 2024: all well",
        ),
        (
            "all_clear",
            "office@example.org",
            "【每周平安报告】省委网信委：在督2项，逾期0项，最近截止2024年12月31日 | "
            "Weekly all-clear, Commission: 2 watched, 0 overdue, next due 31 December 2024",
        ),
    ]
    assert write_weekly(house.store, WEEKLY, at=MONDAY + timedelta(days=7)) == 2


def test_two_processes_at_once_write_it_once(new_store: NewStore) -> None:
    store = new_store()
    house = House(store)
    house.apply(WANTING, at=sh("2024-01-01 09:00"))
    with_administrator(store)
    write_weekly(store, WEEKLY, at=FIRST)
    assert write_weekly(store, WEEKLY, at=MONDAY) + write_weekly(store, WEEKLY, at=MONDAY) == 2
    assert len(letters(house)) == 2


def test_weeks_that_were_slept_through_are_told_as_one(house: House) -> None:
    three_weeks_later = MONDAY + timedelta(days=21)
    house.tick(three_weeks_later)
    assert write_weekly(house.store, WEEKLY, at=three_weeks_later) == 2
    (report, _) = (row.text for row in house.outbox() if row.obligation == "")
    assert "2024年5月8日至2024年6月3日" in report
    assert "巡检次数：1次" in report
    assert "巡检最长间隔：623小时30分钟" in report


def test_the_pause_is_counted_anew_after_each_report(house: House) -> None:
    house.tick(MONDAY)
    write_weekly(house.store, WEEKLY, at=MONDAY)
    house.tick(MONDAY + timedelta(minutes=5))
    with house.store.reading() as session:
        beat = beat_of(session, "tick")
    assert beat is not None
    assert (beat.beats, beat.pause) == (3, 300)


def test_they_leave_through_the_outbox_by_mail_and_the_latest_replaces_what_still_waits(house: House) -> None:
    for week in range(2):
        write_weekly(house.store, WEEKLY, at=MONDAY + timedelta(days=7 * week))
    sink, later = Sink(), MONDAY + timedelta(days=7, hours=1)
    with running(sink) as port:
        house.channels["email"] = EmailChannel(MailServer("127.0.0.1", port), sender="c@house.example")
        assert house.drain(later) == Delivery(sent=2, notices=2, cancelled=2)
        assert house.drain(later + timedelta(hours=1)) == Delivery()
    assert sorted(str(mail["To"]) for mail in sink.arrived) == [
        "office@example.org",
        "管理员 <admin@example.org>",
    ]
    assert [
        (row.due_revision, row.state, row.last_error) for row in house.outbox() if row.obligation == ""
    ] == [
        ("2024-05-13", "cancelled", "folded"),
        ("2024-05-13", "cancelled", "folded"),
        ("2024-05-20", "sent", None),
        ("2024-05-20", "sent", None),
    ]


def test_on_a_holiday_the_all_clear_waits_for_the_next_working_morning(house: House) -> None:
    write_weekly(house.store, WEEKLY, at=sh("2024-05-18 20:00"))
    assert [row.not_before for row in house.outbox() if row.kind == "all_clear"] == [sh("2024-05-20 08:30")]


def test_what_is_overdue_makes_it_no_all_clear(house: House) -> None:
    at = sh("2025-01-06 09:00")
    house.tick(at)
    write_weekly(house.store, WEEKLY, at=at)
    assert [subject for kind, _, subject in letters(house) if kind == "all_clear"] == [
        "【每周督办概况】省委网信委：在督4项，逾期2项，最近截止2025年12月31日 | "
        "Weekly state of affairs, Commission: 4 watched, 2 overdue, next due 31 December 2025"
    ]


def test_the_report_names_a_switch_that_is_not_reached(house: House) -> None:
    since = sh("2024-05-10 10:00")
    with house.store.session() as session:
        put_sign_of_life(session, SignOfLife(FIRST, since, "timed out"))
    house.tick(MONDAY)
    write_weekly(house.store, WEEKLY, at=MONDAY)
    report = next(row.text for row in house.outbox() if row.kind == "report")
    assert "值守信号中断：自2024年5月10日 10:00起" in report
    assert "- 检查值守地址是否可达。" in report


WELL = Report(
    since=datetime(2024, 5, 6, 1, tzinfo=UTC),
    at=datetime(2024, 5, 13, 1, tzinfo=UTC),
    ticks=10080,
    pause=timedelta(seconds=61),
    notices=12,
    mails=9,
    again=1,
    waiting=2,
    dead=0,
    uncertain=0,
    mail_down_since=None,
    silent_since=None,
)


def test_the_report_word_for_word() -> None:
    chinese, english = report_letter(WELL, base_url="https://house.example", zone=SHANGHAI).text.split("----")
    assert chinese.strip() == (
        "系统运行周报\n\n"
        "2024年5月6日至2024年5月13日，督办系统运行正常，没有需要人工处理的发信故障。\n\n"
        "巡检次数：10080次\n巡检最长间隔：1分钟\n生成通知：12条\n送出：9封，其中1封重试后送出\n"
        "等待送出的通知：2条\n被拒收的通知：0条\n是否送达不明的通知：0条\n\n"
        "请办理：\n- 无需办理。\n\n查看通知：https://house.example/notices\n\n"
        "本邮件由系统自动发送，请勿回复。本系统不得存储、处理涉密信息。"
    )
    assert "From 6 May 2024 to 13 May 2024 the service ran as it should; no delivery needs a hand." in english


def test_what_failed_asks_for_a_hand() -> None:
    mail = report_letter(
        WELL._replace(dead=1, mail_down_since=WELL.since), base_url="https://house.example", zone=SHANGHAI
    )
    assert "有事项需人工处理 | " in mail.subject
    assert "被拒收的通知：1条" in mail.text
    assert "邮件发送中断：自2024年5月6日 09:00起" in mail.text
    assert "- 检查邮件服务器和发信设置。" in mail.text


def test_the_all_clear_word_for_word() -> None:
    clear = Clear(12, 0, 0, date(2026, 12, 31), date(2026, 11, 23))
    mail = clear_letter(clear, Text("省委网信委", "Commission"), address="https://house.example/bodies/c")
    assert mail.subject == (
        "【每周平安报告】省委网信委：在督12项，逾期0项，最近截止2026年12月31日 | "
        "Weekly all-clear, Commission: 12 watched, 0 overdue, next due 31 December 2026"
    )
    assert (
        "On 23 November 2026, Commission and those below it: 12 watched, 0 overdue, 0 without a record and to be "
        "confirmed." in mail.text
    )


@pytest.mark.parametrize(
    ("overdue", "unrecorded", "heading"),
    [(0, 0, "每周平安报告"), (1, 0, "每周督办概况"), (0, 1, "每周督办概况")],
)
def test_only_where_nothing_is_overdue_nor_unknown_it_is_an_all_clear(
    overdue: int, unrecorded: int, heading: str
) -> None:
    clear = Clear(3, overdue, unrecorded, None, date(2026, 11, 23))
    mail = clear_letter(clear, Text.both("甲"), address="https://house.example/bodies/c")
    assert mail.subject.startswith(f"【{heading}】甲：在督3项，逾期{overdue}项 | ")
