"""A consistent copy of the database while it is in use, verified before it is called a backup."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from meeting_cadence.store.archive import BackupUnwritten, Manifest, new_file, write_archive
from meeting_cadence.store.digests import Content, contents
from meeting_cadence.store.engine import Store
from meeting_cadence.store.faults import StoreCorrupt, clear_faults
from meeting_cadence.store.migrate import current
from meeting_cadence.store.pg_client import dump, find

_OF_THE_COPY = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")


def backup(store: Store, out: Path, *, at: datetime, key: bytes | None = None) -> Manifest:
    """Copy the database as it is at one moment into the new file `out`; others read and write meanwhile.

    Raises BackupExists, BackupUnwritten, ClientMissing, ClientFailed, StoreFault.
    """
    store.check()
    if not store.is_sqlite:
        find("pg_dump")
    with new_file(out) as draft:
        copy = draft.with_name(f"{draft.name}.database")
        try:
            found = _copy_sqlite(store, copy) if store.is_sqlite else _copy_postgresql(store, copy)
            manifest = Manifest(
                kind=store.engine.dialect.name,
                revision=found[0],
                made_at=at,
                program=version("meeting-cadence"),
                tables=found[1],
                with_key=key is not None,
            )
            write_archive(draft, manifest, copy, key)
        finally:
            copy.unlink(missing_ok=True)
    return manifest


def _copy_sqlite(store: Store, copy: Path) -> tuple[str, dict[str, Content]]:
    """By SQLite's online backup: one read transaction, for which nobody waits."""
    with clear_faults(store.place):
        source = store.engine.raw_connection()
        try:
            _back_up(source.driver_connection, copy)
        finally:
            source.close()
    return examine(store, copy)


def _back_up(source: object, copy: Path) -> None:
    assert isinstance(source, sqlite3.Connection)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    except sqlite3.Error as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith(_OF_THE_COPY):
            raise BackupUnwritten(str(copy.parent), reason=str(error)) from error
        raise
    finally:
        target.close()


def examine(store: Store, file: Path) -> tuple[str, dict[str, Content]]:
    """The revision and the content of a SQLite file that nobody uses. Raises StoreCorrupt for a damaged one."""
    with clear_faults(str(file)), lone_file(file) as connection:
        if connection.execute(text("PRAGMA integrity_check")).scalars().all() != ["ok"]:
            raise StoreCorrupt(str(file))
        return str(current(store, connection)), contents(connection)


@contextmanager
def lone_file(file: Path) -> Iterator[Connection]:
    """A connection to a SQLite file as it lies, changing none of its settings."""
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)
    )
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _copy_postgresql(store: Store, copy: Path) -> tuple[str, dict[str, Content]]:
    """By pg_dump, of the very snapshot that is counted here."""
    with store.reading() as session:
        connection = session.connection()
        snapshot = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
        dump(store.engine.url, snapshot, copy)
        return str(current(store, connection)), contents(connection)
