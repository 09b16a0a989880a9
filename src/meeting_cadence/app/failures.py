"""Errors as answers: a page for people, JSON with a code and a sentence in both languages for programs.

What is not there and what may not be seen look the same. A fault of our own gets a number, the same in the log.
"""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from meeting_cadence.api.problems import problem_answer
from meeting_cadence.app.again import mark_out_of_reach
from meeting_cadence.app.gatekeeper import API, SignInNeeded, StepNeeded
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer_plain
from meeting_cadence.pages.drafts import sign_in_first
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.site import Site
from meeting_cadence.pages.steps import STEP_PAGES
from meeting_cadence.pages.visit import Visit, language_of
from meeting_cadence.store.faults import StoreUnreachable
from meeting_cadence.words.say import say, say_both

_log = structlog.get_logger()
RETRY_SECONDS = "30"


def answer_failures(app: FastAPI) -> None:
    """Register every handler."""
    app.add_exception_handler(SignInNeeded, on_sign_in_needed)
    app.add_exception_handler(MeetingCadenceError, on_known)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_unreadable)
    app.add_exception_handler(Exception, on_fault)


async def on_sign_in_needed(request: Request, error: Exception) -> Response:
    """A form that was sent too late is carried through signing in; anything else goes there and comes back."""
    carried = None if request.url.path.startswith(API) else await sign_in_first(_visit(request))
    return carried or on_known(request, error)


def on_known(request: Request, error: Exception) -> Response:
    """An error raised on purpose."""
    assert isinstance(error, MeetingCadenceError)
    if isinstance(error, StoreUnreachable):
        mark_out_of_reach(request)
    if request.url.path.startswith(API):
        return problem_answer(error)
    if isinstance(error, SignInNeeded):
        return RedirectResponse(f"/login?{urlencode({'next': _onward(request)})}", status_code=303)
    if isinstance(error, StepNeeded):
        return RedirectResponse(STEP_PAGES[error.step], status_code=303)
    visit = _visit(request)
    status = error.http_status
    if status == 404:
        return _page(visit, 404, [visit.say("error.404.text")])
    lines = problem_lines(error, visit.language)
    if status == 403 and error.code == "not_allowed":
        lines = [visit.say("error.403.text")]
    return _page(visit, status, lines)


def _onward(request: Request) -> str:
    """Where to go after signing in: the address that was asked for, with its question."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def on_http(request: Request, error: Exception) -> Response:
    """No such route, or not by this method."""
    assert isinstance(error, HTTPException)
    status = error.status_code
    if request.url.path.startswith(API):
        return JSONResponse(_json_of(status), status_code=status, headers=error.headers)
    visit = _visit(request)
    known = status if status in (404, 405) else 400
    lines = [visit.say(f"error.{known}.text")] if known in (404, 405) else [visit.say("error.422.text")]
    return _page(visit, status, lines, error.headers)


def on_unreadable(request: Request, error: Exception) -> Response:
    """A part of the address or the body that cannot be read."""
    assert isinstance(error, RequestValidationError)
    if request.url.path.startswith(API):
        message = say_both("pages.error.422.text")._asdict()
        fields = [{"where": list(one["loc"]), "what": one["type"]} for one in error.errors()]
        return JSONResponse({"error": {"code": "unreadable", "message": message, "fields": fields}}, 422)
    visit = _visit(request)
    if request.method == "GET":
        return _page(visit, 404, [visit.say("error.404.text")])
    return _page(visit, 422, [visit.say("error.422.text")])


def on_fault(request: Request, error: Exception) -> Response:
    """A fault of our own: numbered, logged, never shown."""
    number = secrets.token_hex(4)
    _log.error("fault", number=number, method=request.method, path=_told_path(request), exc_info=error)
    if request.url.path.startswith(API):
        message = say_both("pages.error.500.text", number=number)._asdict()
        return JSONResponse({"error": {"code": "fault", "message": message, "number": number}}, 500)
    visit = _visit(request)
    return _page(visit, 500, [visit.say("error.500.text", number=number)])


def _told_path(request: Request) -> str:
    """The path for the log, without the secret of a one-time link."""
    path = request.url.path
    return "/welcome/…" if path.startswith("/welcome/") else path


def _json_of(status: int) -> dict[str, Any]:
    code = {404: "not_found", 405: "method_not_allowed"}.get(status, "request_refused")
    known = f"pages.error.{status}.text" if status in (404, 405) else "pages.error.422.text"
    return {"error": {"code": code, "message": say_both(known)._asdict()}}


def _visit(request: Request) -> Visit:
    """A visit without time travel: an unreadable time must not fail twice."""
    site: Site = request.app.state.site
    person = getattr(request.state, "person", None)
    language = language_of(request, person, site.language)
    return Visit(site, request, person, language, now=getattr(request.state, "now", site.clock()))


def _page(visit: Visit, status: int, lines: list[str], headers: Mapping[str, str] | None = None) -> Response:
    title = say(_title(status), visit.language)
    page = answer_plain(visit, "message.html", status=status, title=title, lines=lines)
    page.headers.update(dict(headers or {}))
    if status == 503:
        page.headers["retry-after"] = RETRY_SECONDS
    return page


def _title(status: int) -> str:
    known = {403, 404, 405, 409, 413, 500, 503, 507}
    return f"pages.error.{status}" if status in known else "pages.error.400"
