"""Letting letters leave in order: of one meeting and guest never a later one before, nor an earlier one after.

Only the latest letter that waits is sent, for it says all that the earlier ones said; while an earlier one is on its
way in another process, the later one waits for it. Who was never told of a meeting is not told that it is off.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, TextClause, select, text
from sqlmodel import Session

from meeting_cadence.alerts.mail import Mail
from meeting_cadence.alerts.parcels import Parcel, Sorted, Waiting
from meeting_cadence.store.invitations import inviting_bodies
from meeting_cadence.store.tables.alerts import OPEN_STATES, NoticeRow, OutboxRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.invitations import InvitationRow

_OUTBOX: Final = table_of(OutboxRow)
_NOTICE: Final = table_of(NoticeRow)
_ROW: Final = table_of(InvitationRow)
BUSY: Final = timedelta(seconds=5)
"""How long a letter waits while another process looks at letters of the same meeting."""
UNDERWAY: Final = timedelta(seconds=30)
"""How long at most until it is looked again whether an earlier letter has arrived."""


class Pending(NamedTuple):
    """A letter that has not been settled. `until`: when its lease ends, or from when it may leave."""

    row: Waiting
    until: datetime

    @property
    def sequence(self) -> int:
        return int(self.row.due_revision)

    @property
    def guest(self) -> tuple[str, str]:
        return self.row.obligation, self.row.recipient.casefold()


class Scene(NamedTuple):
    """What is known of the letters that are about to leave. Guests are (meeting, address in lower case)."""

    pending: Sequence[Pending]
    """Every letter of these meetings that is not settled, those about to leave among them."""
    busy: Collection[int]
    """Letters that another process holds at this moment."""
    reached: Collection[tuple[str, str]]
    """Guests whom an earlier letter has reached, or may have."""
    cancels: Collection[int]
    """Letters that say that it is off."""
    void: Mapping[str, str]
    """Meetings about which nothing leaves any more, each with the reason."""


def sort_letters(session: Session, rows: Sequence[Waiting], *, at: datetime) -> Sorted:
    """Sort letters that may leave now, by what else waits for the same guests."""
    if not rows:
        return Sorted((), (), ())
    keys = {row.obligation for row in rows}
    open_rows = (_OUTBOX.c.obligation.in_(keys), _OUTBOX.c.kind == "invitation", text(OPEN_STATES))
    ours = set(
        session.connection()
        .execute(select(_OUTBOX.c.id).where(*open_rows).with_for_update(skip_locked=True))
        .scalars()
    )
    pending = [_pending(row) for row in session.connection().execute(_waiting(*open_rows))]
    scene = Scene(
        pending,
        {one.row.id for one in pending} - ours,
        _reached(session, keys),
        _cancels(session, keys),
        _void(session, keys, rows, at),
    )
    return order(rows, scene, at=at)


def order(rows: Iterable[Waiting], scene: Scene, *, at: datetime) -> Sorted:
    """Which letters leave, wait, or are taken back (`folded`, or the reason why nothing leaves any more)."""
    taken = {row.id for row in rows}
    cancelled: dict[int, tuple[Waiting, str]] = {}
    later: list[tuple[Waiting, datetime]] = []
    parcels: list[Parcel] = []
    for guest in dict.fromkeys(one.guest for one in scene.pending if one.row.id in taken):
        letters = sorted((one for one in scene.pending if one.guest == guest), key=lambda one: one.sequence)
        last, before = letters[-1], letters[:-1]
        until = _wait(letters, scene, taken, at)
        reason = scene.void.get(guest[0])
        if until is not None:
            later += [(one.row, until) for one in letters if one.row.id in taken]
            continue
        cancelled |= {one.row.id: (one.row, reason or "folded") for one in before}
        if reason is None and last.row.id in scene.cancels and not _has_reached(guest, letters, scene):
            reason = "folded"
        if reason is not None:
            cancelled[last.row.id] = (last.row, reason)
        elif last.row.id in taken:
            parcels.append(_parcel(last.row))
    return Sorted(tuple(parcels), tuple(cancelled.values()), tuple(later))


def _wait(letters: Sequence[Pending], scene: Scene, taken: Collection[int], at: datetime) -> datetime | None:
    """Until when nothing of this guest leaves; None: nothing stands in the way."""
    if any(one.row.id in scene.busy for one in letters):
        return at + BUSY
    underway = [one.until for one in letters if one.row.state == "leased" and one.row.id not in taken]
    return min(min(underway), at + UNDERWAY) if underway else None


def _has_reached(guest: tuple[str, str], letters: Iterable[Pending], scene: Scene) -> bool:
    """A letter that was begun and never marked may have arrived."""
    return guest in scene.reached or any(one.row.doubts or one.row.state == "leased" for one in letters)


def _parcel(row: Waiting) -> Parcel:
    return Parcel(row.recipient, row.channel, row.kind, (row,), row.batch is None)


def stored_letters(session: Session, ids: Collection[int]) -> dict[int, tuple[Mail, str]]:
    """By outbox row: the words and the calendar object that were written when it was planned."""
    columns = (_OUTBOX.c.id, *(_OUTBOX.c[name] for name in Mail._fields), _OUTBOX.c.calendar)
    rows = session.connection().execute(select(*columns).where(_OUTBOX.c.id.in_(ids)))
    return {number: (Mail(*words), calendar or "") for number, *words, calendar in rows}


def days_of(session: Session, keys: Collection[str]) -> dict[str, date]:
    """The local day on which each meeting begins."""
    rows = session.connection().execute(select(_ROW.c.meeting, _ROW.c.day).where(_ROW.c.meeting.in_(keys)))
    return {row.meeting: row.day for row in rows}


def _waiting(*conditions: ColumnElement[bool] | TextClause) -> Select[tuple[object, ...]]:
    columns = (_OUTBOX.c[name] for name in Waiting._fields)
    return select(*columns, _OUTBOX.c.not_before).where(*conditions).order_by(_OUTBOX.c.id)


def _pending(row: Sequence[object]) -> Pending:
    *columns, until = row
    assert isinstance(until, datetime)
    return Pending(Waiting._make(columns), until)


def _reached(session: Session, keys: Collection[str]) -> set[tuple[str, str]]:
    rows = session.connection().execute(
        select(_OUTBOX.c.obligation, _OUTBOX.c.recipient)
        .where(_OUTBOX.c.obligation.in_(keys), _OUTBOX.c.kind == "invitation")
        .where(_OUTBOX.c.state.in_(("sent", "uncertain", "shown")))
    )
    return {(key, recipient.casefold()) for key, recipient in rows}


def _cancels(session: Session, keys: Collection[str]) -> set[int]:
    rows = session.connection().execute(
        select(_OUTBOX.c.id)
        .join(_NOTICE, _NOTICE.c.key == _OUTBOX.c.notice)
        .where(_NOTICE.c.obligation.in_(keys), _NOTICE.c.rung == "cancel")
    )
    return set(rows.scalars())


def _void(session: Session, keys: Collection[str], rows: Iterable[Waiting], at: datetime) -> dict[str, str]:
    """Meetings that are past (`over`), and those of bodies that no longer invite (`off`)."""
    inviting, days = inviting_bodies(session), days_of(session, keys)
    yesterday = (at - timedelta(days=1)).date()
    bodies = {row.obligation: row.body for row in rows}
    return dict(_reasons(bodies, inviting, days, yesterday))


def _reasons(
    bodies: Mapping[str, str], inviting: Collection[str], days: Mapping[str, date], yesterday: date
) -> Iterator[tuple[str, str]]:
    for key, body in bodies.items():
        if key not in days or days[key] < yesterday:
            yield key, "over"
        elif body not in inviting:
            yield key, "off"
