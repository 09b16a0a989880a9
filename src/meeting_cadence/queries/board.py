"""Asking for rows of the board: what to keep, and how to go on where a page ended."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, NamedTuple, TypeVar

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.standing.judgement import Standing

MOST: Final = 1000
"""Most rows of one page."""

LATE: Final = (Standing.OVERDUE, Standing.MISSED, Standing.VIOLATED)
AWAITED: Final = (Standing.OPEN, Standing.UPCOMING, Standing.POSTPONED)

T = TypeVar("T")


class CursorInvalid(MeetingCadenceError):
    """The cursor is not one that a page gave."""

    code = "cursor_invalid"
    http_status = 422


class Cursor(NamedTuple):
    """Where a page ended: the due day (None: rows without one, which come last) and the key of its last row."""

    due: date | None
    key: str

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read a cursor back. Raises CursorInvalid."""
        try:
            due, key = json.loads(urlsafe_b64decode(text.encode("ascii")))
            return cls(None if due is None else date.fromisoformat(due), str(key))
        except (NotBase64, ValueError, TypeError) as error:
            raise CursorInvalid(text[:100]) from error

    def __str__(self) -> str:
        due = None if self.due is None else self.due.isoformat()
        return urlsafe_b64encode(json.dumps([due, self.key]).encode()).decode()


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows of the projection. Everything given must hold; None: any.

    `bodies`: ids, usually a subtree's seen part. `due_from`, `due_to`: the current due day, both inclusive; rows
    without a due day never fit a range. `forecasts`: also the forecast windows of gaps.
    """

    bodies: Sequence[str] | None = None
    mandate: str | None = None
    standings: Sequence[str] | None = None
    due_from: date | None = None
    due_to: date | None = None
    binding_only: bool = False
    force: str | None = None
    """must or normally."""
    forecasts: bool = True
    after: Cursor | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows by due day (none last), then key. `next`: the cursor of the following page; None: this was the last."""

    rows: tuple[T, ...]
    next: Cursor | None
