"""Putting a backup in the place of the database: verified first, and what was there is set aside, never lost."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.store.archive import Archive, Manifest
from meeting_cadence.store.backup import examine
from meeting_cadence.store.digests import Content, contents, differing
from meeting_cadence.store.engine import Store
from meeting_cadence.store.faults import StoreNewer, clear_faults
from meeting_cadence.store.migrate import current, head, revisions
from meeting_cadence.store.pg_client import SET_ASIDE, find, load

_BESIDE = ("", "-wal", "-shm", "-journal")
"""What belongs to a SQLite database."""


class StoreOccupied(MeetingCadenceError):
    """There is a database already, and nobody said that it is to be replaced."""

    code = "restore.occupied"


class StoreInUse(MeetingCadenceError):
    """Another process uses the database that is to be replaced."""

    code = "restore.in_use"


class BackupOfOtherKind(MeetingCadenceError):
    """The backup is of a SQLite database and the target PostgreSQL, or the other way round."""

    code = "restore.other_kind"
    exit_status = 2


class BackupDiffers(MeetingCadenceError):
    """What was restored is not what the manifest says; the database is as it was. `tables`: which."""

    code = "restore.differs"


@dataclass(frozen=True)
class Restored:
    """What was put in place, and where that is which was there before."""

    manifest: Manifest
    set_aside: str | None
    key: bytes | None
    """The secret key of the backup, where it was packed."""
    is_older: bool
    """The tables are those of an older release: `db upgrade` comes next."""


def restore(store: Store, file: Path, *, at: datetime, replace: bool) -> Restored:
    """Put the backup `file` in the place of the database that `store` names.

    Raises BackupUnreadable, BackupOfOtherKind, StoreNewer, StoreOccupied, StoreInUse, BackupDiffers, ClientMissing,
    ClientFailed, StoreFault; then everything is as it was.
    """
    archive = Archive(file)
    manifest = archive.manifest
    if manifest.kind != store.engine.dialect.name:
        raise BackupOfOtherKind(str(file), kind=manifest.kind, place=store.place)
    if manifest.revision not in revisions():
        raise StoreNewer(str(file), found=manifest.revision, known=head())
    stamp = f"{at.astimezone(UTC):%Y%m%d%H%M%S}"
    put = _into_sqlite if store.is_sqlite else _into_postgresql
    set_aside = put(store, archive, stamp, replace)
    return Restored(manifest, set_aside, archive.key(), manifest.revision != head())


def _compare(archive: Archive, found: tuple[str, dict[str, Content]]) -> None:
    revision, tables = found
    names = differing(archive.manifest.tables, tables)
    if names or revision != archive.manifest.revision:
        raise BackupDiffers(str(archive.file), tables=names)


def _into_sqlite(store: Store, archive: Archive, stamp: str, replace: bool) -> str | None:
    target = store.sqlite_path
    assert target is not None
    if target.exists() and not replace:
        raise StoreOccupied(store.place)
    draft = target.with_name(f"{target.name}.restoring-{stamp}")
    try:
        archive.unpack_database(draft)
        _compare(archive, examine(store, draft))
        aside = _set_aside(target, stamp)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return aside


def _set_aside(target: Path, stamp: str) -> str | None:
    """Rename the database with all that belongs to it. Raises StoreInUse."""
    if target.exists():
        _refuse_used(target)
    moved = [target.with_name(target.name + suffix) for suffix in _BESIDE]
    moved = [path for path in moved if path.exists()]
    for path in moved:
        path.rename(path.with_name(path.name.replace(target.name, f"{target.name}.before-{stamp}", 1)))
    return f"{target}.before-{stamp}" if moved else None


def _refuse_used(target: Path) -> None:
    """Leaving WAL takes the file alone: it fails while anybody else has it open. A damaged file may be replaced."""
    connection = sqlite3.connect(target, timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise StoreInUse(str(target)) from error
    except sqlite3.DatabaseError:
        pass
    finally:
        connection.close()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _into_postgresql(store: Store, archive: Archive, stamp: str, replace: bool) -> str | None:
    find("pg_restore")
    with _dump_of(archive, stamp) as draft:
        aside = _vacate(store, stamp, replace)
        try:
            load(store.engine.url, draft)
            with store.reading() as session:
                connection = session.connection()
                _compare(archive, (str(current(store, connection)), contents(connection)))
        except MeetingCadenceError:
            _put_back(store, aside)
            raise
    return aside


@contextmanager
def _dump_of(archive: Archive, stamp: str) -> Iterator[Path]:
    """The dump as a file of its own, beside the backup, while it is needed."""
    draft = archive.file.with_name(f".{archive.file.name}.{stamp}.dump")
    try:
        archive.unpack_database(draft)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _vacate(store: Store, stamp: str, replace: bool) -> str | None:
    """Rename the schema with everything in it. Raises StoreOccupied, StoreInUse."""
    with clear_faults(store.place), store.engine.begin() as connection:
        if not connection.execute(text("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).first():
            return None
        if not replace:
            raise StoreOccupied(store.place)
        _refuse_sessions(store, connection)
        aside = f"{SET_ASIDE}{stamp}"
        connection.execute(text(f"ALTER SCHEMA public RENAME TO {aside}"))
        connection.execute(text("CREATE SCHEMA public"))
        return aside


def _refuse_sessions(store: Store, connection: Connection) -> None:
    others = text(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    )
    if connection.execute(others).first():
        raise StoreInUse(store.place)


def _put_back(store: Store, aside: str | None) -> None:
    with clear_faults(store.place), store.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(
            text(f"ALTER SCHEMA {aside} RENAME TO public" if aside else "CREATE SCHEMA public")
        )
