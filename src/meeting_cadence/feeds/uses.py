"""Who fetched which feed and when, written in batches: while one is being written, the next one gathers."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

import structlog
from sqlalchemy import bindparam, update

from meeting_cadence.store.engine import Store
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed

_FEED: Final = table_of(Feed)
_log = structlog.get_logger()


class Use(NamedTuple):
    """A fetch: what the client called itself (no address is kept), the body that it holds since, the time."""

    client: str
    etag: str
    at: datetime


class Uses:
    """Of one process and one event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[int, Use] = {}
        self._is_writing = False

    async def note(self, feed: int, use: Use) -> None:
        """Write it down, with all that arrive meanwhile; a fault is logged, for the answer is out already."""
        self._waiting[feed] = use
        if self._is_writing:
            return
        self._is_writing = True
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, {}
                await asyncio.to_thread(write_uses, self._store, batch)
        except Exception:  # noqa: BLE001 - never at the expense of an answer
            _log.warning("feed.use_not_noted", feed=feed)
        finally:
            self._is_writing = False


def write_uses(store: Store, batch: Mapping[int, Use]) -> None:
    """Write down the last use of each feed. Raises StoreFault."""
    statement = (
        update(_FEED)
        .where(_FEED.c.id == bindparam("feed"))
        .values(last_used_at=bindparam("used"), last_client=bindparam("client"), last_etag=bindparam("held"))
    )
    values = [
        {"feed": feed, "used": use.at, "client": use.client, "held": use.etag} for feed, use in batch.items()
    ]
    with store.passing() as session:
        session.connection().execute(statement, values)
