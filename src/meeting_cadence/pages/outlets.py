"""The pages of notices: what left this service, to whom, and sending again what failed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from meeting_cadence.access import Role
from meeting_cadence.access.permits import RETRIERS, SIGNED_IN, allow
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import Number
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.letters import FAILED, MOST, failed_count, letter, letters
from meeting_cadence.store.retry import retry_notice
from meeting_cadence.words.reasons import why

router = APIRouter(include_in_schema=False)


@router.get("/notices")
@allow(SIGNED_IN)
def notices_page(
    visit: Visit = Depends(open_visit),
    failed: bool = False,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """Every notice that concerns a body that is seen, the latest first, page by page; or only those that failed."""
    with visit.view() as view:
        seen, states = _bodies(visit, view), FAILED if failed else ()
        found = letters(view.session, seen, visit.language, states=states, by=view.until, before=before)
        return answer(
            visit,
            view,
            "notices.html",
            notices=found,
            failed=failed,
            lost=failed_count(view.session, seen, by=view.until),
            older=visit.href(before=str(found[-1].id)) if len(found) == MOST else None,
            mail_configured=visit.site.mail_configured,
        )


@router.get("/notices/{number}")
@allow(SIGNED_IN)
def notice_page(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """One notice, word for word."""
    with visit.view() as view:
        found = letter(view.session, number, _bodies(visit, view), visit.language)
        may_retry = found.has_failed and RETRIERS.admits(visit.signed_in) and not visit.is_past
        error = why(found.error or "").in_language(visit.language)
        return answer(visit, view, "notice.html", notice=found, may_retry=may_retry, error=error)


@router.post("/notices/{number}/retry")
@allow(RETRIERS)
def retry(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """Send a notice again that failed, with what left in the same message."""
    with visit.view() as view:
        letter(view.session, number, _bodies(visit, view), visit.language)
    with visit.site.store.session() as session:
        again = retry_notice(session, number, at=visit.now, by=visit.signed_in.login)
    return visit.go(f"/notices/{number}", visit.say("notice.retried", count=again))


def _bodies(visit: Visit, view: View) -> tuple[str, ...]:
    """The bodies that are seen; administrators see what is about the service itself, too."""
    return (*view.bodies, "") if visit.signed_in.role is Role.ADMINISTRATOR else view.bodies
