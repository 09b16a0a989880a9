"""What a calendar consists of: everything, or only what changed since it was last made, in one snapshot."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, bindparam, case, func, select
from sqlmodel import Session

from meeting_cadence.feeds.agenda import Agenda
from meeting_cadence.feeds.entry import uid as uid_of
from meeting_cadence.feeds.meeting import day_of, digest, has_left
from meeting_cadence.feeds.options import REMINDED, Options
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.sheet import Sheet
from meeting_cadence.queries.meetings import Meeting, meeting_key
from meeting_cadence.queries.world import World
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import FeedEntry
from meeting_cadence.store.tables.record import LedgerEntry, LedgerEntryBody, Obligation

_OWED: Final = table_of(Obligation)
_ENTRY: Final = table_of(FeedEntry)
_LINK: Final = table_of(LedgerEntryBody)
_LEDGER: Final = table_of(LedgerEntry)
_AT_ONCE: Final = 500
_MOST_NEWS: Final = 1000
"""With more changes than this a calendar is read as a whole."""
_KEY_FROM: Final = case((_ENTRY.c.kind == "mark", 9), else_=5)
"""Where the obligation's key begins in a UID: due-…, mark090-…"""


class Stored(NamedTuple):
    """The revision of an entry as it lies in the store."""

    source: str
    basis: str
    zone: str | None
    rendered: str
    gone: bool


class Line(NamedTuple):
    """One entry of the calendar: a meeting, or else the obligation of `key` (`ahead` days before it is due)."""

    day: date
    uid: str
    source: str
    key: str
    ahead: int = 0
    meeting: Meeting | None = None


@dataclass
class Reading:
    """What is to be put into a calendar. `whole` False: only what changed; `dropped` leaves first.

    `stored` knows no obligation that changed: it must be rendered in any case.
    """

    whole: bool
    lines: list[Line] = field(default_factory=list)
    stored: Mapping[str, Stored] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    """UIDs of what is there but left out by the options."""
    gone: list[str] = field(default_factory=list)
    """UIDs that nobody is shown any more."""
    meetings: Mapping[str, tuple[Meeting, ...]] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    """The obligations' rows by key, where they were read with all that rendering needs."""


