"""The rows behind a number: of a body or subtree, a mandate, a standing, a year or days, in pages."""

from collections.abc import Iterator
from datetime import date

from fastapi import APIRouter, Depends
from starlette.datastructures import QueryParams
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.picture_bar import picture_bar
from meeting_cadence.pages.piles import listed
from meeting_cadence.pages.scope import Scope, scope_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.board import Cursor
from meeting_cadence.queries.time_asked import read_day
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.grouped import EVER, Span, Wanted
from meeting_cadence.store.letters import told_on
from meeting_cadence.store.piles import piles
from meeting_cadence.words.say import render, say

router = APIRouter(include_in_schema=False)
A_PAGE = 200


@router.get("/windows")
@allow(SIGNED_IN)
def windows_page(visit: Visit = Depends(open_visit)) -> Response:
    """The windows that the address asks for: every figure of a picture leads to its rows here."""
    asked = visit.request.query_params
    with visit.view() as view:
        scope = scope_of(visit, view)
        wanted = wanted_of(asked, view, scope)
        cursor = Cursor.parse(asked["after"]) if asked.get("after") else None
        found = listed(view, wanted, after=cursor, limit=A_PAGE)
        return answer(
            visit,
            view,
            "windows.html",
            **picture_bar(visit, scope, ""),
            told_on=told_on(view.session, (row.key for row in found.rows), by=view.until),
            conditions=list(_in_words(visit, view, asked)),
            number=sum(pile.number for pile in piles(view, wanted, ())),
            rows=found.rows,
            more=visit.href(after=str(found.next)) if found.next else None,
            first=visit.href(after=None) if cursor else None,
        )


def wanted_of(asked: QueryParams, view: View, scope: Scope) -> Wanted:
    """What the questions of an address ask for. Raises NotFound, MandateUnknown, TimeUnreadable."""
    body = asked.get("body")
    year = _year(asked)
    return Wanted(
        bodies=scope.all_or_these if not body else (view.body(body).id,),
        mandate=view.world.mandate(asked["mandate"]).id if asked.get("mandate") else None,
        standings=[Standing(one) for one in asked.getlist("standing") if one in list(Standing)] or None,
        due=Span.of_year(year) if year else _span(asked, "due"),
        live_too=asked.get("live") == "yes",
        planned=None if _span(asked, "planned") == EVER else _span(asked, "planned"),
        force="normally" if asked.get("force") == "normally" else "must",
        binding_only=asked.get("binding") == "yes",
    )


def _year(asked: QueryParams) -> int | None:
    text = asked.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and text > "0000" else None


def _span(asked: QueryParams, name: str) -> Span:
    return Span(read_day(asked.get(f"{name}_from")), read_day(asked.get(f"{name}_to")))


def _in_words(visit: Visit, view: View, asked: QueryParams) -> Iterator[str]:
    """What the rows have in common."""
    if asked.get("body"):
        yield visit.say("windows.body", body=view.names.body(asked["body"]))
    if asked.get("mandate"):
        yield view.names.mandate(asked["mandate"])
    standings = [one for one in asked.getlist("standing") if one in list(Standing)]
    if standings:
        yield view.names.several(say(f"standings.{one}", visit.language) for one in standings)
    year = _year(asked)
    if year:
        yield visit.say("windows.year_live" if asked.get("live") == "yes" else "windows.year", year=str(year))
    for name in ("due", "planned"):
        span = _span(asked, name)
        if span != EVER:
            yield visit.say(f"windows.{name}", days=_days(visit, span))
    if asked.get("force") == "normally":
        yield visit.say("matrix.soft")


def _days(visit: Visit, span: Span) -> str:
    def told(day: date | None) -> str:
        return str(render(day, visit.language)) if day else "…"

    return told(span.first) if span.first == span.last else f"{told(span.first)}–{told(span.last)}"
