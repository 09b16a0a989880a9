"""What a screen shows to whoever knows its address: the wall of an office, a card in another page, a badge.

Nobody is signed in. The address holds the secret, so nothing here leads on with a referrer or stays in a cache.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final, NamedTuple

from fastapi import APIRouter, Depends
from starlette.responses import HTMLResponse, Response

from meeting_cadence.access.permits import EVERYONE, allow
from meeting_cadence.actions.screens import Kind, Screen, screen_of
from meeting_cadence.pages.alarms import is_late
from meeting_cadence.pages.glance import glance
from meeting_cadence.pages.health import last_tick
from meeting_cadence.pages.render import words_for
from meeting_cadence.pages.row_words import window_in_words, word_of
from meeting_cadence.pages.sentences import Summary, first_sentence
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.badge import draw_badge
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.screens import SqlScreens
from meeting_cadence.words.say import say

router = APIRouter(include_in_schema=False)
MOST: Final = 5
REFRESH_SECONDS: Final = 60
CARD_SECONDS: Final = 300
_POLICY: Final = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
_PRIVATE: Final = {"cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex"}


class Shown(NamedTuple):
    """One look at a screen."""

    screen: Screen
    view: View
    name: str
    summary: Summary
    is_empty: bool
    """No row at all yet."""


@router.get("/wall/{token}")
@allow(EVERYONE)
def wall(token: str, visit: Visit = Depends(open_visit)) -> Response:
    """The whole screen: three figures, the five longest overdue, the next five, the clock and the last tick."""
    with _looking(visit, token, "wall") as shown:
        html = _rendered(visit, shown, "wall.html")
    policy = f"{_POLICY}; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
    return HTMLResponse(html, headers={**_PRIVATE, "content-security-policy": policy})


@router.get("/embed/{token}")
@allow(EVERYONE)
def embedded(token: str, visit: Visit = Depends(open_visit)) -> Response:
    """A card for a frame of another site: only those that the setting `embed_hosts` names may show it."""
    with _looking(visit, token, "embed") as shown:
        html = _rendered(visit, shown, "embed.html")
    framing = " ".join(visit.site.embed_hosts) or "'none'"
    policy = f"{_POLICY}; frame-ancestors {framing}"
    headers = {**_PRIVATE, "content-security-policy": policy, "refresh": str(CARD_SECONDS)}
    return HTMLResponse(html, headers=headers)


@router.get("/embed/{token}/badge.svg")
@allow(EVERYONE)
def badge(token: str, visit: Visit = Depends(open_visit)) -> Response:
    """The name and how many are overdue, as a picture for any page."""
    with _looking(visit, token, "embed") as shown:
        overdue = shown.summary.totals.overdue
        told = say(
            "pages.badge.overdue" if overdue else "pages.badge.well", shown.screen.language, count=overdue
        )
        picture = draw_badge(shown.name, told, is_late=overdue > 0)
    headers = {**_PRIVATE, "cache-control": "no-cache", "cross-origin-resource-policy": "cross-origin"}
    return Response(picture, media_type="image/svg+xml", headers=headers)


@contextmanager
def _looking(visit: Visit, token: str, kind: Kind) -> Iterator[Shown]:
    """The record as the screen sees it. Raises NotFound for every address that shows nothing, whatever the reason."""
    with visit.site.store.reading() as session:
        screen = screen_of(SqlScreens(session, at=visit.now), load_world(session), kind, token)
        view = View(session, visit.site.tables, screen.viewer, visit.now, language=screen.language)
        bodies = view.below(screen.scope)
        summary, rows = glance(view, screen.scope, bodies)
        name = view.names.body(screen.scope) if screen.scope else view.root_name()
        yield Shown(screen, view, name, summary, not (rows or summary.shown))
    if screen.is_use_to_note(visit.now):
        with visit.site.store.sharing() as session:
            SqlScreens(session, at=visit.now).touch(screen.id)


def _rendered(visit: Visit, shown: Shown, template: str) -> str:
    view, summary, language = shown.view, shown.summary, shown.screen.language
    speaking = replace(visit, language=language)
    tick = last_tick(view.session)
    state = visit.request.app.state
    late = is_late(tick, started=state.started, now=visit.now, tick_seconds=state.tick_seconds)
    values: dict[str, Any] = {
        "name": shown.name,
        "sentence": first_sentence(shown.name, summary, language, empty=shown.is_empty),
        "summary": summary,
        "overdue": summary.overdue[:MOST],
        "coming": summary.coming[:MOST],
        "names": view.names,
        "word": lambda row: word_of(row, view.names),
        "window": lambda row: window_in_words(row, view.names),
        "year": view.today.year,
        "today": view.today,
        "now": visit.local(visit.now),
        "zone": str(visit.site.zone),
        "tick": visit.local(tick) if tick else None,
        "tick_late": late,
        "example": view.is_example,
        "refresh": REFRESH_SECONDS,
        "site_url": visit.site.public_url,
        "clock": f"{visit.local(visit.now):%H:%M}",
        "weekday": speaking.say(f"wall.weekday.{view.today.weekday()}"),
    }
    return visit.site.templates.get_template(template).render(words_for(language, view.zone), **values)
