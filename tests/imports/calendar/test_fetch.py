"""Reading from an address: a real server on this machine, and every way in which it could mislead us."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.imports.calendar.fetch import Fetched, Known, Terms, check_address, fetch
from meeting_cadence.imports.calendar.reading import MOST_BYTES, CalendarRefused

BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
HERE = Hosts.of(["127.0.0.0/8"])


class Handler(BaseHTTPRequestHandler):
    """Answers by the path."""

    asked: list[dict[str, str]] = []  # noqa: RUF012 - what arrived, for all requests

    def do_GET(self) -> None:
        self.asked.append(
            {"path": self.path, **{name.lower(): value for name, value in self.headers.items()}}
        )
        getattr(self, f"_{self.path.strip('/').partition('?')[0] or 'ok'}")()

    def _ok(self) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self._answer(304, b"")
        else:
            self._answer(200, BODY, ETag='"one"', Last_Modified="Mon, 02 Mar 2026 00:00:00 GMT")

    def _away(self) -> None:
        self._answer(302, b"", Location="http://127.0.0.1/secret")

    def _gone(self) -> None:
        self._answer(404, b"")

    def _zip(self) -> None:
        self._answer(200, BODY, Content_Encoding="gzip")

    def _large(self) -> None:
        self._answer(200, b"x" * (MOST_BYTES + 1))

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            return

    def _slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.connection.recv(1)

    def _odd(self) -> None:
        self._answer(200, BODY, ETag="e" * 400)

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def serving() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving() as port:
        yield port


def get(port: int, path: str, etag: str | None = None) -> Fetched | None:
    return fetch(f"http://127.0.0.1:{port}/{path}", Known(etag), Terms(HERE, timeout=2))


def refused(address: str, terms: Terms) -> str:
    with pytest.raises(CalendarRefused) as refusal:
        fetch(address, Known(), terms)
    (problem,) = refusal.value.problems
    assert "/" not in problem.file
    return problem.code


def test_a_calendar_comes_with_how_to_ask_again(port: int) -> None:
    found = get(port, "ok")
    assert found == Fetched(BODY, Known('"one"', "Mon, 02 Mar 2026 00:00:00 GMT"))
    assert get(port, "ok", '"one"') is None
    assert Handler.asked[-1]["if-none-match"] == '"one"'
    assert Handler.asked[-1]["accept-encoding"] == "identity"


def test_the_question_of_an_address_is_asked_too(port: int) -> None:
    assert get(port, "ok?key=1&b=2") is not None
    assert Handler.asked[-1]["path"] == "/ok?key=1&b=2"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("away", "calendar_redirect"),
        ("gone", "calendar_status"),
        ("zip", "calendar_coded"),
        ("large", "calendar_large"),
        ("endless", "calendar_large"),
    ],
)
def test_answers_that_are_not_taken(port: int, path: str, code: str) -> None:
    assert refused(f"http://127.0.0.1:{port}/{path}", Terms(HERE, timeout=5)) == code


def test_a_server_that_says_nothing_is_left(port: int) -> None:
    assert refused(f"http://127.0.0.1:{port}/slow", Terms(HERE, timeout=0.2)) == "calendar_slow"


def test_a_stamp_that_is_too_long_is_not_kept(port: int) -> None:
    found = get(port, "odd")
    assert found is not None
    assert found.known == Known(None, None)


def test_a_listed_name_that_leads_to_this_machine_is_refused(port: int) -> None:
    """As a name does whose owner has it point here after it was listed."""
    assert (
        refused(f"http://localhost:{port}/ok", Terms(Hosts.of(["localhost"]), timeout=2)) == "calendar_host"
    )
    assert fetch(f"http://localhost:{port}/ok", Known(), Terms(HERE, timeout=2)) is not None


def test_the_name_is_resolved_once_and_the_checked_address_is_used(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere at every question (DNS rebinding) is asked about once."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *rest: object, **more: object) -> object:
        if host != "calendar.example":
            return real(host, *rest, **more)  # type: ignore[arg-type]
        asked.append(host)
        leads_to = "127.0.0.1" if len(asked) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (leads_to, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    assert fetch(f"http://calendar.example:{port}/ok", Known(), Terms(HERE, timeout=2)) is not None
    assert (asked, Handler.asked[-1]["host"]) == (["calendar.example"], f"calendar.example:{port}")
    assert refused(f"http://calendar.example:{port}/ok", Terms(HERE, timeout=2)) == "calendar_host"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "calendar_address"),
        ("ftp://mail.example.org/a", "calendar_address"),
        ("file:///etc/passwd", "calendar_address"),
        ("https://", "calendar_address"),
        ("https://user:word@mail.example.org/a", "calendar_address"),
        ("https://mail.example.org:0/a", "calendar_address"),
        ("https://mail.example.org:99999/a", "calendar_address"),
        ("https://mail.example.org/a b", "calendar_address"),
        ("https://mail.example.org/a\r\nX: y", "calendar_address"),
        ("https://mail.example.org/" + "a" * 1000, "calendar_address"),
        ("https://[::1", "calendar_address"),
        ("https://other.example.org/a", "calendar_host"),
    ],
)
def test_addresses_that_are_refused_before_anything_is_asked(address: str, code: str) -> None:
    with pytest.raises(CalendarRefused) as refusal:
        check_address(address, Hosts.of(["mail.example.org"]))
    assert [one.code for one in refusal.value.problems] == [code]


def test_without_hosts_nothing_is_read() -> None:
    with pytest.raises(CalendarRefused) as refusal:
        check_address("https://mail.example.org/a", Hosts())
    assert [one.code for one in refusal.value.problems] == ["calendar_no_hosts"]


def test_webcal_is_https() -> None:
    assert check_address("webcal://mail.example.org/a", Hosts.of(["mail.example.org"])).scheme == "https"
