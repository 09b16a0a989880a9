"""Calendars as they stand now: published when something changed, else as they lie; their entries cut out once."""

import gzip
from collections import OrderedDict
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, literal_column, select
from sqlmodel import Session

from meeting_cadence.feeds.dav.collections import Collection
from meeting_cadence.feeds.dav.items import Item, split
from meeting_cadence.feeds.dav.states import Changes, changes, is_known, last_state, record
from meeting_cadence.feeds.dav.tokens import SyncToken
from meeting_cadence.feeds.snapshots import Snapshots
from meeting_cadence.feeds.tokens import NEVER
from meeting_cadence.store.changes import NUMBER_SQL
from meeting_cadence.store.engine import Store
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import FeedSnapshot

_SNAPSHOT: Final = table_of(FeedSnapshot)
_KEPT_ENTRIES: Final = 30_000
"""Entries kept in memory by one process, over all calendars: some 40 MB."""


class Published(NamedTuple):
    """A calendar's published body as entries, and the sync token of its state."""

    etag: str
    modified: datetime
    token: SyncToken
    items: dict[str, Item]


class _Good(NamedTuple):
    """The change number and day for which a body was last found good by this process."""

    etag: str
    number: int
    day: date


class Shelf:
    """One per process. Safe to share between threads."""

    def __init__(self, store: Store, snapshots: Snapshots) -> None:
        self._store = store
        self._snapshots = snapshots
        self._good: dict[str, _Good] = {}
        self._kept: OrderedDict[str, dict[str, Item]] = OrderedDict()
        self._last: dict[str, str] = {}
        self._guard = Lock()

    def current(self, collection: Collection, *, at: datetime) -> Published:
        """The calendar of now. Raises StoreFault."""
        calendar = collection.calendar
        with self._store.reading() as session:
            found = self._found(session, calendar, at)
        if found is not None:
            return found
        published = self._snapshots.publish_calendar(calendar, collection.scope, collection.options, at=at)
        self._good[calendar] = _Good(published.etag, published.number, published.day)
        recorded = record(self._store, calendar, at=at, before=self._before(calendar))
        if recorded is not None:
            self._keep(calendar, recorded.etag, recorded.items)
        with self._store.reading() as session:
            return self._read(session, calendar)

    def changes(self, published: Published, since: SyncToken | None, *, limit: int | None) -> Changes | None:
        """What changed since a token; None where that is no longer known: the device must sync anew."""
        with self._store.reading() as session:
            if since is not None and not (
                since.calendar == published.token.calendar and is_known(session, since)
            ):
                return None
            return changes(session, published.token, since, limit=limit)

    def _found(self, session: Session, calendar: str, at: datetime) -> Published | None:
        """What is published, where it stands and is recorded as a state; else None."""
        row = _look(session, calendar)
        if row is None or row.number == NEVER:
            return None
        today = at.astimezone(UTC).date()
        stands = (row.number, row.day) == (row.now, today)
        if not stands and self._good.get(calendar) != (row.etag, row.now, today):
            return None
        state = last_state(session, calendar)
        if state is None or state.etag != row.etag:
            return None
        return self._published(session, calendar, row, state)

    def _read(self, session: Session, calendar: str) -> Published:
        """What was recorded last: another process may have published again meanwhile, and is about to record it."""
        state = last_state(session, calendar)
        return self._published(session, calendar, _look(session, calendar), state)

    def _published(self, session: Session, calendar: str, row: Any, state: Any) -> Published:
        token = SyncToken.of(calendar, state.number, state.etag)
        return Published(row.etag, row.modified, token, self._items(session, calendar, row.etag))

    def _items(self, session: Session, calendar: str, etag: str) -> dict[str, Item]:
        with self._guard:
            found = self._kept.get(etag)
            if found is not None:
                self._kept.move_to_end(etag)
                return found
        packed = select(_SNAPSHOT.c.packed).where(_SNAPSHOT.c.calendar == calendar)
        body = gzip.decompress(session.connection().execute(packed).scalar_one())
        items = split(body, self._before(calendar))
        self._keep(calendar, etag, items)
        return items

    def _before(self, calendar: str) -> dict[str, Item] | None:
        """The entries of the calendar that this process saw last."""
        with self._guard:
            return self._kept.get(self._last.get(calendar, ""))

    def _keep(self, calendar: str, etag: str, items: dict[str, Item]) -> None:
        with self._guard:
            self._kept.pop(self._last.get(calendar, ""), None)
            self._last[calendar] = etag
            self._kept[etag] = items
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > _KEPT_ENTRIES:
                self._kept.popitem(last=False)


def _look(session: Session, calendar: str) -> "Row[Any] | None":
    """The published body's tag and what it was made for, and the change number of now."""
    columns = (_SNAPSHOT.c.etag, _SNAPSHOT.c.modified, _SNAPSHOT.c.number, _SNAPSHOT.c.day)
    statement = select(*columns, literal_column(f"({NUMBER_SQL})").label("now"))
    return session.connection().execute(statement.where(_SNAPSHOT.c.calendar == calendar)).one_or_none()
