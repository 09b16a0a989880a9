"""Passwords and tokens. Of a token only the hash is ever kept.

Passwords: argon2id with 19 MiB, 2 passes and 1 lane, as the OWASP Password Storage Cheat Sheet recommends.
"""

import hashlib
import secrets
from functools import cache
from typing import TYPE_CHECKING, Final

from meeting_cadence.actions.refusals import PasswordTooWeak

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SHORTEST: Final = 10
LONGEST: Final = 200


def hash_password(password: str) -> str:
    """The argon2id hash. Raises PasswordTooWeak unless it has 10 to 200 characters, 4 of them different."""
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < 4:
        raise PasswordTooWeak("", shortest=SHORTEST, longest=LONGEST)
    return _hasher().hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether the password is the one kept. It takes as long where none is kept: nobody learns who exists."""
    fits = _hasher().verify(password[:LONGEST], kept or _nobody())
    return fits and kept is not None


def new_token() -> str:
    """256 random bits for a session or a link."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What of a token is kept: its SHA-256. The token has 256 random bits and needs no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _hasher() -> "PasswordHash":
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
