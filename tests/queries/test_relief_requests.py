"""What becomes of a request for a relief: one case for each way it can end."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meeting_cadence.actions.answer_alert import AlertAnswer, Kind
from meeting_cadence.queries.relief_requests import Asked, Granted, requests_of, waiting

AT = datetime(2024, 3, 5, 4, tzinfo=UTC)
NOW = Asked("2024-12-31", open=True)


def answered(kind: Kind, hours: int = 0, *, by: str = "wang", reason: str | None = None) -> AlertAnswer:
    until = date(2025, 1, 31) if kind == "ask_extension" else None
    return AlertAnswer("k", "2024-12-31", kind, by, AT + timedelta(hours=hours), reason, until)


ASK = answered("ask_extension", reason="筹备未完")


def test_it_waits() -> None:
    (one,) = requests_of([ASK], [], NOW)
    assert (one.state, one.by, one.until, one.reason) == ("waiting", "wang", date(2025, 1, 31), "筹备未完")
    assert waiting([one]) == one


def test_it_is_refused_with_the_reason() -> None:
    (one,) = requests_of([ASK, answered("refuse_relief", 1, by="li", reason="理由不足")], [], NOW)
    assert (one.state, one.decided_by, one.decided_at, one.decision) == (
        "refused",
        "li",
        AT + timedelta(hours=1),
        "理由不足",
    )
    assert waiting([one]) is None


def test_it_is_withdrawn() -> None:
    (one,) = requests_of([ASK, answered("withdraw_relief", 1)], [], NOW)
    assert one.state == "withdrawn"


@pytest.mark.parametrize(("hours", "state"), [(-1, "waiting"), (0, "granted"), (1, "granted")])
def test_a_relief_that_was_recorded_since_grants_it(hours: int, state: str) -> None:
    (one,) = requests_of([ASK], [Granted(AT + timedelta(hours=hours), "li")], NOW)
    assert one.state == state


def test_a_granted_one_is_granted_though_the_due_day_moved() -> None:
    (one,) = requests_of([ASK], [Granted(AT, "li")], Asked("2025-01-31", open=True))
    assert (one.state, one.decided_by) == ("granted", "li")


@pytest.mark.parametrize(
    "now",
    [None, Asked("2024-12-31", open=False), Asked("2025-01-31", open=True)],
    ids=["gone", "settled", "moved"],
)
def test_it_lapses(now: Asked | None) -> None:
    (one,) = requests_of([ASK], [], now)
    assert one.state == "lapsed"


def test_who_asks_anew_replaces_the_request() -> None:
    first, second = requests_of(
        [ASK, answered("ask_waiver", 2)], [Granted(AT + timedelta(hours=3), "li")], NOW
    )
    assert (first.state, second.state) == ("lapsed", "granted")


def test_asked_again_after_a_refusal() -> None:
    first, second = requests_of([ASK, answered("refuse_relief", 1), answered("ask_extension", 2)], [], NOW)
    assert (first.state, second.state) == ("refused", "waiting")


def test_other_answers_are_no_requests() -> None:
    assert requests_of([answered("acknowledge"), answered("mute", 1)], [], NOW) == []
