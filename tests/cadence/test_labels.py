"""Which labels a rule's windows can have."""

import pytest

from meeting_cadence.cadence import Align, Deadline, Gap, Quota, Review, Rule, Trigger
from meeting_cadence.cadence.labels import can_be_called, example_of
from meeting_cadence.dates import Duration

YEARS = Quota(1, None, Duration(1, "y"))
HALVES = Quota(1, None, Duration(6, "m"))
PARTS = Quota(1, None, Duration(2, "m"))
SINCE = Quota(1, None, Duration(2, "y"), Align("date"))
TERMS = Quota(1, None, None)
AFTER = Deadline("after", Trigger(event="incident"), None)


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        (YEARS, "2024"), (YEARS, "2024#2"), (YEARS, "first"), (HALVES, "2024-H2"), (PARTS, "2024/6"),
        (SINCE, "2024-02-29"),
        (TERMS, "term 15"), (Gap(Duration(1, "y")), "first"), (Gap(Duration(1, "y")), "after 2022-10-16"),
        (AFTER, "2024"), (AFTER, "〔2024〕3号"), (Review(None), "review"),
    ],
)  # fmt: skip
def test_a_label_of_the_rule(rule: Rule, label: str) -> None:
    assert can_be_called(rule, label)


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        (YEARS, "2024-H1"), (YEARS, "24"), (YEARS, "２０２４"), (YEARS, "2024 "), (YEARS, "2024#"), (HALVES, "2024-H3"),
        (PARTS, "2024"), (SINCE, "2024"), (TERMS, "15"), (Gap(Duration(1, "y")), "2022-10-16"), (Review(None), "2024"),
    ],
)  # fmt: skip
def test_a_label_that_no_window_of_the_rule_has(rule: Rule, label: str) -> None:
    assert not can_be_called(rule, label)


@pytest.mark.parametrize("rule", [YEARS, HALVES, PARTS, SINCE, TERMS, Gap(Duration(1, "y")), Review(None)])
def test_the_example_is_one(rule: Rule) -> None:
    assert can_be_called(rule, example_of(rule))


def test_what_windows_after_an_event_are_called_has_no_example() -> None:
    assert example_of(AFTER) == ""
