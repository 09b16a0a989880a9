"""Serving feeds: a raw ASGI callable, mounted outermost: a poll costs no session, no thread, no rendering.

    token ─► unknown 404 (too many: 429), over 410 ─► nobody ticks? judge ─► held 304
          ─► stale? publish in a thread ─► 200; on any fault 503

Whatever goes wrong, the client gets 503 and keeps its copy: never an empty or a cut 200.
"""

import asyncio
import re
import traceback
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

import structlog

from meeting_cadence.feeds.answers import (
    Asked,
    Ready,
    Receive,
    Refusal,
    Scope,
    Send,
    Tag,
    answer,
    answer_held,
    asked,
    refuse,
)
from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.limit import WITHIN, Limit
from meeting_cadence.feeds.lookup import Found, Lookup
from meeting_cadence.feeds.snapshots import Snapshot, Snapshots
from meeting_cadence.feeds.text import one_line
from meeting_cadence.feeds.tokens import NEVER, follow_person
from meeting_cadence.feeds.uses import Use, Uses
from meeting_cadence.store.engine import Store

Clock = Callable[[], datetime]

_PATH: Final = re.compile(r"/feeds/([A-Za-z0-9_-]{1,200})\.ics\Z")
_KEPT_BYTES: Final = 64 * 1024 * 1024
"""Bodies kept in memory by one process, the least used leave first."""
_USE_EVERY: Final = timedelta(minutes=5)
_RETRY_SECONDS: Final = b"300"
_BUILDS_AT_ONCE: Final = 2
_log = structlog.get_logger()


def feed_app(
    store: Store, *, base_url: str, host: str, clock: Clock, calendars: Calendars | None = None
) -> "FeedApp":
    """The ASGI callable for `/feeds/<token>.ics`.

    `base_url`: where links in entries lead, without a slash at its end. `host`: of the UIDs. `clock` is asked
    for the present once per request. `calendars`: where the process has some already.
    """
    return FeedApp(store, calendars or Calendars(store, base_url=base_url, host=host), clock)


class CatchUp(NamedTuple):
    """What to do when nobody ticks: `patience` after a standing should have changed, `judge` what is behind."""

    patience: timedelta
    judge: Callable[[datetime], object]


