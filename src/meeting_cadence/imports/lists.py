"""Tables of bodies and of people as they are pasted or uploaded: their rows under a header, and what may be written."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from unicodedata import normalize

from meeting_cadence.actions.table_port import Sort
from meeting_cadence.bodies import Text
from meeting_cadence.imports.cells import Cells
from meeting_cadence.imports.columns import Layout, choose_sheet, read_header
from meeting_cadence.imports.csv_text import read_csv
from meeting_cadence.imports.read_file import read_sheets
from meeting_cadence.imports.table import is_empty
from meeting_cadence.regulations.problems import Place, Report, Spot
from meeting_cadence.regulations.sheet_problems import SheetRefused
from meeting_cadence.words.imports_lists import BODY_ALIASES, PEOPLE_ALIASES

BODIES: Final = Layout("imports.bodies", BODY_ALIASES, ("name",))
PEOPLE: Final = Layout("imports.people", PEOPLE_ALIASES, ("name",))
LAYOUTS: Final[Mapping[Sort, Layout]] = {"bodies": BODIES, "people": PEOPLE}
PASTED: Final = "table"
"""How problems call a table that was pasted."""


class Words:
    """What may be written in a column: a code, or one of its names."""

    def __init__(self, column: Text, named: Mapping[str, Iterable[str]]) -> None:
        self.column = column
        self.named = {code: tuple(dict.fromkeys(names)) for code, names in named.items()}
        self._codes = {plain(name): code for code, names in self.named.items() for name in (code, *names)}

    def find(self, text: str, place: Place, report: Report) -> str | None:
        """The code; None, and a problem, where it is none."""
        found = self._codes.get(plain(text))
        if found is None:
            report.add(
                place, "list_word_unknown", text=text[:60], title=self.column, known_words=tuple(self.offered)
            )
        return found

    @property
    def offered(self) -> list[str]:
        """One name of each, for people."""
        return [names[0] if names else code for code, names in self.named.items()]


def plain(text: str) -> str:
    """A text without case, width and blanks."""
    return "".join(normalize("NFKC", text).casefold().split())


def rows_of(text: str, layout: Layout, report: Report) -> Iterator[Cells]:
    """The rows below the header that say anything. Problems of the header go to the report."""
    report.open_file(PASTED)
    sheets = read_csv(text.encode(), PASTED, report)
    chosen = choose_sheet(sheets, None, PASTED, report, layout)
    if chosen is None:
        return
    sheet, row = chosen
    header = read_header(row, PASTED, report, layout)
    fresh = [one for one in sheet.rows if one.number > header.row]
    if not fresh:
        report.add(Spot(PASTED), "list_empty")
    for one in fresh:
        cells = Cells(one, header, PASTED, report)
        if any(cells.says(column) for column in header.places):
            yield cells


def text_of(raw: bytes, file: str, sort: Sort) -> str:
    """The table of a .csv or .xlsx from its header on, as it would be pasted. Raises SheetRefused."""
    report = Report()
    sheets = read_sheets(raw, file, report)
    chosen = None if report else choose_sheet(sheets, None, file, report, LAYOUTS[sort])
    if chosen is None:
        raise SheetRefused(report.in_order())
    sheet, header = chosen
    width = len(header.cells)
    lines = []
    for row in (one for one in sheet.rows if one.number >= header.number):
        cells = Cells(row, read_header(header, file, Report(), LAYOUTS[sort]), file, report)
        lines.append("\t".join(_as_line(cells, place) for place in range(1, width + 1)))
    if report:
        raise SheetRefused(report.in_order())
    return "\n".join(lines) + "\n"


def _as_line(cells: Cells, place: int) -> str:
    """A cell on one line, without what would break the table."""
    value = cells.row.cell(place)
    if is_empty(value):
        return ""
    numbered = cells._replace(header=cells.header._replace(places={"cell": place}))
    return " ".join((numbered.text("cell") or "").split()).replace('"', "”")
