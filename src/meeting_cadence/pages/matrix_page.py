"""The page of the matrix: now, or a year's windows; on paper one A3 sheet for a hundred bodies."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.matrix import MOST_ROWS, Matrix, arrange, lines_of
from meeting_cadence.pages.overview import whole_question
from meeting_cadence.pages.pager import page_links
from meeting_cadence.pages.picture_bar import picture_bar
from meeting_cadence.pages.piles import wanted_in
from meeting_cadence.pages.scope import Scope, scope_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.faces import FACES, STANDING_OF, ordered
from meeting_cadence.store.gathered import Lines, gathered

router = APIRouter(include_in_schema=False)
FIRST_YEAR, LAST_YEAR = 1950, 2200


@router.get("/matrix")
@allow(SIGNED_IN)
def matrix_page(visit: Visit = Depends(open_visit)) -> Response:
    """How every body of the scope stands with every mandate: what is due this year and what is still pending."""
    with visit.view() as view:
        scope = scope_of(visit, view)
        year = whole_question(visit.request, "year", 0, LAST_YEAR)
        year = year if year >= FIRST_YEAR else 0
        obliged = {body for body, duties in view.world.duties.items() if duties}
        lines = lines_of(scope, view.world.pack.tree, obliged)
        matrix = _matrix(view, scope, lines, year)
        used = {face for counts in (matrix.total, *matrix.soft_totals.values()) for face in counts}
        page = whole_question(visit.request, "page", 1, 10_000)
        return answer(
            visit,
            view,
            "matrix.html",
            **picture_bar(visit, scope, "/matrix"),
            year=year,
            shown_year=year or view.today.year,
            matrix=matrix,
            shown=matrix.lines[(page - 1) * MOST_ROWS : page * MOST_ROWS],
            grouped=len(lines) < len(scope.bodies),
            pages=page_links(visit, len(matrix.lines), MOST_ROWS, page),
            csv=_csv(visit, year),
            faces=[face for face in FACES if face in used],
            ordered=ordered,
            href=_linking(scope, year, view.today.year),
            is_here=lambda body: body in scope.tops,
        )


def _matrix(view: View, scope: Scope, lines: Lines, year: int) -> Matrix:
    wanted = wanted_in(scope, live_too=not year, force=None)
    found = gathered(view, wanted, lines, year=year or view.today.year)
    order = [mandate.id for mandate in view.world.pack.mandates]
    return arrange(found, lines, scope, view.world.pack.tree, order)


def _csv(visit: Visit, year: int) -> str:
    """The same numbers as a file, body by body."""
    asked = visit.request.query_params
    named = [(name, asked[name]) for name in ("under", "at", "known_at") if asked.get(name)]
    named += [("year", str(year))] if year else []
    return "/api/v1/matrix?" + urlencode([*named, ("language", visit.language), ("format", "csv")])


def _linking(scope: Scope, year: int, this_year: int) -> Callable[..., str]:
    """From a number to the address of its rows."""
    period: Mapping[str, Any] = {"year": year} if year else {"year": this_year, "live": "yes"}

    def href(
        face: str, *, body: str = "", whole: bool = False, mandate: str = "", is_soft: bool = False
    ) -> str:
        asked: dict[str, Any] = {**period, "standing": STANDING_OF.get(face, face)}
        if body:
            asked |= {"under": body} if whole else {"under": None, "body": body}
        if mandate:
            asked["mandate"] = mandate
        if is_soft:
            asked["force"] = "normally"
        return scope.href("/windows", **asked)

    return href
