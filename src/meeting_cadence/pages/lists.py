"""The pages of rows: what is overdue, what comes next, what fell due in a year. Each list by pages, sorted, as CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.pages import row_questions
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.overview import whole_question
from meeting_cadence.pages.rows import Row, read_row
from meeting_cadence.pages.scope import Scope, scope_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.board import Cursor, Question, Sort
from meeting_cadence.store.letters import told_on
from meeting_cadence.store.listing import WHOLE, Listed, count_judged, list_judged

router = APIRouter(include_in_schema=False)
LONGEST_DAYS: Final = 1100
FIRST: Final = 50
"""Rows of a list where a page shows several."""
A_PAGE: Final = 100
_MOST_CHOICES: Final = 100


@dataclass(frozen=True, slots=True)
class RowList:
    """A list with its heading. `text`: what its rows wait for; `is_quiet`: not shown while it is empty."""

    name: str
    title: str
    question: Question
    empty: str
    text: str = ""
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A list as it is shown. `count` None: not counted. Addresses are None where there is nothing to go to."""

    of: RowList
    rows: Sequence[Row]
    count: int | None
    whole: str | None
    first: str | None
    previous: str | None
    next: str | None
    csv: str


@router.get("/overdue")
@allow(SIGNED_IN)
def overdue_page(visit: Visit = Depends(open_visit)) -> Response:
    """Every row behind the figures of what is overdue and of what waits to be confirmed."""
    with visit.view() as view:
        scope = scope_of(visit, view)
        bodies, say = scope.all_or_these, visit.say
        found = [
            RowList("late", say("overdue.title"), row_questions.late(bodies), say("overdue.none")),
            RowList("soft", say("overdue.soft"), row_questions.late(bodies, "normally"), "", is_quiet=True),
            RowList(
                "no-record",
                say("unrecorded.title"),
                row_questions.unrecorded(bodies, view.today),
                say("unrecorded.none"),
                say("unrecorded.text"),
            ),
        ]
        return _page(visit, view, scope, say("overdue.title"), found)


