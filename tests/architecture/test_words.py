"""Words live in `words`: complete in both languages, with equal placeholders, and nowhere else."""

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import meeting_cadence
from meeting_cadence import words
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.problems import Refused
from meeting_cadence.settings import Settings
from meeting_cadence.words.say import TOPICS, pair

LATIN = re.compile(r"[A-Za-z]{2}")
PLACEHOLDER = re.compile(r"\{[^}]*\}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
PROGRAMMING_ERRORS = {"ValueError", "TypeError", "KeyError", "AssertionError"}
ROOMS_BELOW_WORDS = (
    "dates", "bodies", "cadence", "regulations", "obligations", "ledger", "standing", "access", "settings",
)  # fmt: skip


def all_words() -> list[tuple[str, str, str]]:
    """Every code with its Chinese and English template."""
    tables = {topic: import_module(f"meeting_cadence.words.{topic}").WORDS for topic in TOPICS}
    return [(code, *both) for table in tables.values() for code, both in table.items()]


def placeholders(template: str) -> set[str]:
    """The names that a template wants filled, without attributes, indexes and formats."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(template) if name is not None}


def every_error() -> list[type[MeetingCadenceError]]:
    """All errors of the family, wherever they are defined."""
    for module in pkgutil.walk_packages(meeting_cadence.__path__, "meeting_cadence."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)
    return sorted(_below(MeetingCadenceError), key=lambda kind: (kind.__module__, kind.__qualname__))


def _below(kind: type[MeetingCadenceError]) -> Iterator[type[MeetingCadenceError]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith("meeting_cadence."):
            yield below
        yield from _below(below)


def test_every_table_of_words_belongs_to_a_topic() -> None:
    said = {code for code, _, _ in all_words()}
    tables = [
        import_module(module.name)
        for module in pkgutil.iter_modules(words.__path__, "meeting_cadence.words.")
    ]

    assert [table.__name__ for table in tables if not set(getattr(table, "WORDS", {})) <= said] == []


def test_codes_begin_with_their_topic_and_are_said_once() -> None:
    codes = [code for code, _, _ in all_words()]

    assert [code for code in codes if code.partition(".")[0] not in TOPICS] == []
    assert len(codes) == len(set(codes))


def test_every_code_has_words_in_both_languages() -> None:
    assert [code for code, zh, en in all_words() if not zh.strip() or not en.strip()] == []


def test_chinese_is_chinese_and_english_is_english() -> None:
    """English may quote a Chinese number of a document as an example, no more."""
    mixed = [code for code, _, en in all_words() if len(CHINESE.findall(en)) > len(LATIN.findall(en))]
    untranslated = [
        code for code, zh, en in all_words() if zh == en and LATIN.search(PLACEHOLDER.sub("", en))
    ]

    assert (mixed, untranslated) == ([], [])


def test_both_languages_want_the_same_values() -> None:
    unequal = [(code, zh, en) for code, zh, en in all_words() if placeholders(zh) != placeholders(en)]

    assert unequal == []


def test_every_error_has_its_sentence() -> None:
    """What a file is refused for has none of its own: each of its problems is told where it stands."""
    speechless = []
    for kind in (kind for kind in every_error() if not issubclass(kind, Refused)):
        try:
            pair(f"errors.{kind.code}")
        except KeyError:
            speechless.append(f"{kind.__module__}.{kind.__name__}: {kind.code}")

    assert speechless == []


def test_no_two_errors_share_a_code() -> None:
    kinds: dict[str, list[str]] = {}
    for kind in every_error():
        if "code" in vars(kind):
            kinds.setdefault(kind.code, []).append(kind.__qualname__)

    assert {code: names for code, names in kinds.items() if len(names) > 1} == {}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained(name: str) -> None:
    assert pair(f"settings.means.{name}")
    assert pair(f"settings.expects.{name}")


def test_no_setting_is_explained_that_does_not_exist() -> None:
    explained = {code.rpartition(".")[2] for code, _, _ in all_words() if code.startswith("settings.")}

    assert explained == set(Settings.model_fields)


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """The text literals of a module with their lines, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def helps_of_commands(path: Path) -> set[str]:
    """Texts of `help=…` on the command line: they stand beside their option and hold both languages."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    helps = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "help"]
    return {part.value for text in helps for part in ast.walk(text) if isinstance(part, ast.Constant)}


def test_chinese_is_written_in_words_only(package: Path) -> None:
    found = [
        f"{path.relative_to(package)}:{line}: {text}"
        for path in sorted(package.rglob("*.py"))
        if path.relative_to(package).parts[0] != "words"
        for line, text in texts_of(path)
        if CHINESE.search(text) and not ("cli" in path.parts and text in helps_of_commands(path))
    ]

    assert found == []


def slips_of_programmers(path: Path) -> set[str]:
    """Texts of `assert`, `raise ValueError(…)` and the like: only a programmer can cause or read them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    slips: list[ast.AST] = [node.msg for node in ast.walk(tree) if isinstance(node, ast.Assert) and node.msg]
    for node in ast.walk(tree):
        call = node.exc if isinstance(node, ast.Raise) else None
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in PROGRAMMING_ERRORS:
            slips.append(call)
    return {part.value for slip in slips for part in ast.walk(slip) if isinstance(part, ast.Constant)}


def test_no_sentence_stands_below_words(package: Path) -> None:
    sentence = re.compile(r"[A-Za-z]{2,} [a-z]+ [a-z]+ [a-z]+")
    found = [
        f"{path.relative_to(package)}:{line}: {text}"
        for room in ROOMS_BELOW_WORDS
        for path in sorted((package / room).rglob("*.py"))
        for line, text in texts_of(path)
        if sentence.search(text) and text not in slips_of_programmers(path)
    ]

    assert found == []
