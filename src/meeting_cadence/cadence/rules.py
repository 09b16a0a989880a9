"""The four forms as plain values, as checked by `regulations`. Words of the file format are kept as they are."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from meeting_cadence.dates import Duration


class Align(NamedTuple):
    """Where a grid's windows begin: by the calendar, by fiscal years, or from a date."""

    kind: Literal["calendar", "fiscal_year", "fiscal_year_following", "date"]
    origin: date | None = None


class Slot(NamedTuple):
    """A half-open part of a window. One of three shapes:

    month and day to month and day (`start` "01-01", `end` "04-01": month-day pairs; an end at or before the start
    lies in the next year); offsets from the window's start (`from_offset`, `to_offset`); or the `week`-th
    Monday-to-Sunday week of `month`.
    """

    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None
    from_offset: Duration | None = None
    to_offset: Duration | None = None
    week: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """`min`..`max` acts in each window of a grid. `per` None means per term (届). `max` None: no cap."""

    min: int
    max: int | None
    per: Duration | None
    align: Align = Align("calendar")  # noqa: RUF009 - an immutable value
    slots: tuple[Slot, ...] = ()
    first_slots: tuple[Slot, ...] = ()

    @property
    def form(self) -> Literal["quota"]:
        return "quota"


class First(NamedTuple):
    """What starts a gap's first window where no earlier act does: the effective day, a date, or an event's kind.

    `within` replaces the gap's `max` for that first window.
    """

    after: Literal["effective"] | date | None
    event: str | None = None
    within: Duration | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """At most `max` and at least `min` since the body's previous act."""

    max: Duration | None
    min: Duration | None = None
    runs_from: Literal["start", "end"] = "start"
    snap: Literal["none", "month", "year"] = "none"
    first: First | None = None

    @property
    def form(self) -> Literal["gap"]:
        return "gap"


class Trigger(NamedTuple):
    """What a deadline runs from: an event's kind or an act's kind (or agenda item).

    `by`: `self`, `superior` (the body directly above) or a body's id. `at`: the act's `start` or `end`.
    """

    event: str | None = None
    act: str | None = None
    by: str = "self"
    at: Literal["start", "end"] = "end"


@dataclass(frozen=True, slots=True)
class Deadline:
    """An act `within` a length after or with a trigger, or `at_least` a length before it (`length` holds either).

    `length` None: 及时, without a date, never overdue.
    """

    relation: Literal["after", "before", "with"]
    trigger: Trigger
    length: Duration | None
    count: Literal["next_day", "same_day", "instant"] = "next_day"
    roll: Literal["none", "following", "preceding"] = "none"

    @property
    def form(self) -> Literal["deadline"]:
        return "deadline"


@dataclass(frozen=True, slots=True)
class Review:
    """No date in the text: a local reminder, never overdue. `every`: a length, `term`, or None."""

    every: Duration | Literal["term"] | None

    @property
    def form(self) -> Literal["review"]:
        return "review"


Rule = Quota | Gap | Deadline | Review
