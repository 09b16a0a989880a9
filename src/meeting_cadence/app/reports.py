"""Reports as pages to print, workbooks and CSV. They stand here, for pages, API and reports do not know each other."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.api.call import Answer, At, Caller, KnownAt
from meeting_cadence.api.subjects import BodyId
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.reports.bulletin import bulletin
from meeting_cadence.reports.csv_text import csv_of
from meeting_cadence.reports.heading import Wish
from meeting_cadence.reports.inspection import inspection
from meeting_cadence.reports.report import Cell, Report
from meeting_cadence.reports.workbook import workbook_of
from meeting_cadence.store.reading import Reading
from meeting_cadence.words.say import Language, say

pages = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/v1", tags=["reports"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Year = Annotated[int, Path(ge=1900, le=2200, description="A calendar year.")]
Form = Annotated[Literal["html", "xlsx", "csv"], Query(alias="format")]
DataForm = Annotated[Literal["json", "xlsx", "csv"], Query(alias="format")]
Under = Annotated[str | None, Query(max_length=200, description="This body and all below it.")]
FILES_TOO: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "As asked for by `format`.",
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@pages.get("/bodies/{body_id}/{year}")
@allow(SIGNED_IN)
def inspection_page(
    body_id: str, year: Year, visit: Visit = Depends(open_visit), form: Form = "html"
) -> Response:
    """All that an inspection of one body and year asks for."""
    with visit.view() as view:
        report = inspection(view, body_id, year, Wish(visit.language, visit.signed_in.name))
        addresses = _addresses(f"/bodies/{quote(body_id, safe='')}", year, "")
        other = f"/bulletin/{year}?under={quote(body_id, safe='')}"
        return _page(visit, view, report, form, addresses, (other, "bulletin"))


@pages.get("/bulletin/{year}")
@allow(SIGNED_IN)
def bulletin_page(
    year: Year, visit: Visit = Depends(open_visit), under: Under = None, form: Form = "html"
) -> Response:
    """Every body of a subtree, in administrative order."""
    with visit.view() as view:
        body = under or _top(view)
        wish = Wish(visit.language, visit.signed_in.name)
        report = bulletin(view, body, year, wish, for_page=form == "html", is_table=form == "csv")
        named = f"under={quote(body, safe='')}"
        addresses = _addresses("/bulletin", year, named)
        return _page(
            visit, view, report, form, addresses, (f"/bodies/{quote(body, safe='')}/{year}", "inspection")
        )


@router.get("/reports/inspection/{body}/{year}", response_model=None, responses=FILES_TOO)
@allow(SIGNED_IN)
def inspection_data(
    call: Caller,
    body: BodyId,
    year: Year,
    at: At = None,
    known_at: KnownAt = None,
    language: Annotated[Language, Query()] = "zh",
    form: DataForm = "json",
) -> Answer | Response:
    """Every mandate, window, ledger entry, relief and notice of one body and year."""
    with call.reading(at=at, known_at=known_at) as reading:
        report = inspection(reading, body, year, Wish(language, call.person.name))
    return as_json(report) if form == "json" else file_of(report, form)


@router.get("/reports/bulletin/{body}/{year}", response_model=None, responses=FILES_TOO)
@allow(SIGNED_IN)
def bulletin_data(
    call: Caller,
    body: BodyId,
    year: Year,
    at: At = None,
    known_at: KnownAt = None,
    language: Annotated[Language, Query()] = "zh",
    form: DataForm = "json",
) -> Answer | Response:
    """The figures of a body and all below it, body by body, and what is left undone."""
    with call.reading(at=at, known_at=known_at) as reading:
        wish = Wish(language, call.person.name)
        report = bulletin(reading, body, year, wish, is_table=form == "csv")
    return as_json(report) if form == "json" else file_of(report, form)


def file_of(report: Report, form: str) -> Response:
    """The whole workbook, or the first sheet as CSV."""
    content, media = (
        (workbook_of(report), XLSX)
        if form == "xlsx"
        else (csv_of(report.sheets[0]), "text/csv; charset=utf-8")
    )
    ascii_name = "".join(
        one if one.isascii() and (one.isalnum() or one in "-_") else "_" for one in report.name
    )
    headers = {
        "content-disposition": f'attachment; filename="{ascii_name}.{form}"',
        "cache-control": "no-store",
    }
    return Response(content, media_type=media, headers=headers)


def as_json(report: Report) -> Answer:
    """The same cells, sheet by sheet, each row by the heads of its columns."""
    return {
        "title": report.title,
        "lines": list(report.lines),
        "sheets": [
            {
                "name": sheet.name,
                "columns": [column.head for column in sheet.columns],
                "rows": [[_plain(cell) for cell in row] for row in sheet.rows],
                "total": [_plain(cell) for cell in sheet.total],
            }
            for sheet in report.sheets
        ],
    }


def _plain(cell: Cell) -> str | int | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def _page(
    visit: Visit, view: Any, report: Report, form: str, addresses: dict[str, str], other: tuple[str, str]
) -> Response:
    if form != "html":
        return file_of(report, form)
    kept = visit.at_query.lstrip("?")

    def carried(address: str) -> str:
        return address + (("&" if "?" in address else "?") + kept if kept else "")

    return answer(
        visit,
        view,
        "report.html",
        report=report,
        label=lambda code: say(f"reports.page.{code}", visit.language),
        cell=_cell,
        is_when=lambda cell: isinstance(cell, date),
        addresses={name: carried(address) for name, address in addresses.items()},
        other=(carried(other[0]), say(f"reports.page.{other[1]}", visit.language)),
    )


def _addresses(path: str, year: int, asked: str) -> dict[str, str]:
    def of(one: int, more: str = "") -> str:
        query = "&".join(part for part in (asked, more) if part)
        return f"{path}/{one}" + (f"?{query}" if query else "")

    return {
        "earlier": of(year - 1),
        "later": of(year + 1),
        "xlsx": of(year, "format=xlsx"),
        "csv": of(year, "format=csv"),
    }


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else str(cell)


def _top(reading: Reading) -> str:
    """The body that a person works for, else the first one without a superior."""
    if reading.person.scope:
        return reading.person.scope
    return next((one.id for one in reading.world.pack.tree if one.parent is None), "")
