"""A report as an Excel workbook, laid out as a 台账: a merged title, its maker, heads that repeat in print."""

from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from meeting_cadence.reports.report import Cell, Report, Sheet
from meeting_cadence.words.neutral import neutral

_FILL: Final = "FFE7EEF7"
_EDGE: Final = "FFB8C4D0"
_DAY_FORMAT: Final = "yyyy-mm-dd"
_TIME_FORMAT: Final = "yyyy-mm-dd hh:mm"
_A3: Final = "8"
_NAME_LIMIT: Final = 31
"""Letters that Excel lets a sheet's name have."""
_NO_NAME: Final = str.maketrans("[]:*?/\\", "()-____")


def workbook_of(report: Report) -> bytes:
    """The workbook's bytes: a sheet each, landscape A3, one page wide."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    for sheet in report.sheets:
        _write(book.create_sheet(sheet.name.translate(_NO_NAME)[:_NAME_LIMIT]), report, sheet)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write(page: Any, report: Report, sheet: Sheet) -> None:
    width = len(sheet.columns)
    title = report.title if sheet is report.sheets[0] else f"{report.title} · {sheet.name}"
    _write_banner(page, 1, title, width, size=16, center=True)
    for row, line in enumerate(report.lines, 2):
        _write_banner(page, row, line, width, size=10, center=False)
    head = len(report.lines) + 2
    _write_heads(page, head, sheet)
    rows = [*sheet.rows, sheet.total] if sheet.total else list(sheet.rows)
    for number, cells in enumerate(rows, head + 1):
        _write_row(page, number, cells, bold=bool(sheet.total) and number == head + len(rows))
    if not rows:
        _write_banner(page, head + 1, sheet.empty, width, size=10, center=False)
    _lay_out(page, head)


def _write_banner(page: Any, row: int, text: str, width: int, *, size: int, center: bool) -> None:
    from openpyxl.styles import Alignment, Font

    cell = page.cell(row, 1, neutral(_clean(text)))
    cell.font = Font(bold=center, size=size)
    cell.alignment = Alignment(
        horizontal="center" if center else "left", vertical="center", wrap_text=not center
    )
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    page.row_dimensions[row].height = 2 * size if center else 1.8 * size


def _write_heads(page: Any, row: int, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for place, column in enumerate(sheet.columns, 1):
        cell = page.cell(row, place, column.head)
        cell.font, cell.fill, cell.border = Font(bold=True), PatternFill("solid", fgColor=_FILL), _edges()
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        page.column_dimensions[cell.column_letter].width = column.width


def _write_row(page: Any, row: int, cells: Any, *, bold: bool) -> None:
    from openpyxl.styles import Alignment, Font

    for place, value in enumerate(cells, 1):
        cell = page.cell(row, place, _written(value))
        cell.border, cell.font = _edges(), Font(bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(value, datetime):
            cell.number_format = _TIME_FORMAT
        elif isinstance(value, date):
            cell.number_format = _DAY_FORMAT


def _written(value: Cell) -> Cell:
    return neutral(_clean(value)) if isinstance(value, str) else value


def _clean(text: str) -> str:
    """Without the control characters that a workbook cannot hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")


def _edges() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color=_EDGE)
    return Border(left=side, right=side, top=side, bottom=side)


def _lay_out(page: Any, head: int) -> None:
    page.freeze_panes = page.cell(head + 1, 1)
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A3
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "&P / &N"
