"""The bytes of an entry: read back by three independent readers, hostile texts included."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from meeting_cadence.feeds.calendar import END, PRODID, head, header
from meeting_cadence.feeds.entry import CalendarEntry, uid
from meeting_cadence.feeds.render import content, content_hash, place_hash, stamped
from meeting_cadence.feeds.text import DESCRIPTION_LIMIT, SUMMARY_LIMIT, lines, one_line
from meeting_cadence.feeds.zones import vtimezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
MODIFIED = datetime(2025, 1, 1, 2, 3, 4, tzinfo=UTC)


def entry(**changes: object) -> CalendarEntry:
    values: dict[str, object] = {
        "uid": uid("due", "a" * 26, "calendar.example.org"),
        "start": date(2024, 12, 31),
        "zone": SHANGHAI,
        "summary": "截止：网信委全体会议（2024年度）· 省委网信委",
        "description": ("第一行", "第二行"),
        "status": "CONFIRMED",
        "categories": ("会议", "a,b"),
        "color": "royalblue",
        "url": "https://calendar.example.org/obligations/" + "a" * 26,
    }
    return CalendarEntry(**{**values, **changes})  # type: ignore[arg-type]


def calendar(*entries: CalendarEntry) -> bytes:
    zones = {one.zone_needed for one in entries} - {None}
    events = [stamped(content(one), sequence=3, modified=MODIFIED) for one in entries]
    return head("浙江", [zone for zone in zones if zone]) + "".join(events).encode() + END


def test_an_entry_is_written_like_this() -> None:
    assert stamped(content(entry()), sequence=3, modified=MODIFIED).split("\r\n") == [
        "BEGIN:VEVENT",
        "DTSTAMP:20250101T020304Z",
        "LAST-MODIFIED:20250101T020304Z",
        "SEQUENCE:3",
        "UID:due-aaaaaaaaaaaaaaaaaaaaaaaaaa@calendar.example.org",
        "DTSTART;VALUE=DATE:20241231",
        "DTEND;VALUE=DATE:20250101",
        "SUMMARY:截止：网信委全体会议（2024年度）· 省委网信委",
        "DESCRIPTION:第一行\\n第二行\\nhttps://calendar.example.org/obligations",
        " /aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "STATUS:CONFIRMED",
        "CATEGORIES:会议,a\\,b",
        "COLOR:royalblue",
        "URL:https://calendar.example.org/obligations/aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "END:VEVENT",
        "",
    ]


def test_the_header_names_the_calendar_twice_and_asks_for_six_hours() -> None:
    assert header("浙江；a,b") == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
        f"PRODID:{PRODID}\r\nCALSCALE:GREGORIAN\r\n"
        "NAME:浙江；a\\,b\r\nX-WR-CALNAME:浙江；a\\,b\r\n"
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n"
    )


def test_instants_carry_their_zone() -> None:
    body = calendar(entry(start=datetime(2025, 11, 9, 3, 20, tzinfo=SHANGHAI)))
    assert b"DTSTART;TZID=Asia/Shanghai:20251109T032000\r\n" in body
    assert b"DTEND" not in body
    assert body.count(b"BEGIN:VTIMEZONE") == 1
    event = icalendar.Calendar.from_ical(body).walk("VEVENT")[0]
    assert event.start == datetime(2025, 11, 8, 19, 20, tzinfo=UTC)


def test_the_last_day_of_several_is_inclusive() -> None:
    body = content(entry(start=date(2024, 3, 5), last=date(2024, 3, 6)))
    assert "DTEND;VALUE=DATE:20240307\r\n" in body
    body = content(entry(start=date(2024, 3, 5), last=datetime(2024, 3, 6, 17, 0, tzinfo=SHANGHAI)))
    assert "DTEND;VALUE=DATE:20240307\r\n" in body


def test_shanghai_is_one_block() -> None:
    assert vtimezone("Asia/Shanghai") == (
        "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )


@pytest.mark.parametrize("key", ["Europe/Berlin", "America/Santiago", "Asia/Kathmandu", "Africa/Casablanca"])
def test_other_zones_say_what_the_zone_says(key: str) -> None:
    zone = ZoneInfo(key)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{vtimezone(key)}END:VCALENDAR\r\n"
    written = icalendar.Calendar.from_ical(text.encode()).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    for month in range(1, 13):
        instant = datetime(2027, month, 15, 12, tzinfo=zone)
        assert datetime(2027, month, 15, 12, tzinfo=written).utcoffset() == instant.utcoffset(), (key, month)


def test_a_recorded_backslash_n_stays_a_backslash_and_n() -> None:
    event = icalendar.Calendar.from_ical(calendar(entry(summary=r"盘 C:\New; a,b"))).walk("VEVENT")[0]
    assert "SUMMARY:盘 C:\\\\New\\; a\\,b\r\n".encode() in calendar(entry(summary=r"盘 C:\New; a,b"))
    assert str(event["SUMMARY"]) == r"盘 C:\New; a,b"


def test_control_characters_leave_and_breaks_become_blanks() -> None:
    assert one_line("a\x00b\r\nc\u2028d\x85e\u202ef\ud800g\ufeff") == "ab c d efg"
    assert lines(["one\ntwo", "", "three"]) == "one two\nthree"


def test_long_texts_end_in_an_ellipsis() -> None:
    assert one_line("会" * SUMMARY_LIMIT) == "会" * SUMMARY_LIMIT
    assert one_line("会" * (SUMMARY_LIMIT + 1)) == "会" * (SUMMARY_LIMIT - 1) + "…"
    assert len(lines(["会" * 3000, "议" * 3000])) == DESCRIPTION_LIMIT


def test_only_time_place_and_status_move_the_place_hash() -> None:
    same = place_hash(entry())
    assert place_hash(entry(summary="逾期", color="red", description=())) == same
    for change in ({"start": date(2025, 1, 1)}, {"location": "一号会议室"}, {"status": "CANCELLED"}):
        assert place_hash(entry(**change)) != same
    assert content_hash(content(entry(summary="逾期"))) != content_hash(content(entry()))


HOSTILE = st.text(min_size=1, max_size=400) | st.text('\x00\r\n\\;,:"\u2028\u202e\ud800会🈶N', max_size=200)


@settings(max_examples=120, deadline=None)
@given(st.lists(HOSTILE, min_size=1, max_size=3), HOSTILE)
def test_hostile_titles_come_back_as_the_same_clean_text(titles: list[str], quote: str) -> None:
    entries = [
        entry(uid=uid("due", f"{at:026}", "x.cn"), summary=title, description=(quote,), location=title)
        for at, title in enumerate(titles)
    ]
    body = calendar(*entries)
    check_bytes(body)
    expected = [(one.uid, one_line(one.summary)) for one in entries]
    read = icalendar.Calendar.from_ical(body)
    assert [(str(event["UID"]), str(event.get("SUMMARY", ""))) for event in read.walk("VEVENT")] == expected
    other = vobject.readOne(body.decode())
    assert [(event.uid.value, event.summary.value) for event in other.vevent_list] == expected
    assert [event.dtstart.value for event in other.vevent_list] == [date(2024, 12, 31)] * len(entries)
    days = recurring_ical_events.of(read).at((2024, 12, 31))
    assert sorted(str(event["UID"]) for event in days) == sorted(one.uid for one in entries)


def check_bytes(body: bytes) -> None:
    """CRLF only, at most 75 octets a line, no control characters, every line whole UTF-8."""
    content_lines = body.split(b"\r\n")
    assert content_lines.pop() == b""
    for line in content_lines:
        assert len(line) <= 75, line
        assert not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in line.decode()), line
