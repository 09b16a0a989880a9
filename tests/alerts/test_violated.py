"""Not as required: the order, a maximum or a least distance was not kept. Told once, in the hours, never as overdue."""

import pytest
from tests.alerts.conftest import PACK, House, sh

from meeting_cadence.alerts.policy import policies_of
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.store.engine import Store

RULES = """
      - id: consult
        title: {zh: 征求意见, en: Consultation}
        article: 第八条
        obliged: {body: commission}
        act: consult
        clauses: [{deadline: {before: {event: appointment}, at_least: 0d}}]
      - id: sparing
        title: {zh: 大会, en: Assembly}
        obliged: {body: commission}
        act: assembly
        clauses: [{quota: {min: 0, max: 1, per: 1y}}]
      - id: apart
        title: {zh: 巡视, en: Tour}
        obliged: {body: commission}
        act: tour
        force: normally
        clauses: [{gap: {max: 2y, min: 90d}}]
vocabulary:
  events: {incident: 事件, appointment: {zh: 任免, en: appointment}}
  acts: {plenary: 全会, retreat: 务虚会, report: 报告, consult: 征求意见, assembly: 大会, tour: 巡视}
"""
OFFICE, PROVINCE = "office@example.org", "province@example.org"


@pytest.fixture
def house(sqlite_store: Store) -> House:
    """The commission, in a year in which its own plenary and retreat have been held."""
    made = House(sqlite_store)
    made.apply(PACK.rstrip() + RULES, at=sh("2024-01-01 09:00"))
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    for kind in ("plenary", "retreat"):
        act(made, kind, "2024-01-02", at="2024-01-02 09:00")
    made.tick(sh("2024-01-02 09:01"))
    return made


def act(house: House, kind: str, day: str, *, at: str, **more: str) -> None:
    house.enter({"act": {"body": "commission", "kind": kind, "start": day, **more}}, at=sh(at))


def appoint(house: House) -> None:
    event = {"id": "e-1", "body": "commission", "kind": "appointment", "at": "2024-03-09"}
    house.enter({"event": event}, at=sh("2024-03-09 20:00"))


def violations(house: House) -> list[tuple[str, str]]:
    return [(row.recipient, row.state) for row in house.outbox() if row.kind == "violated"]


def test_an_event_without_the_act_before_it_is_told_at_the_next_opening_and_once(house: House) -> None:
    appoint(house)
    house.tick(sh("2024-03-09 20:01"))
    house.tick(sh("2024-06-09 20:01"))
    mails = [row for row in house.outbox() if row.kind == "violated"]
    assert [(row.recipient, row.not_before) for row in mails] == [
        (OFFICE, sh("2024-03-11 08:30")),
        (PROVINCE, sh("2024-03-11 08:30")),
    ]
    assert mails[0].subject == (
        "【不符合要求】省委网信委：征求意见（2024年3月9日发生：任免），未见事前登记"
        " | Not as required, no record from before the event"
    )
    assert mails[0].text.split("\n\n----\n\n")[0] == (
        "不符合要求\n"
        "\n"
        "省委网信委“征求意见”（2024年3月9日发生：任免）：制度要求为“任免”之前；该事项已于2024年3月9日发生，此前未见相应登记。\n"
        "\n"
        "机构：省委网信委\n"
        "制度要求：征求意见（2024年3月9日发生：任免）\n"
        "依据：《示例规定》第八条\n"
        "频次要求：“任免”之前\n"
        "触发事项发生于：2024年3月9日\n"
        "\n"
        "请办理：\n"
        "- 确在事前完成而未登记的，请补登实际日期，登记后按事实更正。\n"
        "- 触发事项的日期登记有误的，请更正该登记。\n"
        "- 登记无误的，请书面说明情况并留存，避免再次发生。\n"
        "\n"
        f"登记：https://house.example/record?obligation={mails[0].obligation}\n"
        f"签收：https://house.example/obligations/{mails[0].obligation}/answer\n"
        f"查看详情：https://house.example/obligations/{mails[0].obligation}\n"
        "\n"
        "本邮件由系统自动发送，请勿回复。本系统不得存储、处理涉密信息。"
    )
    assert all("逾期" not in row.text and "overdue" not in row.text.lower() for row in mails)


