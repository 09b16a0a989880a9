"""A report as an Excel workbook, laid out as a 台账: a merged title, its maker, heads that repeat in print."""

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from unicodedata import category, east_asian_width

from meeting_cadence.reports.report import Cell, Column, Report, Sheet
from meeting_cadence.words.neutral import neutral

_FILL: Final = "FFE7EEF7"
_EDGE: Final = "FF8A97A6"
_FONT: Final = "SimSun"
_SIZE: Final = 10
_DAY_FORMAT: Final = "yyyy-mm-dd"
_TIME_FORMAT: Final = "yyyy-mm-dd hh:mm"
_A4: Final = "9"
_TALLEST: Final = 400
"""Points: Excel takes no row of more than 409."""
_NAME_LIMIT: Final = 31
"""Letters that Excel lets a sheet's name have."""
_NO_NAME: Final = str.maketrans("[]:*?/\\", "()-____")


def workbook_of(report: Report) -> bytes:
    """The workbook's bytes: a sheet each, landscape A4, one page wide."""
    from openpyxl import Workbook

    book: Any = Workbook()
    styles = _styles(book.active)
    for sheet in report.sheets:
        page = book.create_sheet(sheet.name.translate(_NO_NAME)[:_NAME_LIMIT])
        _Writer(page, sheet.columns, styles).write(report, sheet)
    book.remove(book.worksheets[0])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


class _Writer:
    """One sheet from its title down; rows are as tall as their texts need, for not every program sees to that."""

    def __init__(self, page: Any, columns: Sequence[Column], styles: dict[str, Any]) -> None:
        self.page, self.columns, self.styles = page, columns, styles
        self.row = 0

    def write(self, report: Report, sheet: Sheet) -> None:
        is_first = sheet is report.sheets[0]
        self._banner(report.title if is_first else f"{report.title} · {sheet.name}", "title")
        for line in report.lines:
            self._banner(line, "line")
        self._cells([column.head for column in self.columns], "head")
        head = self.row
        for cells in sheet.rows:
            self._cells(cells, "cell")
        if sheet.total:
            self._cells(sheet.total, "total")
        if not sheet.rows:
            self._banner(sheet.empty, "line")
        for note in sheet.notes:
            self._banner(note, "line")
        self._lay_out(head)

    def _banner(self, text: str, style: str) -> None:
        self.row += 1
        cell = self.page.cell(self.row, 1, neutral(_clean(text)))
        cell._style = copy(self.styles[style])
        width = sum(column.width for column in self.columns)
        size = 1.6 * _SIZE if style == "title" else _SIZE
        lines = _lines(text, width * _SIZE / size)
        self.page.row_dimensions[self.row].height = 1.5 * size * lines + (8 if style == "title" else 2)
        self.page.merge_cells(
            start_row=self.row, end_row=self.row, start_column=1, end_column=len(self.columns)
        )

    def _cells(self, cells: Sequence[Cell], style: str) -> None:
        self.row += 1
        lines = 1
        for place, value in enumerate(cells, 1):
            cell = self.page.cell(self.row, place, _written(value))
            cell._style = copy(self.styles[_style_of(value, style)])
            if isinstance(value, str):
                lines = max(lines, _lines(value, self.columns[place - 1].width))
        self.page.row_dimensions[self.row].height = min(1.4 * _SIZE * lines + 3, _TALLEST)

    def _lay_out(self, head: int) -> None:
        page = self.page
        for place, column in enumerate(self.columns, 1):
            page.column_dimensions[page.cell(head, place).column_letter].width = column.width
        page.freeze_panes = page.cell(head + 1, 1)
        page.print_title_rows = f"{head}:{head}"
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.print_options.horizontalCentered = True
        page.page_margins.left = page.page_margins.right = 0.35
        page.page_margins.top, page.page_margins.bottom = 0.45, 0.75
        page.page_margins.footer = 0.35
        page.oddFooter.center.text = "&P / &N"


def _style_of(value: Cell, style: str) -> str:
    if style != "cell":
        return style
    if isinstance(value, datetime):
        return "time"
    return "day" if isinstance(value, date) else "number" if isinstance(value, int) else style


def _styles(page: Any) -> dict[str, Any]:
    """Each style of the workbook, made once: a report of a nation has a hundred thousand cells."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side(style="thin", color=_EDGE)
    edges = Border(left=side, right=side, top=side, bottom=side)
    plain, bold = Font(name=_FONT, size=_SIZE), Font(name=_FONT, size=_SIZE, bold=True)
    top = Alignment(wrap_text=True, vertical="top")
    middle = Alignment(wrap_text=True, horizontal="center", vertical="center")
    left = Alignment(wrap_text=True, horizontal="left", vertical="center")
    center = Alignment(wrap_text=True, horizontal="center", vertical="top")
    known: dict[str, dict[str, Any]] = {
        "title": {"font": Font(name=_FONT, size=16, bold=True), "alignment": middle},
        "line": {"font": plain, "alignment": left},
        "head": {
            "font": bold,
            "fill": PatternFill("solid", fgColor=_FILL),
            "border": edges,
            "alignment": middle,
        },
        "cell": {"font": plain, "border": edges, "alignment": top},
        "number": {"font": plain, "border": edges, "alignment": center},
        "day": {"font": plain, "border": edges, "alignment": center, "number_format": _DAY_FORMAT},
        "time": {"font": plain, "border": edges, "alignment": center, "number_format": _TIME_FORMAT},
        "total": {"font": bold, "border": edges, "alignment": center},
    }
    found = {}
    for row, (name, parts) in enumerate(known.items(), 1):
        cell = page.cell(row, 1)
        for part, value in parts.items():
            setattr(cell, part, value)
        found[name] = cell._style
    return found


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: a Chinese character is two letters wide."""
    room = max(width - 1, 2)
    return sum(max(1, -int(-_width(part) // room)) for part in text.split("\n"))


def _width(text: str) -> float:
    return sum(2 if east_asian_width(letter) in "WFA" else 1.05 for letter in text)


def _written(value: Cell) -> Cell:
    return neutral(_clean(value)) if isinstance(value, str) else value


def _clean(text: str) -> str:
    """Without the control characters that a workbook cannot hold."""
    return "".join(
        letter for letter in text if letter.isprintable() or letter == "\n" or category(letter) == "Zs"
    )
