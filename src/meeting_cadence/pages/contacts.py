"""Contacts: added, taken away and tried by the administrator, on the page of people."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import ADMINISTRATORS, allow
from meeting_cadence.actions.contacts import add_contact, remove_contact
from meeting_cadence.actions.refusals import ContactUnknown
from meeting_cadence.bodies import Contact
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.people import people_answer
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.audit import note
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.first_steps import note_tried

router = APIRouter(include_in_schema=False)


@router.post("/contacts")
@allow(ADMINISTRATORS)
def add(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Add somebody to tell about a body."""
    try:
        with visit.site.store.session() as session:
            desk = SqlDesk(session, at=visit.now, tables=visit.site.tables)
            add_contact(desk, body=filled.one("body"), contact=_contact(filled), by=visit.signed_in.login)
    except MeetingCadenceError as error:
        return _refused(visit, error)
    return visit.go("/people#contacts", visit.say("contacts.added"))


@router.post("/contacts/remove")
@allow(ADMINISTRATORS)
def remove(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Tell a contact no longer."""
    try:
        with visit.site.store.session() as session:
            desk = SqlDesk(session, at=visit.now, tables=visit.site.tables)
            remove_contact(desk, body=filled.one("body"), contact=_contact(filled), by=visit.signed_in.login)
    except MeetingCadenceError as error:
        return _refused(visit, error)
    return visit.go("/people#contacts", visit.say("contacts.removed"))


@router.post("/contacts/test")
@allow(ADMINISTRATORS)
def try_out(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Send one test message to a contact that is on record, now; the trail says who did and what came of it."""
    body, contact = filled.one("body"), _contact(filled)
    try:
        with visit.view() as view:
            if contact.key not in {one.key for one in view.world.body(body).contacts}:
                raise ContactUnknown(contact.address[:100])
        failure = _failure(visit, contact)
        with visit.site.store.session() as session:
            outcome = failure.code if failure is not None else "sent"
            told = {"channel": contact.channel, "address": contact.address, "outcome": outcome}
            note(session, "contact.tried", at=visit.now, actor=visit.signed_in.login, subject=body, **told)
            if failure is None:
                note_tried(session, at=visit.now)
        if failure is not None:
            raise failure
    except MeetingCadenceError as error:
        return _refused(visit, error)
    return visit.go("/people#contacts", visit.say("contacts.tried", address=contact.address))


def _failure(visit: Visit, contact: Contact) -> MeetingCadenceError | None:
    """Outside any transaction, for it may take as long as the channel's timeout."""
    try:
        visit.site.alerts.try_channel(contact.channel, contact.address, visit.now)
    except MeetingCadenceError as error:
        return error
    return None


def _contact(filled: Filled) -> Contact:
    channel = filled.one("channel") or EMAIL
    address = filled.one("address") or (channel if channel != EMAIL else "")
    name, all_clear = filled.one("name") or None, bool(filled.one("all_clear"))
    return Contact(filled.one("role"), address, name, channel, all_clear)


def _refused(visit: Visit, error: MeetingCadenceError) -> Response:
    with visit.view() as view:
        return people_answer(visit, view, Filled(), problems=problem_lines(error, visit.language))
