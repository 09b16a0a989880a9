"""A limit on unknown tokens per address: guessing 256 bits is hopeless, and should also cost us nothing."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

MOST_UNKNOWN: Final = 20
WITHIN: Final = timedelta(minutes=10)
_MOST_ADDRESSES: Final = 10_000


class Limit:
    """Counts unknown tokens by address within a sliding window. Known tokens are never limited."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, list[datetime]] = OrderedDict()

    def note(self, address: str, at: datetime) -> bool:
        """Note an unknown token; answers whether the address has used up its tries."""
        recent = [one for one in self._seen.pop(address, []) if at - one < WITHIN][-MOST_UNKNOWN:]
        self._seen[address] = [*recent, at]
        while len(self._seen) > _MOST_ADDRESSES:
            self._seen.popitem(last=False)
        return len(recent) >= MOST_UNKNOWN
