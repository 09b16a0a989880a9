"""The page on which an administrator makes and revokes screens: walls, and pages for embedding."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import ADMINISTRATORS, allow
from meeting_cadence.actions.screens import KINDS, MadeScreen, WantedScreen, make_screen, revoke_screen
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import Number, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.options import body_options
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.screens import SqlScreens

router = APIRouter(include_in_schema=False)


@router.get("/screens")
@allow(ADMINISTRATORS)
def screens_page(visit: Visit = Depends(open_visit)) -> Response:
    """Every screen with its scope and last use, and a form for a new one."""
    with visit.view() as view:
        return _screens(visit, view, Filled())


@router.post("/screens")
@allow(ADMINISTRATORS)
def add_screen(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Make a screen; its address is shown in this answer and never again."""
    try:
        with visit.site.store.session() as session:
            view = visit.view_on(session)
            screens = SqlScreens(session, at=visit.now)
            made = make_screen(screens, view.world, wanted_of(filled), by=visit.signed_in.login)
    except MeetingCadenceError as error:
        with visit.view() as view:
            return _screens(visit, view, filled, problems=problem_lines(error, visit.language))
    with visit.view() as view:
        return _screens(visit, view, Filled(), made=made)


@router.post("/screens/{number}/revoke")
@allow(ADMINISTRATORS)
def end_screen(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """Revoke a screen: its next refresh finds nothing."""
    with visit.site.store.session() as session:
        revoke_screen(SqlScreens(session, at=visit.now), number, by=visit.signed_in.login)
    return visit.go("/screens", visit.say("screens.ended"))


def wanted_of(filled: Filled) -> WantedScreen:
    """What a form asks for; a number of days that is none is refused by the action."""
    days = filled.one("days")
    lasting = int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0
    return WantedScreen(
        kind="embed" if filled.one("kind") == "embed" else "wall",
        name=filled.one("name"),
        scope=filled.one("body") or None,
        language="en" if filled.one("language") == "en" else "zh",
        days=lasting if days else None,
    )


def _screens(
    visit: Visit,
    view: View,
    filled: Filled,
    *,
    problems: Sequence[str] = (),
    made: MadeScreen | None = None,
) -> Response:
    return answer(
        visit,
        view,
        "screens.html",
        status=422 if problems else 200,
        problems=problems,
        filled=filled,
        kinds=KINDS,
        body_options=body_options(view.names, view.world.pack.tree),
        screens=SqlScreens(view.session, at=visit.now).every(),
        now=visit.now,
        made=made,
        address=f"{visit.site.public_url}/{made.kind}/{made.secret}" if made else None,
        embed_hosts=visit.site.embed_hosts,
    )
