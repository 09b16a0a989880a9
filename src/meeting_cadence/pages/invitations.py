"""Invitations: whether a body wants them, its members, who was asked to which meeting and who is coming."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import NotAllowed, NotFound
from meeting_cadence.access.permits import RECORDERS, SIGNED_IN, allow
from meeting_cadence.actions.contacts import add_contact, remove_contact
from meeting_cadence.bodies import Contact
from meeting_cadence.bodies.body import EMAIL, MEMBER
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.invitations import Attendance, Expected
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.invitations import (
    Convened,
    invitation_of,
    invitations_of,
    inviting_bodies,
    set_inviting,
)
from meeting_cadence.words.invitations_when import when_in_words

router = APIRouter(include_in_schema=False)
REFUSED = 400
BACK = timedelta(days=365)
"""How far back meetings are listed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting in a list: in words, with its counts."""

    key: str
    title: str
    when: str
    bodies: str
    place: str | None
    cancelled: bool
    attendance: Attendance


@router.get("/bodies/{body_id}/invitations")
@allow(SIGNED_IN)
def invitations_page(body_id: str, visit: Visit = Depends(open_visit)) -> Response:
    """The switch, the members, and the meetings with their counts."""
    with visit.view() as view:
        return _page(visit, view, body_id)


@router.post("/bodies/{body_id}/invitations")
@allow(RECORDERS)
def change(
    body_id: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)
) -> Response:
    """Turn it on or off; add or remove a member."""
    with visit.view() as view:
        view.body(body_id)
        if not view.may_record(body_id):
            raise NotAllowed(body_id)
    try:
        told = _change(visit, body_id, filled)
    except MeetingCadenceError as error:
        with visit.view() as view:
            return _page(visit, view, body_id, problem_lines(error, visit.language), filled)
    return visit.go(f"/bodies/{body_id}/invitations", visit.say(f"invitations.{told}"))


def _change(visit: Visit, body_id: str, filled: Filled) -> str:
    by, do = visit.signed_in.login, filled.one("do")
    with visit.site.store.session() as session:
        desk = SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=by)
        contact = Contact(MEMBER, filled.one("email"), filled.one("name") or None)
        if do == "add":
            add_contact(desk, body=body_id, contact=contact, by=by)
            return "added"
        if do == "remove":
            remove_contact(desk, body=body_id, contact=contact, by=by)
            return "removed"
        set_inviting(session, body_id, do == "on", at=visit.now, by=by)
    return "turned_on" if do == "on" else "turned_off"


@router.get("/invitations/{meeting}")
@allow(SIGNED_IN)
def invitation_page(meeting: str, visit: Visit = Depends(open_visit)) -> Response:
    """One meeting: who is coming. Who said what, and why, is for those who record for one of its bodies."""
    with visit.view() as view:
        convened = invitation_of(view.session, meeting)
        if convened is None or view.seen.isdisjoint(convened.invitation.told.bodies):
            raise NotFound(meeting)
        told = convened.invitation.told
        named = any(view.may_record(body) for body in told.bodies)
        return answer(
            visit,
            view,
            "invitation.html",
            line=line_of(convened, view),
            body=next(body for body in told.bodies if body in view.seen),
            expected=convened.attendance.expected if named else (),
            said=said_of,
        )


def _page(
    visit: Visit,
    view: View,
    body_id: str,
    problems: Sequence[str] = (),
    filled: Filled | None = None,
) -> Response:
    body = view.body(body_id)
    found = invitations_of(view.session, [body_id], first=view.today - BACK)
    members = [one for one in body.contacts if one.role == MEMBER and one.channel == EMAIL]
    return answer(
        visit,
        view,
        "invitations.html",
        status=REFUSED if problems else 200,
        body=body,
        is_on=body_id in inviting_bodies(view.session),
        members=members,
        lines=[line_of(one, view) for one in reversed(found)],
        problems=problems,
        filled=filled or Filled(),
        mail_configured=visit.site.mail_configured,
    )


def line_of(convened: Convened, view: View) -> Line:
    """A meeting in words."""
    told, names = convened.invitation.told, view.names
    return Line(
        convened.invitation.key,
        names.meeting(told.kind, told.title),
        when_in_words(told.start, told.end, convened.invitation.zone, view.language),
        names.several(names.body(body) for body in told.bodies if body in view.seen),
        told.place,
        convened.invitation.cancelled,
        convened.attendance,
    )


def said_of(expected: Expected) -> str:
    """The code of what a guest has said."""
    if expected.reply is not None:
        return expected.reply.answer
    return "earlier" if expected.to_earlier else "none"
