"""Words that others typed, made fit for headers and bodies: one line, no controls, no tricks of direction."""

import unicodedata
from typing import Final

_DIRECTION: Final = frozenset(
    map(chr, [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
_DROPPED: Final = frozenset({"Cs", "Co", "Cn"})
LONGEST: Final = 300
"""Characters kept of one text; a title of 64 KiB is nobody's title."""


def one_line(text: str, longest: int = LONGEST) -> str:
    """The text without controls, lone surrogates and marks of direction; blanks run together."""
    if len(text) <= longest and text.isprintable() and "  " not in text:
        return text.strip(" ")
    kept = (_fit(character) for character in text[: longest * 4])
    line = " ".join("".join(kept).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _fit(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if category in _DROPPED or character in _DIRECTION or character == "\ufeff" else character