def test_one_more_than_the_maximum_says_how_many(house: House) -> None:
    act(house, "assembly", "2024-02-05", at="2024-02-05 09:00")
    house.tick(sh("2024-02-05 09:01"))
    assert violations(house) == []
    act(house, "assembly", "2024-04-08", at="2024-04-08 09:00")
    house.tick(sh("2024-04-08 09:01"))
    mail = next(row for row in house.outbox() if row.kind == "violated")
    assert "至多1次，已登记2次" in mail.subject
    assert "现已登记2次，超出上限" in mail.text
    assert "请撤回或者更正该登记" in mail.text
    assert "/record?" not in mail.text


def test_too_soon_after_the_last_says_from_when_it_was_allowed_and_soft_ones_are_told_to_their_own_only(
    house: House,
) -> None:
    act(house, "tour", "2024-02-01", at="2024-02-01 09:00")
    act(house, "tour", "2024-04-01", at="2024-04-01 09:00")
    house.tick(sh("2024-04-01 09:01"))
    assert violations(house) == [(OFFICE, "pending")]
    mail = next(row for row in house.outbox() if row.kind == "violated")
    assert "不得早于2024年5月1日；登记日期为2024年4月1日，早于该日" in mail.text
    assert "so not before 1 May 2024. On record is 1 April 2024" in mail.text


def test_recorded_before_it_leaves_it_is_cancelled(house: House) -> None:
    appoint(house)
    house.tick(sh("2024-03-09 20:01"))
    act(house, "consult", "2024-03-08", at="2024-03-10 09:00")
    house.tick(sh("2024-03-10 09:01"))
    assert violations(house) == [(OFFICE, "cancelled"), (PROVINCE, "cancelled")]
    assert [row for row in house.states() if row[0] == "corrected"] == []


def test_recorded_after_it_left_those_who_were_told_get_a_correction(house: House) -> None:
    appoint(house)
    house.tick(sh("2024-03-09 20:01"))
    house.drain(sh("2024-03-11 09:00"))
    act(house, "consult", "2024-03-08", at="2024-03-12 09:00")
    house.tick(sh("2024-03-12 09:01"))
    house.tick(sh("2024-03-12 09:02"))
    mails = [row for row in house.outbox() if row.kind == "corrected"]
    assert [row.recipient for row in mails] == [OFFICE, PROVINCE]
    assert mails[0].subject.startswith("【更正：符合要求】省委网信委：征求意见（2024年3月9日发生：任免）")
    assert "曾被通报" in mails[0].text


def test_a_reminder_that_still_waits_does_not_turn_into_it(house: House) -> None:
    monday = {"id": "e-1", "body": "commission", "kind": "appointment", "at": "2024-03-11"}
    house.enter({"event": monday}, at=sh("2024-03-08 20:00"))
    house.tick(sh("2024-03-08 20:01"))
    assert [row[0] for row in house.states()] == ["due_soon"]
    house.tick(sh("2024-03-11 00:01"))
    house.drain(sh("2024-03-11 09:00"))
    assert [row for row in house.states() if row[0] == "due_soon"] == [("due_soon", OFFICE, "cancelled")]
    assert violations(house) == [(OFFICE, "shown"), (PROVINCE, "shown")]


@pytest.mark.parametrize(
    ("rungs", "told"),
    [
        ("[{before: 10d, to: [chair]}]", ("secretariat",)),
        ("[{at: breach, to: [chair, superior_chair]}]", ("chair", "superior_chair")),
        ("[{at: violated, to: [supervisor]}]", ("supervisor",)),
    ],
)
def test_a_policy_tells_of_it_those_whom_it_tells_of_a_breach_unless_it_names_others(
    rungs: str, told: tuple[str, ...]
) -> None:
    text = PACK.replace("regulations:\n", f"alert_policies:\n  own: {{rungs: {rungs}}}\nregulations:\n", 1)
    policy = policies_of(read_pack_text(text, name="house.yaml", include=str))["own"]
    assert [rung.to for rung in policy.rungs if rung.trigger == "violated"] == [told]
