"""The last part of the sentence of why says what is so, and nothing that the ledger contradicts."""

import pytest
from tests.engine.asking import (
    Row,
    after,
    board_of,
    body,
    duty,
    event,
    gap,
    meet,
    pack_of,
    quota,
    relief,
)

from meeting_cadence.words.why import explain

TERM = {"number": 15, "from": "2022-06-20", "expected_to": "2027-05-20"}
HOURS = duty(after({"event": "incident"}, "4h"))
SOON = duty(after({"event": "incident"}, None))
DAY = event("2025-03-01", "e")


def last_words(mandate: Row, *entries: Row, at: str, window: str, **body_keys: object) -> tuple[str, str]:
    rows = board_of(pack_of(mandate, bodies=[body(**body_keys)]), entries, at)
    (row,) = [one for one in rows if one.label == window]
    zh, en = explain(row)
    return zh.rsplit("；", 1)[1], en.rsplit("; ", 1)[1]


@pytest.mark.parametrize(
    ("mandate", "entries", "window", "zh", "en"),
    [
        (quota(), (), "2025", "尚在期限之内。", "still within its time."),
        ({"review": {"every": "1y"}}, (), "review", "请适时检视。", "time to look at it again."),
        (
            gap(max=None, min="9d"),
            (meet("2025-01-01"),),
            "after 2025-01-01",
            "未设截止日期。",
            "no due day is set.",
        ),
    ],
)
def test_an_open_window(mandate: Row, entries: tuple[Row, ...], window: str, zh: str, en: str) -> None:
    assert last_words(duty(mandate), *entries, at="2025-03-01", window=window) == (zh, en)


def test_what_is_to_be_done_in_good_time_has_no_due_day() -> None:
    assert last_words(SOON, DAY, at="2025-04-01", window="e") == ("未设截止日期。", "no due day is set.")


def test_an_overrunning_term_is_open_until_the_next_one() -> None:
    rule = duty(quota(per="term"), effective="2022-06-20")
    words = last_words(rule, at="2027-06-30", window="term 15", terms=[TERM])
    assert words == ("下一届开始前仍可办理。", "open until the next term begins.")


def test_a_missing_time_is_not_told_as_a_missing_declaration() -> None:
    """The ledger is declared complete, and the text does set a limit."""
    (row,) = board_of(pack_of(HOURS), [DAY], "2025-04-01")
    zh, en = explain(row)
    assert "时限按小时计算" in zh and "未规定期限" not in zh and "台账未声明完整" not in zh
    assert "counted in hours" in en and "without a set limit" not in en and "not declared complete" not in en
    assert zh.endswith("未登记时刻，无法判断是否按时，请补登。")


def test_missing_numbers_are_not_told_as_a_missing_declaration() -> None:
    held = [meet("2024-05-01", id="1", ordinal=1), meet("2026-05-01", id="3", ordinal=3)]
    zh, en = last_words(duty(quota(), effective="2024-01-01"), *held, at="2026-06-01", window="2025")
    assert (zh, en) == (
        "登记不全，请秘书处补登或确认。",
        "the record has holes here, which the secretariat should fill or confirm.",
    )


def test_a_record_that_is_not_declared_says_so() -> None:
    rows = board_of(pack_of(duty(quota())), [], "2021-06-01", declared={})
    assert explain(rows[0]).zh.endswith("台账未声明完整，未见登记不等于未召开，请秘书处确认。")


def test_an_extension_of_a_limit_that_the_text_does_not_set_has_a_due_day() -> None:
    longer = relief("extend", "e", until="2025-06-01", granted="2025-03-02")
    assert last_words(SOON, DAY, longer, at="2025-04-01", window="e") == (
        "尚在期限之内。",
        "still within its time.",
    )
