"""The last good body of each calendar, shared by all feeds that show it and by all processes, kept over restarts.

A body is published whole or not at all. One that suddenly lost most entries, though nobody put anything
on record since, is held back: the last good one stays until the entries are back or a person allows the loss.
"""

import gzip
import hashlib
import re
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

import structlog
from sqlalchemy import insert, select, text, update
from sqlmodel import Session

from meeting_cadence.feeds.calendars import Calendars, Composed
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.revise import whole_second
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed, FeedSnapshot

_FEED: Final = table_of(Feed)
_SNAPSHOT: Final = table_of(FeedSnapshot)
_PUBLISH_LOCK: Final = 0x7075_626C
"""The first half of the PostgreSQL advisory locks under which calendars are published."""
_log = structlog.get_logger()

GUARDED_ENTRIES: Final = 6
"""A feed with fewer entries than this may lose most of them without being held back."""

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
        return self.publish_calendar(
            row.calendar, Scope(row.kind, row.scope), Options.read(row.options), at=at
        )

    def publish_calendar(self, calendar: str, scope: Scope, options: Options, *, at: datetime) -> Snapshot:
        """As `publish`, for the calendar of that digest. Raises StoreFault."""
        composed = self._calendars.compose(scope, options, at=at)
        draft = _Draft(calendar, composed, digest(composed.body), options)
        same = self._unchanged(draft)
        if same is not None:
            return same
        with self._store.passing() as session:
            return self._put(session, draft, at)

    def _unchanged(self, draft: "_Draft") -> Snapshot | None:
        """The published body, where it is just this one; nothing is written for it."""
        composed = draft.composed
        columns = (_SNAPSHOT.c.etag, _SNAPSHOT.c.modified)
        mine = (_SNAPSHOT.c.calendar == draft.calendar) & (_SNAPSHOT.c.etag == draft.etag)
        good = mine & _SNAPSHOT.c.held_back_at.is_(None) & (_SNAPSHOT.c.number <= composed.number)
        with self._store.reading() as session:
            row = session.connection().execute(select(*columns).where(good)).one_or_none()
        if row is None:
            return None
        return Snapshot(row.etag, row.modified, composed.body, composed.packed, composed.number, composed.day)

    def published(self, calendar: str) -> Snapshot | None:
        """The last published body; None when there is none yet, or another one is held back."""
        with self._store.reading() as session:
            row = self._row(session, calendar)
            return _snapshot(row) if row and not row.held_back_at else None

    def _put(self, session: Session, draft: "_Draft", at: datetime) -> Snapshot:
        """In one transaction, so that the watermark of two processes never goes back."""
        lock_calendar(session, draft.calendar, is_sqlite=self._store.is_sqlite)
        composed = draft.composed
        old = self._row(session, draft.calendar)
        if old is not None and old.number > composed.number:
            return _snapshot(old)
        if old is not None and not old.allowed and _lost_too_much(old, draft):
            return self._hold_back(session, draft, old, at)
        values = _values(old, draft, at)
        if old is None:
            session.connection().execute(insert(_SNAPSHOT).values(calendar=draft.calendar, **values))
        else:
            mine = _SNAPSHOT.c.calendar == draft.calendar
            session.connection().execute(update(_SNAPSHOT).where(mine).values(values))
        return Snapshot(
            draft.etag,
            values["modified"],
            composed.body,
            composed.packed,
            composed.number,
            composed.day,
        )

    def _row(self, session: Session, calendar: str) -> Any:
        mine = _SNAPSHOT.c.calendar == calendar
        return session.connection().execute(select(_SNAPSHOT).where(mine)).one_or_none()

    def _hold_back(self, session: Session, draft: "_Draft", old: Any, at: datetime) -> Snapshot:
        composed = draft.composed
        session.connection().execute(
            update(_SNAPSHOT)
            .where(_SNAPSHOT.c.calendar == draft.calendar)
            .values(number=composed.number, day=composed.day, held_back_at=old.held_back_at or at)
        )
        if old.held_back_at is None:
            feeds = select(_FEED.c.id).where(_FEED.c.calendar == draft.calendar, _FEED.c.revoked_at.is_(None))
            numbers = sorted(session.connection().execute(feeds).scalars())
            _log.error("feed.held_back", feeds=numbers, entries=old.entries, would_be=composed.entries)
        return _snapshot(old)._replace(number=composed.number, day=composed.day)


def lock_calendar(session: Session, calendar: str, *, is_sqlite: bool) -> None:
    """PostgreSQL: one publisher of a calendar at a time; on SQLite writers take turns anyway."""
    if not is_sqlite:
        lock = text("SELECT pg_advisory_xact_lock(:space, hashtext(:calendar))")
        session.connection().execute(lock, {"space": _PUBLISH_LOCK, "calendar": calendar})


class _Draft(NamedTuple):
    """A body that is about to be published."""

    calendar: str
    composed: Composed
    etag: str
    options: Options


def _values(old: Any, draft: _Draft, at: datetime) -> dict[str, Any]:
    composed = draft.composed
    modified = whole_second(at)
    if old is not None:
        moved = max(modified, old.modified + timedelta(seconds=1))
        modified = old.modified if old.etag == draft.etag else moved
    return {
        "packed": composed.packed,
        "etag": draft.etag,
        "modified": modified,
        "number": composed.number,
        "day": composed.day,
        "cause": composed.cause,
        "entries": composed.entries,
        "held_back_at": None,
        "allowed": False,
    }


def digest(body: bytes) -> str:
    """The entity tag of a body: 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(body).hexdigest()[:32]


def _snapshot(row: Any) -> Snapshot:
    body = gzip.decompress(row.packed)
    return Snapshot(row.etag, row.modified, body, row.packed, row.number, row.day)


def _lost_too_much(old: Any, draft: _Draft) -> bool:
    """Whether more than half of the published entries vanished though nothing was put on record since.

    Entries may always leave with the horizon, cancelled ones after their time, and whatever is there still but
    left out by the options, as what is done and past by a feed without history.
    """
    before: int = old.entries
    composed = draft.composed
    if before < GUARDED_ENTRIES or composed.entries * 2 > before:
        return False
    if old.held_back_at is None and old.cause != composed.cause:
        return False
    there = {uid for uid, _ in _shown(composed.body)} | {uid.encode() for uid in composed.hidden}
    first, last = draft.options.first_day(composed.day), draft.options.last_day(composed.day)
    unexplained = [
        uid
        for uid, event in _shown(gzip.decompress(old.packed))
        if uid not in there and _should_stay(event, first, last)
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
