"""Asking for rows of the board: what to keep, in which order, and how to go on where a page ended."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, Generic, NamedTuple, TypeVar

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.standing.judgement import Standing

MOST: Final = 1000
"""Most rows of one page."""

LATE: Final = (Standing.OVERDUE, Standing.MISSED, Standing.VIOLATED)
AWAITED: Final = (Standing.OPEN, Standing.UPCOMING, Standing.POSTPONED)

T = TypeVar("T")
U = TypeVar("U")


class CursorInvalid(MeetingCadenceError):
    """The cursor is not one that a page gave."""

    code = "cursor_invalid"
    http_status = 422


class Sort(StrEnum):
    """The order of rows. Within a body or a mandate they stand by due day; rows that tie by key."""

    DUE = "due"
    """The earliest due day first, so of what is overdue the longest overdue; rows without one last."""
    BODY = "body"
    """The fixed order of the bodies."""
    MANDATE = "mandate"
    """The order of the mandates in the packs."""


class Cursor(NamedTuple):
    """Where a page ended: the due day (None: rows without one, which come last) and the key of its last row."""

    due: date | None
    key: str
    place: str | None = None
    """Its body or mandate, where rows are sorted by that."""

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read a cursor back. Raises CursorInvalid."""
        try:
            due, key, *place = json.loads(urlsafe_b64decode(text.encode("ascii")))
            if len(place) > 1 or not all(isinstance(one, str) for one in (key, *place)):
                raise ValueError(text)
            return cls(None if due is None else date.fromisoformat(due), key, *place)
        except (NotBase64, ValueError, TypeError) as error:
            raise CursorInvalid(text[:100]) from error

    def __str__(self) -> str:
        due = None if self.due is None else self.due.isoformat()
        told = [due, self.key] if self.place is None else [due, self.key, self.place]
        return urlsafe_b64encode(json.dumps(told).encode()).decode()


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows of the projection. Everything given must hold; None: any.

    `bodies`: ids, usually a subtree's seen part. `due_from`, `due_to`: the current due day, both inclusive; rows
    without a due day fit a range only where they are `undated_too`. `forecasts`: also the forecast windows of gaps.
    """

    bodies: Sequence[str] | None = None
    mandate: str | None = None
    standings: Collection[str] | None = None
    due_from: date | None = None
    due_to: date | None = None
    binding_only: bool = False
    force: str | None = None
    """must or normally."""
    forecasts: bool = True
    after: Cursor | None = None
    limit: int = 100
    sort: Sort = Sort.DUE
    before: Cursor | None = None
    """The page that ends right before this one, instead of one that begins `after`."""
    undated_too: bool = False
    reviews: bool = True
    """Also duties without a date (review)."""

    @property
    def is_ranged(self) -> bool:
        return self.due_from is not None or self.due_to is not None


def fits(question: Question, row: Mapping[str, Any]) -> bool:
    """Whether a row of the judgement format (JSON values) is asked for."""
    return (
        (question.bodies is None or row["body"] in question.bodies)
        and question.mandate in (None, row["mandate"])
        and (question.standings is None or row["standing"] in question.standings)
        and _is_due(question, row["due"])
        and (row["binding"] or not question.binding_only)
        and question.force in (None, row["force"])
        and (question.forecasts or not row["forecast"])
        and (question.reviews or row["form"] != "review")
    )


def _is_due(question: Question, due: str | None) -> bool:
    if due is None:
        return question.undated_too or not question.is_ranged
    day = date.fromisoformat(due[:10])
    return (question.due_from is None or question.due_from <= day) and (
        question.due_to is None or day <= question.due_to
    )


class Places(NamedTuple):
    """The fixed orders: the ids of the bodies and of the mandates."""

    bodies: Sequence[str]
    mandates: Sequence[str]


Order = tuple[int, bool, str, str]
"""Where a row stands: its place, without a due day or with one, the day, the key."""


class Ordering:
    """Where rows and cursors stand in one sort."""

    def __init__(self, sort: Sort, places: Places) -> None:
        self._name = None if sort is Sort.DUE else sort.value
        ids = {Sort.BODY: places.bodies, Sort.MANDATE: places.mandates}.get(sort, ())
        self._ranks = {one: rank for rank, one in enumerate(ids)}

    def of_row(self, row: Mapping[str, Any]) -> Order:
        """Of a row of the judgement format."""
        due: str | None = row["due"]
        rank = 0 if self._name is None else self._ranks.get(row[self._name], len(self._ranks))
        return (rank, due is None, (due or "")[:10], row["key"])

    def of_cursor(self, cursor: Cursor) -> Order:
        """Raises CursorInvalid where it is one of another sort."""
        if (cursor.place is None) != (self._name is None) or (
            cursor.place is not None and cursor.place not in self._ranks
        ):
            raise CursorInvalid(str(cursor)[:100])
        due = "" if cursor.due is None else cursor.due.isoformat()
        return (self._ranks.get(cursor.place or "", 0), cursor.due is None, due, cursor.key)

    def cursor_at(self, row: Mapping[str, Any]) -> Cursor:
        """The cursor of a page that ends with this row."""
        due = None if row["due"] is None else date.fromisoformat(row["due"][:10])
        return Cursor(due, row["key"], None if self._name is None else row[self._name])


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows in their order. `next`, `previous`: the cursors of the pages beside it; None: there is none."""

    rows: tuple[T, ...]
    next: Cursor | None
    previous: Cursor | None = None

    def of(self, made: Callable[[T], U]) -> "Page[U]":
        """The same page of other values."""
        return Page(tuple(made(row) for row in self.rows), self.next, self.previous)


def page_of(question: Question, found: Sequence[T], cursor_of: Callable[[T], Cursor]) -> Page[T]:
    """The page of at most `limit` out of one row more, in the order in which they were met."""
    more = len(found) > question.limit
    kept = tuple(found[: question.limit])
    if question.before is not None:
        kept = kept[::-1]
    if not kept:
        return Page((), None)
    first, last = cursor_of(kept[0]), cursor_of(kept[-1])
    if question.before is not None:
        return Page(kept, last, first if more else None)
    return Page(kept, last if more else None, first if question.after is not None else None)
