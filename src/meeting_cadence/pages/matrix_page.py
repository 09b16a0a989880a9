"""The page of the matrix: now, or a year's windows; on paper one A3 sheet for a hundred bodies."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.matrix import FACES, Matrix, arrange, ordered
from meeting_cadence.pages.overview import whole_question
from meeting_cadence.pages.picture_bar import picture_bar
from meeting_cadence.pages.piles import Pile, piles, wanted_in
from meeting_cadence.pages.scope import Scope, scope_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.grouped import Span

router = APIRouter(include_in_schema=False)
FIRST_YEAR, LAST_YEAR = 1950, 2200
STANDING_OF = {"due_soon": "open", "planned": "open"}
"""Facets of a standing to the standing."""


@router.get("/matrix")
@allow(SIGNED_IN)
def matrix_page(visit: Visit = Depends(open_visit)) -> Response:
    """How every body of the scope stands with every mandate: what is due this year and what is still pending."""
    with visit.view() as view:
        scope = scope_of(visit, view)
        year = whole_question(visit.request, "year", 0, LAST_YEAR)
        year = year if year >= FIRST_YEAR else 0
        matrix = _matrix(view, scope, year)
        used = {face for counts in (matrix.total, *matrix.soft_totals.values()) for face in counts}
        return answer(
            visit,
            view,
            "matrix.html",
            **picture_bar(visit, scope, "/matrix"),
            year=year,
            shown_year=year or view.today.year,
            matrix=matrix,
            faces=[face for face in FACES if face in used],
            ordered=ordered,
            href=_linking(scope, year, view.today.year),
            is_here=lambda body: body in scope.tops,
        )


def _matrix(view: View, scope: Scope, year: int) -> Matrix:
    days = Span.of_year(year or view.today.year)
    wanted = wanted_in(scope, due=days, live_too=not year, force=None)
    must: list[Pile] = []
    soft: list[Pile] = []
    for pile in piles(view, wanted, ("body", "mandate", "force")):
        (must if pile.keys[2] == "must" else soft).append(pile._replace(keys=pile.keys[:2]))
    order = [mandate.id for mandate in view.world.pack.mandates]
    return arrange(must, soft, scope, view.world.pack.tree, order)


def _linking(scope: Scope, year: int, this_year: int) -> Callable[..., str]:
    """From a number to the address of its rows."""
    period: Mapping[str, Any] = {"year": year} if year else {"year": this_year, "live": "yes"}

    def href(
        face: str, *, body: str = "", whole: bool = False, mandate: str = "", is_soft: bool = False
    ) -> str:
        asked: dict[str, Any] = {**period, "standing": STANDING_OF.get(face, face)}
        if body:
            asked["under" if whole else "body"] = body
        if mandate:
            asked["mandate"] = mandate
        if is_soft:
            asked["force"] = "normally"
        return scope.href("/windows", **asked)

    return href
