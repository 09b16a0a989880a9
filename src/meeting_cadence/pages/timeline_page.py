"""The page of the timeline: every mandate of every body of a scope over six years, so many rows a page."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.cadence import Deadline, Review
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.lanes import YEARS_AHEAD, YEARS_BACK, bars_of, heading_of
from meeting_cadence.pages.overview import whole_question
from meeting_cadence.pages.pager import page_links
from meeting_cadence.pages.picture_bar import picture_bar
from meeting_cadence.pages.rows import Row
from meeting_cadence.pages.scope import Scope, scope_of
from meeting_cadence.pages.timeline import Bar, Bracket, Heading, Lane, Scale, draw
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.scope import Stream
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.store.grouped import streams_kept

router = APIRouter(include_in_schema=False)
A_PAGE = 40
"""Streams of one page; joint matters may draw a few lanes more."""
FIRST_YEAR, LAST_YEAR = 1900, 2200


@router.get("/timeline")
@allow(SIGNED_IN)
def timeline_page(visit: Visit = Depends(open_visit)) -> Response:
    """Windows, acts, plans, reliefs and terms; `mandate`: of one mandate alone, body by body."""
    with visit.view() as view:
        scope = scope_of(visit, view)
        mandate = visit.request.query_params.get("mandate")
        if mandate:
            view.world.mandate(mandate)
        streams = streams_of(view, scope, mandate)
        page = whole_question(visit.request, "page", 1, 10_000)
        shown = streams[(page - 1) * A_PAGE : page * A_PAGE]
        first = _first_year(visit, view)
        last = first + YEARS_BACK + YEARS_AHEAD
        rows = _rows(view, shown, (first, last))
        lanes = list(_lanes(visit, view, shown, rows, by_body=not mandate))
        picture = draw(
            lanes,
            first=first,
            last=last,
            today=view.today,
            title=visit.say("timeline.of", body=scope.name),
            today_word=visit.say("timeline.day" if visit.is_past else "timeline.today"),
            query=visit.at_query,
        )
        return answer(
            visit,
            view,
            "timeline.html",
            **picture_bar(visit, scope, "/timeline"),
            picture=picture if shown else None,
            rows=rows,
            terms=_terms(lanes, Scale(first, last, 1)),
            years=(first, last),
            mandate=mandate,
            earlier=visit.href(start=str(first - 5)),
            later=visit.href(start=str(first + 5)),
            is_moved=bool(visit.request.query_params.get("start")),
            around_now=visit.href(start=None),
            choices=_choices(view, scope),
            pages=page_links(visit, len(streams), A_PAGE, page),
            number=len(streams),
        )


def streams_of(view: View, scope: Scope, mandate: str | None = None) -> list[Stream]:
    """Bodies with the mandates that have windows, in the order of the scope.

    Standing duties have no windows; what waits for an event has them where one happened.
    """
    forms = {one.id: _forms(one) for one in view.world.pack.mandates}
    waiting = [one for one, found in forms.items() if found <= {Deadline, Review} and Deadline in found]
    happened = streams_kept(view.session, waiting, scope.all_or_these)
    return [
        stream
        for body in scope.bodies
        for duty in view.world.duties.get(body, ())
        if mandate in (None, duty) and forms[duty] != {Review}
        for stream in [Stream(duty, body)]
        if duty not in waiting or stream in happened
    ]


def _forms(mandate: Mandate) -> set[type]:
    return {type(clause.rule) for version in mandate.versions for clause in version.clauses}


def _first_year(visit: Visit, view: View) -> int:
    asked = whole_question(visit.request, "start", 0, LAST_YEAR)
    return asked if asked >= FIRST_YEAR else view.today.year - YEARS_BACK


def _rows(view: View, streams: Sequence[Stream], years: tuple[int, int]) -> list[Row]:
    """The rows of these streams that are drawn, by body and then in the order of the pack."""
    mandates = {stream.mandate for stream in streams}
    only = mandates.pop() if len(mandates) == 1 else None
    wanted = set(streams)
    rows = view.rows({stream.body for stream in streams}, only)
    places = {stream: place for place, stream in enumerate(streams)}
    drawn = [row for row in rows if Stream(row.mandate, row.body) in wanted and _is_drawn(row, years)]
    return sorted(drawn, key=lambda row: places[Stream(row.mandate, row.body)])


def _is_drawn(row: Row, years: tuple[int, int]) -> bool:
    """A window of these years; one without a due day lasts until it is settled."""
    if row.opens is None or row.standing == "superseded" or row.forecast or row.form == "review":
        return False
    last = row.due_day or row.settled_on
    return row.opens_year <= years[1] and (last is None or last.year >= years[0])


def _lanes(
    visit: Visit, view: View, streams: Sequence[Stream], rows: Sequence[Row], *, by_body: bool
) -> Iterator[Lane | Heading]:
    """Lanes in the order of the streams, under a heading for each body; of one mandate a lane for each body."""
    names, nothing = view.names, visit.say("timeline.none")
    found: dict[Stream, list[Row]] = {}
    for row in rows:
        found.setdefault(Stream(row.mandate, row.body), []).append(row)
    for body, own in groupby(streams, key=lambda stream: stream.body):
        known = view.world.body(body)
        if by_body or known.terms:
            yield heading_of(known, names, visit.at_query)
        for stream in own:
            title = names.mandate(stream.mandate) if by_body else names.body(body)
            href = f"/mandates/{stream.mandate}" if by_body else f"/bodies/{body}"
            for member, bars in _by_member(found.get(stream, []), view):
                under = names.body(member) if member else names.article(stream.mandate)
                yield Lane(title, under, href + visit.at_query, bars, nothing)


def _by_member(rows: Sequence[Row], view: View) -> list[tuple[str | None, tuple[Bar, ...]]]:
    """The bars of each member of a joint matter; of any other all in one."""
    members: dict[str | None, list[Row]] = {}
    for row in rows:
        members.setdefault(row.member, []).append(row)
    return [(member, bars_of(own, view.names, view.today)) for member, own in members.items()] or [(None, ())]


def _terms(lanes: Sequence[Lane | Heading], scale: Scale) -> list[tuple[str, Bracket]]:
    """Body and term of every bracket that is drawn."""
    return [
        (lane.title, term)
        for lane in lanes
        if isinstance(lane, Heading)
        for term in lane.terms
        if (term.end or scale.end) > scale.start and term.start < scale.end
    ]


def _choices(view: View, scope: Scope) -> list[tuple[str, str]]:
    """Id and name of every mandate with windows that obliges somebody in the scope."""
    bound = {duty for body in scope.bodies for duty in view.world.duties.get(body, ())}
    mandates = [one for one in view.world.pack.mandates if one.id in bound and _forms(one) != {Review}]
    return [(one.id, view.names.mandate(one.id)) for one in mandates]
