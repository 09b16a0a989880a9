"""What the spine answers for one obligation: a plain, immutable row that every outlet shares."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from meeting_cadence.ledger.entries import Act
from meeting_cadence.obligations.stream import Stream
from meeting_cadence.obligations.window import Window, obligation_key
from meeting_cadence.regulations.model import Force


class Standing(StrEnum):
    """Derived, never typed in. First match wins, in this order (met, met_extended and met_late exclude each other)."""

    SUPERSEDED = "superseded"
    EXCUSED = "excused"
    VIOLATED = "violated"
    MET = "met"
    MET_EXTENDED = "met_extended"
    MET_LATE = "met_late"
    UPCOMING = "upcoming"
    POSTPONED = "postponed"
    OPEN = "open"
    OPTIONAL = "optional"
    NO_RECORD = "no_record"
    OVERDUE = "overdue"
    MISSED = "missed"


SETTLED = frozenset({Standing.MET, Standing.MET_EXTENDED, Standing.MET_LATE})
UNSETTLED = frozenset(
    {Standing.UPCOMING, Standing.POSTPONED, Standing.OPEN, Standing.NO_RECORD, Standing.OVERDUE}
)
"""Standings under which an act is still awaited."""


class Note(NamedTuple):
    """An annotation: a code and its values. `words` renders it; JSON shows {"type": code, **values}."""

    type: str
    values: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, type: str, /, **values: Any) -> "Note":
        return cls(type, tuple(values.items()))

    def as_mapping(self) -> Mapping[str, Any]:
        return {"type": self.type, **dict(self.values)}


class Judgement(NamedTuple):
    """One row. Days are local to the body; `due` is the last permitted day, or an aware instant for hour limits."""

    stream: Stream
    window: Window
    standing: Standing
    need: int
    due: date | datetime | None
    count: int = 0  # type: ignore[assignment]  # the format's word, not the method of tuples
    acts: tuple[Act, ...] = ()
    """Only the acts that reach the need, in order."""
    by: tuple[date, ...] = ()
    """The local opening days of those acts."""
    settled_on: date | None = None
    days_late: int = 0
    planned: date | None = None
    not_before: date | None = None
    surplus: int = 0
    binding: bool = True
    provisional: bool = False
    missing_ordinals: tuple[int, ...] = ()
    annotations: tuple[Note, ...] = ()
    ignored: tuple[Note, ...] = ()
    """Acts in the window that did not count, and why: material of the explanation only."""

    @property
    def key(self) -> str:
        """The lasting key, 26 characters; computed when asked."""
        return obligation_key(self.stream, self.window)

    @property
    def mandate(self) -> str:
        return self.stream.mandate.id

    @property
    def body(self) -> str:
        return self.stream.body.id

    @property
    def member(self) -> str | None:
        return self.stream.member

    @property
    def version(self) -> int:
        return self.window.version

    @property
    def clause(self) -> int:
        return self.stream.position_in(self.window.version)

    @property
    def form(self) -> str:
        return self.stream.form

    @property
    def label(self) -> str:
        """The window's label, as people and `counts_for` name it."""
        return self.window.label

    @property
    def opens(self) -> date | datetime | None:
        return self.window.opens

    @property
    def original_due(self) -> date | datetime | None:
        return self.window.due

    @property
    def force(self) -> Force:
        return self.stream.force_in(self.window.version)

    @property
    def forecast(self) -> bool:
        return self.window.forecast
