"""Calendars that are read in, in the store. Adding, removing and deciding leave lines on the audit trail."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from meeting_cadence.access import NotFound
from meeting_cadence.store.audit import note
from meeting_cadence.store.tables.calendar_sources import CalendarDecision, CalendarItem, CalendarSource
from meeting_cadence.store.tables.columns import table_of

_SOURCE: Final = table_of(CalendarSource)
_ITEM: Final = table_of(CalendarItem)
_DECISION: Final = table_of(CalendarDecision)
_AT_ONCE: Final = 2000

Verdict = Literal["confirmed", "dismissed", "reopened"]


class Source(NamedTuple):
    """A calendar of a body. `address` None: a file that somebody brought."""

    id: int
    body: str
    name: str
    address: str | None
    added_by: str
    read_at: datetime | None
    next_read: datetime | None
    etag: str | None
    modified: str | None
    digest: str | None
    trouble: str | None

    @property
    def why(self) -> list[dict[str, Any]]:
        """Why the last reading failed: problems with code, line and values; empty: it did not."""
        found: list[dict[str, Any]] = json.loads(self.trouble) if self.trouble else []
        return found


class Item(NamedTuple):
    """One occurrence, as it is kept: days and instants as ISO texts."""

    source: int
    fingerprint: str
    summary: str
    place: str
    start: str
    end: str | None
    cancelled: bool


class Decision(NamedTuple):
    """What was decided about an entry of a body's calendars."""

    body: str
    fingerprint: str
    decision: Verdict
    entry_id: str | None
    by: str
    at: datetime


def add_source(session: Session, body: str, name: str, address: str | None, *, by: str, at: datetime) -> int:
    """A new calendar of a body, or the one of that name with another address; answers its number."""
    known = next((one for one in sources_of(session, [body]) if one.name == name), None)
    first = at if address is not None else None
    if known is not None:
        fresh = {"etag": None, "modified": None, "digest": None, "trouble": None, "added_by": by}
        put_reading(session, known.id, address=address, next_read=first, **fresh)
        number = known.id
    else:
        row = CalendarSource(body=body, name=name, address=address, next_read=first, added_by=by, added_at=at)
        session.add(row)
        session.flush()
        assert row.id is not None
        number = row.id
    note(session, "calendar.added", at=at, actor=by, subject=body, name=name, by_address=address is not None)
    return number


def remove_source(session: Session, source: Source, *, by: str, at: datetime) -> None:
    """Take a calendar away with its entries; what was decided about them stays."""
    session.connection().execute(delete(_ITEM).where(_ITEM.c.source == source.id))
    session.connection().execute(delete(_SOURCE).where(_SOURCE.c.id == source.id))
    note(session, "calendar.removed", at=at, actor=by, subject=source.body, name=source.name)


def sources_of(session: Session, bodies: Collection[str]) -> list[Source]:
    """The calendars of these bodies, by body and name."""
    statement = select(*_columns()).order_by(_SOURCE.c.body, _SOURCE.c.name)
    wanted = frozenset(bodies)
    return [one for row in session.connection().execute(statement) if (one := Source(*row)).body in wanted]


def source_of(session: Session, number: int, bodies: Collection[str]) -> Source:
    """One calendar; NotFound when it is of none of these bodies."""
    row = session.connection().execute(select(*_columns()).where(_SOURCE.c.id == number)).first()
    if row is None or row.body not in bodies:
        raise NotFound(str(number))
    return Source(*row)


def sources_due(session: Session, at: datetime) -> list[Source]:
    """The addresses whose turn it is, the longest waiting first."""
    statement = select(*_columns()).where(_SOURCE.c.next_read <= at, _SOURCE.c.address.is_not(None))
    return [Source(*row) for row in session.connection().execute(statement.order_by(_SOURCE.c.next_read))]


def claim_source(session: Session, source: Source, *, until: datetime) -> bool:
    """Say that nobody else reads it until then; False when somebody was faster."""
    ours = update(_SOURCE).where(_SOURCE.c.id == source.id, _SOURCE.c.next_read == source.next_read)
    return bool(session.connection().execute(ours.values(next_read=until)).rowcount)


def put_items(session: Session, source: int, items: Iterable[Item]) -> None:
    """The entries of a calendar, instead of those it had."""
    session.connection().execute(delete(_ITEM).where(_ITEM.c.source == source))
    rows = [item._asdict() for item in items]
    for start in range(0, len(rows), _AT_ONCE):
        session.connection().execute(insert(_ITEM), rows[start : start + _AT_ONCE])


def put_reading(session: Session, source: int, **values: Any) -> None:
    """What came of reading it: `read_at`, `next_read`, `etag`, `modified`, `digest`, `trouble`."""
    session.connection().execute(update(_SOURCE).where(_SOURCE.c.id == source).values(**values))


def items_of(session: Session, sources: Collection[int]) -> list[Item]:
    """The entries of these calendars."""
    statement = select(*(_ITEM.c[name] for name in Item._fields)).where(_ITEM.c.source.in_(sources))
    return [Item(*row) for row in session.connection().execute(statement.order_by(_ITEM.c.start))]


def decide_about(session: Session, decision: Decision) -> None:
    """Keep a decision."""
    session.connection().execute(insert(_DECISION), [decision._asdict()])
    note(
        session,
        f"calendar.{decision.decision}",
        at=decision.at,
        actor=decision.by,
        subject=decision.body,
        fingerprint=decision.fingerprint,
        entry=decision.entry_id,
    )


def decisions_of(session: Session, bodies: Collection[str]) -> Mapping[tuple[str, str], Decision]:
    """By body and fingerprint: the decision that holds; reopened ones are left out."""
    statement = select(*(_DECISION.c[name] for name in Decision._fields)).order_by(_DECISION.c.id)
    latest = {
        (row.body, row.fingerprint): Decision(*row)
        for row in session.connection().execute(statement.where(_DECISION.c.body.in_(bodies)))
    }
    return {key: one for key, one in latest.items() if one.decision != "reopened"}


def _columns() -> list[Any]:
    return [_SOURCE.c[name] for name in Source._fields]
