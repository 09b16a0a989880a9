"""What of an entry a report answers, and the zone that a query brings along."""

from datetime import datetime, timedelta

import pytest
from tests.feeds.dav.conftest import DECLARED
from tests.feeds.dav.test_filters import ITEMS

from meeting_cadence.feeds.dav.parts import read_data
from meeting_cadence.feeds.dav.refusals import DavRefused
from meeting_cadence.feeds.dav.xml_in import read_xml
from meeting_cadence.feeds.dav.zones_asked import zone_asked

MEETING = ITEMS["meeting-b"]


def data(inner: str = "", attributes: str = "") -> str:
    element = read_xml(f"<C:calendar-data {DECLARED} {attributes}>{inner}</C:calendar-data>".encode())
    return read_data(element).of(MEETING)


def test_the_whole_is_byte_for_byte_what_get_answers() -> None:
    assert data().encode() == MEETING.body
    everything = '<C:comp name="VCALENDAR"><C:allprop/><C:allcomp/></C:comp>'
    assert data(everything).encode() == MEETING.body
    assert data('<C:limit-recurrence-set start="20240101T000000Z" end="20250101T000000Z"/>') == data()


def test_some_properties() -> None:
    inner = '<C:comp name="VEVENT"><C:prop name="UID"/><C:prop name="dtstart"/></C:comp>'
    assert data(f'<C:comp name="VCALENDAR"><C:prop name="VERSION"/>{inner}</C:comp>') == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:meeting-b@h\r\n"
        "DTSTART;TZID=Asia/Shanghai:20240305T090000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_expanded_times_are_in_utc() -> None:
    expanded = data('<C:expand start="20240101T000000Z" end="20250101T000000Z"/>')
    assert "DTSTART:20240305T010000Z\r\nDTEND:20240305T030000Z\r\n" in expanded
    assert "TZID" not in expanded
    assert expanded.count("BEGIN:") == 2


@pytest.mark.parametrize(
    ("inner", "attributes", "refusal"),
    [
        ("", 'content-type="application/calendar+json"', (403, "<C:supported-calendar-data/>")),
        ("", 'version="1.0"', (403, "<C:supported-calendar-data/>")),
        ('<C:comp name="VEVENT"/>', "", (400, "")),
        ("<C:comp/>", "", (400, "")),
    ],
)
def test_refused(inner: str, attributes: str, refusal: tuple[int, str]) -> None:
    with pytest.raises(DavRefused) as refused:
        data(inner, attributes)
    assert (refused.value.status, refused.value.condition) == refusal


def vtimezone(name: str, offset: str) -> str:
    offsets = f"TZOFFSETFROM:+0000\r\nTZOFFSETTO:{offset}\r\n"
    standard = f"BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n{offsets}END:STANDARD\r\n"
    zone = f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{standard}END:VTIMEZONE\r\n"
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zone}END:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("given", "hours"),
    [
        (vtimezone("Asia/Shanghai", "+0000"), 8),
        (vtimezone("China Standard Time", "+0800"), 8),
        (vtimezone("../../etc/passwd", "-0330"), -3.5),
    ],
)
def test_zones(given: str, hours: float) -> None:
    assert datetime(2024, 1, 1, tzinfo=zone_asked(given)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("given", ["", "BEGIN:VCALENDAR", vtimezone("x", "+9900"), vtimezone("x", "")])
def test_zones_that_are_none(given: str) -> None:
    with pytest.raises(DavRefused) as refused:
        zone_asked(given)
    assert refused.value.condition == "<C:valid-calendar-data/>"
