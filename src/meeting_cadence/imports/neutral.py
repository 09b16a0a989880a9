"""Texts that a spreadsheet program would take for a formula leave with an apostrophe, and come back without it."""

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
GUARD: Final = "'"


def neutral(text: str) -> str:
    """The text as it may be written into a cell of a CSV file or workbook."""
    return GUARD + text if text.startswith(_STARTS) else text


def without_guard(text: str) -> str:
    """The text that was meant, of a cell that `neutral` may have written."""
    return text.removeprefix(GUARD) if text.startswith(GUARD) and text[1:].startswith(_STARTS) else text