class Reader(NamedTuple):
    """How one calendar is read."""

    scope: Scope
    options: Options
    host: str
    today: date
    agenda: Agenda

    def all(self, session: Session, world: World) -> Reading:
        """Everything."""
        bodies = self.scope.bodies(world)
        reading = Reading(True, meetings=self.agenda.by_body(session, bodies, world.pack.tree))
        for row in self._rows(session, bodies):
            self._sort_in(row, reading)
        pool = self._pool(reading.meetings)
        self._sort_meetings(pool, pool, world, reading)
        if self.scope.kind != "mandate":
            reading.gone = self._gone(session, bodies, pool)
        reading.stored = _stored(session, [line.uid for line in reading.lines], self.options.language)
        return reading

    def news(self, session: Session, world: World, sheet: Sheet) -> Reading | None:
        """What changed since the sheet was made, by two index ranges; None: too much of it."""
        rows = session.connection().execute(_NEWS, {"changes": sheet.extent.changes}).all()
        touched = _touched(session, sheet.extent.last_entry)
        if touched is None or len(rows) > _MOST_NEWS:
            return None
        reading = Reading(False, meetings=sheet.meetings)
        bodies = self.scope.bodies(world)
        mine = set(bodies)
        for row in rows:
            if row.mandate == self.scope.id if self.scope.kind == "mandate" else row.body in mine:
                reading.dropped.update(self._uids(row.key))
                reading.rows[row.key] = row
                self._sort_in(row, reading)
        if touched & mine:
            self._meet_again(session, world, sorted(touched & mine), sheet, reading)
            uids = [line.uid for line in reading.lines if line.meeting is not None]
            reading.stored = _stored(session, uids, self.options.language)
        return reading

    def _rows(self, session: Session, bodies: Sequence[str]) -> Iterator[Any]:
        first, last = self.options.first_day(self.today), self.options.last_day(self.today)
        furthest = last + timedelta(days=max(self.options.reminders, default=0))
        statement = select(*_COLUMNS).where(_OWED.c.due.between(first, furthest), _OWED.c.gone_at.is_(None))
        if self.scope.kind == "mandate":
            yield from session.connection().execute(statement.where(_OWED.c.mandate == self.scope.id))
            return
        for part in _parts(bodies):
            yield from session.connection().execute(statement.where(_OWED.c.body.in_(part)))

    def _uids(self, key: str) -> list[str]:
        """The UIDs of an obligation: of its day, and of the reminders before it."""
        marks = [uid_of(f"mark{days:03}", key, self.host) for days in self.options.reminders]
        return [uid_of("due", key, self.host), *marks]

    def _sort_in(self, row: Any, reading: Reading) -> None:
        """Where one obligation belongs: shown, hidden or gone."""
        uid, *marks = self._uids(row.key)
        if row.gone_at is not None or row.due is None or row.standing == "superseded":
            reading.gone += [uid, *marks]
            return
        if self._is_near(row.due) and self.options.shows_standing(row.standing, row.due, self.today):
            reading.lines.append(Line(row.due, uid, str(row.revision), row.key))
        else:
            reading.hidden.add(uid)
        for days, mark in zip(self.options.reminders, marks, strict=True):
            day = row.due - timedelta(days=days)
            if row.standing in REMINDED and row.due_at is None and self._is_near(day):
                reading.lines.append(Line(day, mark, str(row.revision), row.key, days))
            else:
                reading.hidden.add(mark)

    def _is_near(self, day: date) -> bool:
        return self.options.first_day(self.today) <= day <= self.options.last_day(self.today)

    def _pool(self, meetings: Mapping[str, tuple[Meeting, ...]]) -> dict[str, Meeting]:
        """Every meeting by its UID, a joint one once."""
        return {self._uid(meeting): meeting for listed in meetings.values() for meeting in listed}

    def _uid(self, meeting: Meeting) -> str:
        return uid_of("meeting", meeting_key(meeting.subject), self.host)

    def _sort_meetings(
        self, uids: Iterable[str], pool: Mapping[str, Meeting], world: World, reading: Reading
    ) -> None:
        for uid in uids:
            meeting = pool[uid]
            if self._shows(meeting, world):
                day = day_of(meeting, world)
                reading.lines.append(Line(day, uid, digest(meeting), meeting.subject, 0, meeting))
            elif not has_left(meeting, self.today):
                reading.hidden.add(uid)

    def _meet_again(
        self, session: Session, world: World, bodies: Sequence[str], sheet: Sheet, reading: Reading
    ) -> None:
        """Read the meetings of bodies whose ledger has grown."""
        renewed = self.agenda.by_body(session, bodies, world.pack.tree)
        reading.meetings = {**sheet.meetings, **renewed}
        pool = self._pool(reading.meetings)
        before = self._pool({body: sheet.meetings.get(body, ()) for body in bodies})
        concerned = {*before, *self._pool(renewed)}
        reading.dropped |= concerned
        self._sort_meetings(sorted(concerned & pool.keys()), pool, world, reading)
        reading.gone += sorted(uid for uid in concerned if uid not in pool or has_left(pool[uid], self.today))

    def _shows(self, meeting: Meeting, world: World) -> bool:
        day = day_of(meeting, world)
        if self.options.standings or has_left(meeting, self.today) or not self._is_near(day):
            return False
        if meeting.state == "cancelled" and not self.options.cancelled:
            return False
        return self._is_of_mandate(meeting, world) and (self.options.history or day >= self.today)

    def _is_of_mandate(self, meeting: Meeting, world: World) -> bool:
        if self.scope.kind != "mandate":
            return True
        mandate = world.pack.mandate.get(self.scope.id)
        return mandate is not None and (meeting.kind in mandate.kinds or bool(meeting.items & mandate.items))

    def _gone(self, session: Session, bodies: Sequence[str], pool: Mapping[str, Meeting]) -> list[str]:
        """Entries of these bodies whose obligation or meeting is no more; not asked for a mandate."""
        living = {uid for uid, meeting in pool.items() if not has_left(meeting, self.today)}
        no_more = _OWED.c.key.is_(None) | _OWED.c.gone_at.is_not(None) | _OWED.c.due.is_(None)
        joined = _ENTRY.outerjoin(_OWED, _OWED.c.key == func.substr(_ENTRY.c.uid, _KEY_FROM, 26))
        found: list[str] = []
        for part in _parts(bodies):
            mine = and_(
                _ENTRY.c.body.in_(part),
                _ENTRY.c.language == self.options.language,
                _ENTRY.c.gone_at.is_(None),
            )
            known = session.connection().execute(select(_ENTRY.c.uid).where(mine, _ENTRY.c.kind == "meeting"))
            dues = session.connection().execute(
                select(_ENTRY.c.uid)
                .select_from(joined)
                .where(mine, _ENTRY.c.kind != "meeting", no_more | (_OWED.c.standing == "superseded"))
            )
            found += [*dues.scalars(), *(uid for uid in known.scalars() if uid not in living)]
        return sorted(found)


_COLUMNS: Final = (
    _OWED.c.key,
    _OWED.c.body,
    _OWED.c.mandate,
    _OWED.c.revision,
    _OWED.c.due,
    _OWED.c.due_at,
    _OWED.c.standing,
    _OWED.c.gone_at,
)
_NEWS: Final = (
    select(*_COLUMNS, _OWED.c.judged, _OWED.c.lead_from, _OWED.c.changed_at)
    .where(_OWED.c.changed_in > bindparam("changes"))
    .limit(_MOST_NEWS + 1)
)
_MEETING_ENTRIES: Final = ("act", "plan", "retract", "replace")
"""Ledger entries that can change a meeting."""
_TOUCHED: Final = (
    select(_LINK.c.body)
    .join(_LEDGER, _LEDGER.c.seq == _LINK.c.seq)
    .where(_LINK.c.seq > bindparam("last"), _LEDGER.c.type.in_(_MEETING_ENTRIES))
    .limit(_MOST_NEWS + 1)
)


def _touched(session: Session, last_entry: int) -> set[str] | None:
    """The bodies whose meetings later ledger entries concern; None: every body, or very many."""
    found = session.connection().execute(_TOUCHED, {"last": last_entry}).scalars().all()
    return None if "" in found or len(found) > _MOST_NEWS else set(found)


def _stored(session: Session, uids: Sequence[str], language: str) -> dict[str, Stored]:
    """What is kept of entries, by UID."""
    columns = (_ENTRY.c.source, _ENTRY.c.basis, _ENTRY.c.zone, _ENTRY.c.rendered, _ENTRY.c.gone_at)
    statement = select(_ENTRY.c.uid, *columns).where(_ENTRY.c.language == language)
    found: dict[str, Stored] = {}
    for part in _parts(uids):
        rows = session.connection().execute(statement.where(_ENTRY.c.uid.in_(part)))
        for uid, source, basis, zone, rendered, gone_at in rows:
            found[uid] = Stored(source, basis, zone, rendered, gone_at is not None)
    return found


def _parts(values: Collection[str]) -> Iterator[list[str]]:
    listed = list(values)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))
