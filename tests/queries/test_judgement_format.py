"""The page about the judgement format names every key, every annotation and its values, every standing in order."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from meeting_cadence.dates.holiday_table import tables_with
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.words.why import WORDS

ROOT = Path(__file__).resolve().parents[2]
PACK = """\
format: 1
pack: p
title: P
timezone: Asia/Shanghai
bodies: [{id: a, name: A, tier: city}]
regulations:
  - {id: r, title: R, effective: 2024-01-01, mandates: [{id: m, title: M, obliged: {body: a}, act: k,
      clauses: [{quota: {min: 1, per: 1y, each_of: {tier: city}}}]}]}
"""

Section = Callable[[str], str]


@pytest.fixture(scope="module")
def section() -> Section:
    """The text under a heading of the page."""
    page = (ROOT / "docs/reference/judgements.md").read_text(encoding="utf-8")
    return lambda heading: page.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def test_every_key_of_a_row_in_its_order(section: Section) -> None:
    pack = read_pack_text(PACK, name="p", include={}.__getitem__)
    row = as_row(read_board(pack, Facts(), at=date(2024, 5, 1), tables=tables_with({}))[0])

    assert re.findall(r"^\| `(\w+)` \|", section("A row"), re.MULTILINE) == list(row)


def test_every_standing_in_its_order(section: Section) -> None:
    told = section("Standings, first match wins").partition(".")[0]

    assert re.findall(r"`(\w+)`", told) == [standing.value for standing in Standing]


def test_every_annotation_with_its_values(section: Section) -> None:
    """As the code makes them: `Note.of("type", value=…)`; what did not count is material of `why` alone."""
    made: dict[str, set[str]] = {}
    for path in sorted((ROOT / "src/meeting_cadence/standing").glob("*.py")):
        for type_, values in re.findall(
            r'Note\.of\(\s*"(\w+)",?((?:[^()]|\([^()]*\))*)\)', path.read_text(encoding="utf-8")
        ):
            made.setdefault(type_, set()).update(re.findall(r"(\w+)=", values))
    del made["not_counted"]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| ", section("Annotations"), re.MULTILINE)

    assert {type_: set(re.findall(r"`(\w+)`", values)) for type_, values in rows} == made
    assert all(any(code.startswith(f"why.note.{type_}") for code in WORDS) for type_ in made)
