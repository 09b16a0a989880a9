"""The form that takes in a table: pasted, or uploaded and then shown in the box, so that nothing typed is lost."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request

from meeting_cadence.actions.table_port import Sort
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.visit import Visit
from meeting_cadence.regulations.document import MOST_BYTES
from meeting_cadence.regulations.sheet_problems import SheetRefused
from meeting_cadence.words.problems import sentence

MOST_LINES = 200
"""So many problems a page lists."""


async def read_form(request: Request) -> tuple[Filled, tuple[bytes, str] | None]:
    """The fields, and the file with its name where one was chosen."""
    form = await request.form(max_files=1, max_fields=20, max_part_size=MOST_BYTES)
    filled = Filled()
    given = None
    for name, value in form.multi_items():
        if isinstance(value, str):
            filled.answers.setdefault(name, []).append(value)
        elif isinstance(value, UploadFile) and value.filename:
            given = (await value.read(), value.filename)
    return filled, given


async def unfold(visit: Visit, filled: Filled, given: tuple[bytes, str] | None, sort: Sort) -> list[str]:
    """Put an uploaded table into the box, to be looked at; answers why it cannot be read."""
    if given is None:
        return []
    filled.answers["do"] = ["check"]
    try:
        text = await run_in_threadpool(visit.site.lists.text_of, given[0], given[1][:200], sort)
    except MeetingCadenceError as error:
        return lines_of(error, visit)
    filled.answers["table"] = [text]
    return []


def table_in(filled: Filled) -> str:
    """The text of the box, tabs and all."""
    given = filled.answers.get("table", [])
    return given[0].replace("\r\n", "\n") if given else ""


def lines_of(error: MeetingCadenceError, visit: Visit) -> list[str]:
    """Every problem, of a table with its row and column."""
    if not isinstance(error, SheetRefused):
        return problem_lines(error, visit.language)
    told: list[str] = []
    for one in error.problems[:MOST_LINES]:
        text = sentence(one, visit.language)
        if one.line and one.column in error.titles:
            column = error.titles[one.column].in_language(visit.language)
            text = visit.say("table.cell", row=one.line, column=column, text=text)
        elif one.line:
            text = visit.say("table.row", row=one.line, text=text)
        told.append(text)
    return told
