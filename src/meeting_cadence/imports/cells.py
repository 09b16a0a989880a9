"""The cells of one row as nodes of the ledger format, each with its row and column, so that a problem knows its place.

What a cell says is turned into what a ledger file would say there; the ledger's own reader then checks the whole.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from meeting_cadence.imports.columns import Header
from meeting_cadence.imports.names import Index
from meeting_cadence.imports.table import Fault, Formula, Row, Value, is_empty
from meeting_cadence.regulations.document import BAD_CHARACTER, BROKEN, Node
from meeting_cadence.regulations.problems import Report, Spot
from meeting_cadence.words.imports import SEPARATORS
from meeting_cadence.words.neutral import without_guard


class Cells(NamedTuple):
    """One row under its header."""

    row: Row
    header: Header
    file: str
    report: Report

    def spot(self, column: str) -> Spot:
        """Where the column stands in this row; the row itself where there is no such column."""
        return Spot(self.file, self.row.number, self.header.places.get(column, 0))

    def node(self, column: str, value: Any) -> Node:
        return Node(value, *self.spot(column))

    def value(self, column: str) -> Value:
        """What the cell says; None where it says nothing, or what can be no value (then with a problem)."""
        found = self.row.cell(self.header.places.get(column, 0))
        if isinstance(found, Formula):
            self.report.add(self.spot(column), "sheet_formula")
        elif isinstance(found, Fault):
            self.report.add(self.spot(column), "sheet_fault", text=found.text[:40])
        elif isinstance(found, bool):
            self.report.add(self.spot(column), "sheet_truth")
        elif not is_empty(found):
            return without_guard(found.strip()) if isinstance(found, str) else found
        return None

    def says(self, column: str) -> bool:
        """Whether the cell holds anything, be it usable or not."""
        return not is_empty(self.row.cell(self.header.places.get(column, 0)))

    def text(self, column: str) -> str | None:
        """The cell as text, line breaks kept; numbers and days as they are usually written."""
        value = self.value(column)
        if value is None:
            return None
        text = _as_text(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
        bad = BAD_CHARACTER.search(text)
        if bad:
            self.report.add(self.spot(column), "control_character", character=f"U+{ord(bad[0]):04X}")
            return None
        return text

    def line(self, column: str) -> str | None:
        """The cell as text on one line."""
        text = self.text(column)
        return " ".join(text.split()) if text is not None else None

    def parts(self, column: str) -> list[str]:
        """The parts of a cell that are separated by semicolons or line breaks."""
        text = self.text(column) or ""
        for separator in SEPARATORS:
            text = text.replace(separator, SEPARATORS[0])
        return [part.strip() for part in text.split(SEPARATORS[0]) if part.strip()]

    def ids(self, column: str, index: Index) -> list[str]:
        """The ids of a cell's parts; those that are unknown are problems. Each once."""
        whole = self.line(column) if len(self.parts(column)) > 1 else None
        parts = [whole] if whole is not None and index.knows(whole) else self.parts(column)
        found = (index.find(part, self.spot(column), self.report) for part in parts)
        return list(dict.fromkeys(id_ for id_ in found if id_ is not None))

    def missing(self, column: str) -> Node:
        """A node that stands for a needed cell without a usable value; an empty cell is a problem."""
        if not self.says(column):
            self.report.add(
                self.spot(column), "sheet_cell_missing", title=self.header.layout.title_of(column)
            )
        return self.node(column, BROKEN)


def _as_text(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
