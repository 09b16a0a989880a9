"""Whom to write about one meeting, decided from values alone: it was planned, moved, changed or cancelled.

Every round of letters has a SEQUENCE of its own that only grows, so that a calendar program knows which letter is the
later one, however they arrive.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.queries.invitations import Guest, Invitation, end_of
from meeting_cadence.queries.meetings import Meeting, meeting_key

Change = Literal["new", "moved", "changed", "cancelled"]
Method = Literal["REQUEST", "CANCEL"]

_TOLD: Final = ("bodies", "kind", "start", "end", "title", "place", "items", "form", "state")
"""What of a meeting its guests are told."""


class Round(NamedTuple):
    """The letters about one meeting. `invitation`: what they say, with its guests as they are from now on."""

    invitation: Invitation
    change: Change
    requests: tuple[Guest, ...]
    cancels: tuple[Guest, ...] = ()
    before: Meeting | None = None
    """What was told last, where that differs."""


class Convened(NamedTuple):
    """A meeting as it stands (None: no longer on the ledger), and who is to attend it."""

    meeting: Meeting | None
    zone: ZoneInfo
    members: tuple[Guest, ...]


def decide(now: Convened, last: Invitation | None, *, at: datetime) -> Round | None:
    """The next round of letters; None: nothing is to be told.

    A tentative plan invites nobody; what is over, or was held, is told to nobody. A meeting that left the ledger is
    cancelled. Who joins is asked, who leaves is told so; a meeting that moved asks everybody anew.
    """
    members = _each_once(now.members)
    if last is None:
        return _first(now, members, at)
    over = now.meeting is None or end_of(now.meeting, now.zone) <= at
    if (last.ends <= at and over) or (now.meeting is not None and now.meeting.state == "held"):
        return None
    if now.meeting is None or now.meeting.state == "cancelled":
        return _cancel(last)
    if last.cancelled:
        return _revive(now.meeting, now.zone, last, members)
    return _renew(now.meeting, now.zone, last, members)


def _first(now: Convened, members: tuple[Guest, ...], at: datetime) -> Round | None:
    meeting = now.meeting
    if meeting is None or meeting.state != "confirmed" or not members or end_of(meeting, now.zone) <= at:
        return None
    invitation = Invitation(meeting_key(meeting.subject), 0, 0, False, meeting, now.zone, members)
    return Round(invitation, "new", members)


def _cancel(last: Invitation) -> Round | None:
    """The time that was told stays in the letter: it is that time that no longer holds."""
    if last.cancelled:
        return None
    invitation = last._replace(sequence=last.sequence + 1, cancelled=True)
    return Round(invitation, "cancelled", (), last.guests)


def _revive(meeting: Meeting, zone: ZoneInfo, last: Invitation, members: tuple[Guest, ...]) -> Round | None:
    """What had been cancelled takes place after all."""
    if meeting.state != "confirmed" or not members:
        return None
    sequence = last.sequence + 1
    invitation = Invitation(last.key, sequence, sequence, False, meeting, zone, members)
    return Round(invitation, "moved", members, before=last.told)


def _renew(meeting: Meeting, zone: ZoneInfo, last: Invitation, members: tuple[Guest, ...]) -> Round | None:
    known = {guest.same for guest in last.guests}
    wanted = {guest.same for guest in members}
    leaving = tuple(guest for guest in last.guests if guest.same not in wanted)
    sequence = last.sequence + 1
    fresh = Invitation(last.key, sequence, last.asked, False, meeting, zone, members)
    if _when(meeting) != _when(last.told):
        return Round(fresh._replace(asked=sequence), "moved", members, leaving, last.told)
    if _words(meeting) != _words(last.told):
        return Round(fresh, "changed", members, leaving, last.told)
    joining = tuple(guest for guest in members if guest.same not in known)
    if joining or leaving:
        return Round(fresh, "new", joining, leaving)
    return None


def _when(meeting: Meeting) -> tuple[object, object]:
    return meeting.start, meeting.end


def _words(meeting: Meeting) -> list[object]:
    return [getattr(meeting, name) for name in _TOLD]


def _each_once(guests: Sequence[Guest]) -> tuple[Guest, ...]:
    return tuple({guest.same: guest for guest in reversed(guests)}.values())[::-1]
