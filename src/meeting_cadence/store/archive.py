"""A backup as one file: a ZIP of the database, a manifest of what it holds, and the secret key if it was asked for."""

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.store.digests import Content

FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
_DATABASE: Final = "database"
_KEY: Final = "secret.key"
_OWNER_ONLY: Final = 0o600
_CHUNK: Final = 1024 * 1024
_LONGEST_KEY: Final = 4096


class BackupExists(MeetingCadenceError):
    """There is a file of that name; a backup is never written over."""

    code = "backup.exists"


class BackupUnwritten(MeetingCadenceError):
    """The backup could not be written for the system's `reason`; no part of it is left."""

    code = "backup.unwritten"


class BackupUnreadable(MeetingCadenceError):
    """The file is no backup of ours, of a later format, or damaged."""

    code = "backup.unreadable"
    exit_status = 2


@dataclass(frozen=True)
class Manifest:
    """What a backup holds."""

    kind: str
    """sqlite or postgresql."""
    revision: str
    """The schema revision."""
    made_at: datetime
    program: str
    """The release that made it."""
    tables: dict[str, Content]
    with_key: bool

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(content.rows for content in self.tables.values())

    def as_json(self) -> dict[str, Any]:
        """The manifest in the keys of its file."""
        tables = {name: content._asdict() for name, content in sorted(self.tables.items())}
        return {
            "format": FORMAT,
            "kind": self.kind,
            "revision": self.revision,
            "made_at": self.made_at.isoformat(),
            "program": self.program,
            "with_key": self.with_key,
            "tables": tables,
        }


@contextmanager
def new_file(out: Path) -> Iterator[Path]:
    """A draft beside `out` for its owner only; it gets the name `out` at the end, and is removed by any error.

    Raises BackupExists, BackupUnwritten.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        if out.exists():
            raise BackupExists(str(out))
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY))
        yield draft
        os.link(draft, out)
    except FileExistsError as error:
        raise BackupExists(str(out)) from error
    except OSError as error:
        raise BackupUnwritten(str(out), reason=error.strerror or str(error)) from error
    finally:
        draft.unlink(missing_ok=True)


def write_archive(draft: Path, manifest: Manifest, database: Path, key: bytes | None) -> None:
    """Pack all into the file and force it to the disk. Raises OSError."""
    described = manifest.as_json() | {
        "database": {"bytes": database.stat().st_size, "sha256": _digest(database)}
    }
    with draft.open("r+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
            packed.writestr(_MANIFEST, json.dumps(described, ensure_ascii=False, indent=1))
            packed.write(database, _DATABASE)
            if key is not None:
                packed.writestr(_KEY, key)
        file.flush()
        os.fsync(file.fileno())


class Archive:
    """A backup, opened for reading. Raises BackupUnreadable for anything that is not one, or is damaged."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with self._readable() as packed:
            described = json.loads(packed.read(_MANIFEST))
            if described["format"] != FORMAT:
                raise BackupUnreadable(str(file))
            self.manifest = _manifest(described)
            self._expected: dict[str, Any] = described["database"]

    def unpack_database(self, target: Path) -> None:
        """Write the database to a new file, and hold it to its digest."""
        with self._readable() as packed, packed.open(_DATABASE) as source:
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
            with os.fdopen(descriptor, "wb") as copy:
                shutil.copyfileobj(source, copy, _CHUNK)
                copy.flush()
                os.fsync(copy.fileno())
        if _digest(target) != self._expected["sha256"]:
            raise BackupUnreadable(str(self.file))

    def key(self) -> bytes | None:
        """The secret key, where it was packed."""
        if not self.manifest.with_key:
            return None
        with self._readable() as packed, packed.open(_KEY) as source:
            return source.read(_LONGEST_KEY).strip()

    @contextmanager
    def _readable(self) -> Iterator[zipfile.ZipFile]:
        try:
            with zipfile.ZipFile(self.file) as packed:
                yield packed
        except (FileNotFoundError, PermissionError, IsADirectoryError, zipfile.BadZipFile) as error:
            raise BackupUnreadable(str(self.file)) from error
        except (KeyError, TypeError, ValueError, EOFError) as error:
            raise BackupUnreadable(str(self.file)) from error


def _manifest(described: dict[str, Any]) -> Manifest:
    tables = {name: Content(one["rows"], one["digest"]) for name, one in described["tables"].items()}
    return Manifest(
        kind=described["kind"],
        revision=described["revision"],
        made_at=datetime.fromisoformat(described["made_at"]),
        program=described["program"],
        tables=tables,
        with_key=described["with_key"],
    )


def _digest(file: Path) -> str:
    sum_ = sha256()
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            sum_.update(chunk)
    return sum_.hexdigest()
