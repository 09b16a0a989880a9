"""How much a calendar title looks like the name of something that should take place."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from meeting_cadence.words.calendar_titles import NUMBERS, OFF, PREPARING

LIKE: Final = 0.6
"""The least likeness of a proposal; 1 is a name that stands in the title word for word."""
_SHORTEST: Final = 2
_NOISE: Final = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


class Likeness(NamedTuple):
    """The name that the title looks like most, and how much: 0 to 1."""

    name: str
    score: float


@lru_cache(maxsize=65536)
def likeness(title: str, names: tuple[str, ...]) -> Likeness | None:
    """The best of the names; None when none is like it enough. Numbers, blanks and marks do not matter."""
    plain = normal(title)
    found = [Likeness(name, _score(plain, normal(name))) for name in dict.fromkeys(names)]
    best = max(found, key=lambda one: (one.score, len(one.name)), default=None)
    return best if best is not None and best.score >= LIKE else None


def is_preparing(title: str, name: str) -> bool:
    """Whether the title speaks of getting ready for it, or of its papers, rather than of it."""
    return _says(title, name, PREPARING)


def is_off(title: str, name: str) -> bool:
    """Whether the title says that it does not take place then."""
    return _says(title, name, OFF)


def _says(title: str, name: str, words: Iterable[str]) -> bool:
    plain, own = normal(title), normal(name)
    return any(word in plain and word not in own for word in words)


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """Small letters, Chinese characters and nothing between them; without numbers, which change every year."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    without = NUMBERS.sub("", folded)
    return _NOISE.sub("", without) or _NOISE.sub("", folded)


def _score(title: str, name: str) -> float:
    """1 where the name stands in the title; else Dice's measure of their pairs of letters."""
    if len(name) < _SHORTEST or len(title) < _SHORTEST:
        return 0.0
    if name in title:
        return 1.0
    mine, theirs = _pairs(title), _pairs(name)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


@lru_cache(maxsize=65536)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))
