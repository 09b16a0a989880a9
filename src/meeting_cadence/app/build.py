"""From settings, a store and a clock to the service."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from importlib.metadata import version
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import Depends, FastAPI
from starlette.requests import Request
from starlette.staticfiles import StaticFiles

from meeting_cadence.access.profiles import PROFILES
from meeting_cadence.actions.sign_in import Rules
from meeting_cadence.api.documented import RESPONSES
from meeting_cadence.api.routes import routers as api_routers
from meeting_cadence.app import calendar_api, calendar_pages, docs, health, imports, provider_routes, reports
from meeting_cadence.app.again import ReadAgain
from meeting_cadence.app.alerts import alert_port
from meeting_cadence.app.body_limit import BodyLimit, BodyTooLarge
from meeting_cadence.app.catching_up import CatchingUp
from meeting_cadence.app.failures import answer_failures, on_known
from meeting_cadence.app.feeds import feed_port
from meeting_cadence.app.gatekeeper import admit
from meeting_cadence.app.headers import Asgi, Receive, Scope, SecurityHeaders, Send
from meeting_cadence.app.import_port import import_port, table_port
from meeting_cadence.app.parts_asked import require_known_parts
from meeting_cadence.app.provider import provider_of
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.dav.http import DavApp
from meeting_cadence.feeds.http import FeedApp
from meeting_cadence.feeds.snapshots import Snapshots
from meeting_cadence.imports.calendar.setup import every_of, terms_of
from meeting_cadence.jobs.doorbell import Doorbell
from meeting_cadence.jobs.setup import doorbell_of
from meeting_cadence.pages.render import STATIC
from meeting_cadence.pages.routes import routers as page_routers
from meeting_cadence.pages.site import Site
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store

Clock = Callable[[], datetime]


class Service:
    """The outermost ASGI callable: feeds first, for a poll must cost no session and no thread."""

    def __init__(
        self, web: FastAPI, feeds: FeedApp, dav: DavApp, catching_up: CatchingUp, *, https: bool
    ) -> None:
        self.web = web
        self.feeds = feeds
        self._owned_by_dav = dav.owns
        self._dav: Asgi = SecurityHeaders(dav, https=https)
        self._catching_up = catching_up
        limited = BodyLimit(ReadAgain(web), refuse=self._refuse)
        self._rest: Asgi = SecurityHeaders(limited, https=https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.feeds.owns(scope["path"]):
            await self.feeds(scope, receive, send)
            return
        if scope["type"] == "http":
            await self._catching_up.look()
            if self._owned_by_dav(scope["path"]):
                await self._dav(scope, receive, send)
                return
        await self._rest(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = on_known(Request({**scope, "app": self.web, "state": {}}), BodyTooLarge())
        await answer(scope, receive, send)


def build_app(
    settings: Settings, store: Store, *, clock: Clock, tables: Tables, with_doorbell: bool = True
) -> Service:
    """The whole service over a store whose tables are current. `clock` is read once per request.

    `with_doorbell` False: nothing ticks by itself (tests, or a second process that only serves).
    """
    calendars = Calendars(store, base_url=settings.public_url, host=settings.uid_host)
    site = site_of(settings, store, clock=clock, tables=tables, calendars=calendars)
    bell = doorbell_of(settings, store, tables=tables, clock=clock) if with_doorbell else None
    catching_up = CatchingUp(store, tables=tables, clock=clock, tick_seconds=settings.tick_seconds)
    feeds = FeedApp(store, calendars, clock, catch_up=catching_up.for_feeds())
    web = _web(site, settings, bell, feeds)
    prefix, zone = urlsplit(settings.public_url).path.rstrip("/"), ZoneInfo(settings.timezone)
    dav = DavApp(store, Snapshots(calendars), clock, prefix=prefix, zone=zone)
    return Service(web, feeds, dav, catching_up, https=site.is_https)


def site_of(settings: Settings, store: Store, *, clock: Clock, tables: Tables, calendars: Calendars) -> Site:
    """What pages and API share."""
    return Site(
        store=store,
        clock=clock,
        tables=tables,
        feeds=feed_port(settings, calendars),
        imports=import_port(),
        lists=table_port(),
        alerts=alert_port(settings, store, tables=tables),
        public_url=settings.public_url,
        language=settings.language,
        zone=ZoneInfo(settings.timezone),
        mail_configured=settings.smtp_url is not None,
        rules=Rules(
            failures=settings.sign_in_failures,
            wait=timedelta(minutes=settings.sign_in_wait_minutes),
            idle=timedelta(minutes=settings.session_idle_minutes),
            longest=timedelta(hours=settings.session_max_hours),
            profile=PROFILES[settings.access_profile],
        ).within_profile(),
        embed_hosts=settings.embed_hosts,
        has_provider=settings.oidc_issuer is not None,
    )


def _web(site: Site, settings: Settings, bell: Doorbell | None, feeds: FeedApp) -> FastAPI:
    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        if bell is not None:
            bell.start()
        yield
        if bell is not None:
            bell.stop()
        feeds.close()

    web = FastAPI(
        title="Meeting Cadence",
        version=version("meeting-cadence"),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=running,
    )
    web.state.site = site
    web.state.started = site.clock()
    web.state.tick_seconds = settings.tick_seconds
    web.state.provider = provider_of(settings)
    web.state.calendar_terms = terms_of(settings)
    web.state.calendar_every = every_of(settings)
    for router in (
        *page_routers,
        calendar_pages.router,
        reports.pages,
        provider_routes.router,
        health.router,
        docs.router,
    ):
        web.include_router(router, dependencies=[Depends(admit)])
    for router in (*api_routers, imports.router, calendar_api.router, reports.router):
        web.include_router(
            router, dependencies=[Depends(admit), Depends(require_known_parts)], responses=RESPONSES
        )
    web.mount("/static", StaticFiles(directory=STATIC), name="static")
    web.mount("/docs-files", StaticFiles(directory=docs.FILES), name="docs-files")
    answer_failures(web)
    return web
