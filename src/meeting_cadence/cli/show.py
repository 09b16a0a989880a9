"""Answers on the command line: a table for people (drawn on a terminal, plain text elsewhere), JSON for programs."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar
from unicodedata import east_asian_width

import click

Command = TypeVar("Command", bound=Callable[..., Any])

with_form = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
with_lang = click.option("--lang", help="zh or en.", expose_value=False)


def show_json(value: Any) -> None:
    """One JSON value, days and instants in ISO 8601."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def show_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table with these headings."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _draw(columns, cells)
    else:
        _print(columns, cells)


def _draw(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False, markup=False).print(table)


def _print(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    widths = [max(map(_width, column)) for column in zip(columns, *cells, strict=True)]
    for row in (columns, *cells):
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(padded).rstrip())


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
