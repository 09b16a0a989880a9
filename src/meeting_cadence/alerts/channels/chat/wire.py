"""What apprise's plugins find in place of the library `requests`: our own way of writing.

Left to themselves they write to hosts that are fixed in their code, follow redirects, take an answer of 200 for
success though the chat says in it that it refused, and tell of a failure nothing but that there was one. Here the
host is the one that was set up, and what came of it is raised as a ChannelError.
"""

import base64
import hmac
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode, urlsplit

from meeting_cadence.alerts.channels.channel import LineError
from meeting_cadence.alerts.channels.chat.services import SERVICES, Chat
from meeting_cadence.alerts.channels.post import Answer, Terms, post
from meeting_cadence.alerts.clean import one_line

_FOR_THE_MOMENT: Final = {
    "wecom": frozenset({-1, 45009, 45033}),
    "dingtalk": frozenset({-1, 130101, 302033, 410100}),
    "feishu": frozenset({11232, 11233}),
}
"""What a chat says when it is busy, or was written to too often."""


class Exchange(NamedTuple):
    """Whom a plugin writes to just now, and how."""

    chat: Chat
    terms: Terms


_exchange: ContextVar[Exchange] = ContextVar("exchange")


class _Requests:
    """The part of `requests` that the plugins use."""

    codes: Final = SimpleNamespace(ok=200, accepted=202)

    class RequestException(Exception):
        """Never raised: a ChannelError says more."""

    def post(self, url: str, **asked: Any) -> SimpleNamespace:
        return self.request("post", url, **asked)

    def request(
        self, _: str, url: str, *, data: Any = None, headers: Any = None, params: Any = None, **__: Any
    ) -> SimpleNamespace:
        exchange = _exchange.get()
        body = data.encode("utf-8") if isinstance(data, str) else data
        answer = _write(exchange, _moved(url, exchange.chat, params), body, headers or {})
        return SimpleNamespace(status_code=200, content=answer.body)


_REQUESTS: Final = _Requests()


@contextmanager
def writing(exchange: Exchange) -> Iterator[None]:
    """Within this, the chat's plugin writes where it is set up. The plugin must have been made before."""
    vars(sys.modules[SERVICES[exchange.chat.service].module])["requests"] = _REQUESTS
    logging.getLogger("apprise").disabled = True  # It logs whole addresses, and so the tokens in them.
    token = _exchange.set(exchange)
    try:
        yield
    finally:
        _exchange.reset(token)


def _moved(url: str, chat: Chat, params: Any) -> str:
    """The plugin's address at the host that was set up."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(params or {})) if part)
    return f"{chat.base}{parts.path}" + (f"?{query}" if query else "")


def _write(exchange: Exchange, url: str, body: bytes, headers: dict[str, str]) -> Answer:
    chat = exchange.chat
    if chat.secret is not None:
        url, body = _signed(url, body, chat, chat.secret, exchange.terms.at)
    try:
        answer = post(url, body, headers, exchange.terms)
    except LineError as failure:
        raise _without_secrets(failure, chat) from None
    _check(answer, chat)
    return answer


def _signed(url: str, body: bytes, chat: Chat, secret: str, at: datetime) -> tuple[str, bytes]:
    """Feishu wants its signature in the body, which apprise does not know; DingTalk in the address, encoded once."""
    if chat.service == "feishu":
        seconds = str(int(at.timestamp()))
        told = {"timestamp": seconds, "sign": _sign(f"{seconds}\n{secret}", "")} | json.loads(body)
        return url, json.dumps(told, ensure_ascii=False).encode("utf-8")
    instant = str(int(at.timestamp() * 1000))
    signed = {"timestamp": instant, "sign": _sign(secret, f"{instant}\n{secret}")}
    return f"{url}&{urlencode(signed)}", body


def _sign(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), "sha256").digest()).decode("ascii")


def _check(answer: Answer, chat: Chat) -> None:
    """A refusal within an answer of 200. Raises ChannelError."""
    if chat.service == "slack" and answer.body.strip() != b"ok":
        raise _refused(chat, answer.body, permanent=False)
    if chat.service not in _FOR_THE_MOMENT:
        return
    try:
        told = json.loads(answer.body)
        code = told.get("errcode", told.get("code", told.get("StatusCode")))
    except (ValueError, AttributeError):
        code = None
    if code != 0:
        known = isinstance(code, int) and code not in _FOR_THE_MOMENT[chat.service]
        raise _refused(chat, answer.body, permanent=known)


def _refused(chat: Chat, body: bytes, *, permanent: bool) -> LineError:
    detail = one_line(body.decode("utf-8", "replace"), 200)
    return _without_secrets(LineError(chat.name, detail=detail, permanent=permanent, answered=True), chat)


def _without_secrets(failure: LineError, chat: Chat) -> LineError:
    """What is shown and logged holds no token, whoever repeats it."""
    detail = failure.detail
    for secret in chat.secrets:
        detail = detail.replace(secret, "***")
    return LineError(
        chat.name,
        detail=detail,
        permanent=failure.permanent,
        uncertain=failure.uncertain,
        unreachable=failure.unreachable,
        answered=failure.answered,
        retry_after=failure.retry_after,
    )
