"""What a calendar consists of now: its entries by day with their stored revisions, read in one snapshot."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, func, literal, select
from sqlmodel import Session

from meeting_cadence.dates import local_day
from meeting_cadence.feeds.agenda import Agenda
from meeting_cadence.feeds.entry import uid as uid_of
from meeting_cadence.feeds.meeting import Meeting, meeting_key, zone_of
from meeting_cadence.feeds.names import Names
from meeting_cadence.feeds.scope import Options, Scope
from meeting_cadence.queries.world import World
from meeting_cadence.store.changes import change_number
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import FeedEntry
from meeting_cadence.store.tables.record import LedgerEntry, Obligation

_OWED: Final = table_of(Obligation)
_ENTRY: Final = table_of(FeedEntry)
_LEDGER: Final = table_of(LedgerEntry)

CLOSED: Final = frozenset({"met", "met_extended", "met_late", "excused", "missed", "optional"})
"""Standings that a feed without history leaves out once their day has passed."""


class Stored(NamedTuple):
    """The revision of an entry as it lies in the store."""

    source: str
    basis: str
    zone: str | None
    rendered: str
    gone: bool


class Line(NamedTuple):
    """One entry of the calendar. `meeting` None: the obligation of `key`."""

    day: date
    uid: str
    key: str
    source: str
    stored: Stored | None
    meeting: Meeting | None = None

    def is_current(self, basis: str) -> bool:
        """Whether what is stored was rendered from just this."""
        old = self.stored
        return old is not None and not old.gone and old.source == self.source and old.basis == basis


@dataclass(frozen=True, slots=True)
class Reading:
    """One consistent view of everything a calendar depends on."""

    world: World
    number: int
    """The change number of this view."""
    cause: str
    """The last ledger entry and the applied packs: what explains a loss."""
    lines: list[Line]
    """In the order of the calendar: by day, then UID."""
    gone: list[str] = field(default_factory=list)
    """UIDs of the scope's bodies that nobody is shown any more."""


