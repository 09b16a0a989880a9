"""Headers of every answer: nothing loads but our own files, nothing frames us, nothing leaves with a link."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

PAGES_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
DOCS_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
"""Swagger UI draws with inline styles and asks for the OpenAPI file; it runs no inline script."""
DOCS_PATH: Final = "/api/docs"

ALWAYS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
"""`same-origin`, not `no-referrer`: under that one browsers send `Origin: null` with our own forms (decision 0051)."""


_POLICY: Final = b"content-security-policy"
_FRAMING: Final = b"x-frame-options"


class SecurityHeaders:
    """Adds the headers to every answer that does not say otherwise.

    An answer with a policy of its own says there who may frame it: the older header could only forbid it to all.
    """

    def __init__(self, app: Asgi, *, https: bool) -> None:
        self._app = app
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = self._headers(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                if _POLICY in given:
                    given.add(_FRAMING)
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in given)]
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _headers(self, path: str) -> list[tuple[bytes, bytes]]:
        policy = DOCS_POLICY if path == DOCS_PATH else PAGES_POLICY
        headers = [(_POLICY, policy.encode()), *ALWAYS]
        if self._https:
            headers.append((b"strict-transport-security", b"max-age=31536000"))
        return headers
