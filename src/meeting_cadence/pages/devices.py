"""Calendar accounts (CalDAV): one's devices, a password for a new one, and how programs are set up."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, SUBSCRIBERS, allow
from meeting_cadence.actions.device_passwords import MadeDevice, WantedDevice, revoke_device_password
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import Number, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.subscription_lines import feed_lines
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.device_passwords import SqlDevicePasswords

router = APIRouter(include_in_schema=False)
PROGRAMS = ("apple", "thunderbird", "gnome", "android")
DAYS = 180
"""What the form offers: twice a year somebody types a password."""


@router.get("/devices")
@allow(SIGNED_IN)
def devices_page(visit: Visit = Depends(open_visit)) -> Response:
    """My devices, and a form for a new one."""
    with visit.view() as view:
        return _devices(visit, view)


@router.post("/devices")
@allow(SUBSCRIBERS)
def add_device(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Make a device's password; it is shown in this answer and never again."""
    days = filled.one("days")
    lasting = int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0
    wanted = WantedDevice(filled.one("name"), lasting)
    try:
        with visit.site.store.session() as session:
            made = visit.site.feeds.admit(
                session, visit.signed_in, wanted, visit.now, visit.site.rules.profile
            )
    except MeetingCadenceError as error:
        with visit.view() as view:
            return _devices(visit, view, filled, problems=problem_lines(error, visit.language))
    with visit.view() as view:
        return _devices(visit, view, made=made)


@router.post("/devices/{number}/revoke")
@allow(SUBSCRIBERS)
def end_device(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """Revoke the password of a device of mine, from its next request on."""
    with visit.site.store.session() as session:
        passwords = SqlDevicePasswords(session, at=visit.now)
        revoke_device_password(passwords, number, person=visit.signed_in, by=visit.signed_in.login)
    return visit.go("/devices", visit.say("devices.ended"))


def server_of(public_url: str) -> str:
    """What programs that ask for a server's name are told."""
    return urlsplit(public_url).netloc


def _devices(
    visit: Visit,
    view: View,
    filled: Filled | None = None,
    *,
    problems: Sequence[str] = (),
    made: MadeDevice | None = None,
) -> Response:
    me = visit.signed_in
    profile = visit.site.rules.profile
    return answer(
        visit,
        view,
        "devices.html",
        status=422 if problems else 200,
        problems=problems,
        filled=filled or Filled(),
        made=made,
        me=me,
        now=visit.now,
        may_subscribe=SUBSCRIBERS.admits(me),
        devices=SqlDevicePasswords(view.session, at=visit.now).of(me),
        feeds=[line for line in feed_lines(visit, view, me.id) if not line.is_over],
        most_days=profile.token_days,
        days=min(DAYS, profile.token_days),
        address=f"{visit.site.public_url}/dav/",
        server=server_of(visit.site.public_url),
        is_https=visit.site.is_https,
        programs=PROGRAMS,
    )
