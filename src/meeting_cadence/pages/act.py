"""Answering an alert: by the signed link of a mail, without signing in, or on the obligation's own page.

Looking at the page changes nothing; each button asks for one thing.
"""

from dataclasses import dataclass
from datetime import date, datetime

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.act_links import ActLink, LinkInvalid, read
from meeting_cadence.access.permits import EVERYONE, RECORDERS, allow
from meeting_cadence.actions.answer_alert import KINDS, AlertAnswer, AnswerRefused, Kind, answer_alert
from meeting_cadence.actions.enter import enter
from meeting_cadence.dates import local_day
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer_plain
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.matter import Matter, matter_of
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.alert_answers import SqlAnswerBook, answers_to
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.words.say import Language, say

router = APIRouter(include_in_schema=False)
REFUSED = 400
ENTERED = ("held", "planned")
_QUIETING = ("snooze", "mute", "unmute")


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers what, and where the form goes."""

    key: str
    by: str
    own: bool
    """One of the body's own people: others can only acknowledge."""
    path: str
    due_revision: str | None = None
    """Of the mail; None: as it is now."""


@router.get("/act/{token}")
@allow(EVERYONE)
def act_page(token: str, visit: Visit = Depends(open_visit)) -> Response:
    """What the mail was about, and the buttons."""
    return _page(visit, _by_link(visit, token))


@router.post("/act/{token}")
@allow(EVERYONE)
def act(token: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """One answer, by the holder of the link."""
    return _take(visit, _by_link(visit, token), filled)


@router.get("/obligations/{key}/answer")
@allow(RECORDERS)
def answer_page(key: str, visit: Visit = Depends(open_visit)) -> Response:
    """The same for somebody who is signed in."""
    return _page(visit, _by_person(visit, key))


@router.post("/obligations/{key}/answer")
@allow(RECORDERS)
def take_answer(
    key: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)
) -> Response:
    """One answer, by somebody who is signed in."""
    return _take(visit, _by_person(visit, key), filled)


def _by_link(visit: Visit, token: str) -> Answerer:
    """Raises LinkInvalid: not ours, altered, too old, or its obligation is no more."""
    link: ActLink = read(token, visit.site.store.secret, at=visit.now)
    with visit.site.store.reading() as session:
        matter = matter_of(session, link.obligation, visit.language)
    if matter is None:
        raise LinkInvalid
    own = link.recipient.casefold() in {contact.address.casefold() for contact in matter.body.contacts}
    return Answerer(link.obligation, link.recipient, own, f"/act/{token}", link.due_revision)


def _by_person(visit: Visit, key: str) -> Answerer:
    """Raises NotFound for what is out of sight or not this person's to record."""
    with visit.view() as view:
        row = view.row(key)
        if not view.may_record(row.body):
            raise NotFound(key)
        own = visit.signed_in.scope == row.body
    return Answerer(
        key, visit.signed_in.login, own or visit.signed_in.role == "secretary", f"/obligations/{key}/answer"
    )


def _page(visit: Visit, who: Answerer, problems: list[str] | None = None) -> Response:
    with visit.site.store.reading() as session:
        matter = matter_of(session, who.key, visit.language)
        given = answers_to(session, [who.key]).get(who.key, [])
    if matter is None:
        raise LinkInvalid
    moved = who.due_revision not in (None, matter.due_revision)
    return answer_plain(
        visit,
        "act.html",
        status=REFUSED if problems else 200,
        matter=matter,
        who=who,
        moved=moved,
        given=[_told(one, visit.language) for one in given if one.due_revision == matter.due_revision],
        today=local_day(visit.now, matter.body.zone),
        quiet=_is_quiet(given, matter, visit.now),
        problems=problems or [],
    )


def _is_quiet(given: list[AlertAnswer], matter: Matter, now: datetime) -> bool:
    """Whether reminders are put off or silenced just now."""
    last = [one for one in given if one.due_revision == matter.due_revision and one.kind in _QUIETING]
    if not last or last[-1].kind == "unmute":
        return False
    until = last[-1].until
    return until is None or local_day(now, matter.body.zone) <= until


def _take(visit: Visit, who: Answerer, filled: Filled) -> Response:
    do = filled.one("do")
    try:
        with visit.site.store.session() as session:
            matter = matter_of(session, who.key, visit.language)
            if matter is None:
                raise LinkInvalid
            if not who.own and do != "acknowledge":
                raise AnswerRefused("own")
            if do in ENTERED:
                desk = SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=who.by)
                enter(desk, matter.entry(do, filled.one("kind"), filled.one("day")), by=who.by)
            else:
                today = local_day(visit.now, matter.body.zone)
                answer_alert(SqlAnswerBook(session), _answer(visit, who, matter, filled), today=today)
    except LinkInvalid:
        raise
    except MeetingCadenceError as error:
        return _page(visit, who, problem_lines(error, visit.language))
    return visit.go(who.path, visit.say("act.done"))


def _answer(visit: Visit, who: Answerer, matter: Matter, filled: Filled) -> AlertAnswer:
    kind: Kind | None = next((kind for kind in KINDS if kind == filled.one("do")), None)
    if kind is None:
        raise AnswerRefused("unknown")
    return AlertAnswer(
        who.key, matter.due_revision, kind, who.by, visit.now, filled.one("reason"), _day(filled.one("until"))
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise AnswerRefused("end") from error


def _told(answer: AlertAnswer, language: Language) -> str:
    return say(
        f"alerts.value.{answer.kind}",
        language,
        by=answer.by,
        on=answer.at.date(),
        reason=answer.reason or "",
        until=answer.until,
    )
