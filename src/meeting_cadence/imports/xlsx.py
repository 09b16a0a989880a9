"""From the bytes of an .xlsx to its sheets: values only. Formulas are seen, and never evaluated."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

from meeting_cadence.imports.package import check_package
from meeting_cadence.imports.table import MOST_COLUMNS, MOST_ROWS, Fault, Formula, Row, Sheet, Value, is_empty
from meeting_cadence.regulations.problems import Report, Spot

_LAST_ROW: Final = 1_048_576
_CHINESE_DATES: Final = frozenset({*range(27, 37), *range(50, 59)})
"""Number formats that are dates in Chinese, Japanese and Korean editions (ECMA-376 part 1, 18.8.30): 2024年3月5日
has 31, 3月5日 has 58. openpyxl does not know them and would answer the bare serial number."""
_BROKEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl raises on workbooks that are not as the standard says; it has no family of errors of its own. Broken
XML is a SyntaxError, be it read by the standard library or by lxml where that is installed."""


def read_xlsx(raw: bytes, file: str, report: Report) -> list[Sheet]:
    """The sheets with their rows that say something; none, and a problem, where the file cannot be read."""
    if not check_package(raw, file, report):
        return []
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _sheets(raw, file, report)
    except (*_BROKEN, InvalidFileException):
        report.add(Spot(file), "sheet_broken")
        return []


def _sheets(raw: bytes, file: str, report: Report) -> list[Sheet]:
    from openpyxl import load_workbook

    book: Any = load_workbook(BytesIO(raw), read_only=True, keep_links=False)
    book._date_formats |= {
        place for place, style in enumerate(book._cell_styles) if style.numFmtId in _CHINESE_DATES
    }
    try:
        return [Sheet(sheet.title, _rows(sheet, file, report)) for sheet in book.worksheets]
    finally:
        book.close()


def _rows(sheet: Any, file: str, report: Report) -> list[Row]:
    sheet.reset_dimensions()
    found: list[Row] = []
    for row in _filled(sheet):
        if len(found) == MOST_ROWS:
            report.add(Spot(file), "sheet_too_many_rows", limit=MOST_ROWS)
            break
        found.append(row)
    return found


def _filled(sheet: Any) -> Iterator[Row]:
    """Rows that say something. Rows that are left out in the file come as empty ones, up to a million of them."""
    for number, cells in enumerate(sheet.iter_rows(max_row=_LAST_ROW), 1):
        values = tuple(_value(cell) for cell in cells[:MOST_COLUMNS])
        if not all(map(is_empty, values)):
            last = max(place for place, value in enumerate(values) if not is_empty(value))
            yield Row(number, values[: last + 1])


def _value(cell: Any) -> Value:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return Fault(str(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    return value if isinstance(value, (str, bool, int, float, date, time)) else str(value)
