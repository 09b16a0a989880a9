"""Looking which meetings have changed, and putting letters about them into the outbox: in one transaction.

Asked at every tick; where nothing moved since the last look, that is one cheap read. Any number of looks by any number
of processes leaves the same letters: a round is written down with the invitation that it makes.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from meeting_cadence.alerts.invitations.decide import Convened, Method, Round, decide
from meeting_cadence.alerts.invitations.letter import letter
from meeting_cadence.alerts.keys import letter_key
from meeting_cadence.alerts.register import put_notices
from meeting_cadence.bodies.body import EMAIL, MEMBER
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.invitations import Guest, Invitation
from meeting_cadence.queries.meetings import Meeting, meeting_key, meetings_of
from meeting_cadence.queries.world import World
from meeting_cadence.store.engine import Store
from meeting_cadence.store.invitations import (
    invitations_of,
    inviting_bodies,
    put_guests,
    put_invitation,
)
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.setting import put_setting, setting
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.invitations import InvitingBody
from meeting_cadence.store.tables.record import LedgerEntry, LedgerEntryBody

KIND: Final = "invitation"
"""The kind of these notices; their `obligation` is the key of a meeting."""
_SEEN: Final = "invitations.seen"
"""The row of `setting` that says how far the last look reached."""
_BACK: Final = timedelta(days=2)
"""Invitations to meetings that began longer ago than this are left alone; longer than zones differ."""
_LINK: Final = table_of(LedgerEntryBody)
_INVITING: Final = table_of(InvitingBody)


class Sender(NamedTuple):
    """Who writes. `address` stands in as organizer for a body without a secretariat; `body`: the one that invites."""

    base_url: str
    host: str
    address: str
    body: str = ""


def invite(store: Store, sender: Sender, *, at: datetime) -> int:
    """Put letters about every change since the last look into the outbox; answers how many. Raises StoreFault."""
    with store.reading() as session:
        if not inviting_bodies(session) or setting(session, _SEEN) == _reach(session, load_world(session)):
            return 0
    with store.session() as session:
        world = load_world(session)
        reach, bodies = _reach(session, world), inviting_bodies(session)
        looked = _bodies_to_look_at(session, setting(session, _SEEN), reach, bodies)
        count = 0
        for round_ in list(_rounds(session, world, looked, bodies, at)):
            host = next(body for body in round_.invitation.told.bodies if body in bodies)
            count += _write(session, world, sender._replace(body=host), round_, at)
        put_setting(session, _SEEN, reach)
    return count


def _reach(session: Session, world: World) -> str:
    """What the last look rests on: the ledger's end, the packs with their contacts, and who invites."""
    last = session.connection().execute(select(func.max(table_of(LedgerEntry).c.seq))).scalar() or 0
    switched = session.connection().execute(
        select(_INVITING.c.body, _INVITING.c.active).order_by(_INVITING.c.body)
    )
    return json.dumps([last, world.stamp, [list(row) for row in switched]])


def _bodies_to_look_at(
    session: Session, seen: str | None, reach: str, bodies: Collection[str]
) -> Collection[str]:
    """Where only the ledger has grown: the bodies that it grew for; else all that invite."""
    if seen is None or json.loads(seen)[1:] != json.loads(reach)[1:]:
        return bodies
    grown = session.connection().execute(
        select(_LINK.c.body).distinct().where(_LINK.c.seq > json.loads(seen)[0])
    )
    touched = set(grown.scalars())
    return bodies if "" in touched else touched & set(bodies)


def _rounds(
    session: Session, world: World, looked: Collection[str], bodies: Collection[str], at: datetime
) -> Iterator[Round]:
    """The rounds of letters due about meetings of the bodies that are looked at."""
    listed = [body for body in world.pack.tree.bodies if body in looked]
    meetings = _meetings(session, world, listed)
    first = (at - _BACK).date()
    last = {one.invitation.key: one.invitation for one in invitations_of(session, listed, first=first)}
    for key in dict.fromkeys([*meetings, *last]):
        round_ = decide(_convened(world, meetings.get(key), last.get(key), bodies), last.get(key), at=at)
        if round_ is not None:
            yield round_


