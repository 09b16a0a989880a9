"""The calendar object of one letter (RFC 5545, RFC 5546): what a calendar program does with the mail.

Instants are written in UTC: then no zone needs to be described, and no program can misread one. A whole day stays a
day. Loaded only when a letter is written, for icalendar takes 74 ms to import.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple

from icalendar import Calendar, Event, vCalAddress, vText

from meeting_cadence.alerts.clean import one_line
from meeting_cadence.alerts.invitations.decide import Method
from meeting_cadence.dates import local_day
from meeting_cadence.queries.invitations import Guest, Invitation

PRODID: Final = "-//meeting-cadence//invitation//ZH"
LONGEST_NAME: Final = 100


class Paper(NamedTuple):
    """What a calendar object says besides when: the same for every guest."""

    summary: str
    description: tuple[str, ...]
    place: str | None
    organizer: Guest


def uid_of(key: str, host: str) -> str:
    """Of its own, and not that of the feed's entry: the two grow their SEQUENCE apart (decision 0078)."""
    return f"invite-{key}@{host}"


def calendar_object(
    invitation: Invitation, paper: Paper, guest: Guest, method: Method, *, host: str, at: datetime
) -> str:
    """The text of the calendar object for one guest: CRLF, folded at 75 octets."""
    calendar, event = Calendar(), Event()
    for name, value in (
        ("PRODID", PRODID),
        ("VERSION", "2.0"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", method),
    ):
        calendar.add(name, value)
    event.add("UID", uid_of(invitation.key, host))
    event.add("DTSTAMP", at.astimezone(UTC).replace(microsecond=0))
    event.add("SEQUENCE", invitation.sequence)
    _add_times(event, invitation)
    event.add("SUMMARY", _text(paper.summary))
    event.add("DESCRIPTION", _text(*paper.description))
    if paper.place:
        event.add("LOCATION", _text(paper.place))
    event.add("STATUS", _status(invitation, method))
    event.add("TRANSP", "OPAQUE")
    event.add("ORGANIZER", _person(paper.organizer), encode=False)
    event.add("ATTENDEE", _attendee(guest), encode=False)
    event.add("X-MICROSOFT-DISALLOW-COUNTER", "TRUE")
    calendar.add_component(event)
    written: bytes = calendar.to_ical(sorted=False)
    return written.decode()


def _add_times(event: Event, invitation: Invitation) -> None:
    start, end = invitation.told.start, invitation.told.end
    if isinstance(start, datetime):
        event.add("DTSTART", start.astimezone(UTC))
        if isinstance(end, datetime) and end > start:
            event.add("DTEND", end.astimezone(UTC))
        return
    last = local_day(end, invitation.zone) if isinstance(end, datetime) else end
    event.add("DTSTART", start)
    event.add("DTEND", _later(start, last) + timedelta(days=1))


def _later(start: date, last: date | None) -> date:
    return max(start, last) if last is not None else start


def _status(invitation: Invitation, method: Method) -> str:
    if method == "CANCEL":
        return "CANCELLED"
    return "TENTATIVE" if invitation.told.state == "tentative" else "CONFIRMED"


def _attendee(guest: Guest) -> vCalAddress:
    """RSVP=FALSE: the answer of the calendar program reaches nobody; the button in the mail does."""
    person = _person(guest)
    values = (
        ("CUTYPE", "INDIVIDUAL"), ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "FALSE"),
    )  # fmt: skip
    for name, value in values:
        person.params[name] = vText(value)
    return person


def _person(guest: Guest) -> vCalAddress:
    person = vCalAddress(f"mailto:{guest.address}")
    name = one_line(guest.name or "", LONGEST_NAME).replace('"', "'")
    if name:
        person.params["CN"] = vText(name)
    return person


class _Recorded(vText):
    """A text escaped exactly once. icalendar takes a recorded backslash before N for a line break."""

    def to_ical(self) -> bytes:
        escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def _text(*lines: str) -> Any:
    return _Recorded("\n".join(filter(None, map(one_line, lines))))
