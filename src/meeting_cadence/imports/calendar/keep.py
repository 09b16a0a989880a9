"""Taking calendars in: a file that somebody brought, or an address whose turn it is."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.imports.calendar.fetch import Fetched, Known, Terms, check_address, fetch
from meeting_cadence.imports.calendar.match import CalendarEntry
from meeting_cadence.imports.calendar.reading import CalendarRefused, limits_on, read_calendar, when
from meeting_cadence.regulations.problems import Problem
from meeting_cadence.store.calendar_sources import (
    Item,
    Source,
    add_source,
    claim_source,
    put_items,
    put_reading,
    sources_due,
)
from meeting_cadence.store.engine import Store
from meeting_cadence.store.registry import load_world

LONGEST_NAME: Final = 100
_LEASE: Final = timedelta(minutes=10)
"""How long a source that is being read is left alone by others."""


class NameNeeded(MeetingCadenceError):
    """A calendar needs a name of at most 100 characters, on one line."""

    code = "calendar_name"
    http_status = 422
    exit_status = 2


class Wish(NamedTuple):
    """Whose calendar, and what it is called."""

    body: str
    name: str
    by: str


def bring_file(store: Store, wish: Wish, raw: bytes, *, at: datetime) -> int:
    """Take in a file instead of the one of that name; answers how many entries it has.

    Raises BodyUnknown, NameNeeded, CalendarRefused; then nothing was changed.
    """
    name = _name(wish.name)
    with store.reading() as session:
        zone = load_world(session).body(wish.body).zone
    entries = _read(raw, name, zone, at)
    with store.session() as session:
        source = add_source(session, wish.body, name, None, by=wish.by, at=at)
        put_items(session, source, [_item(source, entry) for entry in entries])
        put_reading(session, source, read_at=at, digest=_digest(raw))
    return len(entries)


def add_address(store: Store, wish: Wish, address: str, terms: Terms, *, at: datetime) -> int:
    """Have an address read from the next turn on. Raises BodyUnknown, NameNeeded, CalendarRefused."""
    name = _name(wish.name)
    check_address(address, terms.hosts)
    with store.session() as session:
        load_world(session).body(wish.body)
        return add_source(session, wish.body, name, address, by=wish.by, at=at)


def read_due(
    store: Store, terms: Terms, *, at: datetime, every: timedelta, clock: Callable[[], datetime]
) -> int:
    """Read every address whose turn it is; answers how many. Trouble is written down with the calendar."""
    with store.reading() as session:
        due = sources_due(session, at)
    count = 0
    for source in due:
        with store.sharing() as session:
            ours = claim_source(session, source, until=clock() + _LEASE)
        if ours:
            read_source(store, source, terms, at=clock(), every=every)
            count += 1
    return count


def read_source(store: Store, source: Source, terms: Terms, *, at: datetime, every: timedelta) -> bool:
    """Read one address now; answers whether that went well. What went wrong is written down, and its entries stay."""
    assert source.address is not None, "a file is not read again"
    following = at + every
    try:
        fetched = fetch(source.address, Known(source.etag, source.modified), terms)
        entries = _fresh_entries(store, source, fetched, at)
    except CalendarRefused as refused:
        with store.sharing() as session:
            put_reading(session, source.id, next_read=following, trouble=_trouble(refused))
        return False
    with store.sharing() as session:
        if fetched is not None:
            known = {"etag": fetched.known.etag, "modified": fetched.known.modified}
            put_reading(session, source.id, digest=_digest(fetched.raw), **known)
        if entries is not None:
            put_items(session, source.id, [_item(source.id, entry) for entry in entries])
        put_reading(session, source.id, read_at=at, next_read=following, trouble=None)
    return True


def entry_of(item: Item, zone: ZoneInfo) -> CalendarEntry:
    """An entry as it was kept."""
    start = when(item.start, zone)
    assert start is not None
    return CalendarEntry(
        item.fingerprint, item.summary, item.place, start, when(item.end, zone), item.cancelled
    )


def problems_of(source: Source) -> tuple[Problem, ...]:
    """Why the last reading failed."""
    return tuple(Problem(one["code"], source.name, one["line"], 0, one["values"]) for one in source.why)


def _fresh_entries(
    store: Store, source: Source, fetched: Fetched | None, at: datetime
) -> list[CalendarEntry] | None:
    """The entries where the bytes are others than last time."""
    if fetched is None or _digest(fetched.raw) == source.digest:
        return None
    with store.reading() as session:
        zone = load_world(session).body(source.body).zone
    return _read(fetched.raw, source.name, zone, at)


def _read(raw: bytes, name: str, zone: ZoneInfo, at: datetime) -> list[CalendarEntry]:
    return read_calendar(raw, name=name, zone=zone, limits=limits_on(at.astimezone(zone).date()))


def _item(source: int, entry: CalendarEntry) -> Item:
    end = _text(entry.end) if entry.end is not None else None
    start = _text(entry.start)
    return Item(source, entry.fingerprint, entry.summary, entry.place, start, end, entry.cancelled)


def _text(moment: date | datetime) -> str:
    return moment.isoformat()


def _name(name: str) -> str:
    plain = name.strip()
    if not 0 < len(plain) <= LONGEST_NAME or not plain.isprintable():
        raise NameNeeded()
    return plain


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _trouble(refused: CalendarRefused) -> str:
    told = [{"code": one.code, "line": one.line, "values": one.values} for one in refused.problems[:20]]
    return json.dumps(told, ensure_ascii=False, default=str)
