"""Serving feeds: a raw ASGI callable, mounted outermost: a poll costs no session, no thread, no rendering.

    token ─► unknown 404 (too many: 429), over 410 ─► stale? publish in a thread ─► 304, 200; on any fault 503

Whatever goes wrong, the client gets 503 and keeps its copy: never an empty or a cut 200.
"""

import asyncio
import re
import traceback
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import structlog

from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.conditions import is_held, takes_gzip, written_date
from meeting_cadence.feeds.limit import WITHIN, Limit
from meeting_cadence.feeds.lookup import Found, Lookup
from meeting_cadence.feeds.snapshots import Snapshot, Snapshots
from meeting_cadence.feeds.text import one_line
from meeting_cadence.feeds.tokens import NEVER, note_use
from meeting_cadence.store.engine import Store
from meeting_cadence.words.say import say_both

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Clock = Callable[[], datetime]
Headers = list[tuple[bytes, bytes]]

_PATH: Final = re.compile(r"/feeds/([A-Za-z0-9_-]{1,200})\.ics\Z")
_KEPT_BYTES: Final = 64 * 1024 * 1024
"""Bodies kept in memory by one process, the least used leave first."""
_USE_EVERY: Final = timedelta(minutes=5)
_RETRY_SECONDS: Final = b"300"
_BUILDS_AT_ONCE: Final = 2
_log = structlog.get_logger()

_ALWAYS: Final[Headers] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
_CALENDAR: Final[Headers] = [
    (b"cache-control", b"private, max-age=60"),
    (b"vary", b"Accept-Encoding"),
    *_ALWAYS,
]
_CONTENT: Final[Headers] = [
    (b"content-type", b"text/calendar; charset=utf-8"),
    (b"content-disposition", b'inline; filename="calendar.ics"'),
]


