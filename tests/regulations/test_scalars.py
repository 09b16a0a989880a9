"""Plain scalars mean what the YAML 1.2 core schema says, and nothing else."""

import math

import pytest

from meeting_cadence.regulations.scalars import resolve


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing(text):
    assert resolve(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("TRUE", True), ("false", False), ("False", False)]
)
def test_truth(text, value):
    assert resolve(text) is value


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "12:30",
        "1:30:00",
        "2024-12-31",
        "01-01",
        "+6m",
        "30d",
        "1_000",
        "0b11",
        "nULL",
        "2024-12-31T23:30:00+08:00",
        "2/3",
        "1.2.3",
        "-",
        "+",
        ".",
        "e5",
        "0o8",
        "0xg",
        "<<",
        "=",
        "１２",
    ],
)
def test_everything_else_stays_text(text):
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("-12", -12), ("+7", 7), ("007", 7), ("0o17", 15), ("0xff", 255)]
)
def test_whole_numbers(text, value):
    assert resolve(text) == value and isinstance(resolve(text), int)


@pytest.mark.parametrize(
    ("text", "value"), [("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-.inf", -math.inf)]
)
def test_fractions(text, value):
    assert resolve(text) == value and isinstance(resolve(text), float)


def test_not_a_number():
    assert math.isnan(resolve(".nan"))


def test_a_number_nobody_writes_stays_text():
    assert resolve("9" * 5000) == "9" * 5000
