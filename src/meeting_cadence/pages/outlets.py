"""The pages of notices: what left this service, and to whom."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import Number
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.letters import letter, letters

router = APIRouter(include_in_schema=False)


@router.get("/notices")
@allow(SIGNED_IN)
def notices_page(visit: Visit = Depends(open_visit)) -> Response:
    """Every notice that concerns a body that is seen, the latest first."""
    with visit.view() as view:
        found = letters(view.session, view.bodies, visit.language)
        return answer(visit, view, "notices.html", notices=found, mail_configured=visit.site.mail_configured)


@router.get("/notices/{number}")
@allow(SIGNED_IN)
def notice_page(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """One notice, word for word."""
    with visit.view() as view:
        return answer(
            visit, view, "notice.html", notice=letter(view.session, number, view.bodies, visit.language)
        )
