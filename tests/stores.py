"""Stores of both databases, made once and then copied: each test has one of its own within milliseconds."""

import os
import shutil
from abc import abstractmethod
from collections.abc import Callable
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from meeting_cadence.store.engine import Store, open_store

MEMORY = Path("/dev/shm")
ROOMY = 4 << 30
"""So many bytes must be free in memory before the files of tests lie there."""


def memory() -> Path | None:
    """Where files lie in memory, if the machine has room for them: no commit of a test need wait for a disk.

    What a disk may lose is shown by tests/faults/test_power_cut.py, which replays every write.
    """
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOMY
    return MEMORY if roomy else None


class NewStore:
    """Makes stores of one kind of database, and knows how to copy one."""

    def __init__(self) -> None:
        self._models: dict[Callable[[Store], object], Store] = {}
        self._numbers = count()

    def __call__(self) -> Store:
        """A fresh, migrated store."""
        return self._copy(self._migrated)

    def furnished(self, furnish: Callable[[Store], object]) -> Store:
        """A store as `furnish` leaves it. It is called once in a test run, so let it be a module's function."""
        if furnish not in self._models:
            model = self()
            furnish(model)
            model.close()
            self._models[furnish] = model
        return self._copy(self._models[furnish])

    def drop(self, store: Store) -> None:
        """The test is over."""
        store.close()

    @abstractmethod
    def close(self) -> None:
        """So is the run."""

    @abstractmethod
    def _new(self) -> Store:
        """Without tables."""

    @abstractmethod
    def _copy(self, model: Store) -> Store:
        """Of a store that nobody has open."""

    @cached_property
    def _migrated(self) -> Store:
        store = self._new()
        store.migrate()
        store.close()
        return store


class NewSqliteStore(NewStore):
    """Copies files."""

    def __init__(self, folder: Path, secret: Callable[[], bytes]) -> None:
        super().__init__()
        self._folder, self._secret = folder, secret
        self._opened: set[Store] = set()

    def drop(self, store: Store) -> None:
        super().drop(store)
        self._opened.discard(store)
        assert store.sqlite_path is not None
        for end in ("", "-wal", "-shm"):
            store.sqlite_path.with_name(store.sqlite_path.name + end).unlink(missing_ok=True)

    def close(self) -> None:
        for store in self._opened:
            store.close()

    def _new(self) -> Store:
        file = self._folder / f"store-{next(self._numbers)}.db"
        store = open_store(f"sqlite:///{file}", busy_seconds=2, secret=self._secret)
        self._opened.add(store)
        return store

    def _copy(self, model: Store) -> Store:
        store = self._new()
        assert model.sqlite_path is not None and store.sqlite_path is not None
        shutil.copyfile(model.sqlite_path, store.sqlite_path)
        return store


class NewPostgresqlStore(NewStore):
    """Copies databases of one server."""

    def __init__(
        self, house: Connection[Any], address: Callable[[str], str], secret: Callable[[], bytes]
    ) -> None:
        super().__init__()
        self._house, self._address, self._secret = house, address, secret
        self._last: Store | None = None
        for setting in ("fsync", "full_page_writes", "autovacuum"):
            house.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        house.execute("SELECT pg_reload_conf()")

    def drop(self, store: Store) -> None:
        super().drop(store)
        name = sql.Identifier(str(store.engine.url.database))
        self._house.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def close(self) -> None:
        if self._last is not None:
            self._last.close()

    def _new(self) -> Store:
        return self._opened("CREATE DATABASE {}")

    def _copy(self, model: Store) -> Store:
        statement = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
        return self._opened(statement, str(model.engine.url.database))

    def _opened(self, statement: str, *more: str) -> Store:
        self.close()  # A server has few connections; one that is still used connects again.
        name = f"store_{next(self._numbers)}"
        self._house.execute(sql.SQL(statement).format(*map(sql.Identifier, (name, *more))))
        self._last = open_store(self._address(name), busy_seconds=2, secret=self._secret)
        return self._last
