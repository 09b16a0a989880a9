"""Invitations in the store: who wants them, what guests were told, what they answered. Changes leave audit lines."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import RowMapping, Select, insert, select
from sqlmodel import Session

from meeting_cadence.queries.invitations import (
    Attendance,
    Guest,
    Invitation,
    Reply,
    as_told,
    attendance_of,
    from_told,
)
from meeting_cadence.store.audit import note
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.invitations import (
    InvitationGuest,
    InvitationReply,
    InvitationRow,
    InvitingBody,
)

_INVITING: Final = table_of(InvitingBody)
_ROW: Final = table_of(InvitationRow)
_GUEST: Final = table_of(InvitationGuest)
_REPLY: Final = table_of(InvitationReply)
_AT_ONCE: Final = 500


class Convened(NamedTuple):
    """An invitation and who is expected."""

    invitation: Invitation
    attendance: Attendance


class SqlReplyBook:
    """The book of answers within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put_reply(self, reply: Reply) -> None:
        self._session.connection().execute(insert(_REPLY), [reply._asdict()])
        values = {"sequence": reply.sequence, "reason": reply.reason}
        action = f"invitation.{reply.answer}"
        note(self._session, action, at=reply.at, actor=reply.recipient, subject=reply.meeting, **values)


def set_inviting(session: Session, body: str, active: bool, *, at: datetime, by: str | None) -> bool:
    """Whether the members of a body are invited from now on; answers whether that is new."""
    if (body in inviting_bodies(session)) == active:
        return False
    session.merge(InvitingBody(body=body, active=active, changed_at=at, changed_by=by))
    note(session, f"invitation.{'on' if active else 'off'}", at=at, actor=by, subject=body)
    return True


def inviting_bodies(session: Session) -> frozenset[str]:
    """The bodies whose members are invited."""
    return frozenset(
        session.connection().execute(select(_INVITING.c.body).where(_INVITING.c.active)).scalars()
    )


def invitation_of(session: Session, key: str) -> Convened | None:
    """One meeting's invitation; None where there is none."""
    return next(iter(_convened(session, select(_ROW).where(_ROW.c.meeting == key))), None)


def invitations_of(
    session: Session, bodies: Collection[str], *, first: date | None = None, last: date | None = None
) -> list[Convened]:
    """The invitations to meetings of these bodies, by day; `first`, `last`: days, inclusive."""
    statement = select(_ROW).order_by(_ROW.c.day, _ROW.c.meeting)
    if first is not None:
        statement = statement.where(_ROW.c.day >= first)
    if last is not None:
        statement = statement.where(_ROW.c.day <= last)
    wanted = frozenset(bodies)
    return [one for one in _convened(session, statement) if not wanted.isdisjoint(one.invitation.told.bodies)]


def put_invitation(session: Session, invitation: Invitation, *, at: datetime) -> None:
    """Keep what guests are told now; the guests are kept by `put_guests`."""
    session.merge(
        InvitationRow(
            meeting=invitation.key,
            sequence=invitation.sequence,
            asked=invitation.asked,
            cancelled=invitation.cancelled,
            day=invitation.day,
            told=as_told(invitation.told, invitation.zone),
            changed_at=at,
        )
    )
    session.flush()


def put_guests(session: Session, key: str, guests: Iterable[Guest], *, invited: bool, sequence: int) -> None:
    """Keep to whom that sequence goes, and whether they are invited by it."""
    for guest in guests:
        session.merge(
            InvitationGuest(
                meeting=key, recipient=guest.address, name=guest.name, invited=invited, sequence=sequence
            )
        )
    session.flush()


def _convened(session: Session, statement: Select[Any]) -> list[Convened]:
    rows = session.connection().execute(statement).mappings().all()
    guests, replies = _guests(session, rows), _replies(session, rows)
    found = []
    for row in rows:
        told, zone = from_told(row["told"])
        key = row["meeting"]
        invitation = Invitation(
            key, row["sequence"], row["asked"], row["cancelled"], told, zone, tuple(guests.get(key, ()))
        )
        found.append(Convened(invitation, attendance_of(invitation, replies.get(key, ()))))
    return found


def _guests(session: Session, rows: Sequence[RowMapping]) -> dict[str, list[Guest]]:
    found: dict[str, list[Guest]] = {}
    for part in _parts(rows):
        statement = (
            select(_GUEST.c.meeting, _GUEST.c.recipient, _GUEST.c.name)
            .where(_GUEST.c.meeting.in_(part), _GUEST.c.invited)
            .order_by(_GUEST.c.recipient)
        )
        for meeting, recipient, name in session.connection().execute(statement):
            found.setdefault(meeting, []).append(Guest(recipient, name))
    return found


def _replies(session: Session, rows: Sequence[RowMapping]) -> dict[str, list[Reply]]:
    found: dict[str, list[Reply]] = {}
    for part in _parts(rows):
        statement = (
            select(*(_REPLY.c[name] for name in Reply._fields))
            .where(_REPLY.c.meeting.in_(part))
            .order_by(_REPLY.c.id)
        )
        for row in session.connection().execute(statement):
            found.setdefault(row.meeting, []).append(Reply(*row))
    return found


def _parts(rows: Sequence[RowMapping]) -> list[list[str]]:
    keys = [row["meeting"] for row in rows]
    return [keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE)]
