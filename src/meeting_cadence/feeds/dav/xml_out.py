"""Writing answers: names with their prefixes, escaped text, the multistatus of RFC 4918."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

_PREFIXES: Final = {
    "DAV:": "D",
    "urn:ietf:params:xml:ns:caldav": "C",
    "http://calendarserver.org/ns/": "S",
    "http://apple.com/ns/ical/": "A",
}
_DECLARED: Final = " ".join(f'xmlns:{prefix}="{space}"' for space, prefix in _PREFIXES.items())
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_IMPOSSIBLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, not even escaped."""


def dav(local: str) -> str:
    """The name of something of WebDAV."""
    return f"{{DAV:}}{local}"


def cal(local: str) -> str:
    """The name of something of CalDAV."""
    return f"{{urn:ietf:params:xml:ns:caldav}}{local}"


def cs(local: str) -> str:
    """The name of one of Apple's calendar server's extensions."""
    return f"{{http://calendarserver.org/ns/}}{local}"


def ical(local: str) -> str:
    """The name of one of Apple's iCal's properties."""
    return f"{{http://apple.com/ns/ical/}}{local}"


def text(value: str) -> str:
    """Character data. Carriage returns are kept by a reference: a parser would make line feeds of them."""
    return escape(_IMPOSSIBLE.sub("", value), {"\r": "&#13;"})


def href(address: str) -> str:
    """A `DAV:href` of a path; `address` is not yet percent-encoded."""
    return f"<D:href>{text(quote(address, safe='/:@-._~'))}</D:href>"


def element(name: str, inner: str = "") -> str:
    """An element, its content already written."""
    space, _, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
    if space in _PREFIXES:
        local, declared = f"{_PREFIXES[space]}:{local}", ""
    elif space:
        local, declared = f"x:{local}", f" xmlns:x={quoteattr(_IMPOSSIBLE.sub('', space))}"
    else:
        declared = ""
    return f"<{local}{declared}>{inner}</{local}>" if inner else f"<{local}{declared}/>"


def status(code: int) -> str:
    """A `DAV:status`."""
    return f"<D:status>HTTP/1.1 {code} {HTTPStatus(code).phrase}</D:status>"


def propstat(props: Iterable[str], code: int) -> str:
    """Written properties of one status; nothing where there are none."""
    inner = "".join(props)
    return f"<D:propstat><D:prop>{inner}</D:prop>{status(code)}</D:propstat>" if inner else ""


def response(address: str, inner: str) -> str:
    """What is said of one resource: its propstats or its status."""
    return f"<D:response>{href(address)}{inner}</D:response>"


def multistatus(responses: Iterable[str], end: str = "") -> bytes:
    """The whole answer; `end`: what follows the responses."""
    inner = "".join(responses)
    return f"{_HEAD}<D:multistatus {_DECLARED}>{inner}{end}</D:multistatus>\n".encode()


def fault(condition: str) -> bytes:
    """A `DAV:error` with the precondition that was not met, already written."""
    return f"{_HEAD}<D:error {_DECLARED}>{condition}</D:error>\n".encode()