class Reader(NamedTuple):
    """How one scope is read."""

    scope: Scope
    options: Options
    host: str
    today: date
    agenda: Agenda

    def read(self, session: Session) -> Reading:
        """Everything the calendar needs, apart from the rows that must be rendered anew."""
        number = change_number(session)
        world = load_world(session)
        bodies = self.scope.bodies(world)
        meetings = self.agenda.meetings(session, bodies, world.pack.tree)
        lines = [*self._obligations(session, bodies), *self._meetings(session, world, meetings)]
        cause = f"{_last_entry(session)};{sorted(world.applied)}"
        gone = self._gone(session, bodies, meetings)
        return Reading(world, number, cause, sorted(lines, key=lambda line: line[:2]), gone)

    def _obligations(self, session: Session, bodies: Sequence[str]) -> Iterator[Line]:
        first, last = self.options.first_day(self.today), self.options.last_day(self.today)
        uid = literal("due-").concat(_OWED.c.key).concat(f"@{self.host}")
        joined = _OWED.outerjoin(
            _ENTRY, and_(_ENTRY.c.uid == uid, _ENTRY.c.language == self.options.language)
        )
        statement = (
            select(_OWED.c.key, _OWED.c.revision, _OWED.c.due, _OWED.c.standing, *_STORED)
            .select_from(joined)
            .where(self._is_in_scope(bodies), _OWED.c.due.between(first, last))
            .where(_OWED.c.gone_at.is_(None), _OWED.c.standing != "superseded")
        )
        for key, revision, due, standing, *stored in session.connection().execute(statement):
            if self.options.history or due >= self.today or standing not in CLOSED:
                yield Line(due, uid_of("due", key, self.host), key, str(revision), _stored(stored))

    def _is_in_scope(self, bodies: Sequence[str]) -> Any:
        if self.scope.kind == "mandate":
            return _OWED.c.mandate == self.scope.id
        return _OWED.c.body.in_(bodies)

    def _uid(self, meeting: Meeting) -> str:
        return uid_of("meeting", meeting_key(meeting.subject), self.host)

    def _meetings(self, session: Session, world: World, meetings: Sequence[Meeting]) -> Iterator[Line]:
        shown = {self._uid(meeting): meeting for meeting in meetings if self._shows(meeting, world)}
        stored = _stored_by_uid(session, sorted(shown), self.options.language)
        for uid, meeting in shown.items():
            source = hashlib.sha256(repr(_plain(meeting)).encode()).hexdigest()
            yield Line(_day(meeting, world), uid, meeting.subject, source, stored.get(uid), meeting)

    def _shows(self, meeting: Meeting, world: World) -> bool:
        day = _day(meeting, world)
        if not self.options.first_day(self.today) <= day <= self.options.last_day(self.today):
            return False
        if _has_left(meeting, self.today) or not self._is_of_mandate(meeting, world):
            return False
        return self.options.history or day >= self.today

    def _is_of_mandate(self, meeting: Meeting, world: World) -> bool:
        if self.scope.kind != "mandate":
            return True
        mandate = world.pack.mandate.get(self.scope.id)
        return mandate is not None and (meeting.kind in mandate.kinds or bool(meeting.items & mandate.items))

    def _gone(self, session: Session, bodies: Sequence[str], meetings: Sequence[Meeting]) -> list[str]:
        """Entries of these bodies whose obligation or meeting is no more; not asked for a mandate."""
        if self.scope.kind == "mandate":
            return []
        living = {self._uid(meeting) for meeting in meetings if not _has_left(meeting, self.today)}
        mine = and_(
            _ENTRY.c.body.in_(bodies),
            _ENTRY.c.language == self.options.language,
            _ENTRY.c.gone_at.is_(None),
        )
        known = session.connection().execute(select(_ENTRY.c.uid).where(mine, _ENTRY.c.kind == "meeting"))
        joined = _ENTRY.outerjoin(_OWED, _OWED.c.key == func.substr(_ENTRY.c.uid, 5, 26))
        no_more = _OWED.c.key.is_(None) | _OWED.c.gone_at.is_not(None) | _OWED.c.due.is_(None)
        dues = session.connection().execute(
            select(_ENTRY.c.uid)
            .select_from(joined)
            .where(mine, _ENTRY.c.kind == "due", no_more | (_OWED.c.standing == "superseded"))
        )
        return sorted([*dues.scalars(), *(uid for uid in known.scalars() if uid not in living)])


_STORED: Final = (
    _ENTRY.c.source,
    _ENTRY.c.basis,
    _ENTRY.c.zone,
    _ENTRY.c.rendered,
    _ENTRY.c.gone_at,
)


def _stored(columns: Sequence[Any]) -> Stored | None:
    source, basis, zone, rendered, gone_at = columns
    return None if source is None else Stored(source, basis, zone, rendered, gone_at is not None)


def _stored_by_uid(session: Session, uids: Sequence[str], language: str) -> dict[str, Stored | None]:
    found: dict[str, Stored | None] = {}
    statement = select(_ENTRY.c.uid, *_STORED).where(_ENTRY.c.language == language)
    for start in range(0, len(uids), 500):
        rows = session.connection().execute(statement.where(_ENTRY.c.uid.in_(uids[start : start + 500])))
        found.update((uid, _stored(stored)) for uid, *stored in rows)
    return found


def _last_entry(session: Session) -> int:
    return int(session.connection().execute(select(func.coalesce(func.max(_LEDGER.c.seq), 0))).scalar_one())


def _has_left(meeting: Meeting, today: date) -> bool:
    return meeting.leaves_on is not None and today >= meeting.leaves_on


def _day(meeting: Meeting, world: World) -> date:
    if isinstance(meeting.start, datetime):
        return local_day(meeting.start, zone_of(meeting, Names(world.pack, "zh")))
    return meeting.start


def _plain(meeting: Meeting) -> tuple[Any, ...]:
    """The meeting's values in a lasting order: a set's order differs between processes."""
    values = (getattr(meeting, name) for name in meeting.__dataclass_fields__)
    return tuple(
        sorted(value)
        if isinstance(value, frozenset)
        else value.astimezone(UTC)
        if isinstance(value, datetime)
        else value
        for value in values
    )
