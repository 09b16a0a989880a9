"""Whose turn it is: of several processes on one database, one ticks, and another takes over when it is gone.

PostgreSQL: a lock of the session, on a connection of its own; it ends with the process, however that ends. SQLite:
a lease in `setting`, renewed at every tick. The turn spares work, it guards nothing: a tick is right without it,
because writers take turns and what is told is unique (decision 0026).
"""

from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from meeting_cadence.store.engine import Store
from meeting_cadence.store.faults import clear_faults
from meeting_cadence.store.setting import put_setting, setting

_LOCK: Final = 0x7469_636B
"""The PostgreSQL advisory lock of who ticks."""
_LEASE: Final = "turn.tick"
"""The row of `setting` that says who ticks and until when."""


class Turn(Protocol):
    """The right to tick."""

    def holds(self, at: datetime) -> bool:
        """Whether it is ours, taking it when it is free. Raises StoreFault."""

    def give_back(self) -> None:
        """Let another process take it at once."""


def turn_of(store: Store, *, worker: str, lease: timedelta) -> Turn:
    """The turn as this `worker` sees it. `lease`: how long it lasts on SQLite without being renewed."""
    return Lease(store, worker, lease) if store.is_sqlite else Lock(store)


class Lock:
    """An advisory lock of PostgreSQL. Behind a pooler that lends connections by transaction it does not hold."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: Connection | None = None

    def holds(self, at: datetime) -> bool:
        if self._connection is not None and self._is_alive(self._connection):
            return True
        self._connection = None
        with clear_faults(self._store.place):
            self._connection = self._try()
        return self._connection is not None

    def give_back(self) -> None:
        if self._connection is not None and self._is_alive(self._connection):
            with clear_faults(self._store.place):
                self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
            self._connection.close()
        self._connection = None

    def _try(self) -> Connection | None:
        connection = self._store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}).scalar():
            connection.detach()  # Closing it ends the session and with it the lock, whatever the pool keeps.
            return connection
        connection.close()
        return None

    @staticmethod
    def _is_alive(connection: Connection) -> bool:
        try:
            connection.execute(text("SELECT 1"))
        except DBAPIError:
            connection.close()
            return False
        return True


class Lease:
    """A row that says who ticks and until when."""

    def __init__(self, store: Store, worker: str, lease: timedelta) -> None:
        self._store = store
        self._worker = worker
        self._lease = lease

    def holds(self, at: datetime) -> bool:
        with self._store.sharing() as session:
            if not self._may_take(setting(session, _LEASE), at):
                return False
            put_setting(session, _LEASE, f"{(at + self._lease).isoformat()} {self._worker}")
        return True

    def give_back(self) -> None:
        with self._store.sharing() as session:
            found = setting(session, _LEASE)
            if found is not None and found.partition(" ")[2] == self._worker:
                put_setting(session, _LEASE, "")

    def _may_take(self, found: str | None, at: datetime) -> bool:
        """Nobody has it, we have it, it has run out, or a clock that was set back makes it last too long."""
        if not found:
            return True
        until, _, worker = found.partition(" ")
        left = datetime.fromisoformat(until) - at
        return worker == self._worker or left <= timedelta() or left > self._lease
