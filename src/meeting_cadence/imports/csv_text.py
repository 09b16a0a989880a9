"""From the bytes of a CSV file to its one sheet: UTF-8 or GB18030, separated by comma, semicolon or tab."""

import csv
from io import StringIO
from typing import Final

from meeting_cadence.imports.package import MOST_UNPACKED
from meeting_cadence.imports.table import MOST_COLUMNS, MOST_ROWS, Row, Sheet
from meeting_cadence.regulations.problems import Report, Spot

_DELIMITERS: Final = (",", ";", "\t")
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_SAMPLE: Final = 30
"""Lines by which the delimiter is found."""


def read_csv(raw: bytes, file: str, report: Report) -> list[Sheet]:
    """The sheet with its rows that say something; none, and a problem, where the file cannot be read."""
    if len(raw) > MOST_UNPACKED:
        report.add(Spot(file), "sheet_too_big", bytes=len(raw), limit=MOST_UNPACKED)
        return []
    text = _decoded(raw)
    if text is None:
        report.add(Spot(file), "sheet_encoding")
        return []
    rows = _rows(text, _delimiter(text), file, report)
    return [Sheet("", rows)]


def _decoded(raw: bytes) -> str | None:
    """Strict UTF-8 first: Chinese text in GB18030 is hardly ever valid UTF-8."""
    for encoding in _ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def _delimiter(text: str) -> str:
    """The one that makes the widest row of the first lines; the earlier one where they tie."""
    lines = text.split("\n", _SAMPLE)[:_SAMPLE]

    def widest(delimiter: str) -> int:
        return max(sum(bool(cell.strip()) for cell in line.split(delimiter)) for line in lines)

    return max(_DELIMITERS, key=widest)


def _rows(text: str, delimiter: str, file: str, report: Report) -> list[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Row] = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if not any(cell.strip() for cell in cells):
                continue
            if len(found) == MOST_ROWS:
                report.add(Spot(file), "sheet_too_many_rows", limit=MOST_ROWS)
                break
            found.append(Row(number, tuple(cell or None for cell in cells[:MOST_COLUMNS])))
    except csv.Error:
        report.add(Spot(file, number + 1), "sheet_csv_broken")
    return found
