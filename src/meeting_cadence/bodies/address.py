"""What the address of a contact looks like, by channel. No channel's address holds a secret."""

import re
from typing import Final
from urllib.parse import urlsplit

from meeting_cadence.bodies.body import EMAIL

WEBHOOK: Final = "webhook"
"""The channel whose address is one of the web."""
LONGEST: Final = 500
_EMAIL: Final = re.compile(r"[^\s@<>\"',;]{1,64}@[^\s@<>\"',;]{1,190}")
_CHANNEL: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")


def is_channel(name: str) -> bool:
    """A name that a channel can have: small letters, digits and hyphens."""
    return _CHANNEL.fullmatch(name) is not None


def is_address(channel: str, address: str) -> bool:
    """Whether the channel could take it: an e-mail address, an http address, else any one line."""
    if channel == EMAIL:
        return _EMAIL.fullmatch(address) is not None
    if not 0 < len(address) <= LONGEST or not address.isprintable():
        return False
    return channel != WEBHOOK or _is_web_address(address)


def _is_web_address(address: str) -> bool:
    """http or https with a host, and nobody signed in by it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None and " " not in address and not parts.fragment
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and port != 0
