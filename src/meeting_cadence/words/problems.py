"""What is wrong with a file and how to mend it: a sentence for every problem, `file:line:column: sentence`."""

from collections.abc import Iterable
from typing import Any, Final

from meeting_cadence.regulations.problems import Problem
from meeting_cadence.words import (
    problems_calendars,
    problems_files,
    problems_imports,
    problems_ledgers,
    problems_notices,
    problems_packs,
)
from meeting_cadence.words.say import Language, say

WORDS: Final[dict[str, tuple[str, str]]] = {
    "problems.did_you_mean": ("是否想写 {nearest}？", "Did you mean {nearest}?"),
    "problems.quote_it": ("如果本来就是文本，请加引号。", "If it is meant as text, put it in quotes."),
    "problems.known": ("可用的有：{known}。", "Known are: {known}."),
    **problems_files.WORDS,
    **problems_packs.WORDS,
    **problems_ledgers.WORDS,
    **problems_notices.WORDS,
    **problems_imports.WORDS,
    **problems_calendars.WORDS,
}

_CODED: Final = {"wanted": "type", "got": "type", "expected": "json", "sort": "sort"}
"""Values that are codes themselves, and the table they stand in."""
_QUOTABLE: Final = ("text", "name", "day", "when", "instant")
_MOST_KNOWN: Final = 40
_REASONS: Final = {
    "mapping values are not allowed in this context": "此处不能出现冒号，文本含冒号时请加引号",
    "did not find expected key": "此处应为键，请检查缩进",
    "did not find expected '-' indicator": "此处应为列表的“-”，请检查缩进",
    "did not find expected ',' or ']'": "缺少逗号或右方括号",
    "did not find expected ',' or '}'": "缺少逗号或右花括号",
    "did not find expected node content": "此处应有内容",
    "did not find expected <document start>": "内容在此中断，请检查缩进和引号",
    "could not find expected ':'": "缺少冒号",
    "found unexpected end of stream": "文件结束时引号尚未闭合",
    "found character that cannot start any token": "此处出现了不能用作开头的符号，如 @ 或 `，请加引号",
    "found a tab character that violates indentation": "缩进使用了制表符，请改为空格",
    "found unknown escape character": "引号内有不认识的转义符",
    "block sequence entries are not allowed in this context": "此处不能开始列表，请换行并缩进",
}
"""libyaml's own words for the usual slips, in Chinese; rarer ones stay in English."""


def tell_problem(problem: Problem, language: Language) -> str:
    """`file:line:column: sentence`; only the file where there is no line."""
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    return f"{place}: {sentence(problem, language)}"


def tell_problems(problems: Iterable[Problem], language: Language) -> str:
    """One problem a line."""
    return "\n".join(tell_problem(problem, language) for problem in problems)


def sentence(problem: Problem, language: Language) -> str:
    """What is wrong and how to mend it."""
    values = {name: _value(name, value, language) for name, value in problem.values.items()}
    told = [say(f"problems.{problem.code}", language, **values)]
    told += [say(f"problems.{hint}", language, **values) for hint in _hints(problem)]
    return ("" if language == "zh" else " ").join(told)


def _value(name: str, value: Any, language: Language) -> Any:
    if name in _CODED:
        return say(f"problems.{_CODED[name]}.{value}", language)
    if name == "reason":
        return _REASONS.get(value, value) if language == "zh" else value
    if name in ("files", "bodies", "acts"):
        return " → ".join(value)
    return value


def _hints(problem: Problem) -> list[str]:
    """Further sentences: the word that was meant, the words there are, quotes."""
    values = problem.values
    if values.get("nearest"):
        return ["did_you_mean"]
    if problem.code in ("unknown_key", "unknown_word") and 0 < len(values["known"]) <= _MOST_KNOWN:
        return ["known"]
    if (
        problem.code == "wrong_type"
        and values["wanted"] in _QUOTABLE
        and values["got"] in ("number", "truth")
    ):
        return ["quote_it"]
    return []
