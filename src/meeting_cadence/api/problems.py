"""Errors as JSON: a code for programs, a sentence in both languages for people, and every problem of an entry."""

from typing import Any

from starlette.responses import JSONResponse

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.regulations.problems import Problem, Refused
from meeting_cadence.regulations.sheet_problems import SheetRefused, column_letter
from meeting_cadence.words.errors import tell
from meeting_cadence.words.problems import sentence


def problem_answer(error: MeetingCadenceError) -> JSONResponse:
    """The answer to an error raised on purpose."""
    told: dict[str, Any] = {"code": error.code, "message": _message(error)}
    if isinstance(error, Refused):
        told["problems"] = [_problem(problem) | _cell(error, problem) for problem in error.problems]
    elif error.parts:
        told["problems"] = [{"code": part.code, "message": _message(part)} for part in error.parts]
    headers = {"retry-after": "30"} if error.http_status == 503 else None
    return JSONResponse({"error": told}, status_code=error.http_status, headers=headers)


def _message(error: MeetingCadenceError) -> dict[str, str]:
    return {"zh": tell(error, "zh"), "en": tell(error, "en")}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "message": {"zh": sentence(problem, "zh"), "en": sentence(problem, "en")},
    }


def _cell(error: Refused, problem: Problem) -> dict[str, Any]:
    """Row and column letter of a table; null where the whole file or row is meant."""
    if not isinstance(error, SheetRefused):
        return {}
    return {"row": problem.line or None, "column": column_letter(problem.column) or None}
