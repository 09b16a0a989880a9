"""Answers as CSV: UTF-8 with a byte order mark for spreadsheets; texts that look like formulas are guarded."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final

from starlette.responses import Response, StreamingResponse

from meeting_cadence.words.neutral import neutral

_TYPE: Final = "text/csv; charset=utf-8"
_PIECE: Final = 500


def csv_answer(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str) -> Response:
    """Rows under a heading of their columns; what is no plain value is written as nothing."""
    content = "".join(_lines(columns, rows)).encode()
    return Response(content, media_type=_TYPE, headers=_named(name))


def csv_stream(columns: Sequence[str], rows: Iterator[Mapping[str, Any]], name: str) -> Response:
    """The same, sent while the rows come. The first is waited for, so that a refusal is still an answer."""
    first = list(islice(rows, 1))
    return StreamingResponse(_lines(columns, chain(first, rows)), media_type=_TYPE, headers=_named(name))


def _lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Pieces of the file, some hundred rows each."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(row.get(column)) for column in columns])
        if number % _PIECE == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _named(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}.csv"'}


def _cell(value: Any) -> str | int | float:
    """Numbers stay numbers; a text that begins like a formula gets an apostrophe."""
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return value
    return neutral(str(value))
