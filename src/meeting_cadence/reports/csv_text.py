"""A sheet as CSV: UTF-8 with a byte order mark for spreadsheets; texts that look like formulas are guarded."""

import csv
import io
from datetime import date, datetime

from meeting_cadence.reports.report import Cell, Sheet
from meeting_cadence.words.neutral import neutral


def csv_of(sheet: Sheet) -> bytes:
    """The sheet's heads, rows and total; days and times in ISO form."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([neutral(column.head) for column in sheet.columns])
    writer.writerows([[_plain(cell) for cell in row] for row in sheet.rows])
    if sheet.total:
        writer.writerow([_plain(cell) for cell in sheet.total])
    return ("\ufeff" + text.getvalue()).encode()


def _plain(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, int) else neutral(cell)
