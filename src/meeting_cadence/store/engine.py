"""Opening the database: a SQLite file (the default) or PostgreSQL, and one transaction at a time.

SQLite runs in WAL with `synchronous=FULL`: an acknowledged commit survives a power cut. Writing transactions
begin IMMEDIATE, so they wait for the lock at their start and can never fail half way for want of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from meeting_cadence.access.audit_chain import audit_key
from meeting_cadence.settings import Settings
from meeting_cadence.settings.secret_key import secret_key_of
from meeting_cadence.store.audit import has_notes, seal
from meeting_cadence.store.faults import (
    StoreFolderMissing,
    StoreUrlInvalid,
    clear_faults,
    tell_doubt,
)

BUSY_SECONDS: Final = 10.0
"""How long a transaction waits for a lock held by another one."""
HURRIED_MS: Final = 100
"""How long one that may as well be made later waits, in milliseconds."""

PRAGMAS: Final = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -32000")
"""What every SQLite connection is set to. That no acknowledged commit is lost by a power cut hangs on the
first two: tests/faults/test_power_cut.py replays cuts, and loses commits with `synchronous = NORMAL`. Of the cache
32 MB at most: with the 2 MB of SQLite itself a large transaction reads and writes the same pages over and over."""

WRITE_LOCK: Final = 0x6D65_6574
"""The PostgreSQL advisory lock that makes writers of the record take turns, as SQLite does by itself."""


class Store:
    """A database and its transactions. Safe to share between threads; open one per process."""

    def __init__(self, engine: Engine, place: str, secret: Callable[[], bytes]) -> None:
        self.engine = engine
        self._secret = secret
        self.place = place
        """The database's address without a password, for messages."""
        self._readers = engine.execution_options(reading=True)
        self._passing = engine.execution_options(passing=True)
        self._hurried = engine.execution_options(hurried=True)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def sqlite_path(self) -> Path | None:
        """The file, where the database is one."""
        name = self.engine.url.database
        return Path(name) if self.is_sqlite and name else None

    @cached_property
    def secret(self) -> bytes:
        """The installation's secret key. Raises SecretKeyNeeded, SecretKeyUnusable."""
        return self._secret()

    @cached_property
    def audit_key(self) -> bytes:
        """What seals the audit trail."""
        return audit_key(self.secret)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One writing transaction: committed at the end, rolled back whole by any error.

        Writers take turns. Raises a StoreFault when the database itself is the trouble; StoreInDoubt
        when it went away during the commit.
        """
        with clear_faults(self.place), Session(self.engine, expire_on_commit=False) as session:
            if not self.is_sqlite:
                session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
            yield session
            self._commit(session)

    @contextmanager
    def sharing(self) -> Iterator[Session]:
        """As `session`, but on PostgreSQL writers do not take turns: for claims, heartbeats, sign-ins."""
        with clear_faults(self.place), Session(self.engine, expire_on_commit=False) as session:
            yield session
            self._commit(session)

    @contextmanager
    def hurried(self) -> Iterator[Session]:
        """As `sharing`, for what may as well be done later: StoreLocked at once where another one holds the lock."""
        with clear_faults(self.place), Session(self._hurried, expire_on_commit=False) as session:
            yield session
            self._commit(session)

    @contextmanager
    def passing(self) -> Iterator[Session]:
        """As `sharing`, for what can be made again from the record: a commit does not wait for the disk.

        A power cut may take the last of them back, whole and in order; it harms neither the rest nor the file.
        """
        with clear_faults(self.place), Session(self._passing, expire_on_commit=False) as session:
            yield session
            self._commit(session)

    def _commit(self, session: Session) -> None:
        session.flush()
        if has_notes(session):
            seal(session, self.audit_key)
        with tell_doubt(self.place):
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent snapshot; waits for nobody and changes nothing."""
        with clear_faults(self.place), Session(self._readers, expire_on_commit=False) as session:
            yield session

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to a revision (`base`: none). Raises StoreNewer where a newer one wrote them."""
        from meeting_cadence.store.migrate import migrate

        migrate(self, revision)

    def check(self) -> None:
        """Raise StoreNotPrepared or StoreNewer unless the tables are those of this release."""
        from meeting_cadence.store.migrate import check

        check(self)

    def prepare(self) -> None:
        """Make the tables of a database that has none; raise as `check` does for one that has others."""
        from meeting_cadence.store.migrate import prepare

        prepare(self)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def open_store(
    url: str, *, busy_seconds: float = BUSY_SECONDS, secret: Callable[[], bytes] | None = None
) -> Store:
    """Open a database by its address: `sqlite:///file.db` or `postgresql://user:password@host/name`.

    Connects only when first used. `secret` answers the installation's secret key, which seals the audit trail; by
    default it is that beside a SQLite file. Raises StoreUrlInvalid, StoreFolderMissing.
    """
    address = _read(url)
    place = address.render_as_string(hide_password=True)
    known = secret or (lambda: secret_key_of(Settings(database_url=url)))
    if address.get_backend_name() == "sqlite":
        return Store(_sqlite(address, busy_seconds), place, known)
    return Store(_postgresql(address, busy_seconds), place, known)


def _read(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreUrlInvalid(url) from error
    backend = address.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not address.database or address.database == ":memory:":
        raise StoreUrlInvalid(address.render_as_string(hide_password=True))
    folder = Path(address.database).absolute().parent
    if not folder.is_dir():
        raise StoreFolderMissing(str(folder))
    return address


def _sqlite(address: URL, busy_seconds: float) -> Engine:
    engine = create_engine(address, connect_args={"timeout": busy_seconds, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        """The driver must not begin transactions of its own."""
        cursor = connection.cursor()
        for pragma in (f"busy_timeout = {int(busy_seconds * 1000)}", *PRAGMAS):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        reading = options.get("reading", False)
        wait = HURRIED_MS if options.get("hurried") else int(busy_seconds * 1000)
        wanted = (int(reading), "NORMAL" if options.get("passing") else "FULL", wait)
        if connection.info.get("pragmas") != wanted:  # They last from one transaction to the next.
            connection.info["pragmas"] = None
            connection.exec_driver_sql(f"PRAGMA query_only = {wanted[0]}")
            connection.exec_driver_sql(f"PRAGMA synchronous = {wanted[1]}")
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {wanted[2]}")
            connection.info["pragmas"] = wanted
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgresql(address: URL, busy_seconds: float) -> Engine:
    engine = create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": 5})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {int(busy_seconds * 1000)}")
            cursor.execute("SET TIME ZONE 'UTC'")
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("reading", False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        elif options.get("passing", False):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        elif options.get("hurried", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {HURRIED_MS}")

    return engine
