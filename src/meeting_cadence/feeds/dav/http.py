"""Serving the calendars by CalDAV, for reading only: a raw ASGI callable for /dav and /.well-known/caldav.

    method ─► device (401, 429) ─► body, bounded ─► resource (404) ─► multistatus, entry, or refusal; on any fault 503

What may be read is exactly what the person's subscriptions publish. Every request is answered in a thread.
"""

import asyncio
import gzip
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Final, NamedTuple

import structlog

from meeting_cadence.actions.device_passwords import DevicePass
from meeting_cadence.feeds.answers import Headers, Receive, Scope, Send
from meeting_cadence.feeds.conditions import is_held, takes_gzip, written_date
from meeting_cadence.feeds.dav.addresses import ROOT, WELL_KNOWN, Address, read_path
from meeting_cadence.feeds.dav.properties import read_properties
from meeting_cadence.feeds.dav.refusals import DavRefused, absent, malformed, unmet
from meeting_cadence.feeds.dav.reports import report
from meeting_cadence.feeds.dav.resources import ITEM_TYPE, calendar_at, find, inside, item_at
from meeting_cadence.feeds.dav.shelf import Shelf
from meeting_cadence.feeds.dav.sign_in import SignIn
from meeting_cadence.feeds.dav.visit import Visit
from meeting_cadence.feeds.dav.xml_in import MOST_BYTES, Element, XmlRefused, read_xml
from meeting_cadence.feeds.dav.xml_out import dav, element, fault, href, multistatus
from meeting_cadence.feeds.limit import WITHIN
from meeting_cadence.feeds.snapshots import Snapshots
from meeting_cadence.feeds.text import one_line
from meeting_cadence.store.engine import Store
from meeting_cadence.words.say import say_both

READING: Final = ("OPTIONS", "GET", "HEAD", "PROPFIND", "REPORT")
WRITING: Final = {
    "PUT": "write-content",
    "DELETE": "unbind",
    "PROPPATCH": "write-properties",
    "MKCALENDAR": "bind",
    "MKCOL": "bind",
    "MOVE": "bind",
    "COPY": "bind",
    "POST": "bind",
    "PATCH": "write-content",
    "LOCK": "write",
    "UNLOCK": "write",
    "ACL": "write-acl",
}
"""Method to the privilege that nobody has."""
_ALLOW: Final = (b"allow", ", ".join(READING).encode())
_CLASS: Final = (b"dav", b"1, 3, calendar-access")
_RETRY: Final = (b"retry-after", b"300")
_ALWAYS: Final[Headers] = [
    _CLASS,
    (b"cache-control", b"private, no-cache"),
    (b"vary", b"Authorization, Accept-Encoding"),
    (b"x-content-type-options", b"nosniff"),
]
_XML: Final = (b"content-type", b"application/xml; charset=utf-8")
_REALM: Final = (b"www-authenticate", b'Basic realm="Meeting Cadence calendars", charset="UTF-8"')
_PACKED_FROM: Final = 1024
_log = structlog.get_logger()


class Answer(NamedTuple):
    """What goes back."""

    status: int
    headers: Headers
    body: bytes = b""


class Request(NamedTuple):
    """What was asked, once its body is read."""

    method: str
    path: str
    headers: Mapping[bytes, str]
    body: bytes

    @property
    def depth(self) -> str | None:
        """Raises DavRefused: malformed."""
        given = self.headers.get(b"depth")
        if given is not None and given.strip().lower() not in ("0", "1", "infinity"):
            raise malformed()
        return given.strip().lower() if given is not None else None

    @property
    def xml(self) -> Element | None:
        """None: no body. Raises DavRefused: malformed."""
        if not self.body.strip():
            return None
        try:
            return read_xml(self.body)
        except XmlRefused as error:
            raise malformed() from error


