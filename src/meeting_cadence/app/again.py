"""A read that met a database out of reach is tried again, twice at most: most losses of connection are over at once.

Only GET and HEAD: they change nothing here, so asking twice is asking once. What writes is told 503 and decides itself.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.requests import Request

from meeting_cadence.app.headers import Asgi, Message, Receive, Scope, Send

WAITS: Final = (0.2, 0.8)
"""Seconds before the second and the third attempt."""
LONGEST: Final = 3.0
"""When the attempts so far took longer than this, the answer is given as it is."""
_MARK: Final = "out_of_reach"

Sleep = Callable[[float], Awaitable[None]]


def mark_out_of_reach(request: Request) -> None:
    """Say that this answer is owed to a database that could not be reached."""
    setattr(request.state, _MARK, True)


class ReadAgain:
    """Wraps an ASGI app; `sleep` is asyncio's."""

    def __init__(self, app: Asgi, *, sleep: Sleep = asyncio.sleep) -> None:
        self._app = app
        self._sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        started = asyncio.get_running_loop().time()
        for wait in WAITS:
            attempt = _Attempt(scope, send)
            await self._app(attempt.scope, receive, attempt.send)
            if attempt.answered:
                return
            if asyncio.get_running_loop().time() - started > LONGEST:
                await attempt.give()
                return
            await self._sleep(wait)
        await self._app(_fresh(scope), receive, send)


class _Attempt:
    """One attempt: its answer passes at once, unless it is the marked one, which is held."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = _fresh(scope)
        self._send = send
        self._held: list[Message] = []
        self.answered = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and not self.scope["state"].get(_MARK):
            self.answered = True
        if self.answered:
            await self._send(message)
        else:
            self._held.append(message)

    async def give(self) -> None:
        """The answer that was held."""
        for message in self._held:
            await self._send(message)


def _fresh(scope: Scope) -> dict[str, Any]:
    """The scope as it came: routing and handlers write into it."""
    return {**scope, "state": dict(scope.get("state", {}))}
