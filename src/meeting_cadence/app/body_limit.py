"""How much a request may bring: counted at the edge, before any form or file of it is taken apart.

The proxies of `deploy/` have the same limit; it stands here too, for a service that is reached without one.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from meeting_cadence.app.headers import Asgi, Message, Receive, Scope, Send
from meeting_cadence.errors import MeetingCadenceError

MOST_BYTES: Final = 4 * 1024 * 1024
"""Of one request: a table of past years as .xlsx has at most half of it."""


class BodyTooLarge(MeetingCadenceError):
    """The request brings more than `MOST_BYTES`; nothing of it was looked at."""

    code = "body_too_large"
    http_status = 413

    def __init__(self) -> None:
        super().__init__("", limit=MOST_BYTES // 1024 // 1024)


class _Enough(Exception):
    """Ends the reading of a body. What the app makes of it is not sent."""


Refuse = Callable[[Scope, Receive, Send], Awaitable[None]]
"""Answers 413 as the house answers."""


class BodyLimit:
    """Wraps an ASGI app. A length that is declared too large is refused unread, one that is not declared is counted."""

    def __init__(self, app: Asgi, *, refuse: Refuse) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _declared(scope) > MOST_BYTES:
            await self._refuse(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = _Counted(receive, send)
        with suppress(_Enough):  # Told below, like every other end that the app comes to without its body.
            await self._app(scope, body.receive, body.send)
        if body.is_refused:
            await self._refuse(scope, receive, send)


class _Counted:
    """One request: its body counted as it comes, the app's answer held back once it was too much."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._bytes = 0
        self._answered = False

    @property
    def is_refused(self) -> bool:
        """Too large, and nothing sent yet."""
        return self._bytes > MOST_BYTES and not self._answered

    async def receive(self) -> Message:
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > MOST_BYTES:
            raise _Enough
        return message

    async def send(self, message: Message) -> None:
        if not self.is_refused:
            self._answered = True
            await self._send(message)


def _declared(scope: Scope) -> int:
    """What `content-length` says; 0 where it says nothing that can be read (then the bytes are counted)."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
