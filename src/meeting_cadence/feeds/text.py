"""Text fit for a calendar: nothing in it that a reader could choke on.

One NUL makes libical refuse a whole feed, U+2028 breaks lines in some readers and not in others, and a lone
surrogate cannot be written as UTF-8 at all. Such characters are refused on input; here they are taken out.
"""

import re
from typing import Final

SUMMARY_LIMIT: Final = 200
"""Characters of a summary; calendars show one line."""

DESCRIPTION_LIMIT: Final = 4000
"""Characters of a description: a feed stays below 1 MB with some hundred entries of that length."""

_BLANKS: Final = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_UNWANTED: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the reading direction
    "\u2028\u2029\ufeff\ufffe\uffff"  # separators, byte order mark, non-characters
    "\ud800-\udfff]"  # lone surrogates
)


def one_line(text: str, limit: int = SUMMARY_LIMIT) -> str:
    """The text as a single clean line of at most `limit` characters; line breaks and tabs become blanks."""
    flat = _UNWANTED.sub("", _BLANKS.sub(" ", text)).strip()
    return flat if len(flat) <= limit else f"{flat[: limit - 1]}…"


def lines(parts: list[str], limit: int = DESCRIPTION_LIMIT) -> str:
    """Several clean lines as one text, without the empty ones; what exceeds `limit` ends in an ellipsis."""
    whole = "\n".join(line for line in (one_line(part, limit) for part in parts) if line)
    return whole if len(whole) <= limit else f"{whole[: limit - 1]}…"