def _meetings(session: Session, world: World, bodies: Iterable[str]) -> dict[str, Meeting]:
    """The meetings of these bodies by their keys, a joint one once; papers are no meetings."""
    found: dict[str, Meeting] = {}
    for body in bodies:
        facts = Facts.fold(load_entries(session, [body]))
        for meeting in meetings_of(facts, body, world.body(body).zone):
            if _is_meeting(meeting, world):
                found[meeting_key(meeting.subject)] = meeting
    return found


def _is_meeting(meeting: Meeting, world: World) -> bool:
    """By its form, else by the mandates that count its kind."""
    if meeting.form is not None:
        return meeting.form != "written"
    counting = [one for one in world.pack.mandates if meeting.kind in one.kinds]
    return not counting or any(one.is_meeting for one in counting)


def _convened(
    world: World, meeting: Meeting | None, last: Invitation | None, inviting: Collection[str]
) -> Convened:
    shown = meeting or (last.told if last is not None else None)
    assert shown is not None, "a key comes from a meeting or from an invitation"
    own = [world.body(body) for body in shown.bodies if body in inviting and body in world.pack.tree]
    members = [
        Guest(contact.address, contact.name)
        for body in own
        for contact in body.contacts
        if contact.role == MEMBER and contact.channel == EMAIL
    ]
    return Convened(meeting, own[0].zone, tuple(members))


def _write(session: Session, world: World, sender: Sender, round_: Round, at: datetime) -> int:
    """Keep what is told now, and put its letters into the outbox."""
    invitation = round_.invitation
    put_invitation(session, invitation, at=at)
    put_guests(session, invitation.key, round_.requests, invited=True, sequence=invitation.sequence)
    kept = round_.change == "cancelled"
    put_guests(session, invitation.key, round_.cancels, invited=kept, sequence=invitation.sequence)
    rows = [*_rows(world, sender, round_, "REQUEST", at), *_rows(world, sender, round_, "CANCEL", at)]
    put_notices(session, [notice for notice, _ in rows], [mail for _, mail in rows])
    return len(rows)


def _rows(
    world: World, sender: Sender, round_: Round, method: Method, at: datetime
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """A notice and its mail for each guest of one method."""
    guests = round_.requests if method == "REQUEST" else round_.cancels
    if not guests:
        return
    from meeting_cadence.alerts.invitations.imip import Paper, calendar_object

    invitation = round_.invitation
    written = letter(round_, method, world.pack, base_url=sender.base_url)
    organizer = _organizer(world, sender)
    paper = Paper(written.summary, written.description, invitation.told.place, organizer)
    for guest in guests:
        notice = _notice(invitation, guest, method, sender.body, at)
        mail = {
            **{name: notice[name] for name in _SHARED},
            **written.mail._asdict(),
            "notice": notice["key"],
            "state": "pending",
            "not_before": at,
            "created_at": at,
            "attempts": 0,
            "doubts": 0,
            "at_once": True,
            "calendar": calendar_object(invitation, paper, guest, method, host=sender.host, at=at),
        }
        yield notice, mail


_SHARED: Final = ("obligation", "due_revision", "kind", "body", "recipient", "name", "channel", "stands_in")


def _notice(invitation: Invitation, guest: Guest, method: Method, body: str, at: datetime) -> dict[str, Any]:
    """Unique by meeting, sequence and guest: the sequence stands where a reminder has its due."""
    values: Mapping[str, Any] = {
        "obligation": invitation.key,
        "due_revision": str(invitation.sequence),
        "rung": method.lower(),
        "occurrence": invitation.sequence,
        "recipient": guest.address,
        "channel": EMAIL,
    }
    return {
        **values,
        "key": letter_key(*map(str, values.values())),
        "role": MEMBER,
        "name": guest.name,
        "stands_in": False,
        "kind": KIND,
        "body": body,
        "mandate": "",
        "folded": False,
        "reached_at": at,
        "planned_at": at,
    }


def _organizer(world: World, sender: Sender) -> Guest:
    """The secretariat, so that an answer of a calendar program reaches somebody; else who writes."""
    body = world.body(sender.body)
    found = [one for one in body.contacts if one.role == "secretariat" and one.channel == EMAIL]
    return Guest(found[0].address if found else sender.address, body.name.zh)
