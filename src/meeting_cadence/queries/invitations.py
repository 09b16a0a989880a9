"""Who is asked to a meeting, and who has said that they come: values that mails are made of and pages show."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.dates import local_day, start_of_day
from meeting_cadence.queries.meetings import Meeting

Answer = Literal["accept", "decline"]
ANSWERS: Final[tuple[Answer, ...]] = ("accept", "decline")


class Guest(NamedTuple):
    """Somebody who is to attend."""

    address: str
    name: str | None = None

    @property
    def same(self) -> str:
        """What makes two of them the same."""
        return self.address.casefold()


class Reply(NamedTuple):
    """One answer of a guest. `sequence`: of the invitation when it was given."""

    meeting: str
    recipient: str
    sequence: int
    answer: Answer
    reason: str | None
    at: datetime


class Invitation(NamedTuple):
    """What the guests of a meeting were told last. `asked`: answers to an earlier sequence were to another time."""

    key: str
    sequence: int
    asked: int
    cancelled: bool
    told: Meeting
    zone: ZoneInfo
    guests: tuple[Guest, ...] = ()

    @property
    def ends(self) -> datetime:
        """When nobody can be asked or answer any more: at its end, else when its day is over."""
        return end_of(self.told, self.zone)

    @property
    def day(self) -> date:
        """The local day on which it begins."""
        start = self.told.start
        return local_day(start, self.zone) if isinstance(start, datetime) else start


class Expected(NamedTuple):
    """A guest and the answer that holds; None: none to this time."""

    guest: Guest
    reply: Reply | None
    to_earlier: bool = False
    """Answered, but to another time."""


class Attendance(NamedTuple):
    """Everybody who is asked to one meeting."""

    expected: tuple[Expected, ...]

    def number(self, answer: Answer | None) -> int:
        """How many gave that answer; None: none."""
        return sum((one.reply.answer if one.reply else None) == answer for one in self.expected)

    @property
    def counts(self) -> dict[str, int]:
        """应到、拟出席、请假、未答复."""
        return {
            "asked": len(self.expected),
            "coming": self.number("accept"),
            "excused": self.number("decline"),
            "silent": self.number(None),
        }


def attendance_of(invitation: Invitation, replies: Iterable[Reply]) -> Attendance:
    """The latest answer of each guest holds, unless the meeting has been moved since. `replies`: in their order."""
    latest = {reply.recipient.casefold(): reply for reply in replies}
    return Attendance(tuple(_expected(guest, latest, invitation.asked) for guest in invitation.guests))


def _expected(guest: Guest, latest: Mapping[str, Reply], asked: int) -> Expected:
    reply = latest.get(guest.same)
    if reply is not None and reply.sequence < asked:
        return Expected(guest, None, True)
    return Expected(guest, reply)


def end_of(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """The instant at which a meeting is over: its end; without one, the end of its (last) local day."""
    last = meeting.end if meeting.end is not None else meeting.start
    if isinstance(last, datetime) and meeting.end is not None:
        return last
    day = local_day(last, zone) if isinstance(last, datetime) else last
    return start_of_day(day + timedelta(days=1), zone)


def as_told(meeting: Meeting, zone: ZoneInfo) -> dict[str, Any]:
    """What of a meeting guests are told, as a JSON value."""
    return {
        "subject": meeting.subject,
        "bodies": list(meeting.bodies),
        "kind": meeting.kind,
        "start": meeting.start.isoformat(),
        "end": meeting.end.isoformat() if meeting.end is not None else None,
        "title": meeting.title,
        "place": meeting.place,
        "items": sorted(meeting.items),
        "form": meeting.form,
        "state": meeting.state,
        "zone": zone.key,
    }


def from_told(told: Mapping[str, Any]) -> tuple[Meeting, ZoneInfo]:
    """The meeting of such a value, and its zone."""
    start = _when(told["start"])
    assert start is not None
    meeting = Meeting(
        subject=told["subject"],
        bodies=tuple(told["bodies"]),
        kind=told["kind"],
        start=start,
        state=told["state"],
        end=_when(told["end"]),
        title=told["title"],
        place=told["place"],
        items=frozenset(told["items"]),
        form=told["form"],
    )
    return meeting, ZoneInfo(told["zone"])


def _when(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
