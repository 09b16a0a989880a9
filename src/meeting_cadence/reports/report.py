"""A report as plain values: a title, lines below it, and sheets of cells. Workbook, CSV and page are made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | date | datetime | None
"""A day is a date; an instant is naive here, in the local time that the report names: spreadsheets know no zones."""


@dataclass(frozen=True, slots=True)
class Column:
    """`width`: in letters, of which a Chinese character takes two."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its own name."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str = ""
    """What is said where there are no rows."""
    total: Sequence[Cell] = ()
    """A last row that sums up; empty: none."""
    notes: Sequence[str] = ()
    """What is to be known to read it, below."""


@dataclass(frozen=True, slots=True)
class Report:
    """`name`: of the file, ASCII, without an ending. `lines`: who made it, when, as of when, and its figures."""

    name: str
    title: str
    lines: Sequence[str]
    sheets: Sequence[Sheet]
