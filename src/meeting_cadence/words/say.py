"""From a code and values to a sentence.

Each topic has a module with a table `WORDS: dict[str, tuple[str, str]]`: code to (Chinese, English), side by side, so
that whoever changes one sees the other; tests hold them complete and their placeholders equal. Placeholders are
`str.format` fields; values are rendered by language: days as 2024年12月31日 / 31 December 2024, `Text` by its language,
lists with 、 or commas, standings and other codes through their own table.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any, Final, Literal

from meeting_cadence.bodies import Text
from meeting_cadence.errors import Phrase

Language = Literal["zh", "en"]

TOPICS: Final = (
    "standings", "windows", "why", "cadence", "amendment", "problems", "errors", "cli", "audit", "feeds", "alerts",
    "calendars", "imports", "invitations", "pages", "reports", "settings", "weekly",
)  # fmt: skip
"""The modules of this package that hold words. Codes begin with their topic: `why.quota.met`."""

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@cache
def _table(topic: str) -> Mapping[str, tuple[str, str]]:
    table: Mapping[str, tuple[str, str]] = import_module(f"meeting_cadence.words.{topic}").WORDS
    return table


@cache
def pair(code: str) -> tuple[str, str]:
    """The Chinese and the English template of a code; KeyError when there is none."""
    return _table(code.partition(".")[0])[code]


def say(code: str, language: Language, /, **values: Any) -> str:
    """The sentence of a code in one language."""
    if not values:
        return _fixed(code, language)
    template = pair(code)[1 if language == "en" else 0]
    return template.format_map({name: render(value, language) for name, value in values.items()})


@cache
def _fixed(code: str, language: Language) -> str:
    """A sentence without values."""
    return pair(code)[1 if language == "en" else 0].format_map({})


def say_both(code: str, /, **values: Any) -> Text:
    """The sentence in both languages."""
    return Text(say(code, "zh", **values), say(code, "en", **values))


def render(value: Any, language: Language) -> Any:
    """A value as a person of that language reads it; numbers and plain texts stay as they are."""
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, datetime):
        return f"{render(value.date(), language)} {value:%H:%M}"
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, Phrase):
        return say(value.code, language)
    if isinstance(value, Sequence):
        return ("、" if language == "zh" else ", ").join(str(render(one, language)) for one in value)
    return value


def day(value: date, language: Language) -> str:
    """A day in words: 2024年12月31日, 31 December 2024."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
