"""The key that signs sessions and links: given as a setting, else made once and kept beside the SQLite file.

The file `<database>.key` holds 64 hexadecimal digits and is readable by its owner only (mode 600). Whoever
copies the database for a backup copies the key with it; without the key every session and every signed link
ends, nothing else is lost. With PostgreSQL several processes must agree on the key, so it has to be given.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, Final

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.settings.values import Settings

OWNER_ONLY: Final = 0o600
SHORTEST: Final = 32


class SecretKeyNeeded(MeetingCadenceError):
    """There is no file beside which a key could be kept: PostgreSQL, or SQLite in memory."""

    code: ClassVar[str] = "secret_key_needed"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 500


class SecretKeyUnusable(MeetingCadenceError):
    """The key file cannot be read or written, is too short, or is open to others. The subject is its path."""

    code: ClassVar[str] = "secret_key_unusable"
    exit_status: ClassVar[int] = 2
    http_status: ClassVar[int] = 500


def secret_key_of(settings: Settings) -> bytes:
    """The secret key of this installation; made and stored when there is none yet.

    Raises SecretKeyNeeded, SecretKeyUnusable.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    database = settings.database_file
    if database is None:
        raise SecretKeyNeeded
    path = key_file_of(database)
    try:
        return _read(path) if path.exists() else _make(path)
    except OSError as failure:
        raise SecretKeyUnusable(str(path)) from failure


def key_file_of(database: Path) -> Path:
    """`meeting-cadence.key` for `meeting-cadence.db`."""
    return database.with_suffix(".key")


def _read(path: Path) -> bytes:
    key = path.read_bytes().strip()
    if len(key) < SHORTEST or path.stat().st_mode & 0o077:
        raise SecretKeyUnusable(str(path))
    return key


def _make(path: Path) -> bytes:
    """Of two processes that start at once, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        put_key(path, secrets.token_hex(32).encode())
    return _read(path)


def put_key(path: Path, key: bytes) -> None:
    """Keep a key in a new file: written under a name of its own, then linked. Raises FileExistsError."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key + b"\n")
        os.link(draft, path)
    finally:
        draft.unlink()
