"""Reading a cell as a whole number: 25, 25人, 第5次, 第十二次."""

import re
from typing import Final
from unicodedata import normalize

from meeting_cadence.imports.table import Value
from meeting_cadence.words.imports import COUNT_TAILS, HUNDREDS, NUMERALS, ORDINAL_MARKS, TENS, YEAR_TAILS

_DIGITS: Final = re.compile(r"\d{1,9}(\.0+)?", re.ASCII)
_CHINESE: Final = re.compile(
    rf"(?:([{NUMERALS[1:]}])?{HUNDREDS}{NUMERALS[0]}?)?(?:([{NUMERALS[1:]}])?{TENS})?([{NUMERALS}])?"
)


def read_count(value: Value) -> int | None:
    """A number of people: 25, 25人. None: it is no whole number."""
    return _whole(value, "", COUNT_TAILS)


def read_ordinal(value: Value) -> int | None:
    """Which meeting of its series: 5, 第5次, 第十二次. None: it is no whole number."""
    return _whole(value, *ORDINAL_MARKS)


def read_series(text: str) -> str:
    """The series of an ordinal: of 第十五届 15; what is no number stays as it is written."""
    found = read_ordinal(text)
    return text if found is None else str(found)


def read_label(text: str) -> str:
    """A window's label: of 2023年度 2023; else as it is written."""
    for tail in YEAR_TAILS:
        if text.endswith(tail) and text.removesuffix(tail).isdecimal():
            return text.removesuffix(tail)
    return text


def _whole(value: Value, head: str, tails: tuple[str, ...]) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e9 else None
    if isinstance(value, int):
        return value
    text = "".join(normalize("NFKC", value).split()).removeprefix(head)
    tail = next((tail for tail in tails if text.endswith(tail)), "")
    text = text.removesuffix(tail)
    return int(float(text)) if _DIGITS.fullmatch(text) else _from_chinese(text)


def _from_chinese(text: str) -> int | None:
    """一 to 九百九十九."""
    found = _CHINESE.fullmatch(text)
    if not text or not found:
        return None
    hundreds, tens, ones = (NUMERALS.index(digit) if digit else 0 for digit in found.groups())
    hundreds = hundreds or int(HUNDREDS in text)
    tens = tens or int(TENS in text)
    return hundreds * 100 + tens * 10 + ones
