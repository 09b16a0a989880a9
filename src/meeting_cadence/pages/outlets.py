"""The pages of feeds and notices: what leaves this service, and to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Depends
from sqlalchemy import select
from starlette.responses import Response

from meeting_cadence.access import NotFound, Role
from meeting_cadence.access.permits import SIGNED_IN, SUBSCRIBERS, allow
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.letters import letter, letters
from meeting_cadence.pages.options import body_options
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed
from meeting_cadence.store.tables.record import PersonRow

router = APIRouter(include_in_schema=False)
_FEEDS = table_of(Feed)
_PEOPLE = table_of(PersonRow)
REACHES = ("subtree", "body")


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A subscription as its owner sees it."""

    id: int
    of: str
    reach: str
    owner: str
    created: datetime
    last_used: datetime | None
    client: str | None
    revoked: bool


@router.get("/notices")
@allow(SIGNED_IN)
def notices_page(visit: Visit = Depends(open_visit)) -> Response:
    """Every notice that concerns a body that is seen, the latest first."""
    with visit.view() as view:
        found = letters(view.session, view.bodies, visit.language)
        return answer(visit, view, "notices.html", notices=found, mail_configured=visit.site.mail_configured)


@router.get("/notices/{number}")
@allow(SIGNED_IN)
def notice_page(number: int, visit: Visit = Depends(open_visit)) -> Response:
    """One notice, word for word."""
    with visit.view() as view:
        return answer(
            visit, view, "notice.html", notice=letter(view.session, number, view.bodies, visit.language)
        )


@router.get("/feeds")
@allow(SIGNED_IN)
def feeds_page(visit: Visit = Depends(open_visit)) -> Response:
    """My subscriptions, and a form for a new one; an administrator sees everyone's."""
    with visit.view() as view:
        return _feeds(visit, view)


@router.post("/feeds")
@allow(SUBSCRIBERS)
def create_feed(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Make a subscription; its secret address is shown in this answer and never again."""
    reach = filled.one("reach") if filled.one("reach") in REACHES else "subtree"
    try:
        with visit.site.store.session() as session:
            visit.view_on(session).body(filled.one("body"))
            _, token = visit.site.feeds.create(
                session, visit.signed_in, reach, filled.one("body"), visit.language, visit.now
            )
    except MeetingCadenceError as error:
        with visit.view() as view:
            return _feeds(visit, view, problems=problem_lines(error, visit.language))
    address = visit.site.public_url + visit.site.feeds.path(token)
    with visit.view() as view:
        return _feeds(
            visit, view, created={"https": address, "webcal": "webcal://" + address.partition("://")[2]}
        )


@router.post("/feeds/{number}/revoke")
@allow(SUBSCRIBERS)
def revoke_feed(number: int, visit: Visit = Depends(open_visit)) -> Response:
    """Revoke a subscription of mine (an administrator: anyone's); it answers 410 from the next request on."""
    with visit.site.store.session() as session:
        owner = session.connection().execute(select(_FEEDS.c.person).where(_FEEDS.c.id == number)).first()
        if owner is None or not (_is_everyones(visit) or owner[0] == visit.signed_in.id):
            raise NotFound(str(number))
        visit.site.feeds.revoke(session, number, visit.now, visit.signed_in.login)
    return visit.go("/feeds", visit.say("feeds.revoked"))


def _is_everyones(visit: Visit) -> bool:
    return visit.signed_in.role is Role.ADMINISTRATOR


def _feeds(
    visit: Visit, view: View, *, created: Mapping[str, str] | None = None, problems: Sequence[str] = ()
) -> Response:
    bodies = [body for body in view.world.pack.tree if body.id in view.bodies]
    values: dict[str, Any] = {
        "problems": problems,
        "created": created,
        "may_subscribe": SUBSCRIBERS.admits(visit.signed_in),
        "feeds": _lines(visit, view),
        "body_options": body_options(view.names, bodies),
        "chosen_body": view.person.scope or (bodies[0].id if bodies else ""),
    }
    return answer(visit, view, "feeds.html", status=422 if problems else 200, **values)


def _lines(visit: Visit, view: View) -> list[FeedLine]:
    statement = (
        select(_FEEDS, _PEOPLE.c.name)
        .outerjoin(_PEOPLE, _PEOPLE.c.id == _FEEDS.c.person)
        .order_by(_FEEDS.c.revoked_at.isnot(None), _FEEDS.c.created.desc())
    )
    if not _is_everyones(visit):
        statement = statement.where(_FEEDS.c.person == visit.signed_in.id)
    rows = view.session.connection().execute(statement).mappings()
    return [_line(visit, view, row) for row in rows]


def _line(visit: Visit, view: View, row: Any) -> FeedLine:
    is_body = row["kind"] in REACHES
    return FeedLine(
        id=row["id"],
        of=view.names.body(row["scope"]) if is_body else view.names.mandate(row["scope"]),
        reach=visit.say(f"feeds.{row['kind']}"),
        owner=row["name"] or visit.say("feeds.nobody"),
        created=row["created"],
        last_used=row["last_used_at"],
        client=row["last_client"],
        revoked=row["revoked_at"] is not None,
    )
