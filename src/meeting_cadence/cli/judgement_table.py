"""Judgements as a table for people: laid out for the terminal, or in plain columns where there are very many."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Final

from meeting_cadence.standing.judgement import Judgement
from meeting_cadence.words.say import Language, say

_MANY: Final = 500
"""Rows from which on columns are plain: to lay out a table of 120,000 rows takes minutes and most of a GB."""
_WIDTH: Final = 200
"""Columns of a table that goes to a file or a pipe."""
_COLUMNS: Final = (
    "mandate",
    "body",
    "window",
    "opens",
    "due",
    "standing",
    "need",
    "count",
    "settled_on",
    "days_late",
    "planned",
)


def write_table(rows: Sequence[Judgement], language: Language) -> None:
    """Print the rows that people ask for first, on standard output."""
    heads = [say(f"cli.column.{column}", language) for column in _COLUMNS]
    if len(rows) < _MANY:
        _lay_out(heads, rows, language)
    else:
        _write_columns(heads, rows, language)


def _lay_out(heads: Sequence[str], rows: Iterable[Judgement], language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for cells in _cells(rows, language):
        table.add_row(*cells)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH
    console.print(table)


def _write_columns(heads: list[str], rows: Sequence[Judgement], language: Language) -> None:
    """A line a row; laid out twice, so that the text of all rows need not be kept."""
    from rich.cells import cell_len

    widths = [cell_len(head) for head in heads]
    for cells in _cells(rows, language):
        widths = [max(width, cell_len(cell)) for width, cell in zip(widths, cells, strict=True)]
    for cells in chain([heads], _cells(rows, language)):
        padded = (cell + " " * (width - cell_len(cell)) for width, cell in zip(widths, cells, strict=True))
        sys.stdout.write("  ".join(padded).rstrip() + "\n")


def _cells(rows: Iterable[Judgement], language: Language) -> Iterator[list[str]]:
    for row in rows:
        values = (
            row.mandate,
            row.body if row.member is None else f"{row.body} ({row.member})",
            row.label,
            row.opens,
            row.due,
            say(f"standings.{row.standing.value}", language),
            row.need,
            row.count,
            row.settled_on,
            row.days_late,
            row.planned,
        )
        yield [_text(value, row) for value in values]


def _text(value: Any, row: Judgement) -> str:
    """A day as ISO, an instant on the body's own clock, nothing where there is nothing."""
    if isinstance(value, datetime):
        return value.astimezone(row.stream.body.zone).isoformat()
    return "" if value is None else str(value)
