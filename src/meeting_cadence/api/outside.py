"""Figures for other programs: a badge for any page of the intranet, metrics for a scraper."""

from collections import Counter
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import EVERYONE, SCRAPERS, SIGNED_IN, allow
from meeting_cadence.api.call import Call, Caller, House
from meeting_cadence.api.figures import Under
from meeting_cadence.api.subjects import BodyId
from meeting_cadence.queries.badge import draw_badge
from meeting_cadence.store.api_tokens import holder_of
from meeting_cadence.store.reading import Reading
from meeting_cadence.store.scope_counts import counts_under, roots_of
from meeting_cadence.store.watch_metrics import watch_lines
from meeting_cadence.words.say import Language, say

router = APIRouter(tags=["figures"])
"""Without a prefix: some of it stands outside the API, for programs that can be told an address and no more."""
Lang = Annotated[Language, Query(description="zh or en.")]
_SVG: Final = "image/svg+xml"
_ANYWHERE: Final = {
    "cache-control": "public, max-age=60",
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": "default-src 'none'; sandbox",
}
"""Of a picture that pages of other origins show. It can neither run nor load anything, opened by itself or not."""
_METRICS: Final = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/api/v1/badge/{body}", response_class=Response)
@allow(SIGNED_IN)
def badge(call: Caller, body: BodyId, language: Lang = "zh") -> Response:
    """A small SVG picture: how many obligations of the body and all below it are overdue."""
    with call.reading() as reading:
        picture = _picture(reading, body, language)
    return Response(picture, media_type=_SVG, headers={"cache-control": "private, max-age=60"})


@router.get("/api/v1/metrics", response_class=Response)
@allow(SCRAPERS)
def metrics(call: Caller, under: Under = None) -> Response:
    """Binding obligations by body (itself and all below) and standing, in Prometheus' text format.

    For who sees every body, those of the watcher itself too: ticks, notices, deliveries by state, the oldest unsent.
    """
    return _metrics(call, under)


@router.get("/metrics", response_class=Response, include_in_schema=False)
@allow(SCRAPERS)
def metrics_where_scrapers_look(call: Caller, under: Under = None) -> Response:
    """The same, where scrapers look for it."""
    return _metrics(call, under)


@router.get("/badge/{secret}.svg", include_in_schema=False)
@allow(EVERYONE)
def badge_for_any_page(request: Request, secret: str, language: Lang = "zh") -> Response:
    """The badge of a token, for whoever has its address: no session, no cookie. A useless one answers as if absent."""
    house: House = request.app.state.site
    holder = holder_of(house.store, secret, at=request.state.now)
    if holder is None or holder.only != "badge" or holder.person.scope is None:
        raise NotFound("")
    with house.store.reading() as session:
        reading = Reading(session, house.tables, holder.person, request.state.now)
        picture = _picture(reading, holder.person.scope, language)
    return Response(picture, media_type=_SVG, headers=_ANYWHERE)


def _picture(reading: Reading, body: str, language: Language) -> str:
    name = reading.body(body).name.in_language(language)
    overdue = _standings(reading, body)["overdue"]
    told = say("pages.badge.overdue" if overdue else "pages.badge.well", language, count=overdue)
    return draw_badge(name, told, is_late=bool(overdue))


def _metrics(call: Call, under: str | None) -> Response:
    lines = [
        "# HELP meeting_cadence_obligations Binding obligations of a body and all below it.",
        "# TYPE meeting_cadence_obligations gauge",
    ]
    with call.reading() as reading:
        root = reading.body(under).id if under is not None else None
        tree = reading.world.pack.tree
        tops = [root] if root is not None else roots_of(reading)
        for one in [body for top in tops for body in (top, *tree.children.get(top, ()))]:
            for standing, number in sorted(_standings(reading, one).items()):
                labels = f'body="{_label(one)}",standing="{_label(standing)}"'
                lines.append(f"meeting_cadence_obligations{{{labels}}} {number}")
        if root is None and call.person.scope is None:
            lines += watch_lines(reading.session, at=call.now)
    return Response("\n".join([*lines, ""]), media_type=_METRICS)


def _standings(reading: Reading, body: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for count in counts_under(reading, body):
        if not count.frozen and count.weight != "normally":
            found[count.standing] += count.number
    return found


def _label(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
