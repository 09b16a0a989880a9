"""The grid of past years: what stands in its cells, and the table that imports read. Pure.

Rows and columns are those of the page; the table has one row more, its header.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Final, NamedTuple

from meeting_cadence.pages.forms import Filled
from meeting_cadence.regulations.sheet_problems import SheetRefused
from meeting_cadence.words.problems import sentence
from meeting_cadence.words.say import Language, say

COLUMNS: Final = (
    "start", "kind", "ordinal", "form", "entitled", "present", "items", "title", "evidence", "counts_for",
)  # fmt: skip
"""In the order of the page; pasted tables without a heading are read in it."""
ROWS: Final = 20
MOST_ROWS: Final = 35
"""As many as one form holds (`form_data`); a longer table is imported from a file."""
_BREAKS: Final = str.maketrans({"\r": " ", "\n": ";", "\t": " "})


class Fault(NamedTuple):
    """What is wrong, told; `row` from 1 (0: the whole), `column` empty: the whole row."""

    row: int
    column: str
    text: str


@dataclass(slots=True)
class Grid:
    """Cells by row; the body of all rows, and the kind of those that name none."""

    body: str = ""
    kind: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(any(row.values()) for row in self.rows)

    def padded(self) -> list[dict[str, str]]:
        """At least as many rows as a form shows."""
        return [*self.rows, *({} for _ in range(ROWS - len(self.rows)))]


def grid_of(filled: Filled) -> Grid:
    """The cells of a form, named `column.row`, without empty rows at the end."""
    rows = [
        {name: filled.one(f"{name}.{number}") for name in COLUMNS if filled.one(f"{name}.{number}")}
        for number in range(1, MOST_ROWS + 1)
    ]
    while rows and not rows[-1]:
        rows.pop()
    return Grid(filled.one("body"), filled.one("kind"), rows)


def pasted(text: str, columns: Callable[[Sequence[str]], Sequence[str | None]]) -> list[dict[str, str]]:
    """The rows of a pasted table: by its headings where the first line has two known ones, else in our order."""
    lines = [line.split("\t") for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    named = columns([cell.strip() for cell in lines[0]])
    has_heading = sum(name in COLUMNS for name in named) >= 2
    order: Sequence[str | None] = named if has_heading else COLUMNS
    return [
        {
            name: cell.strip()
            for name, cell in zip(order, cells, strict=False)
            if name in COLUMNS and cell.strip()
        }
        for cells in lines[has_heading:]
    ]


def as_table(grid: Grid) -> bytes:
    """The CSV file that imports read: row n of the grid is line n + 1, an empty row an empty line."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["body", *COLUMNS])
    for row in grid.rows:
        writer.writerow(_cells(grid, row) if any(row.values()) else [""] * (len(COLUMNS) + 1))
    return out.getvalue().encode()


def _cells(grid: Grid, row: Mapping[str, str]) -> list[str]:
    given = {"kind": grid.kind, **{name: value for name, value in row.items() if value}}
    return [grid.body, *(given.get(name, "").translate(_BREAKS) for name in COLUMNS)]


def faults_of(refused: SheetRefused, language: Language) -> list[Fault]:
    """Every problem with its place on the page."""
    return [_fault(one.line, one.column, sentence(one, language)) for one in refused.problems]


def _fault(line: int, place: int, text: str) -> Fault:
    column = COLUMNS[place - 2] if 2 <= place <= len(COLUMNS) + 1 else ""
    return Fault(max(line - 1, 0), column, text)


def fault_in_words(fault: Fault, language: Language) -> str:
    """第 3 行 召开日期：…"""
    if fault.row == 0:
        return fault.text
    title = say(f"pages.field.{fault.column}", language) if fault.column else ""
    code = "pages.years.fault.cell" if title else "pages.years.fault.row"
    return say(code, language, row=fault.row, column=title, text=fault.text)
