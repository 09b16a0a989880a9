"""Texts that a spreadsheet program would take for a formula leave with an apostrophe, and come back without it."""

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
GUARD: Final = "'"


def neutral(text: str) -> str:
    """The text as it may be written into a cell of a CSV file or workbook."""
    return GUARD + text if _looks_like_formula(text) else text


def without_guard(text: str) -> str:
    """The text that was meant, of a cell that `neutral` may have written."""
    return text.removeprefix(GUARD) if _looks_like_formula(text) else text


def _looks_like_formula(text: str) -> bool:
    """Also behind guards, so that a guard of the text's own is not lost."""
    return text.lstrip(GUARD).startswith(_STARTS)
