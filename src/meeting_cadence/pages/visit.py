"""One request of one person for a page: who, in which language, at which time."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from meeting_cadence.access import Person, Role
from meeting_cadence.actions.sign_in import Step
from meeting_cadence.pages.site import Site
from meeting_cadence.pages.view import View
from meeting_cadence.queries.time_asked import read_instant, read_time
from meeting_cadence.words.say import Language, say

MENU = (
    ("/", "menu.dashboard"),
    ("/overdue", "menu.overdue"),
    ("/next", "menu.next"),
    ("/record", "menu.record"),
    ("/plan", "menu.plan"),
    ("/relief/requests", "menu.requests"),
    ("/notices", "menu.notices"),
    ("/feeds", "menu.feeds"),
    ("/bodies", "menu.bodies"),
    ("/people", "menu.people"),
    ("/settings", "menu.settings"),
    ("/audit", "menu.audit"),
)
UNDER = {
    "/start": "/settings",
    "/workdays": "/settings",
    "/policies": "/settings",
    "/packs": "/settings",
    "/registry": "/settings",
    "/screens": "/settings",
}
"""Pages that are reached from an entry of the menu without lying below its address, by their first part."""
RECORDER_PAGES = frozenset({"/record", "/plan", "/relief/requests"})
_KNOWS_TIME: Final = re.compile(
    r"/|/(overdue|next|rows|windows|matrix|timeline|trend|notices)|/calendar/\d+|/bulletin/\d+"
    r"|/bodies/[^/]+(/\d+)?|/(mandates|obligations)/[^/]+"
)
"""The pages that can be asked as of another time."""
RETRACT = "/retract"
"""The form that takes an entry back."""
LANGUAGE_COOKIE = "language"
TOLD_COOKIE = "told"
UNDO_COOKIE = "undo"
UNDO_SECONDS: Final = 600
"""How long each page offers to take back what was recorded last."""
_MOST_TOLD: Final = 160


class Halfway(NamedTuple):
    """Somebody who has shown a password and must do a step before anything else."""

    person: Person
    step: Step


@dataclass(frozen=True)
class Visit:
    """`at`, `known_at`: the time asked for on a reading page; None is now and everything."""

    site: Site
    request: Request
    person: Person | None
    language: Language
    now: datetime
    at: date | datetime | None = None
    known_at: datetime | None = None

    @property
    def signed_in(self) -> Person:
        """The person; only on routes whose permit demands one."""
        assert self.person is not None, "the route's permit lets nobody in without signing in"
        return self.person

    @property
    def halfway(self) -> Halfway | None:
        """Who must do a step first, where this is that step's page."""
        found: Halfway | None = getattr(self.request.state, "halfway", None)
        return found

    @property
    def session(self) -> str:
        """The hash of the session's token; empty without one."""
        found: str = self.request.state.session
        return found

    @property
    def proven(self) -> Person:
        """Who has shown a password, be a step left or not; only on routes that demand it."""
        return self.halfway.person if self.halfway else self.signed_in

    @property
    def is_past(self) -> bool:
        return self.at is not None or self.known_at is not None

    @contextmanager
    def view(self) -> Iterator[View]:
        """The record as this person sees it at the time asked for, in one snapshot."""
        with self.site.store.reading() as session:
            yield replace(self.view_on(session), at=self.at, known_at=self.known_at)

    def view_on(self, session: Session) -> View:
        """The record of now, as this person sees it, in a transaction that is open already."""
        return View(session, self.site.tables, self.signed_in, self.now, language=self.language)

    def say(self, code: str, /, **values: Any) -> str:
        return say(f"pages.{code}", self.language, **values)

    def local(self, instant: datetime) -> datetime:
        """An instant in the zone of this service."""
        return instant.astimezone(self.site.zone)

    @cached_property
    def at_query(self) -> str:
        """The time asked for, to be carried along by links between reading pages."""
        kept = {
            name: value for name, value in self.request.query_params.items() if name in ("at", "known_at")
        }
        return f"?{urlencode(kept)}" if kept else ""

    def href(self, **changes: str | None) -> str:
        """This page's address with some of its questions changed (None: dropped)."""
        asked = dict(self.request.query_params) | changes
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        return self.request.url.path + (f"?{query}" if query else "")

    def past_words(self) -> str:
        """Which time is shown, or that this page shows no other than now."""
        if self.is_past and not _KNOWS_TIME.fullmatch(self.request.url.path):
            return self.say("past.only_now")
        if self.at is not None and self.known_at is not None:
            return self.say("past.both", at=self._told_at, known_at=self.local(self.known_at))
        if self.at is not None:
            return self.say("past.at", at=self._told_at)
        return (
            self.say("past.known_at", known_at=self.local(self.known_at)) if self.known_at is not None else ""
        )

    @property
    def _told_at(self) -> date | datetime | None:
        return self.local(self.at) if isinstance(self.at, datetime) else self.at

    def frame(self) -> Mapping[str, Any]:
        """What the frame around every page needs."""
        other = "en" if self.language == "zh" else "zh"
        path = self.request.url.path
        is_read = self.request.method == "GET"
        return {
            "visitor": self.person,
            "may_leave": self.person is not None or self.halfway is not None,
            "menu": [entry for entry in MENU if self._shows(entry[0])],
            "active": _entry_of(path),
            "other_language_href": self.href(lang=other) if is_read else f"/?lang={other}",
            "past": self.past_words(),
            "now_href": self.href(at=None, known_at=None),
            "insecure": not self.site.is_https,
            "has_provider": self.site.has_provider,
            **self._told_last(),
            "at_query": self.at_query,
        }

    def _shows(self, href: str) -> bool:
        role = self.person.role if self.person else None
        if href in RECORDER_PAGES:
            return role in (Role.SECRETARY, Role.SUPERVISOR)
        if href == "/audit":
            return role is Role.AUDITOR
        return href not in ("/people", "/settings") or role in (Role.ADMINISTRATOR, Role.AUDITOR)

    def _told_last(self) -> Mapping[str, str]:
        """The sentence that the last change left, and for a while the entry that can be taken back with its own."""
        undo, _, of = self.request.cookies.get(UNDO_COOKIE, "").partition(".")
        shows = self.person is not None and not self.is_past and self.request.url.path != RETRACT
        told = _unpack(self.request.cookies.get(TOLD_COOKIE, ""))
        return {"told": told, "undo": _unpack(undo) if shows else "", "undo_of": _unpack(of)}

    def go(self, address: str, told: str = "", *, undo: str | None = None) -> Response:
        """Send the browser on after a change (303), with one sentence to show there.

        `undo`: the id of the entry that was put on record, for whoever wants to take it back; the next change that
        is told ends the offer.
        """
        answer = RedirectResponse(address, status_code=303)
        if told:
            answer.set_cookie(TOLD_COOKIE, _pack(told), max_age=60, httponly=True, samesite="lax")
        if undo:
            packed = f"{_pack(undo)}.{_pack(told[:_MOST_TOLD])}"
            answer.set_cookie(UNDO_COOKIE, packed, max_age=UNDO_SECONDS, httponly=True, samesite="lax")
        elif told or self.request.url.path == "/logout":
            answer.delete_cookie(UNDO_COOKIE)
        return answer

    def respond(self, html: str, status: int = 200) -> Response:
        """The page, with the chosen language remembered and the one sentence forgotten."""
        answer = HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})
        if self.request.query_params.get("lang") in ("zh", "en"):
            answer.set_cookie(LANGUAGE_COOKIE, self.language, max_age=400 * 86400, samesite="lax")
        if TOLD_COOKIE in self.request.cookies:
            answer.delete_cookie(TOLD_COOKIE)
        return answer


