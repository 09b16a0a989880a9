"""Finding the header of a table, in any order and under the names that people give their columns."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from meeting_cadence.bodies import Text
from meeting_cadence.imports.table import Row, Sheet, Value, is_empty
from meeting_cadence.regulations.problems import Report, Spot
from meeting_cadence.words.imports import ALIASES
from meeting_cadence.words.say import say_both

COLUMNS: Final = tuple(ALIASES)
"""The columns of the record, in the order of the template."""
REQUIRED: Final = ("body", "kind", "start")
PERSONAL: Final = ("number", "note")
"""For whoever fills in the table; not recorded."""
HEADER_ROWS: Final = 30
"""Rows that say something, among which the header stands."""
_BRACKETS: Final = re.compile(r"\([^()]*\)")


class Layout:
    """The columns of one sort of table. `words`: where their titles stand; `aliases`: other names for each."""

    def __init__(self, words: str, aliases: Mapping[str, Sequence[str]], required: Sequence[str]) -> None:
        self.words, self.aliases, self.required = words, aliases, required
        self.columns = tuple(aliases)

    def title_of(self, column: str) -> Text:
        """What the column is called in the template."""
        return say_both(f"{self.words}.{column}")

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Plain heading to column."""
        names = {plain(alias): column for column in self.columns for alias in (column, *self.aliases[column])}
        return names | {plain(name): column for column in self.columns for name in self.title_of(column)}


LEDGER: Final = Layout("imports.column", ALIASES, REQUIRED)


class Header(NamedTuple):
    """Where each column stands (from 1), and what the columns are that are not read."""

    row: int
    places: Mapping[str, int]
    titles: Mapping[int, Text]
    unread: tuple[str, ...] = ()
    layout: Layout = LEDGER


def title_of(column: str) -> Text:
    """What the column of the record is called in the template."""
    return LEDGER.title_of(column)


def plain(text: str) -> str:
    """A heading without case, width, blanks, brackets and marks of emphasis."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s*:_.]", "", _BRACKETS.sub("", wide))


def column_named(heading: str) -> str | None:
    """The column that a heading names; None: none."""
    return LEDGER.known.get(plain(heading))


def find_header(sheet: Sheet, layout: Layout = LEDGER) -> Row | None:
    """The row among the first that names the most columns, with at least two of those that are needed."""
    best, most = None, 0
    for row in sheet.rows[:HEADER_ROWS]:
        named = {layout.known.get(plain(text)) for text in row.cells if isinstance(text, str)} - {None}
        if len(named) > most and len(named & set(layout.required)) >= min(2, len(layout.required)):
            best, most = row, len(named)
    return best


def read_header(row: Row, file: str, report: Report, layout: Layout = LEDGER) -> Header:
    """The columns of a header row. Missing, doubled and misspelt ones are problems, others stay unread."""
    places: dict[str, int] = {}
    titles: dict[int, Text] = {}
    unread: list[str] = []
    for place, value in enumerate(row.cells, 1):
        if is_empty(value):
            continue
        column = layout.known.get(plain(str(value)))
        titles[place] = Text.both(" ".join(str(value).split())[:40])
        if column is None:
            unread.append(titles[place].zh)
            _check_spelling(value, Spot(file, row.number, place), report, layout)
        elif column in places:
            report.add(Spot(file, row.number, place), "sheet_column_twice", title=layout.title_of(column))
        else:
            places[column] = place
    for column in layout.required:
        if column not in places:
            report.add(Spot(file, row.number), "sheet_column_missing", title=layout.title_of(column))
    return Header(row.number, places, titles, tuple(unread), layout)


def _check_spelling(value: Value, spot: Spot, report: Report, layout: Layout) -> None:
    """A heading that is nearly one of ours would lose what stands below it."""
    text = str(value)
    near = report.nearest(plain(text), layout.known) if isinstance(value, str) else None
    if near is not None and len(near) > 2:
        report.add(spot, "sheet_column_unknown", text=text[:40], title=layout.title_of(layout.known[near]))


def choose_sheet(
    sheets: Sequence[Sheet], wanted: str | None, file: str, report: Report, layout: Layout = LEDGER
) -> tuple[Sheet, Row] | None:
    """The one sheet with a header, or the one that was named; None, and a problem, where there is none."""
    names = tuple(sheet.name for sheet in sheets)
    if wanted is not None and wanted not in names:
        near = report.nearest(wanted, names)
        report.add(Spot(file), "sheet_unknown", id=wanted[:100], sheets=names, nearest=near)
        return None
    found = [
        (sheet, row)
        for sheet in sheets
        if wanted in (None, sheet.name) and (row := find_header(sheet, layout)) is not None
    ]
    if len(found) > 1:
        report.add(Spot(file), "sheet_several", sheets=tuple(sheet.name for sheet, _ in found))
    elif not found:
        columns = tuple(map(layout.title_of, layout.required))
        report.add(Spot(file), "sheet_no_header", rows=HEADER_ROWS, columns=columns)
    return found[0] if len(found) == 1 else None
