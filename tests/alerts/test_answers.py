"""Answering: acknowledging ends escalation, snoozing and muting quiet one's own reminders and are seen above."""

from datetime import date
from typing import Any

import pytest
from tests.alerts.conftest import PACK, House, sh

from meeting_cadence.actions.answer_alert import AlertAnswer, AnswerRefused, answer_alert
from meeting_cadence.store.alert_answers import SqlAnswerBook
from meeting_cadence.store.engine import Store

ABOVE = PACK.replace("[{body: commission}, {body: lonely}]", "{body: commission}").replace(
    "bodies:\n",
    """bodies:
  - id: nation
    name: {zh: 中央, en: Centre}
    contacts: [{role: secretariat, email: nation@example.org}]
  - id: region
    name: {zh: 大区, en: Region}
    parent: nation
""",
    1,
)
PACK_OF_FOUR = ABOVE.replace(
    "  - id: province\n    name: {zh: 省委, en: Provincial Committee}\n",
    "  - id: province\n    name: {zh: 省委, en: Provincial Committee}\n    parent: region\n",
)
OFFICE, PROVINCE, NATION = "office@example.org", "province@example.org", "nation@example.org"


@pytest.fixture
def house(sqlite_store: Store) -> House:
    """A plenary not held in 2024; above the province there is a region without contacts, and the centre."""
    made = House(sqlite_store)
    made.apply(PACK_OF_FOUR, at=sh("2024-01-01 09:00"))
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    retreat = {"body": "commission", "kind": "retreat", "start": "2024-01-02"}
    made.enter({"act": retreat}, at=sh("2024-01-02 09:00"))
    made.tick(sh("2024-12-30 09:00"))
    return made


def answer(house: House, kind: Any, at: str, **more: Any) -> None:
    due = "2024-12-31"
    key = next(row.obligation for row in house.outbox() if row.due_revision == due)
    with house.store.session() as session:
        answer_alert(
            SqlAnswerBook(session),
            AlertAnswer(key, due, kind, OFFICE, sh(at), **more),
            today=sh(at).date(),
        )


def told(house: House, recipient: str) -> list[tuple[str, int]]:
    """(rung, occurrence) of what was told to a recipient after the breach, folded ones aside."""
    return [
        (rung, number)
        for mandate, rung, number, to, folded in house.notices()
        if mandate == "plenary" and to == recipient and not folded and not rung.startswith("before")
    ]


def days(house: House, first: int, last: int) -> None:
    for day in range(first, last + 1):
        house.tick(sh(f"2025-01-{day:02} 00:01"))


def test_while_nobody_acknowledges_the_next_body_above_hears_after_five_working_days(house: House) -> None:
    days(house, 1, 7)
    assert (told(house, PROVINCE), told(house, NATION)) == ([("breach", 0)], [])
    days(house, 8, 31)
    assert told(house, NATION) == [("escalate-5wd", 1)]
    assert told(house, PROVINCE) == [("breach", 0)]


def test_who_acknowledges_in_time_ends_the_escalation(house: House) -> None:
    days(house, 1, 3)
    answer(house, "acknowledge", "2025-01-07 17:00")
    days(house, 8, 31)
    assert told(house, NATION) == []
    assert [rung for rung, _ in told(house, OFFICE)] == [
        "breach",
        "every-7d",
        "every-7d",
        "every-7d",
        "every-7d",
    ]


def test_an_acknowledged_reminder_does_not_count_for_the_breach(house: House) -> None:
    answer(house, "acknowledge", "2024-12-30 10:00")
    days(house, 1, 9)
    assert told(house, NATION) == [("escalate-5wd", 1)]


def test_acknowledged_before_it_left_an_escalation_is_taken_back(house: House) -> None:
    days(house, 1, 8)
    answer(house, "acknowledge", "2025-01-08 00:02")
    house.tick(sh("2025-01-08 00:03"))
    assert [row.state for row in house.outbox() if row.recipient == NATION] == ["cancelled"]


