"""From a file's bytes to its sheets, by what the bytes are and not by what the file is called."""

from typing import Final

from meeting_cadence.imports.csv_text import read_csv
from meeting_cadence.imports.table import Sheet
from meeting_cadence.imports.xlsx import read_xlsx
from meeting_cadence.regulations.problems import Report

_PACKED: Final = (b"PK", b"\xd0\xcf\x11\xe0")


def read_sheets(raw: bytes, file: str, report: Report) -> list[Sheet]:
    """The sheets of a workbook, or the one of a CSV file; problems go to the report."""
    report.open_file(file)
    if raw.startswith(_PACKED) or file.casefold().endswith((".xlsx", ".xlsm", ".xls")):
        return read_xlsx(raw, file, report)
    return read_csv(raw, file, report)
