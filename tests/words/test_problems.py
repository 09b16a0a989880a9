"""Problems as sentences: the place, what is wrong, how to mend it, what was probably meant."""

import ast
from pathlib import Path

import pytest

import meeting_cadence
from meeting_cadence.regulations.problems import PackRefused, Problem
from meeting_cadence.words.errors import tell
from meeting_cadence.words.problems import WORDS, sentence, tell_problem


@pytest.mark.parametrize(
    ("problem", "zh", "en"),
    [
        (
            Problem("unknown_key", "a.yaml", 3, 5, {"key": "tire", "nearest": "tier", "known": ("tier",)}),
            "a.yaml:3:5: 不认识的键 tire。是否想写 tier？",
            "a.yaml:3:5: The key tire is not known here. Did you mean tier?",
        ),
        (
            Problem(
                "unknown_word", "a.yaml", 3, 5, {"word": "x", "nearest": None, "known": ("start", "end")}
            ),
            "a.yaml:3:5: 这里不能写 x。可用的有：start、end。",
            "a.yaml:3:5: x is not possible here. Known are: start, end.",
        ),
        (
            Problem("wrong_type", "a.yaml", 1, 2, {"key": "series", "wanted": "text", "got": "number"}),
            "a.yaml:1:2: 这里应为文本，写的却是数字。如果本来就是文本，请加引号。",
            "a.yaml:1:2: This should be a text, but is a number. If it is meant as text, put it in quotes.",
        ),
        (
            Problem("parent_circle", "a.yaml", 1, 2, {"bodies": ("a", "b", "a")}),
            "a.yaml:1:2: 上级关系成环：a → b → a；请改正其中一个的 parent。",
            "a.yaml:1:2: The superiors run in a circle: a → b → a; correct one parent.",
        ),
        (
            Problem("file_missing", "a.yaml", 0, 0, {}),
            "a.yaml: 没有这个文件，请核对路径。",
            "a.yaml: There is no such file; check the path.",
        ),
    ],
)
def test_a_problem_in_both_languages(problem, zh, en):
    assert tell_problem(problem, "zh") == zh
    assert tell_problem(problem, "en") == en


def test_a_refusal_is_told_as_its_problems():
    problems = [Problem("file_missing", name, 0, 0, {}) for name in ("a.yaml", "b.yaml")]
    assert tell(PackRefused(problems), "en").splitlines() == [
        "a.yaml: There is no such file; check the path.",
        "b.yaml: There is no such file; check the path.",
    ]


def test_libyaml_speaks_chinese_for_the_usual_slips():
    slip = Problem("corrupt_yaml", "a.yaml", 1, 2, {"reason": "could not find expected ':'"})
    rare = Problem("corrupt_yaml", "a.yaml", 1, 2, {"reason": "something rare"})
    assert "（缺少冒号）" in sentence(slip, "zh") and "(could not find expected ':')" in sentence(slip, "en")
    assert "（something rare）" in sentence(rare, "zh")


def test_every_problem_that_is_reported_has_its_sentence():
    package = Path(meeting_cadence.__file__).parent
    reported = {
        call.args[1].value
        for room in ("regulations", "ledger")
        for path in (package / room).glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "add" and len(call.args) > 1
        if isinstance(call.args[1], ast.Constant)
    }
    assert len(reported) > 60
    assert {code for code in reported if f"problems.{code}" not in WORDS} == set()
