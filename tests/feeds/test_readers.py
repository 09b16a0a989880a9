"""Every reader reads the same: our own validator, icalendar, vobject, recurring-ical-events, over hostile calendars."""

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from tests.feeds.conftest import BASE_URL, HOST, House, utc
from tests.feeds.rules import days, problems

from meeting_cadence.feeds.calendar import END, head
from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.entry import CalendarEntry, uid
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.render import content, stamped
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.queries.meetings import meeting_key

HOSTILE = (
    "全体会议", "a,b;c", "C:\\new\\Nacht", "x\\\\n", "“引号”\"'", "BEGIN:VEVENT", "END:VCALENDAR\r\nBEGIN:VTODO",
    "\x00\x07\x1b[31m", "\u2028\u2029\u0085", "\ud800", "\ufeff标题", "\u202egnirts", "👩‍👩‍👧‍👦" * 30, "é̂" * 60,
    "长" * 500, "=?utf-8?q?x?=", "%0d%0a", "a:b;c=d", "\t缩进\t", " ", "^n", "{x}", "𠀀𪚥" * 40, "ا" * 90,
)  # fmt: skip
ZONE = ZoneInfo("Asia/Shanghai")


def hostile(dice: random.Random) -> str:
    return "".join(dice.choice(HOSTILE) for _ in range(dice.randint(1, 3)))


def board(seed: int) -> bytes:
    """A generated calendar: whole days, several days, instants in several zones, every text hostile."""
    dice = random.Random(seed)
    written: list[tuple[date, str, str]] = []
    zones = set()
    for number in range(dice.randint(1, 6)):
        day = date(2024, 1, 1) + timedelta(days=dice.randint(0, 700))
        zone = dice.choice((ZONE, ZoneInfo("Asia/Urumqi"), ZoneInfo("Europe/Berlin")))
        instant = datetime(day.year, day.month, day.day, dice.randint(0, 23), 30, tzinfo=zone)
        last = dice.choice((None, timedelta(hours=3)))
        timed = dice.random() < 0.4
        entry = CalendarEntry(
            uid=uid(dice.choice(("due", "meeting", "mark090")), meeting_key(f"{seed}-{number}"), HOST),
            start=instant if timed else day,
            last=(instant + last if timed else day + timedelta(days=2)) if last else None,
            zone=zone,
            summary=f"截止：{hostile(dice)}",
            description=(hostile(dice), hostile(dice)),
            status=dice.choice(("TENTATIVE", "CONFIRMED", "CANCELLED")),
            categories=(f"类{hostile(dice)}", "b"),
            color="royalblue",
            url=f"{BASE_URL}/obligations/{number}",
            location=dice.choice((None, f"楼{hostile(dice)}")),
        )
        zones.add(entry.zone_needed)
        text = stamped(content(entry), sequence=number, modified=utc(2024, 1, 2))
        written.append((day, entry.uid, text))
    body = "".join(text for _, _, text in sorted(written))
    return head(f"日历{hostile(dice)}", [zone for zone in zones if zone]) + body.encode() + END


def by_icalendar(body: bytes) -> Mapping[str, tuple[str, str]]:
    read = icalendar.Calendar.from_ical(body)
    assert not read.errors
    found = {}
    for event in read.walk("VEVENT"):
        assert not event.errors
        found[str(event["UID"])] = (f"{event['DTSTART'].dt:%Y%m%d}", str(event["SUMMARY"]))
    return found


def by_vobject(body: bytes) -> Mapping[str, tuple[str, str]]:
    read = vobject.readOne(body.decode())
    return {
        one.uid.value: (f"{one.dtstart.value:%Y%m%d}", one.summary.value)
        for one in getattr(read, "vevent_list", [])
    }


def by_recurring(body: bytes) -> Mapping[str, tuple[str, str]]:
    read = icalendar.Calendar.from_ical(body)
    found = recurring_ical_events.of(read).between(
        datetime(2000, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
    )
    return {str(one["UID"]): (f"{one['DTSTART'].dt:%Y%m%d}", str(one["SUMMARY"])) for one in found}


def agree(body: bytes) -> int:
    """How many entries all readers agree on."""
    assert problems(body) == []
    seen = days(body)
    assert by_icalendar(body) == seen
    assert by_vobject(body) == seen
    assert by_recurring(body) == seen
    return len(seen)


def test_hostile_boards_are_read_alike() -> None:
    assert sum(agree(board(seed)) for seed in range(60)) > 150


@pytest.mark.slow
def test_a_thousand_hostile_boards_are_read_alike() -> None:
    assert sum(agree(board(seed)) for seed in range(1000)) > 2500


def test_a_real_feed_keeps_every_rule(house: House) -> None:
    at = utc(2024, 2, 2, 3)
    house.enter(
        at, event={"id": "e-1", "body": "city", "kind": "incident", "at": "2024-02-02T10:00:00+08:00"}
    )
    house.enter(
        at,
        plan={
            "id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-03-05T09:00:00+08:00",
            "end": "2024-03-05T11:00:00+08:00", "title": "a,b;c\\nd“”", "place": "一号楼;，",
        },
    )  # fmt: skip
    calendars = Calendars(house.store, base_url=BASE_URL, host=HOST)
    for options in (Options(), Options(language="en", reminders=(90, 30)), Options(standings=("overdue",))):
        body = calendars.compose(Scope("subtree", "commission"), options, at=at).body
        assert agree(body) >= 1
        again = Calendars(house.store, base_url=BASE_URL, host=HOST)
        assert again.compose(Scope("subtree", "commission"), options, at=at).body == body


BREAKAGES = (
    (b"VERSION:2.0\r\n", b"", "VERSION 0 times"),
    (b"PRODID:", b"PRODID:x", "PRODID is"),
    (b"CALSCALE:GREGORIAN\r\n", b"METHOD:PUBLISH\r\nCALSCALE:GREGORIAN\r\n", "METHOD"),
    (b"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE", "blocks time"),
    (b"STATUS:CONFIRMED", b"STATUS:COMPLETED", "STATUS"),
    (b"DTEND;VALUE=DATE:20240101", b"DTEND;VALUE=DATE:20231231", "DTEND is not after"),
    (b"LAST-MODIFIED:2", b"LAST-MODIFIED:3", "not the revision"),
    (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nRRULE:FREQ=DAILY\r\n", "RRULE"),
    (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nCLASS:PRIVATE\r\n", "CLASS"),
    (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nORGANIZER:mailto:a@example.org\r\n", "ORGANIZER"),
    (b"BEGIN:VEVENT", b"BEGIN:VTODO", "closes"),
    (b"\r\n", b"\n", "CRLF"),
    (b"SUMMARY:", b"SUMMARY:a;b", "escaped exactly once"),
    (b"UID:due-", b"UID:20240101-", "UID is not"),
    (b"END:VCALENDAR\r\n", b"", "does not end"),
)


@pytest.mark.parametrize(("old", "new", "told"), BREAKAGES, ids=[told for *_, told in BREAKAGES])
def test_the_validator_finds_what_is_broken(house: House, old: bytes, new: bytes, told: str) -> None:
    calendars = Calendars(house.store, base_url=BASE_URL, host=HOST)
    body = calendars.compose(Scope("body", "commission"), Options(), at=utc(2024, 2, 1)).body
    assert old in body
    assert any(told in problem for problem in problems(body.replace(old, new)))
