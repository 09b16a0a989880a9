"""Reading a calendar from an address: one GET of a permitted host, no redirects, so many bytes, and an end in time."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from threading import Event, Timer
from typing import Any, Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.imports.calendar.reading import MOST_BYTES, CalendarRefused
from meeting_cadence.regulations.problems import Problem

LONGEST_ADDRESS: Final = 1000
_LONGEST_STAMP: Final = 300
"""Of an ETag or a Last-Modified; a longer one is not kept."""
_PIECE: Final = 64 * 1024


class Known(NamedTuple):
    """What the server said last time, so that it need not send the same again."""

    etag: str | None = None
    modified: str | None = None


class Terms(NamedTuple):
    """`timeout`: seconds of silence; the whole takes at most three times as long."""

    hosts: Hosts
    timeout: float = 10
    context: ssl.SSLContext | None = None


class Fetched(NamedTuple):
    """The bytes of a calendar, and how to ask for it next time."""

    raw: bytes
    known: Known


def check_address(address: str, hosts: Hosts) -> SplitResult:
    """The parts of an address that may be read. Raises CalendarRefused; what a name leads to is checked by `fetch`.

    `webcal:` is read as `https:`. Nobody signs in by an address: it would be kept, and shown to others.
    """
    plain = "https" + address[6:] if address.lower().startswith("webcal:") else address
    try:
        parts = urlsplit(plain)
        port = parts.port
    except ValueError as error:
        raise _refused("calendar_address", "") from error
    fits = (
        parts.scheme in ("http", "https") and parts.hostname and port != 0 and len(plain) <= LONGEST_ADDRESS
    )
    if not fits or parts.username is not None or parts.password is not None or not _is_plain(plain):
        raise _refused("calendar_address", "")
    if not hosts.names and not hosts.networks:
        raise _refused("calendar_no_hosts", "")
    name = str(parts.hostname)
    if name.lower() not in hosts.names and not hosts.networks:
        raise _refused("calendar_host", name, host=name)
    return parts


def fetch(address: str, known: Known, terms: Terms) -> Fetched | None:
    """The calendar behind an address; None where it has not changed. Raises CalendarRefused."""
    parts = check_address(address, terms.hosts)
    connection = _connected(parts, terms)
    with _at_most(connection, 3 * terms.timeout) as hung_up:
        try:
            connection.request("GET", _target(parts), headers=_headers(known))
            response = connection.getresponse()
            raw = _content(response, parts)
        except (HTTPException, OSError, ValueError) as failure:
            code = (
                "calendar_slow"
                if hung_up.is_set() or isinstance(failure, TimeoutError)
                else "calendar_unreachable"
            )
            raise _refused(code, _place(parts), detail=_detail(failure)) from failure
        if hung_up.is_set():
            raise _refused("calendar_slow", _place(parts))
    if raw is None:
        return None
    return Fetched(raw, Known(_stamp(response, "ETag"), _stamp(response, "Last-Modified")))


def _content(response: HTTPResponse, parts: SplitResult) -> bytes | None:
    """The body of a 200, None for a 304."""
    place = _place(parts)
    if response.status == 304:
        return None
    if 300 <= response.status < 400:
        raise _refused("calendar_redirect", place, status=response.status)
    if response.status != 200:
        raise _refused("calendar_status", place, status=response.status)
    if (response.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise _refused("calendar_coded", place)
    pieces, size = [], 0
    while piece := response.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise _refused("calendar_large", place, limit=MOST_BYTES // 2**20)
    return b"".join(pieces)


def _connected(parts: SplitResult, terms: Terms) -> HTTPConnection:
    """A connection to an address that was checked: the name is not resolved a second time."""
    name, secure = str(parts.hostname), parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    last: OSError | None = None
    for address in _addresses(name, port, terms.hosts, _place(parts)):
        connection = HTTPSConnection(name, port) if secure else HTTPConnection(name, port)
        try:
            plain = socket.create_connection((address, port), timeout=terms.timeout)
            context = terms.context or ssl.create_default_context() if secure else None
            connection.sock = plain if context is None else context.wrap_socket(plain, server_hostname=name)
        except OSError as failure:
            last = failure
            continue
        return connection
    raise _refused("calendar_unreachable", _place(parts), detail=_detail(last or OSError())) from last


def _addresses(name: str, port: int, hosts: Hosts, place: str) -> list[str]:
    """Where the name leads, without what is not permitted."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as failure:
        raise _refused("calendar_unreachable", place, detail=_detail(failure)) from failure
    permitted = [one for one in dict.fromkeys(found) if hosts.permit(name, ip_address(one))]
    if not permitted:
        raise _refused("calendar_host", place, host=name)
    return permitted


@contextmanager
def _at_most(connection: HTTPConnection, seconds: float) -> Iterator[Event]:
    """Hang up after so long, whatever trickles in; set once that has happened."""
    hung_up = Event()

    def hang_up() -> None:
        hung_up.set()
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except (OSError, AttributeError):
            return

    watch = Timer(seconds, hang_up)
    watch.daemon = True
    watch.start()
    try:
        yield hung_up
    finally:
        watch.cancel()
        connection.close()


def _headers(known: Known) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified if known.etag is None else None}
    always = {"Accept": "text/calendar", "Accept-Encoding": "identity", "Connection": "close"}
    return always | {name: value for name, value in asked.items() if value is not None}


def _stamp(response: HTTPResponse, name: str) -> str | None:
    value = response.getheader(name)
    return (
        value if value and len(value) <= _LONGEST_STAMP and value.isascii() and value.isprintable() else None
    )


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _place(parts: SplitResult) -> str:
    """Where it is, without the path: that may be a secret."""
    return str(parts.hostname)


def _is_plain(address: str) -> bool:
    return address.isascii() and address.isprintable() and " " not in address


def _detail(failure: Exception) -> str:
    return (str(failure) or type(failure).__name__)[:200]


def _refused(code: str, place: str, **values: Any) -> CalendarRefused:
    return CalendarRefused([Problem(code, place, 0, 0, values)])
