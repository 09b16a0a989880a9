"""Nothing is put off, switched off or caught whole without a reason beside it."""

import re
from pathlib import Path

import pytest

PUT_OFF = re.compile(
    r"\b(?:TODO|FIXME|XXX|NotImplementedError|xfail)\b|pytest\.(?:skip|importorskip)|mark\.skip"
)
BARE_IGNORE = re.compile(r"# type: ignore(?!\[)")
UNEXPLAINED_IGNORE = re.compile(r"# type: ignore\[[a-z-]+\](?!  # \w.{9})")
BARE_NOQA = re.compile(r"# noqa(?!: [A-Z]+[0-9]+(?:, [A-Z]+[0-9]+)* [-#] \w.{9})")
BROAD = re.compile(r"except (?:Base)?Exception\b|except:\s*$")


@pytest.fixture(scope="module")
def lines() -> list[tuple[str, str]]:
    """Every line of source and tests with its place, except this file."""
    root = Path(__file__).resolve().parents[2]
    return [
        (f"{path.relative_to(root)}:{number}", line)
        for folder in ("src", "tests", "docs", "benchmarks")
        for path in sorted((root / folder).rglob("*.py"))
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]


def test_nothing_is_put_off(lines: list[tuple[str, str]]) -> None:
    assert [(place, line.strip()) for place, line in lines if PUT_OFF.search(line)] == []


def test_a_check_is_switched_off_by_its_name(lines: list[tuple[str, str]]) -> None:
    assert [place for place, line in lines if BARE_IGNORE.search(line)] == []


def test_the_service_switches_no_type_check_off_without_a_reason(lines: list[tuple[str, str]]) -> None:
    """As in `# type: ignore[name]  # because`."""
    found = [place for place, line in lines if place.startswith("src/") and UNEXPLAINED_IGNORE.search(line)]
    assert found == []


def test_a_rule_is_switched_off_with_a_reason(lines: list[tuple[str, str]]) -> None:
    """As in `# noqa: RULE - because`."""
    assert [place for place, line in lines if BARE_NOQA.search(line)] == []


def test_nobody_catches_everything_without_a_reason(lines: list[tuple[str, str]]) -> None:
    assert [place for place, line in lines if BROAD.search(line) and "#" not in line] == []
