"""One HTTP request, and no more than that: checked hosts, no redirects, a short answer, an end in time."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR, create_connection
from threading import Event, Timer
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.alerts.channels.channel import LineError
from meeting_cadence.alerts.channels.hosts import addresses_of
from meeting_cadence.alerts.clean import one_line

_ANSWER: Final = 64 * 1024
_AGAIN: Final = frozenset({408, 425, 429})
"""Refusals that hold for the moment only."""
_LONGEST_WAIT: Final = timedelta(days=1)


class Answer(NamedTuple):
    """What the other side said."""

    status: int
    body: bytes


class Terms(NamedTuple):
    """How to write. `timeout`: seconds of silence; the whole takes at most twice as long. `hosts` None: any."""

    timeout: float
    at: datetime
    hosts: Hosts | None = None
    context: ssl.SSLContext | None = None


def post(url: str, body: bytes, headers: Mapping[str, str], terms: Terms) -> Answer:
    """POST the body; any answer of 2xx. Raises ChannelError, which never repeats more of the address than its host."""
    parts = urlsplit(url)
    connection, place = _connected(parts, terms)
    with _at_most(connection, 2 * terms.timeout) as hung_up:
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, body, {**headers, "Connection": "close"})
        except (HTTPException, OSError) as failure:
            raise LineError(place, detail=_detail(failure)) from failure
        try:
            response = connection.getresponse()
            answer = Answer(response.status, response.read(_ANSWER))
        except (HTTPException, OSError) as failure:
            raise LineError(place, detail=_detail(failure), uncertain=True) from failure
        if hung_up.is_set():
            raise LineError(place, detail="timed out", uncertain=True)
    if not 200 <= answer.status <= 299:
        raise _refusal(place, answer, response, terms.at)
    return answer


def _connected(parts: SplitResult, terms: Terms) -> tuple[HTTPConnection, str]:
    """A connection to the address that was checked: the name is not resolved a second time."""
    name, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    place = f"{name}:{port}"
    last: OSError | None = None
    for address in addresses_of(name, port, terms.hosts):
        connection = HTTPSConnection(name, port) if secure else HTTPConnection(name, port)
        try:
            plain = create_connection((address, port), timeout=terms.timeout)
            context = terms.context or ssl.create_default_context() if secure else None
            connection.sock = plain if context is None else context.wrap_socket(plain, server_hostname=name)
        except OSError as failure:
            last = failure
            continue
        return connection, place
    raise LineError(place, detail=_detail(last or OSError()), unreachable=True) from last


@contextmanager
def _at_most(connection: HTTPConnection, seconds: float) -> Iterator[Event]:
    """Hang up after so long, whatever trickles in; set once that has happened."""
    hung_up = Event()

    def hang_up() -> None:
        hung_up.set()
        try:
            connection.sock.shutdown(SHUT_RDWR)
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


def _refusal(place: str, answer: Answer, response: HTTPResponse, at: datetime) -> LineError:
    """4xx is for good, but for those that hold for the moment; so is a redirect, which is never followed."""
    words = one_line(answer.body.decode("utf-8", "replace"), 200)
    permanent = answer.status < 500 and answer.status not in _AGAIN
    return LineError(
        place,
        detail=f"{answer.status} {words}".strip(),
        permanent=permanent,
        answered=True,
        retry_after=None if permanent else _wait(response.getheader("Retry-After"), at),
    )


def _wait(named: str | None, at: datetime) -> timedelta | None:
    """Retry-After: seconds or an instant; None for what cannot be read."""
    if named is None:
        return None
    if named.strip().isascii() and named.strip().isdigit():
        return min(timedelta(seconds=int(named.strip()[:9])), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(named)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - at, timedelta()), _LONGEST_WAIT)


def _detail(failure: Exception) -> str:
    return (str(failure) or type(failure).__name__)[:300]
