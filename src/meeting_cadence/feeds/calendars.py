"""Calendars from the store: what changed is rendered and kept, the rest is joined as it lies there.

    read what is new ──► render the stale ──► keep their revisions (one transaction) ──► join

Rendering happens outside any transaction, so that a cold feed blocks nobody who records. Two processes that
render the same change agree: whoever comes second finds its content already kept and changes nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import insert, select, text
from sqlmodel import Session

from meeting_cadence.feeds import calendar, render
from meeting_cadence.feeds.agenda import Agenda
from meeting_cadence.feeds.deadline import deadline, read_owed
from meeting_cadence.feeds.entry import CalendarEntry
from meeting_cadence.feeds.extent import Extent, extent_of
from meeting_cadence.feeds.keep import Draft, Keeper, Kept
from meeting_cadence.feeds.meeting import meeting_entry
from meeting_cadence.feeds.names import Names
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.reading import Line, Reader, Reading, Stored
from meeting_cadence.feeds.reminder import reminder
from meeting_cadence.feeds.revise import whole_second
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.sheet import Sheet, Sheets, Shown
from meeting_cadence.queries.world import World
from meeting_cadence.store.engine import Store
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation, Setting
from meeting_cadence.words import feeds as feed_words
from meeting_cadence.words import standings as standing_words
from meeting_cadence.words import windows as window_words

_OWED: Final = table_of(Obligation)
_SETTING: Final = table_of(Setting)
_HOST: Final = "feed.uid_host"
_KEEP_LOCK: Final = 0x6665_6564
"""The PostgreSQL advisory lock under which revisions are kept; on SQLite writers take turns anyway."""
_AT_ONCE: Final = 500


class Composed(NamedTuple):
    """A calendar's body, plain and by gzip, and what it was made from."""

    body: bytes
    packed: bytes
    number: int
    """The change number of the snapshot it was made from."""
    cause: str
    """The last ledger entry and the applied packs: what explains a loss."""
    day: date
    entries: int
    hidden: frozenset[str]
    """UIDs of what is there but left out by the options."""


class Calendars:
    """Makes calendars from one store. Safe to share between threads."""

    def __init__(self, store: Store, *, base_url: str, host: str) -> None:
        """`base_url`: where links lead, no slash at its end. `host`: of the UIDs, until one was kept."""
        self.store = store
        self._base_url = base_url
        self._first_host = host
        self._host: str | None = None
        self._agenda = Agenda()
        self._sheets = Sheets()

    def compose(self, scope: Scope, options: Options, *, at: datetime) -> Composed:
        """The calendar of now. Raises StoreFault where the database cannot be used."""
        host = self._kept_host()
        today = at.astimezone(UTC).date()
        reader = Reader(scope, options, host, today, self._agenda)
        before = self._sheets.get(scope, options)
        with self.store.reading() as session:
            extent = extent_of(session)
            world = load_world(session)
            basis = self._basis(world, host)
            if before is not None and not before.can_follow(basis, today, extent):
                before = None
            reading = reader.news(session, world, before) if before is not None else None
            reading = reading or reader.all(session, world)
            stale = [
                line for line in reading.lines if not _is_current(reading.stored.get(line.uid), line, basis)
            ]
            rows = reading.rows or _rows(session, [line.key for line in stale if line.meeting is None])
        names = Names(world.pack, options.language)
        drafts = [draft for line in stale if (draft := self._draft(line, rows, names, host))]
        kept = self._keep(drafts, reading, Keeping(options.language, basis, extent.number, at))
        sheet = _filled(None if reading.whole else before, reading, kept, stale)
        sheet.basis, sheet.day = basis, today
        sheet.extent = extent
        if before is None or before.shown != sheet.shown:
            sheet.write(calendar.head(scope.title(names), sheet.zones()), calendar.END)
        self._sheets.put(scope, options, sheet)
        cause = f"{extent.last_entry};{sorted(world.applied)}"
        hidden = frozenset(sheet.hidden)
        return Composed(sheet.body, sheet.packed, extent.number, cause, today, len(sheet.shown), hidden)

    def _kept_host(self) -> str:
        """The host in UIDs: the first one ever used here, so that another address makes no duplicates."""
        if self._host is None:
            query = select(_SETTING.c.value).where(_SETTING.c.name == _HOST)
            with self.store.reading() as session:
                self._host = session.connection().execute(query).scalar()
        if self._host is None:
            with self.store.session() as session:
                self._host = session.connection().execute(query).scalar()
                if self._host is None:
                    values = {"name": _HOST, "value": self._first_host}
                    session.connection().execute(insert(_SETTING).values(values))
                    self._host = self._first_host
        return self._host

    def _basis(self, world: World, host: str) -> str:
        """A digest of everything besides its source that an entry's text depends on."""
        parts = (sorted(world.applied), _wording(), render.FORMAT, self._base_url, host)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    def _draft(self, line: Line, rows: Mapping[str, Any], names: Names, host: str) -> Draft | None:
        if line.meeting is not None:
            body = line.meeting.bodies[0]
            link = f"{self._base_url}/bodies/{body}"
            entry = meeting_entry(line.meeting, names, host=host, link=link)
            return _drafted(line, "meeting", body, line.meeting.changed, entry)
        row = rows[line.key]
        owed = read_owed(row.judged, row.lead_from)
        if owed is None or owed.mandate not in names.pack.mandate or owed.body not in names.pack.tree:
            return None
        link = f"{self._base_url}/obligations/{owed.key}"
        if line.ahead:
            entry = reminder(owed, line.ahead, names, host=host, link=link)
            return _drafted(line, "mark", owed.body, row.changed_at, entry)
        return _drafted(line, "due", owed.body, row.changed_at, deadline(owed, names, host=host, link=link))

    def _keep(self, drafts: Sequence[Draft], reading: Reading, keeping: "Keeping") -> dict[str, Kept]:
        """Give each draft its revision. Answers UID to (stamped VEVENT, zone)."""
        if not drafts and not reading.gone:
            return {}
        with self.store.passing() as session:
            if not self.store.is_sqlite:
                session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEEP_LOCK})
            keeper = Keeper(session, *keeping)
            keeper.bury(reading.gone)
            return keeper.keep(drafts)


