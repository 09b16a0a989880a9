"""What a feed answers: 200 with the ready bytes, 304, or a refusal in two languages. Headers are made once a body."""

from collections.abc import Awaitable, Callable, MutableMapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from meeting_cadence.feeds.conditions import is_held, takes_gzip, written_date
from meeting_cadence.words.say import say_both

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

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


class Asked(NamedTuple):
    """What the headers of a request say that matters here."""

    none_match: str | None
    modified_since: str | None
    gzip: bool
    client: str


def asked(scope: Scope) -> Asked:
    """Read a request's headers; several of one name are one list."""
    found: dict[bytes, str] = {}
    for name, value in scope["headers"]:
        if name in (b"if-none-match", b"if-modified-since", b"accept-encoding", b"user-agent"):
            text = value.decode("latin-1")
            found[name] = f"{found[name]}, {text}" if name in found else text
    return Asked(
        found.get(b"if-none-match"),
        found.get(b"if-modified-since"),
        takes_gzip(found.get(b"accept-encoding")),
        found.get(b"user-agent", ""),
    )


class Tag(NamedTuple):
    """Which body is current, and the headers that say so, plain and packed."""

    etag: str
    modified: datetime
    plain: Headers
    packed: Headers

    @classmethod
    def of(cls, etag: str, modified: datetime) -> "Tag":
        """The tag of a body published then."""
        last = (b"last-modified", written_date(modified).encode())
        plain, packed = ([(b"etag", f'"{tag}"'.encode()), last, *_CALENDAR] for tag in (etag, f"{etag}-gz"))
        return cls(etag, modified, plain, packed)

    def is_held_by(self, asked: Asked) -> bool:
        """Whether the client has this body already."""
        if asked.none_match is None and asked.modified_since is None:
            return False
        return is_held(
            none_match=asked.none_match,
            modified_since=asked.modified_since,
            tags=(self.etag, f"{self.etag}-gz"),
            modified=self.modified,
        )


class Ready(NamedTuple):
    """A published body with the headers of its answers. `number` and `day`: for what it was last found good."""

    tag: Tag
    number: int
    day: date
    body: bytes
    packed: bytes
    plain_headers: Headers
    packed_headers: Headers

    @classmethod
    def of(cls, tag: Tag, number: int, day: date, body: bytes, packed: bytes) -> "Ready":
        """A body with the headers it is sent with."""
        plain = [*tag.plain, *_CONTENT, _length(body)]
        gzip = [*tag.packed, *_CONTENT, (b"content-encoding", b"gzip"), _length(packed)]
        return cls(tag, number, day, body, packed, plain, gzip)


async def answer(scope: Scope, send: Send, asked: Asked, ready: Ready) -> None:
    """The calendar."""
    headers, body = (ready.packed_headers, ready.packed) if asked.gzip else (ready.plain_headers, ready.body)
    await _send(scope, send, 200, headers, body)


async def answer_held(scope: Scope, send: Send, asked: Asked, tag: Tag) -> None:
    """304: the client keeps its copy."""
    await _send(scope, send, 304, tag.packed if asked.gzip else tag.plain, b"")


async def refuse(scope: Scope, send: Send, refusal: Refusal) -> None:
    """Words instead of a calendar."""
    words = say_both(f"feeds.http.{refusal.status}")
    body = f"{words.zh}\n{words.en}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        *_ALWAYS,
        *refusal.headers,
        _length(body),
    ]
    await _send(scope, send, refusal.status, headers, body)


def _length(body: bytes) -> tuple[bytes, bytes]:
    return b"content-length", str(len(body)).encode()


async def _send(scope: Scope, send: Send, status: int, headers: Headers, body: bytes) -> None:
    """A HEAD request gets the headers alone."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
