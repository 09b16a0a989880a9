"""Writing to webhooks. The same notice carries the same Idempotency-Key however often it is tried."""

import json
import ssl
from typing import Any
from urllib.parse import urlsplit

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.alerts.channels.channel import Message, Told
from meeting_cadence.alerts.channels.post import Terms, post
from meeting_cadence.alerts.channels.webhook.signature import HEADER, key_for, signed


class WebhookChannel:
    """Any permitted host; a connection for each letter."""

    def __init__(
        self, hosts: Hosts, *, secret: bytes, timeout: float = 20, context: ssl.SSLContext | None = None
    ) -> None:
        self.hosts = hosts
        self.timeout = timeout
        self._secret = secret
        self._context = context

    def send(self, message: Message) -> None:
        """POST one letter. Raises ChannelError."""
        body = json.dumps(as_json(message), ensure_ascii=False).encode("utf-8", "replace")
        key = key_for(urlsplit(message.recipient).hostname or "", self._secret)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "meeting-cadence",
            "Idempotency-Key": _key(message),
            HEADER: signed(body, key, at=message.date),
        }
        post(message.recipient, body, headers, Terms(self.timeout, message.date, self.hosts, self._context))

    def line(self, message: Message) -> str:
        """Host and port."""
        return urlsplit(message.recipient).netloc.casefold()

    def close(self) -> None:
        """There is no connection to give back."""


def as_json(message: Message) -> dict[str, Any]:
    """The body of a letter. `key` is lasting: a receiver that has seen it may drop the repeat."""
    return {
        "version": 1,
        "key": _key(message),
        "recipient": message.recipient,
        "name": message.name,
        "subject": message.subject,
        "text": message.text,
        "matters": [_matter(one) for one in message.told],
    }


def _matter(told: Told) -> dict[str, Any]:
    return {**told._asdict(), "lead": told.lead._asdict()}


def _key(message: Message) -> str:
    return message.message_id.partition("@")[0]
