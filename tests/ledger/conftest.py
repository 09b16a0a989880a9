"""A pack and ledgers for the tests of this room."""

import re
from collections.abc import Callable

import pytest

from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.regulations.problems import LedgerRefused
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.words.problems import tell_problem

PACK = """format: 1
pack: p
title: T
timezone: Asia/Shanghai
bodies: [{id: a, name: A}, {id: b, name: B, parent: a}]
regulations:
- id: law
  title: L
  mandates:
  - {id: yearly, title: Y, obliged: {body: a}, act: plenary, clauses: [{quota: {min: 1, per: 1y}}]}
  - {id: convey, title: C, obliged: {body: b}, act: conveyance, clauses: [
      {deadline: {after: {act: plenary, by: superior}, within: 30d}}]}
"""
VOCABULARY = "vocabulary: {acts: {plenary: P, conveyance: C}, items: {hear: H}, events: {incident: I}}\n"


@pytest.fixture(scope="session")
def pack():
    return read_pack_text(PACK, name="pack.yaml", include={}.__getitem__)


@pytest.fixture(scope="session")
def closed_pack():
    """The same pack with a vocabulary: only its kinds can be recorded."""
    return read_pack_text(PACK + VOCABULARY, name="pack.yaml", include={}.__getitem__)


def assert_told(problems):
    """Every problem is a sentence in both languages, with nothing left to fill in."""
    for problem in problems:
        told = [tell_problem(problem, language) for language in ("zh", "en")]
        assert told[0] != told[1] and all(one.endswith(("。", "？", ".", "?")) for one in told)


@pytest.fixture(scope="session")
def problems_of(pack):
    """The problems of a ledger's text as (code, line, column)."""

    def problems(text, about=pack):
        try:
            read_ledger(text, name="ledger.yaml", pack=about)
        except LedgerRefused as refused:
            assert_told(refused.problems)
            return [(one.code, one.line, one.column) for one in refused.problems]
        return []

    return problems


@pytest.fixture(scope="session")
def unmark() -> Callable[[str], tuple[str, list[tuple[str, int, int]]]]:
    """From a text in which ⟦code⟧ stands before every expected problem to (the text itself, the problems).

    A problem is (code, line, column), both from 1, in the order of the text; ⟦one,other⟧ expects two at one place.
    """

    def split(text: str) -> tuple[str, list[tuple[str, int, int]]]:
        plain, problems = "", []
        for part in re.split(r"(⟦[^⟧]*⟧)", text):
            if not part.startswith("⟦"):
                plain += part
                continue
            line, column = plain.count("\n") + 1, len(plain) - plain.rfind("\n")
            problems += [(code, line, column) for code in sorted(part[1:-1].split(","))]
        return plain, problems

    return split
