"""Lasting names: of a notice, of several that leave as one mail, and of the mail itself."""

import hashlib
from base64 import b32encode
from collections.abc import Iterable

from meeting_cadence.alerts.plan import Notice


def notice_key(notice: Notice) -> str:
    """The same rung told to the same recipient about the same due is the same notice."""
    return _hash(
        notice.obligation,
        notice.due_revision,
        notice.rung,
        str(notice.occurrence),
        notice.recipient.address,
        notice.recipient.channel,
    )


def letter_key(*parts: str) -> str:
    """The same letter about a meeting (its key, sequence, sort) to the same guest is the same notice."""
    return _hash(*parts)


def batch_key(notices: Iterable[str]) -> str:
    """The name of a mail that carries these notices."""
    return _hash(*sorted(notices))


def message_id(batch: str, recipient: str, host: str) -> str:
    """Without angle brackets; a repeated mail carries the same one, so that it can be recognised."""
    return f"{_hash(batch, recipient)}@{host}"


def _hash(*parts: str) -> str:
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return b32encode(digest).decode("ascii").lower()[:26]
