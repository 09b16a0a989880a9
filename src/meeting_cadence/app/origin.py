"""Every unsafe request must come from our own pages: the browser's `Origin` is asked, on every route.

A request that says neither `Origin` nor `Sec-Fetch-Site` is refused too: a script that works with a session sends
`Origin` itself.
"""

from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request

from meeting_cadence.errors import MeetingCadenceError

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignOrigin(MeetingCadenceError):
    """The request did not come from a page of this service."""

    code = "foreign_origin"
    http_status = 403


def require_own_origin(request: Request, public_url: str) -> None:
    """Raise ForeignOrigin for an unsafe request from elsewhere."""
    if request.method in SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site != "same-origin":
        raise ForeignOrigin()
    if origin in (None, "null"):
        if site != "same-origin":
            raise ForeignOrigin()
    elif not is_own(str(origin), request.headers.get("host", ""), public_url):
        raise ForeignOrigin()


def is_own(origin: str, host: str, public_url: str) -> bool:
    """The public address, or the very host that was asked (a name that leads elsewhere holds no cookie of ours)."""
    return origin == _origin_of(public_url) or (bool(host) and urlsplit(origin).netloc == host)


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
