"""Sync tokens (RFC 6578): which state of which calendar a device holds, and how far it was told on the way there."""

import re
from typing import Final, NamedTuple

_TEXT: Final = re.compile(
    r"data:,(?P<calendar>[0-9a-f]{32})-(?P<number>[0-9]{1,9})-(?P<mark>[0-9a-f]{12})"
    r"(?:-(?P<part>first|more)-(?P<told>[0-9]{1,9})-(?P<name>[a-z0-9-]{1,80}))?\Z"
)
_MARK: Final = 12


class SyncToken(NamedTuple):
    """`mark`: the beginning of that state's tag, for a restored database counts its states anew.

    `told`: where an answer was cut: the state and the name of the last entry that it told of; None: nothing is left.
    `is_first`: of a first sync, in which what was gone before need not be told.
    """

    calendar: str
    number: int
    mark: str
    told: tuple[int, str] | None = None
    is_first: bool = False

    @classmethod
    def of(cls, calendar: str, number: int, etag: str) -> "SyncToken":
        """The token of a whole state."""
        return cls(calendar, number, etag[:_MARK])

    def cut_at(self, told: tuple[int, str], *, is_first: bool) -> "SyncToken":
        """The token of an answer that ends there."""
        return self._replace(told=told, is_first=is_first)

    def is_of(self, etag: str) -> bool:
        """Whether the state of its number has this tag."""
        return etag.startswith(self.mark)

    def __str__(self) -> str:
        """A URI, as DAV:sync-token must be one."""
        whole = f"data:,{self.calendar}-{self.number}-{self.mark}"
        if self.told is None:
            return whole
        return f"{whole}-{'first' if self.is_first else 'more'}-{self.told[0]}-{self.told[1]}"


def read_token(text: str) -> SyncToken | None:
    """The token of a request; None where it is none of ours."""
    found = _TEXT.match(text.strip())
    if found is None:
        return None
    told = (int(found["told"]), found["name"]) if found["part"] else None
    return SyncToken(found["calendar"], int(found["number"]), found["mark"], told, found["part"] == "first")