class FeedApp:
    """One per process."""

    def __init__(
        self, store: Store, calendars: Calendars, clock: Clock, *, catch_up: CatchUp | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._lookup = Lookup(store)
        self._snapshots = Snapshots(calendars)
        self._limit = Limit()
        self._bodies = _Bodies()
        self._uses = Uses(store)
        self._busy: dict[str, asyncio.Lock] = {}
        self._builds = asyncio.Semaphore(_BUILDS_AT_ONCE)
        self._catch_up = catch_up
        self._judging = asyncio.Lock()

    def owns(self, path: str) -> bool:
        """Whether a path is one of ours: whoever mounts this outermost asks here."""
        return path.startswith("/feeds/") and path.endswith(".ics")

    def close(self) -> None:
        """Give back the database connection."""
        self._lookup.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        at = self._clock()
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(scope, send, Refusal(405, ((b"allow", b"GET, HEAD"),)))
            return
        path = _PATH.search(scope["path"])
        request = asked(scope)
        found, outcome = await self._outcome(path[1] if path else None, scope, request, at)
        if isinstance(outcome, Refusal):
            await refuse(scope, send, outcome)
        elif isinstance(outcome, Tag):
            await answer_held(scope, send, request, outcome)
        else:
            await answer(scope, send, request, outcome)
        if found is not None and not isinstance(outcome, Refusal):
            etag = outcome.etag if isinstance(outcome, Tag) else outcome.tag.etag
            await self._note_use(found, request, etag, at)

    async def _outcome(
        self, token: str | None, scope: Scope, request: Asked, at: datetime
    ) -> "tuple[Found | None, Tag | Ready | Refusal]":
        found: Found | None = None
        try:
            found = await self._find(token) if token is not None else None
            if found is None:
                return None, self._unknown(scope, at)
            if found.is_over(at):
                return found, Refusal(410)
            if token is not None and self._catch_up is not None:
                found = await self._caught_up(self._catch_up, found, token, at)
            return found, self._held(found, request, at) or await self._current(found, request, at)
        except Exception as error:  # noqa: BLE001 - whatever it was, the client must keep its copy
            # Formatted here, for a renderer that shows local variables would show the token.
            trace = "".join(traceback.format_exception(error))
            _log.error("feed.failed", feed=found.feed if found else None, exception=trace)
            return found, Refusal(503, ((b"retry-after", _RETRY_SECONDS),))

    async def _find(self, token: str) -> Found | None:
        found = await self._lookup.find(token)
        if found is not None and found.is_aside:
            await asyncio.to_thread(follow_person, self._store, found.feed)
            return await self._lookup.find(token)
        return found

    async def _caught_up(self, catch_up: CatchUp, found: Found, token: str, at: datetime) -> Found:
        """The feed over standings of now: where nobody ticks they are judged first, or the answer is 503."""
        late = at - catch_up.patience
        if not found.is_overtaken(late):
            return found
        async with self._judging:
            found = await self._lookup.find(token) or found
            if found.is_overtaken(late):
                _log.warning("feed.caught_up", behind_since=found.turns)
                await asyncio.to_thread(catch_up.judge, at)
                found = await self._lookup.find(token) or found
        return found

    def _unknown(self, scope: Scope, at: datetime) -> "Refusal":
        address = (scope.get("client") or ("",))[0]
        if self._limit.note(address, at):
            return Refusal(429, ((b"retry-after", str(int(WITHIN.total_seconds())).encode()),))
        return Refusal(404)

    def _held(self, found: Found, request: Asked, at: datetime) -> Tag | None:
        """The current body's tag, where that is known without any work and the client holds the body."""
        if request.none_match is None and request.modified_since is None:
            return None
        kept = self._fresh(found, at)
        if kept is not None:
            tag = kept.tag
        elif found.etag is not None and found.modified is not None and _is_of_now(found, at):
            tag = Tag.of(found.etag, found.modified)
        else:
            return None
        return tag if tag.is_held_by(request) else None

    async def _current(self, found: Found, request: Asked, at: datetime) -> Tag | Ready:
        """The body of now: from memory, from the store, or published anew; its tag alone for who holds it."""
        kept = self._fresh(found, at)
        if kept is not None:
            return kept
        lock = self._busy.setdefault(found.calendar, asyncio.Lock())
        async with lock:
            kept = self._fresh(found, at)
            if kept is None:
                async with self._builds:
                    kept = _ready(await asyncio.to_thread(self._load, found, at))
                self._bodies.put(found.calendar, kept)
        if not lock.locked():
            self._busy.pop(found.calendar, None)
        return kept.tag if kept.tag.is_held_by(request) else kept

    def _fresh(self, found: Found, at: datetime) -> Ready | None:
        kept = self._bodies.get(found.calendar)
        if kept is None or kept.tag.etag != found.etag or found.number == NEVER:
            return None
        return kept if kept.number == found.now and kept.day == at.astimezone(UTC).date() else None

    def _load(self, found: Found, at: datetime) -> Snapshot:
        if _is_of_now(found, at):
            last = self._snapshots.published(found.calendar)
            if last is not None and last.number == found.now:
                return last
        return self._snapshots.publish(found.feed, at=at)

    async def _note_use(self, found: Found, request: Asked, etag: str, at: datetime) -> None:
        """Write down who holds which body, at most every few minutes; never at the expense of an answer."""
        last = found.last_used_at
        is_recent = last is not None and at - last < _USE_EVERY
        if is_recent and found.last_etag == etag and request.client == found.last_client:
            return
        client = one_line(request.client, 200)
        if not is_recent or (client, etag) != (found.last_client, found.last_etag):
            await self._uses.note(found.feed, Use(client, etag, at))


def _is_of_now(found: Found, at: datetime) -> bool:
    """Whether the published body was made for the change number and the day of now."""
    return found.number == found.now and found.day == at.astimezone(UTC).date()


def _ready(last: Snapshot) -> Ready:
    return Ready.of(Tag.of(last.etag, last.modified), last.number, last.day, last.body, last.packed)


class _Bodies:
    """Published bodies by calendar, in memory, up to a number of bytes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Ready] = OrderedDict()
        self._size = 0

    def get(self, calendar: str) -> Ready | None:
        found = self._kept.get(calendar)
        if found is not None:
            self._kept.move_to_end(calendar)
        return found

    def put(self, calendar: str, ready: Ready) -> None:
        self._drop(self._kept.pop(calendar, None))
        self._kept[calendar] = ready
        self._size += len(ready.body) + len(ready.packed)
        while self._size > _KEPT_BYTES and len(self._kept) > 1:
            self._drop(self._kept.popitem(last=False)[1])

    def _drop(self, ready: Ready | None) -> None:
        if ready is not None:
            self._size -= len(ready.body) + len(ready.packed)