class DavApp:
    """One per process. `prefix`: the path before /dav, without a slash at its end. `zone`: of whole days."""

    def __init__(
        self, store: Store, snapshots: Snapshots, clock: Callable[[], datetime], *, prefix: str, zone: tzinfo
    ) -> None:
        self._store = store
        self._clock = clock
        self._prefix = prefix
        self._zone = zone
        self._sign_in = SignIn(store)
        self._shelf = Shelf(store, snapshots)

    def owns(self, path: str) -> bool:
        """Whether a path is one of ours."""
        return path == ROOT or path.startswith(f"{ROOT}/") or path.rstrip("/") == WELL_KNOWN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer = await self._answer(scope, receive)
        headers = [*answer.headers, *_ALWAYS, (b"content-length", str(len(answer.body)).encode())]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        method, path, headers = scope["method"], scope["path"], _headers(scope)
        if path.rstrip("/") == WELL_KNOWN:
            return Answer(301, [(b"location", f"{self._prefix}{ROOT}/".encode())])
        if method not in READING and method not in WRITING:
            return _told(405, [_ALLOW])
        if method == "OPTIONS":
            return Answer(200, [_ALLOW])
        at = self._clock()
        try:
            device = await asyncio.to_thread(self._sign_in.device, headers.get(b"authorization"), at=at)
            if device is None:
                return await asyncio.to_thread(self._unknown, scope, headers, at)
            body = await _read_body(receive)
            if body is None:
                return _told(413)
            return await asyncio.to_thread(self._for_device, device, Request(method, path, headers, body), at)
        except Exception as error:  # noqa: BLE001 - whatever it was, the device must keep its copy
            # Formatted here, for a renderer that shows local variables would show the password.
            trace = "".join(traceback.format_exception(error))
            _log.error("dav.failed", method=method, exception=trace)
            return _told(503, [_RETRY])

    def _unknown(self, scope: Scope, headers: Mapping[bytes, str], at: datetime) -> Answer:
        """A first request without any password is how programs begin, and counts for nothing."""
        address = (scope.get("client") or ("",))[0]
        given = headers.get(b"authorization")
        if given is not None and self._sign_in.is_over_limit(given, address, at=at):
            _log.warning("dav.too_many_wrong_passwords")
            return _told(429, [(b"retry-after", str(int(WITHIN.total_seconds())).encode())])
        return _told(401, [_REALM])

    def _for_device(self, device: DevicePass, request: Request, at: datetime) -> Answer:
        client = one_line(request.headers.get(b"user-agent", ""), 200)
        self._sign_in.note_use(device, client, at=at)
        visit = Visit(self._store, self._shelf, device.owner, at, client, self._prefix, self._zone)
        try:
            return _packed(_answered(visit, request), request)
        except DavRefused as refusal:
            if not refusal.condition:
                return _told(refusal.status)
            return Answer(refusal.status, [_XML], fault(refusal.condition))


def _answered(visit: Visit, request: Request) -> Answer:
    """Raises DavRefused."""
    if request.method in WRITING:
        raise DavRefused(403, _privilege(visit, request))
    address = read_path(request.path)
    if address is None:
        raise absent()
    if request.method == "PROPFIND":
        return _multistatus(_propfind(visit, address, request))
    if request.method == "REPORT":
        asked = request.xml
        if asked is None:
            raise malformed()
        return _multistatus(report(visit, address, asked, request.depth))
    return _item(visit, address, request)


def _propfind(visit: Visit, address: Address, request: Request) -> bytes:
    depth, asked = request.depth, request.xml
    if asked is not None and asked.name != dav("propfind"):
        raise malformed()
    wanted = read_properties(asked)
    found = find(visit, address)
    if depth in (None, "infinity"):
        raise unmet("propfind-finite-depth")
    more = inside(visit, address) if depth == "1" else []
    return multistatus(wanted.of(one) for one in (found, *more))


def _item(visit: Visit, address: Address, request: Request) -> Answer:
    """GET and HEAD. A calendar as a whole is fetched by its subscription's link."""
    if address.entry is None:
        find(visit, address)
        return _told(405, [_ALLOW])
    found = item_at(visit, calendar_at(visit, address), address.entry)
    modified = (b"last-modified", written_date(found.modified).encode())
    headers: Headers = [(b"etag", f'"{found.tag}"'.encode()), modified]
    none_match = request.headers.get(b"if-none-match")
    if none_match is not None and is_held(
        none_match=none_match, modified_since=None, tags=(found.tag,), modified=found.modified
    ):
        return Answer(304, headers)
    return Answer(200, [*headers, (b"content-type", ITEM_TYPE.encode())], found.body)


def _privilege(visit: Visit, request: Request) -> str:
    """RFC 3744, 7.1.1: which privilege is missing where. It says nothing of what is there."""
    missing = element(dav("privilege"), element(dav(WRITING[request.method])))
    resource = element(dav("resource"), href(visit.prefix + one_line(request.path, 1000)) + missing)
    return element(dav("need-privileges"), resource)


def _multistatus(body: bytes) -> Answer:
    return Answer(207, [_XML], body)


def _packed(answer: Answer, request: Request) -> Answer:
    """By gzip where that is wanted and worth it; an entry keeps its bytes, and with them its tag."""
    is_worth = answer.status == 207 and len(answer.body) >= _PACKED_FROM
    if not (is_worth and takes_gzip(request.headers.get(b"accept-encoding"))):
        return answer
    packed = gzip.compress(answer.body, compresslevel=1, mtime=0)
    return Answer(answer.status, [*answer.headers, (b"content-encoding", b"gzip")], packed)


def _told(status: int, headers: Headers | None = None) -> Answer:
    """Words in both languages instead of what was asked for."""
    words = say_both(f"feeds.dav.{status}")
    plain = (b"content-type", b"text/plain; charset=utf-8")
    return Answer(status, [plain, *(headers or [])], f"{words.zh}\n{words.en}\n".encode())


def _headers(scope: Scope) -> Mapping[bytes, str]:
    found: dict[bytes, str] = {}
    for name, value in scope["headers"]:
        found[name] = (
            f"{found[name]}, {value.decode('latin-1')}" if name in found else value.decode("latin-1")
        )
    return found


async def _read_body(receive: Receive) -> bytes | None:
    """None: it is longer than any question."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)
