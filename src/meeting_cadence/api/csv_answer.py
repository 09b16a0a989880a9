"""Answers as CSV: UTF-8 with a byte order mark for spreadsheets; texts that look like formulas are guarded."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from starlette.responses import Response

from meeting_cadence.words.neutral import neutral


def csv_answer(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str) -> Response:
    """Rows under a heading of their columns; what is no plain value is written as nothing."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([[_cell(row.get(column)) for column in columns] for row in rows])
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    content = ("\ufeff" + text.getvalue()).encode()
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: Any) -> str | int | float:
    """Numbers stay numbers; a text that begins like a formula gets an apostrophe."""
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return value
    return neutral(str(value))