class Refusal(NamedTuple):
    """An answer without a calendar."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...] = ()


def feed_app(store: Store, *, base_url: str, host: str, clock: Clock) -> "FeedApp":
    """The ASGI callable for `/feeds/<token>.ics`.

    `base_url`: where links in entries lead, without a slash at its end. `host`: of the UIDs. `clock` is asked
    for the present once per request.
    """
    return FeedApp(store, base_url=base_url, host=host, clock=clock)


class FeedApp:
    """One per process."""

    def __init__(self, store: Store, *, base_url: str, host: str, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._lookup = Lookup(store)
        self._snapshots = Snapshots(Calendars(store, base_url=base_url, host=host))
        self._limit = Limit()
        self._bodies = _Bodies()
        self._busy: dict[int, asyncio.Lock] = {}
        self._builds = asyncio.Semaphore(_BUILDS_AT_ONCE)

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
            await _refuse(scope, send, Refusal(405, ((b"allow", b"GET, HEAD"),)))
            return
        path = _PATH.search(scope["path"])
        found, outcome = await self._outcome(path[1] if path else None, scope, at)
        if isinstance(outcome, Refusal) or found is None:
            await _refuse(scope, send, outcome if isinstance(outcome, Refusal) else Refusal(404))
            return
        await _answer(scope, send, outcome)
        await self._note_use(found, scope, at)

    async def _outcome(
        self, token: str | None, scope: Scope, at: datetime
    ) -> "tuple[Found | None, Snapshot | Refusal]":
        found: Found | None = None
        try:
            found = await self._lookup.find(token) if token is not None else None
            if found is None:
                return None, self._unknown(scope, at)
            if found.is_over(at):
                return found, Refusal(410)
            return found, await self._current(found, at)
        except Exception as error:  # noqa: BLE001 - whatever it was, the client must keep its copy
            # Formatted here, for a renderer that shows local variables would show the token.
            trace = "".join(traceback.format_exception(error))
            _log.error("feed.failed", feed=found.feed if found else None, exception=trace)
            return found, Refusal(503, ((b"retry-after", _RETRY_SECONDS),))

    def _unknown(self, scope: Scope, at: datetime) -> "Refusal":
        address = (scope.get("client") or ("",))[0]
        if self._limit.note(address, at):
            return Refusal(429, ((b"retry-after", str(int(WITHIN.total_seconds())).encode()),))
        return Refusal(404)

    async def _current(self, found: Found, at: datetime) -> Snapshot:
        """The body of now: from memory, from the store, or published anew."""
        kept = self._fresh(found, at)
        if kept is not None:
            return kept
        lock = self._busy.setdefault(found.feed, asyncio.Lock())
        async with lock:
            kept = self._fresh(found, at)
            if kept is None:
                async with self._builds:
                    kept = await asyncio.to_thread(self._load, found, at)
                self._bodies.put(found.feed, kept)
        if not lock.locked():
            self._busy.pop(found.feed, None)
        return kept

    def _fresh(self, found: Found, at: datetime) -> Snapshot | None:
        kept = self._bodies.get(found.feed)
        if kept is None or kept.etag != found.etag or found.number == NEVER:
            return None
        return kept if (kept.number, kept.day) == (found.now, at.astimezone(UTC).date()) else None

    def _load(self, found: Found, at: datetime) -> Snapshot:
        if (found.number, found.day) == (found.now, at.astimezone(UTC).date()):
            last = self._snapshots.published(found.feed)
            if last is not None and last.number == found.now:
                return last
        return self._snapshots.publish(found.feed, at=at)

    async def _note_use(self, found: Found, scope: Scope, at: datetime) -> None:
        """Write down who fetched it, at most every few minutes; never at the expense of an answer."""
        client = one_line(_header(scope, b"user-agent") or "", 200)
        last = found.last_used_at
        if last is not None and at - last < _USE_EVERY and client == found.last_client:
            return
        try:
            await asyncio.to_thread(note_use, self._store, found.feed, client, at)
        except Exception:  # noqa: BLE001 - the answer is out already
            _log.warning("feed.use_not_noted", feed=found.feed)


class _Bodies:
    """Published bodies by feed, in memory, up to a number of bytes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Snapshot] = OrderedDict()
        self._size = 0

    def get(self, feed: int) -> Snapshot | None:
        found = self._kept.get(feed)
        if found is not None:
            self._kept.move_to_end(feed)
        return found

    def put(self, feed: int, snapshot: Snapshot) -> None:
        self._drop(self._kept.pop(feed, None))
        self._kept[feed] = snapshot
        self._size += len(snapshot.body) + len(snapshot.packed)
        while self._size > _KEPT_BYTES and len(self._kept) > 1:
            self._drop(self._kept.popitem(last=False)[1])

    def _drop(self, snapshot: Snapshot | None) -> None:
        if snapshot is not None:
            self._size -= len(snapshot.body) + len(snapshot.packed)


async def _answer(scope: Scope, send: Send, snapshot: Snapshot) -> None:
    packed = takes_gzip(_header(scope, b"accept-encoding"))
    tag = f"{snapshot.etag}-gz" if packed else snapshot.etag
    headers = [
        (b"etag", f'"{tag}"'.encode()),
        (b"last-modified", written_date(snapshot.modified).encode()),
        *_CALENDAR,
    ]
    if is_held(
        none_match=_header(scope, b"if-none-match"),
        modified_since=_header(scope, b"if-modified-since"),
        tags=(snapshot.etag, f"{snapshot.etag}-gz"),
        modified=snapshot.modified,
    ):
        return await _send(scope, send, 304, headers, None)
    encoding = [(b"content-encoding", b"gzip")] if packed else []
    body = snapshot.packed if packed else snapshot.body
    return await _send(scope, send, 200, [*headers, *_CONTENT, *encoding], body)


async def _refuse(scope: Scope, send: Send, refusal: Refusal) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        *_ALWAYS,
        *refusal.headers,
    ]
    words = say_both(f"feeds.http.{refusal.status}")
    await _send(scope, send, refusal.status, headers, f"{words.zh}\n{words.en}\n".encode())


async def _send(scope: Scope, send: Send, status: int, headers: Headers, body: bytes | None) -> None:
    """`body` None: an answer that has none (304). A HEAD request gets the headers alone."""
    if body is not None:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    shown = b"" if body is None or scope["method"] == "HEAD" else body
    await send({"type": "http.response.body", "body": shown})


def _header(scope: Scope, name: bytes) -> str | None:
    """A request header; several of one name are one list."""
    values = [value.decode("latin-1") for key, value in scope["headers"] if key == name]
    return ", ".join(values) if values else None
