"""Packs for the tests of this room."""

import re
from collections.abc import Callable

import pytest

from meeting_cadence.regulations.problems import PackRefused
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.words.problems import tell_problem


def assert_told(problems):
    """Every problem is a sentence in both languages, with nothing left to fill in."""
    for problem in problems:
        told = [tell_problem(problem, language) for language in ("zh", "en")]
        assert told[0] != told[1] and all(one.endswith(("。", "？", ".", "?")) for one in told)


@pytest.fixture(scope="session")
def problems_of():
    """The problems of a pack's text as (code, line, column); other files by name, `files`."""

    def problems(text, files=None, *, with_file=False):
        try:
            read_pack_text(text, name="pack.yaml", include=(files or {}).__getitem__)
        except PackRefused as refused:
            assert_told(refused.problems)
            return [
                ((one.file,) if with_file else ()) + (one.code, one.line, one.column)
                for one in refused.problems
            ]
        return []

    return problems


@pytest.fixture(scope="session")
def read_mandate():
    """The one mandate of a pack: `rest` are its further keys in flow style."""

    def read(rest, *, pack="", regulation="effective: 2020-01-01"):
        text = f"""format: 1
pack: p
title: T
timezone: Asia/Shanghai
{pack}
bodies: [{{id: a, name: A, fiscal_year_end: 03-31, terms: [{{number: 1, from: 2020-01-01}}]}}]
regulations: [{{id: r, title: R, {regulation}, mandates: [{{id: m, title: M, obliged: {{body: a}}, {rest}}}]}}]
"""
        return read_pack_text(text, name="pack.yaml", include={}.__getitem__).mandates[0]

    return read


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