def test_a_soft_mandate_never_escalates(house: House) -> None:
    house.apply(
        PACK_OF_FOUR.replace("act: plenary\n", "act: plenary\n        force: normally\n"),
        at=sh("2024-12-30 09:30"),
    )
    days(house, 1, 31)
    assert (told(house, PROVINCE), told(house, NATION)) == ([], [])


def test_a_snooze_quiets_the_body_until_its_end_but_nobody_above(house: House) -> None:
    days(house, 1, 1)
    answer(house, "snooze", "2025-01-02 09:00", reason="主要领导出差", until=date(2025, 1, 16))
    days(house, 2, 31)
    assert told(house, OFFICE) == [("breach", 0), ("every-7d", 3), ("every-7d", 4)]
    assert told(house, NATION) == [("escalate-5wd", 1)]
    above = next(row for row in house.outbox() if row.recipient == NATION)
    assert "office@example.org于2025年1月2日设置暂缓提醒至2025年1月16日，原因：主要领导出差" in above.text
    assert ("plenary", "every-7d", 1, OFFICE, True) in house.notices()


def test_a_mute_has_no_end_until_it_is_taken_back(house: House) -> None:
    days(house, 1, 1)
    answer(house, "mute", "2025-01-02 09:00", reason="已口头报告")
    days(house, 2, 16)
    answer(house, "unmute", "2025-01-17 09:00")
    days(house, 17, 31)
    assert told(house, OFFICE) == [("breach", 0), ("every-7d", 3), ("every-7d", 4)]


def test_an_extension_that_was_asked_for_is_seen_above_and_moves_nothing(house: House) -> None:
    answer(house, "ask_extension", "2024-12-30 10:00", reason="换届", until=date(2025, 3, 31))
    days(house, 1, 1)
    above = next(row for row in house.outbox() if row.recipient == PROVINCE)
    assert "申请延期至2025年3月31日，尚待批准；理由：换届" in above.text
    assert "已逾期" in above.subject


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("snooze", {"until": date(2025, 1, 16)}, "reason"),
        ("snooze", {"reason": "  ", "until": date(2025, 1, 16)}, "reason"),
        ("snooze", {"reason": "出差"}, "end"),
        ("snooze", {"reason": "出差", "until": date(2025, 1, 2)}, "end"),
        ("snooze", {"reason": "出差", "until": date(2026, 1, 4)}, "end"),
        ("mute", {}, "reason"),
        ("ask_extension", {"reason": "换届"}, "end"),
        ("mute", {"reason": "长" * 501}, "long"),
        ("shout", {}, "unknown"),
    ],
)
def test_what_cannot_be_taken(house: House, kind: str, more: dict[str, Any], why: str) -> None:
    with pytest.raises(AnswerRefused) as refused:
        answer(house, kind, "2025-01-02 09:00", **more)
    assert refused.value.why == why


def test_each_letter_about_a_breach_carries_the_number_of_its_slip(house: House) -> None:
    days(house, 1, 8)
    office = [row for row in house.outbox() if row.kind == "overdue" and row.recipient == OFFICE]
    assert [row.slip for row in office] == ["2025/1/1", "2025/1/3"]
    assert "督办单：督〔2025〕1号·第1次（黄色督办单）" in office[0].text
    assert "border-left:6px solid #8a6d00" in office[0].html
    assert [row.slip for row in house.outbox() if row.recipient == NATION] == ["2025/1/3"]
    assert "Slip: Slip 督 2025/1, no. 3 (red)" in office[1].text


def test_a_second_matter_gets_the_next_number_and_a_moved_due_a_new_one(house: House) -> None:
    days(house, 1, 1)
    relief = {
        "mandate": "plenary",
        "body": "commission",
        "window": "2024",
        "type": "extend",
        "until": "2025-01-20",
    }
    house.enter({"relief": {**relief, "granted": "2024-12-20"}}, at=sh("2025-01-02 09:00"))
    days(house, 2, 21)
    assert [row.slip for row in house.outbox() if row.kind == "overdue" and row.recipient == OFFICE] == [
        "2025/1/1",
        "2025/2/1",
    ]
