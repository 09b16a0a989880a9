"""What pages ask of imports. They do not know that room; `app` hands over its verbs as plain callables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from meeting_cadence.access.person import Person
from meeting_cadence.obligations.window import Occasion


class Change(NamedTuple):
    """One obligation whose standing changes. None: there is no such row."""

    key: str
    mandate: str
    body: str
    window: str
    before: str | None
    after: str | None
    occasion: Occasion | None = None
    """What triggered the window."""


class Batch(NamedTuple):
    """A table put on record, or looked at only. `known`: its rows (from 1, the header) that were passed over."""

    name: str
    size: int
    known: Sequence[int]
    changes: Sequence[Change]


Take = Callable[[Any, Person, bytes, bool], Batch]
"""(desk, person, the bytes of a CSV file, whether to pass over what is on record) → what came of it.

Raises SheetRefused with every problem.
"""


@dataclass(frozen=True, slots=True)
class ImportPort:
    """The verbs of past years."""

    look: Take
    """Writes nothing."""
    keep: Take
    undo: Callable[[Any, Person, str, str], int]
    """(desk, person, batch, reason) → how many entries were retracted. Raises ReasonNeeded, NotFound, NotAllowed,
    Conflict."""
    columns: Callable[[Sequence[str]], Sequence[str | None]]
    """The columns that these headings name; None: of no column."""
