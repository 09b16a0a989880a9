"""Windows as people name them: 2024 → 2024年度, term 15 → 第15届. An id or a day stays recognisable."""

import re
from datetime import date
from typing import Final

from meeting_cadence.words.say import Language, say

_SHAPES: Final = (
    (re.compile(r"(?P<year>\d{4})"), "pages.window.year"),
    (re.compile(r"(?P<year>\d{4})-H(?P<part>[12])"), "pages.window.half{part}"),
    (re.compile(r"(?P<year>\d{4})-Q(?P<part>[1-4])"), "pages.window.quarter{part}"),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})"), "pages.window.month"),
    (re.compile(r"(?P<year>\d{4})-W(?P<week>\d{2})"), "pages.window.week"),
    (re.compile(r"(?P<year>\d{4})/(?P<number>\d+)"), "pages.window.nth"),
    (re.compile(r"term (?P<number>\d+)"), "pages.window.term"),
    (re.compile(r"after (?P<day>\d{4}-\d{2}-\d{2})"), "pages.window.after"),
    (re.compile(r"forecast (?P<number>\d+)"), "pages.window.forecast"),
    (re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})"), "pages.window.from"),
    (re.compile(r"first"), "pages.window.first"),
    (re.compile(r"review"), "pages.window.review"),
)


def window_name(label: str, language: Language) -> str:
    """A window's label in words; a label of unknown shape (the id of an act or event) as it is."""
    plain, _, slot = label.partition("#")
    named = _named(plain, language)
    return say("pages.window.slot", language, window=named, slot=slot) if slot else named


def _named(label: str, language: Language) -> str:
    for shape, code in _SHAPES:
        found = shape.fullmatch(label)
        if found:
            return say(code.format(**found.groupdict()), language, **_values(found.groupdict()))
    return label


def _values(parts: dict[str, str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, text in parts.items():
        if name == "day":
            values[name] = date.fromisoformat(text)
        elif name != "part":
            values[name] = int(text)
    return values
