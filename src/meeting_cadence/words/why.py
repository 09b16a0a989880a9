"""Words of why."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {}
