"""The channels over which notices leave, each with a button that sends one test message."""

from typing import NamedTuple

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import ADMINISTRATORS, allow
from meeting_cadence.bodies.address import WEBHOOK
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.audit import note
from meeting_cadence.store.first_steps import note_tried
from meeting_cadence.words.channels import channel_name

router = APIRouter(include_in_schema=False)
BACK = "/settings#channels"


class Line(NamedTuple):
    """A channel as the page lists it."""

    channel: str
    name: str
    is_ready: bool
    needs_address: bool


def channel_lines(visit: Visit) -> list[Line]:
    """E-mail first, set up or not; then every other channel of this installation."""
    known = visit.site.alerts.channels
    return [
        Line(
            one,
            channel_name(one, visit.language),
            one != EMAIL or visit.site.mail_configured,
            one in (EMAIL, WEBHOOK),
        )
        for one in dict.fromkeys((EMAIL, *known))
    ]


@router.post("/settings/channels/test")
@allow(ADMINISTRATORS)
def try_out(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Send one test message now; the trail says who did and what came of it."""
    channel = filled.one("channel") or EMAIL
    address = filled.one("address") or channel
    failure: MeetingCadenceError | None = None
    try:
        visit.site.alerts.try_channel(channel, address, visit.now)
    except MeetingCadenceError as error:
        failure = error
    with visit.site.store.session() as session:
        told = {
            "channel": channel[:100],
            "address": address[:200],
            "outcome": failure.code if failure else "sent",
        }
        note(
            session, "channel.tried", at=visit.now, actor=visit.signed_in.login, subject=channel[:100], **told
        )
        if failure is None:
            note_tried(session, at=visit.now)
    if failure is not None:
        return visit.go(BACK, " ".join(problem_lines(failure, visit.language)))
    return visit.go(BACK, visit.say("contacts.tried", address=address))
