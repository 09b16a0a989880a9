"""Marking what came of each mail before the next one leaves: one small durable transaction a mail."""

from collections.abc import Collection
from typing import Any, Self

from sqlalchemy import Connection

from meeting_cadence.alerts import outbox
from meeting_cadence.alerts.parcels import Waiting
from meeting_cadence.store.engine import Store
from meeting_cadence.store.faults import StoreFault, clear_faults


class Marks:
    """Marks of one drain, over one connection that is kept: taking and preparing one for each mail costs more.

    A connection that was lost since the last mark is opened anew; a mark that is made twice changes nothing.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: Connection | None = None

    def settle(self, rows: Collection[Waiting], *, worker: str, **columns: Any) -> None:
        """Mark rows that are still this worker's, durably. Raises StoreFault."""
        try:
            self._settle(rows, worker, columns)
        except StoreFault:
            self.close()
            self._settle(rows, worker, columns)

    def _settle(self, rows: Collection[Waiting], worker: str, columns: dict[str, Any]) -> None:
        with clear_faults(self._store.place):
            if self._kept is None:
                self._kept = self._store.engine.connect()
            with self._kept.begin():
                outbox.settle(self._kept, rows, worker=worker, **columns)

    def close(self) -> None:
        """Give the connection back."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
