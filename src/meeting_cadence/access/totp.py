"""Time-based one-time passwords, as RFC 6238 has them and every authenticator app makes them: SHA-1, 30 s, 6 digits."""

import base64
import hashlib
import hmac
import re
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

STEP: Final = 30
DIGITS: Final = 6
_DRIFT: Final = 1
"""Steps by which a phone's clock may be wrong, either way."""
_CODE: Final = re.compile(r"\d{6}", re.ASCII)


def secret_for(key: bytes, person: int, nonce: str) -> bytes:
    """A person's secret: made from the installation's key and a random nonce, so that the database holds none."""
    told = f"meeting-cadence second factor 1 {person} {nonce}".encode()
    return hmac.new(key, told, hashlib.sha256).digest()[:20]


def step_of(at: datetime) -> int:
    """The number of the half minute."""
    return int(at.timestamp()) // STEP


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of a step (RFC 4226, 5.3, over the step as counter)."""
    mac = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = mac[-1] & 15
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}}"


def matching_step(secret: bytes, code: str, *, at: datetime, after: int | None) -> int | None:
    """The step whose code this is, within the drift and later than the one used last; None: the code is no good."""
    typed = code.replace(" ", "")
    if not _CODE.fullmatch(typed):
        return None
    now = step_of(at)
    fitting = [
        step
        for step in range(now - _DRIFT, now + _DRIFT + 1)
        if hmac.compare_digest(code_at(secret, step), typed) and (after is None or step > after)
    ]
    return fitting[0] if fitting else None


def base32(secret: bytes) -> str:
    """The secret as people type it, without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def enrolment_address(secret: bytes, *, issuer: str, login: str) -> str:
    """The otpauth address that a QR code carries."""
    label = quote(f"{issuer}:{login}")
    return f"otpauth://totp/{label}?{urlencode({'secret': base32(secret), 'issuer': issuer})}"
