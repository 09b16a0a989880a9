"""The last good body of each feed, shared by all processes and kept over restarts.

A body is published whole or not at all. One that suddenly lost most entries, though nobody put anything
on record since, is held back: the last good one stays until the entries are back or a person allows the loss.
"""

import gzip
import hashlib
import re
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

import structlog
from sqlalchemy import insert, select, update
from sqlmodel import Session

from meeting_cadence.feeds.calendars import Calendars, Composed
from meeting_cadence.feeds.revise import whole_second
from meeting_cadence.feeds.scope import Options, Scope
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed, FeedSnapshot

_FEED: Final = table_of(Feed)
_SNAPSHOT: Final = table_of(FeedSnapshot)
_log = structlog.get_logger()

GUARDED_ENTRIES: Final = 6
"""A feed with fewer entries than this may lose most of them without being held back."""

_PACKING: Final = 1
"""gzip's level: a feed of 1,000 entries takes 2 ms; level 6 takes more than twice that for a tenth less."""

_EVENT: Final = re.compile(rb"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", re.DOTALL)
_UID: Final = re.compile(rb"^UID:(.*)\r$", re.MULTILINE)
_DAY: Final = re.compile(rb"^DTSTART[^:]*:(\d{8})", re.MULTILINE)


class Snapshot(NamedTuple):
    """A published body. `etag` without quotes; `number` and `day`: for what it was last found good."""

    etag: str
    modified: datetime
    body: bytes
    packed: bytes
    number: int
    day: date


class Snapshots:
    """Publishes feeds. Safe to share between threads."""

    def __init__(self, calendars: Calendars) -> None:
        self._calendars = calendars
        self._store = calendars.store

    def publish(self, feed: int, *, at: datetime) -> Snapshot:
        """The body of now, kept anew only where it changed. Raises StoreFault, LookupError (no such feed)."""
        with self._store.reading() as session:
            row = session.connection().execute(select(_FEED).where(_FEED.c.id == feed)).one_or_none()
        if row is None:
            raise LookupError(feed)
        composed = self._calendars.compose(Scope(row.kind, row.scope), Options.read(row.options), at=at)
        same = self._unchanged(feed, composed)
        if same is not None:
            return same
        packed = gzip.compress(composed.body, _PACKING, mtime=0)
        with self._store.sharing() as session:
            return self._put(session, feed, composed, packed, Options.read(row.options), at)

    def _unchanged(self, feed: int, composed: Composed) -> Snapshot | None:
        """The published body, where it is just this one; nothing is written for it."""
        columns = (_SNAPSHOT.c.etag, _SNAPSHOT.c.modified, _SNAPSHOT.c.packed)
        mine = (_SNAPSHOT.c.feed == feed) & (_SNAPSHOT.c.etag == _digest(composed.body))
        good = mine & _SNAPSHOT.c.held_back_at.is_(None) & (_SNAPSHOT.c.number <= composed.number)
        with self._store.reading() as session:
            row = session.connection().execute(select(*columns).where(good)).one_or_none()
        if row is None:
            return None
        return Snapshot(row.etag, row.modified, composed.body, row.packed, composed.number, composed.day)

    def published(self, feed: int) -> Snapshot | None:
        """The last published body; None when there is none yet, or another one is held back."""
        with self._store.reading() as session:
            row = (
                session.connection().execute(select(_SNAPSHOT).where(_SNAPSHOT.c.feed == feed)).one_or_none()
            )
            return _snapshot(row) if row and not row.held_back_at else None

    def _put(
        self, session: Session, feed: int, composed: Composed, packed: bytes, options: Options, at: datetime
    ) -> Snapshot:
        """In one transaction, so that the watermark of two processes never goes back."""
        self._lock(session, feed)
        old = session.connection().execute(select(_SNAPSHOT).where(_SNAPSHOT.c.feed == feed)).one_or_none()
        if old is not None and old.number > composed.number:
            return _snapshot(old)
        if old is not None and not old.allowed and _lost_too_much(old, composed, options):
            return self._hold_back(session, feed, old, composed, at)
        values = _values(old, composed, packed, at)
        if old is None:
            session.connection().execute(insert(_SNAPSHOT).values(feed=feed, **values))
        else:
            mine = _SNAPSHOT.c.feed == feed
            session.connection().execute(update(_SNAPSHOT).where(mine).values(values))
        return Snapshot(
            values["etag"], values["modified"], composed.body, packed, composed.number, composed.day
        )

    def _lock(self, session: Session, feed: int) -> None:
        if not self._store.is_sqlite:
            session.connection().execute(select(_FEED.c.id).where(_FEED.c.id == feed).with_for_update())

    def _hold_back(self, session: Session, feed: int, old: Any, composed: Composed, at: datetime) -> Snapshot:
        session.connection().execute(
            update(_SNAPSHOT)
            .where(_SNAPSHOT.c.feed == feed)
            .values(number=composed.number, day=composed.day, held_back_at=old.held_back_at or at)
        )
        if old.held_back_at is None:
            _log.error("feed.held_back", feed=feed, entries=old.entries, would_be=composed.entries)
        return _snapshot(old)._replace(number=composed.number, day=composed.day)


def _values(old: Any, composed: Composed, packed: bytes, at: datetime) -> dict[str, Any]:
    etag = _digest(composed.body)
    modified = whole_second(at)
    if old is not None:
        moved = max(modified, old.modified + timedelta(seconds=1))
        modified = old.modified if old.etag == etag else moved
    return {
        "packed": packed,
        "etag": etag,
        "modified": modified,
        "number": composed.number,
        "day": composed.day,
        "cause": composed.cause,
        "entries": composed.entries,
        "held_back_at": None,
        "allowed": False,
    }


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def _snapshot(row: Any) -> Snapshot:
    body = gzip.decompress(row.packed)
    return Snapshot(row.etag, row.modified, body, row.packed, row.number, row.day)


def _lost_too_much(old: Any, composed: Composed, options: Options) -> bool:
    """Whether more than half of the published entries vanished though nothing was put on record since.

    Entries may always leave with the horizon, and cancelled ones after their time.
    """
    before: int = old.entries
    if before < GUARDED_ENTRIES or composed.entries * 2 > before:
        return False
    if old.held_back_at is None and old.cause != composed.cause:
        return False
    now = {uid for uid, _ in _shown(composed.body)}
    first, last = options.first_day(composed.day), options.last_day(composed.day)
    unexplained = [
        uid
        for uid, event in _shown(gzip.decompress(old.packed))
        if uid not in now and _should_stay(event, first, last)
    ]
    return len(unexplained) * 2 > before


def _shown(body: bytes) -> list[tuple[bytes, bytes]]:
    events = (event.replace(b"\r\n ", b"") for event in _EVENT.findall(body))
    return [(found[1], event) for event in events if (found := _UID.search(event))]


def _should_stay(event: bytes, first: date, last: date) -> bool:
    day = _DAY.search(event)
    if day is None or b"STATUS:CANCELLED" in event:
        return False
    return f"{first:%Y%m%d}" <= day[1].decode() <= f"{last:%Y%m%d}"