@router.get("/next")
@allow(SIGNED_IN)
def next_page(request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """What falls due in the next days: `days`, 90 unless said."""
    with visit.view() as view:
        scope = scope_of(visit, view)
        days = whole_question(request, "days", 90, LONGEST_DAYS)
        title = visit.say("next.title", days=days)
        question = row_questions.coming(scope.all_or_these, view.today, days)
        return _page(
            visit, view, scope, title, [RowList("next", "", question, visit.say("next.none", days=days))]
        )


@router.get("/rows")
@allow(SIGNED_IN)
def year_page(request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """The rows behind the share done on time: all that fell due in a year and is decided."""
    with visit.view() as view:
        scope = scope_of(visit, view)
        year = whole_question(request, "year", view.today.year, 9999)
        bodies, none = scope.all_or_these, visit.say("year.none")
        found = [
            RowList("not", visit.say("year.not"), row_questions.decided(bodies, year, in_time=False), none),
            RowList("met", visit.say("year.met"), row_questions.decided(bodies, year, in_time=True), none),
        ]
        return _page(visit, view, scope, visit.say("year.title", year=year), found)


def _page(visit: Visit, view: View, scope: Scope, title: str, lists: Sequence[RowList]) -> Response:
    asked = visit.request.query_params
    named = next((one for one in lists if one.name == asked.get("list")), None)
    alone = named is not None or len(lists) == 1
    mandate = view.world.mandate(asked["mandate"]).id if asked.get("mandate") else None
    sort = next((sort for sort in Sort if sort.value == asked.get("sort")), Sort.DUE)
    sections = [
        _section(visit, view, one, replace(one.question, mandate=mandate, sort=sort), alone)
        for one in ([named] if named else lists)
    ]
    shown = [section for section in sections if section.rows or not section.of.is_quiet or alone]
    keys = [row.key for section in shown for row in section.rows]
    return answer(
        visit,
        view,
        "lists.html",
        told_on=told_on(view.session, keys, by=view.until),
        title=title,
        scope=scope,
        sections=shown,
        back=visit.href(list=None, after=None, before=None) if named else None,
        **_choices(visit, view, scope, mandate, sort),
    )


def _section(visit: Visit, view: View, of: RowList, question: Question, alone: bool) -> Section:
    """`alone`: the page shows this list only, from the cursor of the address."""
    asked = visit.request.query_params
    after, before = (_cursor(asked.get(name)) if alone else None for name in ("after", "before"))
    limited = replace(
        question, after=after, before=None if after else before, limit=A_PAGE if alone else FIRST
    )
    listed = list_judged(view, limited)
    page = listed.page

    def at(**place: str | None) -> str:
        return visit.href(**{"list": of.name, "after": None, "before": None, **place})

    return Section(
        of,
        [_row(view, judged.row, judged.lead_from) for judged in page.rows],
        _count(view, question, listed),
        whole=at() if page.next and not alone else None,
        first=at() if page.previous and alone else None,
        previous=at(before=str(page.previous)) if page.previous and alone else None,
        next=at(after=str(page.next)) if page.next and alone else None,
        csv=_csv(visit, listed.sort, question),
    )


def _count(view: View, question: Question, listed: Listed) -> int | None:
    """Of another time only what is shown whole is counted: the rest would have to be judged."""
    page = listed.page
    if page.next is None and page.previous is None:
        return len(page.rows)
    return None if view.is_of_another_time else count_judged(view, question)


def _row(view: View, row: dict[str, Any], lead_from: Any) -> Row:
    return read_row(row, today=view.today_of(row["body"]), lead_from=lead_from)


def _cursor(text: str | None) -> Cursor | None:
    return Cursor.parse(text) if text else None


def _csv(visit: Visit, sort: Sort, question: Question) -> str:
    """The same list as a file, of any length."""
    asked = visit.request.query_params
    named: list[tuple[str, str]] = [
        (name, asked[name]) for name in ("under", "at", "known_at", "mandate") if asked.get(name)
    ]
    named += [("standing", str(one)) for one in question.standings or ()]
    days = (("due_from", question.due_from), ("due_to", question.due_to))
    named += [(name, day.isoformat()) for name, day in days if day is not None]
    named += [("force", question.force)] if question.force else []
    flags = {
        "binding": question.binding_only,
        "undated": question.undated_too,
        "reviews": question.reviews,
    }
    named += [(name, str(value).lower()) for name, value in flags.items()]
    return "/api/v1/due?" + urlencode([*named, ("sort", sort.value), ("format", "csv")])


def _choices(visit: Visit, view: View, scope: Scope, mandate: str | None, sort: Sort) -> dict[str, Any]:
    """What the lists can be limited to and sorted by."""
    asked = visit.request.query_params
    kept = ("list", "days", "year", "at", "known_at")
    return {
        "kept": [(name, asked[name]) for name in kept if asked.get(name)],
        "unders": list(_unders(visit, view, scope))[:_MOST_CHOICES],
        "mandates": [(one, view.names.mandate(one), one == mandate) for one in _obliging(view, scope)],
        "sorts": [(one.value, visit.say(f"list.sort.{one.value}"), one is sort) for one in Sort],
        "past_order": visit.is_past and len(scope.bodies) > WHOLE,
    }


def _unders(visit: Visit, view: View, scope: Scope) -> Iterator[tuple[str, str, bool]]:
    """All that the person sees, the scope that was named, the body above it, and the bodies right below."""
    tree, own = view.world.pack.tree, view.person.scope
    named = visit.request.query_params.get("under", "")
    whole = view.names.body(own) if own else view.root_name()
    yield "", visit.say("list.under.all", body=whole), not named
    if named:
        above = tree[named].parent
        if above in view.seen and above != own:
            yield above, view.names.body(above), False
        yield named, visit.say("list.under.all", body=view.names.body(named)), True
    below = tree.children.get(scope.root, ()) if scope.root else scope.tops
    yield from ((one, view.names.body(one), False) for one in below if one in view.seen)


def _obliging(view: View, scope: Scope) -> list[str]:
    """The mandates that oblige some body of the scope."""
    found = {mandate for body in scope.bodies for mandate in view.world.duties.get(body, ())}
    return [one.id for one in view.world.pack.mandates if one.id in found]