def open_visit(request: Request) -> Visit:
    """The visit of a request: a FastAPI dependency. Raises TimeUnreadable."""
    site: Site = request.app.state.site
    person: Person | None = getattr(request.state, "person", None)
    return Visit(
        site,
        request,
        person,
        language_of(request, person, site.language),
        now=request.state.now,
        at=read_time(request.query_params.get("at")),
        known_at=read_instant(request.query_params.get("known_at"), site.zone),
    )


def language_of(request: Request, person: Person | None, otherwise: Language) -> Language:
    """What the address says, else the cookie, else the person's own, else the browser's, else the service's."""
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    if asked in ("zh", "en"):
        return "en" if asked == "en" else "zh"
    if person is not None:
        return person.language
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag = part.strip()[:2]
        if tag in ("zh", "en"):
            return "en" if tag == "en" else "zh"
    return otherwise


def _entry_of(path: str) -> str:
    """The entry of the menu that a page belongs to; empty where it belongs to none."""
    path = UNDER.get("/" + path.split("/")[1], path)
    return next((href for href, _ in reversed(MENU) if path == href or path.startswith(href + "/")), "")


def _pack(sentence: str) -> str:
    return sentence.encode().hex()


def _unpack(packed: str) -> str:
    try:
        return bytes.fromhex(packed).decode()[:400]
    except ValueError:
        return ""
