"""Whether a password may be chosen, as a reason against it. Knows no hash and no database."""

import re
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from meeting_cadence.access.profiles import Profile

LONGEST: Final = 200
Reason = Literal["too_short", "too_long", "too_plain", "common", "personal", "classes", "reused"]

_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "01234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
_RUN: Final = 4


def reason_against(password: str, profile: Profile, *, login: str = "", name: str = "") -> Reason | None:
    """Why the password may not be chosen under a profile; None when it may."""
    if len(password) < profile.shortest:
        return "too_short"
    if len(password) > LONGEST:
        return "too_long"
    plain = password.casefold()
    if len(set(plain)) < min(5, profile.shortest // 2):
        return "too_plain"
    if classes_in(password) < profile.classes:
        return "classes"
    if _is_common(plain):
        return "common"
    if any(len(word) >= _RUN and word.casefold() in plain for word in (login, name)):
        return "personal"
    return None


def classes_in(password: str) -> int:
    """How many of capitals, small letters, digits and anything else it holds."""
    kinds = (str.isupper, str.islower, str.isdigit)
    known = sum(any(kind(one) for one in password) for kind in kinds)
    return known + any(not any(kind(one) for kind in kinds) for one in password)


@cache
def _common() -> frozenset[str]:
    """Words that passwords of leaked lists are made of; with digits around them they stay weak."""
    listed = files("meeting_cadence.access").joinpath("common_passwords.txt")
    return frozenset(listed.read_text("utf-8").split())


def _is_common(plain: str) -> bool:
    """A frequent word with digits and signs around it, or nothing but runs of the keyboard and the alphabet."""
    words = {re.sub(r"[\d\W_]+", "", plain), re.sub(r"^[\d\W_]+|[\d\W_]+$", "", plain)}
    if plain in _common() or any(word in _common() and len(plain) <= 2 * len(word) + 4 for word in words):
        return True
    return len(_without_runs(plain)) < _RUN


def _without_runs(plain: str) -> str:
    """What is left of a password when runs of four or more neighbours, forwards or backwards, count as nothing."""
    rows = [one for row in _ROWS for one in (row, row[::-1])]
    left, place = "", 0
    while place < len(plain):
        run = max((_run_at(plain, place, row) for row in rows), default=0)
        left += "" if run >= _RUN else plain[place]
        place += run if run >= _RUN else 1
    return left


def _run_at(plain: str, place: int, row: str) -> int:
    length = 0
    while place + length < len(plain) and plain[place : place + length + 1] in row:
        length += 1
    return length
