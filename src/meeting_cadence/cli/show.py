"""Answers on the command line: a table for people (drawn on a terminal, plain text elsewhere), JSON for programs."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar
from unicodedata import east_asian_width

import click

from meeting_cadence.cli.language import language_of
from meeting_cadence.words.say import Language

Command = TypeVar("Command", bound=Callable[..., Any])

with_form = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
_LANGUAGE = "meeting_cadence.lang"


def _keep_language(context: click.Context, _: click.Parameter, lang: str | None) -> None:
    context.meta[_LANGUAGE] = language_of(["--lang", lang]) if lang else language_of([])


with_lang = click.option(
    "--lang", help="zh or en.", expose_value=False, callback=_keep_language, is_eager=True
)


def spoken() -> Language:
    """The language of the running verb: its `--lang`, else that of the environment."""
    language: Language = click.get_current_context().meta.get(_LANGUAGE) or language_of([])
    return language


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
