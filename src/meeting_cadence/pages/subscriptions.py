"""The pages of calendar subscriptions: all of mine, one with everything about it, and what can be done to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import NotFound, Role
from meeting_cadence.access.permits import SIGNED_IN, SUBSCRIBERS, allow
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.devices import PROGRAMS, server_of
from meeting_cadence.pages.form_data import Number, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.links import links_of
from meeting_cadence.pages.options import body_options
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.subscription_lines import FeedLine, feed_line, feed_lines
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit

router = APIRouter(include_in_schema=False)
KINDS = ("subtree", "body", "mandate", "mine")
SHOWN = {
    "all": (),
    "open": ("upcoming", "open", "postponed", "no_record", "overdue"),
    "late": ("overdue", "no_record", "missed", "violated"),
}
"""What a form offers instead of a list of standings."""
CLIENTS = ("outlook", "apple", "google", "thunderbird", "nextcloud", "android", "gnome", "wecom")
REMINDERS = ("90", "60", "30", "7")


@router.get("/feeds")
@allow(SIGNED_IN)
def feeds_page(visit: Visit = Depends(open_visit)) -> Response:
    """My subscriptions, and a form for a new one; an administrator sees everyone's."""
    with visit.view() as view:
        return _feeds(visit, view, Filled())


@router.post("/feeds")
@allow(SUBSCRIBERS)
def create_feed(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Make a subscription; its secret address is shown in this answer and never again."""
    kind = filled.one("reach") if filled.one("reach") in KINDS else "subtree"
    scope = filled.one("mandate") if kind == "mandate" else filled.one("body")
    try:
        with visit.site.store.session() as session:
            view = visit.view_on(session)
            if kind in ("subtree", "body"):
                view.body(scope)
            elif kind == "mandate" and not set(view.world.obliged.get(scope, ())) <= set(view.bodies):
                raise NotFound(scope)
            number, token = visit.site.feeds.create(
                session, visit.signed_in, kind, scope, options_of(filled, visit.language), visit.now
            )
    except MeetingCadenceError as error:
        with visit.view() as view:
            return _feeds(visit, view, filled, problems=problem_lines(error, visit.language))
    return _feed(visit, number, token)


@router.get("/feeds/{number}")
@allow(SIGNED_IN)
def feed_page(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """One subscription: what it shows, who fetched it, whether that copy is old, how to subscribe."""
    return _feed(visit, number)


@router.post("/feeds/{number}/renew")
@allow(SUBSCRIBERS)
def renew_feed(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """Another address for the same calendar, shown once; the old one answers 410 from the next request on."""
    with visit.site.store.session() as session:
        _mine(visit, visit.view_on(session), number)
        renewed, token = visit.site.feeds.renew(session, number, visit.now, visit.signed_in.login)
    return _feed(visit, renewed, token)


@router.post("/feeds/{number}/publish")
@allow(SUBSCRIBERS)
def publish_feed(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """Say that a sudden loss of entries is right: the next request publishes it."""
    with visit.site.store.session() as session:
        _mine(visit, visit.view_on(session), number)
        visit.site.feeds.publish(session, number, visit.now, visit.signed_in.login)
    return visit.go(f"/feeds/{number}", visit.say("feeds.published"))


@router.post("/feeds/{number}/revoke")
@allow(SUBSCRIBERS)
def revoke_feed(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """Revoke a subscription of mine (an administrator: anyone's); it answers 410 from the next request on."""
    with visit.site.store.session() as session:
        _mine(visit, visit.view_on(session), number)
        visit.site.feeds.revoke(session, number, visit.now, visit.signed_in.login)
    return visit.go("/feeds", visit.say("feeds.revoked"))


def options_of(filled: Filled, language: str) -> dict[str, Any]:
    """The options that a form chose; what it left out has the defaults of this service."""
    chosen: dict[str, Any] = {
        "language": filled.one("language") or language,
        "history": filled.one("history") != "no",
        "cancelled": filled.one("cancelled") != "no",
        "reminders": [int(days) for days in filled.many("reminders") if days.isascii() and days.isdigit()],
        "standings": list(SHOWN.get(filled.one("shown"), ())),
    }
    for name in ("months_back", "months_ahead"):
        if filled.one(name):
            text = filled.one(name)
            chosen[name] = int(text) if text.isascii() and text.isdigit() else text
    return chosen


def _is_everyones(visit: Visit) -> bool:
    return visit.signed_in.role is Role.ADMINISTRATOR


def _mine(visit: Visit, view: View, number: int) -> FeedLine:
    """The subscription, where it is the visitor's own or the visitor may see all; else NotFound."""
    line = feed_line(visit, view, number)
    if line is None or not (_is_everyones(visit) or line.person == visit.signed_in.id):
        raise NotFound(str(number))
    return line


def _feed(visit: Visit, number: int, token: str | None = None) -> Response:
    with visit.view() as view:
        line = _mine(visit, view, number)
    address = visit.site.public_url + visit.site.feeds.path(token) if token else None
    is_old = False
    if line.last_etag and line.state == "active":
        is_old = visit.site.feeds.tag(number, visit.now) != line.last_etag
    with visit.view() as view:
        return answer(
            visit,
            view,
            "feed.html",
            feed=line,
            links=links_of(address) if address else None,
            is_old=is_old,
            clients=CLIENTS,
            programs=PROGRAMS,
            address=f"{visit.site.public_url}/dav/",
            server=server_of(visit.site.public_url),
            may_subscribe=SUBSCRIBERS.admits(visit.signed_in),
        )


def _feeds(visit: Visit, view: View, filled: Filled, *, problems: Sequence[str] = ()) -> Response:
    bodies = [body for body in view.world.pack.tree if body.id in view.bodies]
    seen = set(view.bodies)
    values: Mapping[str, Any] = {
        "problems": problems,
        "filled": filled,
        "may_subscribe": SUBSCRIBERS.admits(visit.signed_in),
        "feeds": feed_lines(visit, view, None if _is_everyones(visit) else visit.signed_in.id),
        "body_options": body_options(view.names, bodies),
        "mandate_options": [
            (mandate.id, view.names.mandate(mandate.id))
            for mandate in view.world.pack.mandates
            if set(view.world.obliged.get(mandate.id, ())) <= seen
        ],
        "reminder_days": REMINDERS,
        "chosen_body": filled.one("body") or view.person.scope or (bodies[0].id if bodies else ""),
    }
    return answer(visit, view, "feeds.html", status=422 if problems else 200, **values)