class Keeping(NamedTuple):
    """With what revisions are kept: language, basis, change number, time."""

    language: str
    basis: str
    number: int
    at: datetime


def _is_current(stored: Stored | None, line: Line, basis: str) -> bool:
    """Whether what is stored was rendered from just this."""
    if stored is None or stored.gone:
        return False
    return stored.source == line.source and stored.basis == basis


def _rows(session: Session, keys: Sequence[str]) -> dict[str, Any]:
    """The rows of obligations that must be rendered, by key."""
    columns = (_OWED.c.key, _OWED.c.judged, _OWED.c.lead_from, _OWED.c.changed_at)
    found: dict[str, Any] = {}
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        rows = session.connection().execute(select(*columns).where(_OWED.c.key.in_(part)))
        found.update((row.key, row) for row in rows)
    return found


def _drafted(line: Line, kind: str, body: str, changed: datetime | None, entry: CalendarEntry) -> Draft:
    return Draft(
        uid=line.uid,
        kind=kind,
        body=body,
        source=line.source,
        changed=whole_second(changed) if changed else None,
        written=render.content(entry),
        place=render.place_hash(entry),
        zone=entry.zone_needed,
    )


def _filled(before: Sheet | None, reading: Reading, kept: Mapping[str, Kept], stale: Sequence[Line]) -> Sheet:
    """The sheet before with what is new; without one, everything."""
    renewed = {line.uid for line in stale}
    found: dict[str, Shown] = {}
    for line in reading.lines:
        if line.uid not in renewed:
            stored = reading.stored[line.uid]
            found[line.uid] = Shown.of(line.uid, line.day, stored.rendered, stored.zone)
        elif line.uid in kept:
            written, zone = kept[line.uid]
            found[line.uid] = Shown.of(line.uid, line.day, written, zone)
    sheet = Sheet("", date.min, Extent(0, 0, 0), {}) if before is None else before.copy()
    sheet.meetings = reading.meetings
    sheet.drop([*reading.dropped, *reading.gone])
    sheet.hidden |= reading.hidden
    if before is None:
        sheet.fill(found)
    for uid, entry in found.items() if before is not None else ():
        sheet.put(uid, entry)
    return sheet


@cache
def _wording() -> str:
    """Changes when a release words entries otherwise: then they are rendered again."""
    tables = (feed_words.WORDS, standing_words.WORDS, window_words.WORDS)
    return hashlib.sha256(repr([sorted(table.items()) for table in tables]).encode()).hexdigest()
