"""Asking for a relief, the queue of what is asked for, and refusing; granting is a relief on the ledger."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import RECORDERS, RELIEVERS, allow
from meeting_cadence.actions.answer_alert import (
    ASKS,
    AlertAnswer,
    AnswerRefused,
    Kind,
    answer_alert,
    end_request,
)
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import asked, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.matter import Matter, matter_of
from meeting_cadence.pages.problems import problem_lines, status_of
from meeting_cadence.pages.rows import Row
from meeting_cadence.pages.table_words import QUEUE, relief_href
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.relief_requests import Request, waiting
from meeting_cadence.store.alert_answers import SqlAnswerBook
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.relief_requests import UNSETTLED, load_requests

router = APIRouter(include_in_schema=False)
DECIDED_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Asking:
    """A request with its row; `grant`: the form that grants it, for who may."""

    request: Request
    row: Row | None
    who: str
    decided_by: str
    grant: str


@router.get(QUEUE)
@allow(RECORDERS)
def queue_page(visit: Visit = Depends(open_visit)) -> Response:
    """What waits for a decision first, then what was decided."""
    with visit.view() as view:
        every = askings(view, load_requests(view.session, view.seen))
        return answer(
            visit,
            view,
            "relief_requests.html",
            waiting=[one for one in every if one.request.state == "waiting"],
            decided=[one for one in every if one.request.state != "waiting"][:DECIDED_SHOWN],
        )


@router.get("/obligations/{key}/ask-relief")
@allow(RECORDERS)
def ask_page(key: str, visit: Visit = Depends(open_visit)) -> Response:
    """The form to ask for more time, or for being let off."""
    with visit.view() as view:
        return _form(visit, view, _row(view, key, view.may_record), asked(visit.request))


@router.post("/obligations/{key}/ask-relief")
@allow(RECORDERS)
def ask(key: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Ask, or take back what was asked for."""
    with visit.view() as view:
        _row(view, key, view.may_record)
    kind = filled.one("do")
    if kind == "withdraw_relief":
        return _end(visit, key, "withdraw_relief", "")
    try:
        _put(visit, key, _kind(filled), filled.one("reason"), _day(filled.one("until")))
    except MeetingCadenceError as error:
        with visit.view() as view:
            lines = problem_lines(error, visit.language)
            return _form(visit, view, view.row(key), filled, lines, status_of(error))
    return visit.go(f"/obligations/{key}", visit.say("ask.done"))


@router.post("/obligations/{key}/refuse-relief")
@allow(RELIEVERS)
def refuse(key: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Refuse what was asked for, with a reason that the asker reads."""
    with visit.view() as view:
        _row(view, key, view.may_relieve)
    return _end(visit, key, "refuse_relief", filled.one("reason"))


def askings(view: View, requests: Sequence[Request]) -> list[Asking]:
    """Requests as a page shows them."""
    keys = {request.obligation for request in requests}
    rows = {row.key: row for row in view.rows_of(keys)}
    names = _names(view)
    return [_asking(view, request, rows.get(request.obligation), names) for request in requests]


def _asking(view: View, request: Request, row: Row | None, names: Mapping[str, str]) -> Asking:
    may_grant = row is not None and view.may_relieve(row.body) and request.state == "waiting"
    return Asking(
        request,
        row,
        names.get(request.by, request.by),
        names.get(request.decided_by or "", request.decided_by or ""),
        relief_href(row, request, view.today) if row is not None and may_grant else "",
    )


def _names(view: View) -> dict[str, str]:
    return {person.login: person.name for person in SqlPeople(view.session, at=view.now).everyone()}


def _row(view: View, key: str, may: Callable[[str], bool]) -> Row:
    """The row; NotFound for what is out of sight or out of this person's hands."""
    row = view.row(key)
    if not may(row.body):
        raise NotFound(key)
    return row


def _end(visit: Visit, key: str, kind: Kind, reason: str) -> Response:
    try:
        _put(visit, key, kind, reason, None)
    except MeetingCadenceError as error:
        return visit.go(QUEUE, " ".join(problem_lines(error, visit.language)))
    return visit.go(QUEUE, visit.say(f"ask.{kind}.done"))


def _put(visit: Visit, key: str, kind: Kind, reason: str, until: date | None) -> None:
    """Raises AnswerRefused: nothing to ask for, or to decide, any more."""
    with visit.site.store.session() as session:
        view, matter = visit.view_on(session), matter_of(session, key, visit.language)
        open_request = waiting(load_requests(session, view.seen, key))
        if matter is None or not _is_open(matter):
            raise AnswerRefused("settled")
        if kind not in ASKS and open_request is None:
            raise AnswerRefused("settled")
        given = AlertAnswer(key, matter.due_revision, kind, visit.signed_in.login, visit.now, reason, until)
        book, today = SqlAnswerBook(session), view.today_of(matter.body.id)
        (answer_alert if kind in ASKS else end_request)(book, given, today=today)


def _is_open(matter: Matter) -> bool:
    return matter.due is not None and matter.standing in UNSETTLED


def _form(
    visit: Visit, view: View, row: Row, filled: Filled, problems: Sequence[str] = (), status: int = 200
) -> Response:
    open_request = waiting(load_requests(view.session, view.seen, row.key))
    return answer(
        visit,
        view,
        "ask_relief.html",
        status=status,
        row=row,
        filled=filled,
        problems=problems,
        already=askings(view, [open_request]) if open_request else [],
        can_ask=row.due is not None and row.standing in UNSETTLED,
    )


def _kind(filled: Filled) -> Kind:
    kind = next((kind for kind in ASKS if kind == filled.one("kind")), None)
    if kind is None:
        raise AnswerRefused("unknown")
    return kind


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise AnswerRefused("end") from error
