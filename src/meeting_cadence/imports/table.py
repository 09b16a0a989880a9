"""A table as read from a file, whatever kind of file it was: rows of plain values with their numbers."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final, NamedTuple

MOST_ROWS: Final = 20_000
"""Rows that say something, in one sheet."""
MOST_COLUMNS: Final = 200
"""Columns beyond are not looked at; a ledger has 17."""


class Formula(NamedTuple):
    """A cell that holds a formula. It is never evaluated."""

    text: str


class Fault(NamedTuple):
    """A cell that holds an error value such as #REF!."""

    text: str


Value = str | int | float | bool | date | datetime | time | Formula | Fault | None
"""A datetime is naive: the clock of the place that it speaks of."""


class Row(NamedTuple):
    """A row that is not empty. `number` counts from 1, as spreadsheet programs show it."""

    number: int
    cells: tuple[Value, ...]

    def cell(self, column: int) -> Value:
        """The value of a column (from 1); None beyond the last one."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else None


class Sheet(NamedTuple):
    """One sheet; a CSV file is one without a name."""

    name: str
    rows: Sequence[Row]


def is_empty(value: Value) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())
