"""How a receiver knows that a webhook is ours and fresh: HMAC-SHA256 over its instant and its body.

    Meeting-Cadence-Signature: t=1764000000,v1=5f2b…

`v1` is the HMAC of `<t>.<body>` in hexadecimal, under the key of the receiver's host. Every host has a key of its
own, derived from the installation's secret: a receiver cannot sign letters to another one.
"""

import hmac
from datetime import datetime
from typing import Final

HEADER: Final = "Meeting-Cadence-Signature"
_PURPOSE: Final = b"meeting-cadence/webhook/"


def key_for(host: str, secret: bytes) -> str:
    """The key that the administrator of this host is given, in hexadecimal."""
    return hmac.new(secret, _PURPOSE + host.lower().encode("utf-8", "replace"), "sha256").hexdigest()


def signed(body: bytes, key: str, *, at: datetime) -> str:
    """The value of the header."""
    seconds = int(at.timestamp())
    digest = hmac.new(key.encode("ascii"), f"{seconds}.".encode() + body, "sha256").hexdigest()
    return f"t={seconds},v1={digest}"
