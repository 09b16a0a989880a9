"""Passwords and tokens. Of a token only the hash is ever kept.

Passwords: argon2id with 19 MiB, 2 passes and 1 lane, as the OWASP Password Storage Cheat Sheet recommends.
"""

import hashlib
import secrets
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from meeting_cadence.access.password_rules import LONGEST, Reason, reason_against
from meeting_cadence.access.person import Person
from meeting_cadence.access.profiles import Profile
from meeting_cadence.actions.refusals import PasswordTooWeak
from meeting_cadence.errors import Phrase

if TYPE_CHECKING:
    from pwdlib import PasswordHash


def check_password(
    password: str, profile: Profile, person: Person | None, earlier: Iterable[str] = ()
) -> None:
    """Raise PasswordTooWeak unless the profile lets this person choose it. `earlier`: hashes of theirs before."""
    login, name = (person.login, person.name) if person else ("", "")
    reason: Reason | None = reason_against(password, profile, login=login, name=name)
    if reason is None and any(is_password(password, hash_) for hash_ in earlier):
        reason = "reused"
    if reason is not None:
        raise PasswordTooWeak(
            "",
            reason=Phrase(f"errors.password_reason.{reason}"),
            rule=Phrase(f"errors.password_rule.{profile.classes}"),
            shortest=profile.shortest,
            longest=LONGEST,
        )


def hash_password(password: str) -> str:
    """The argon2id hash."""
    return _hasher().hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether the password is the one kept. It takes as long where none is kept: nobody learns who exists."""
    fits = _hasher().verify(password[:LONGEST], kept or _nobody())
    return fits and kept is not None


class Proof(NamedTuple):
    """A password compared with the hash `kept` then (None: there was none). It takes long, so before a transaction."""

    kept: str | None
    fits: bool


def prove(password: str, kept: str | None) -> Proof:
    """Compare a password with what is kept."""
    return Proof(kept, is_password(password, kept))


class Chosen(NamedTuple):
    """A new password that was let through, and hashed, beside the `earlier` hashes of then; before a transaction."""

    hash: str
    earlier: tuple[str, ...]


def choose(password: str, profile: Profile, person: Person | None, earlier: Iterable[str] = ()) -> Chosen:
    """Check and hash a new password. Raises PasswordTooWeak."""
    hashes = tuple(earlier)
    check_password(password, profile, person, hashes)
    return Chosen(hash_password(password), hashes)


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
