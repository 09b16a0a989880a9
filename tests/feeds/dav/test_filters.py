"""The filter of a calendar-query: read, refused, applied to two entries, one of a day and one of two hours."""

from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from tests.feeds.dav.conftest import DECLARED

from meeting_cadence.feeds.dav.filters import matching, read_filter
from meeting_cadence.feeds.dav.items import split
from meeting_cadence.feeds.dav.refusals import DavRefused
from meeting_cadence.feeds.dav.xml_in import read_xml

SHANGHAI = ZoneInfo("Asia/Shanghai")
BODY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    "BEGIN:VEVENT\r\nLAST-MODIFIED:20240102T000000Z\r\nUID:due-a@h\r\nDTSTART;VALUE=DATE:20240305\r\n"
    "DTEND;VALUE=DATE:20240306\r\nSUMMARY:截止\\, Due; \r\n Straße END:VEVENT\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nLAST-MODIFIED:20240201T080000Z\r\nUID:meeting-b@h\r\n"
    "DTSTART;TZID=Asia/Shanghai:20240305T090000\r\nDTEND;TZID=Asia/Shanghai:20240305T110000\r\n"
    "SUMMARY:会议\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nLAST-MODIFIED:20240201T080000Z\r\nUID:meeting-c@h\r\nDTSTART:20240601T010000Z\r\n"
    "SUMMARY:无终\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()
ITEMS = split(BODY)


def found(inner: str, zone: ZoneInfo = SHANGHAI) -> list[str]:
    """Which of the entries a filter on VEVENT lets through."""
    events = f'<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">{inner}</C:comp-filter></C:comp-filter>'
    return whole(events, zone)


def whole(filters: str, zone: ZoneInfo = SHANGHAI) -> list[str]:
    element = read_xml(f"<C:filter {DECLARED}>{filters}</C:filter>".encode())
    return [item.name.rpartition("-")[2] for item in matching(ITEMS.values(), read_filter(element), zone)]


def times(start: str = "", end: str = "") -> str:
    bounds = "".join(f' {name}="{at}"' for name, at in (("start", start), ("end", end)) if at)
    return f"<C:time-range{bounds}/>"


def test_entries_are_cut_out_whole() -> None:
    assert list(ITEMS) == ["due-a", "meeting-b", "meeting-c"]
    assert b"".join(item.event for item in ITEMS.values()) in BODY
    assert [item.zone for item in ITEMS.values()] == [None, "Asia/Shanghai", None]
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n" in ITEMS["meeting-b"].body
    assert b"VTIMEZONE" not in ITEMS["due-a"].body
    assert len({item.tag for item in ITEMS.values()}) == 3
    assert split(BODY) == ITEMS


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        ("20240304T160000Z", "20240304T160001Z", ["a"]),
        ("20240304T155959Z", "20240304T160000Z", []),
        ("20240305T155959Z", "20240305T160000Z", ["a"]),
        ("20240305T160000Z", "20240305T160001Z", []),
        ("20240305T000000Z", "20240305T010000Z", ["a"]),
        ("20240305T010000Z", "20240305T010001Z", ["a", "b"]),
        ("20240305T025959Z", "20240305T030000Z", ["a", "b"]),
        ("20240305T030000Z", "20240305T040000Z", ["a"]),
        ("20240601T010000Z", "20240601T010001Z", ["c"]),
        ("20240601T010001Z", "20240601T020000Z", []),
        ("20240601T000000Z", "20240601T010000Z", []),
        ("20240305T030000Z", "", ["a", "c"]),
        ("", "20240305T010000Z", ["a"]),
        ("", "20240305T010001Z", ["a", "b"]),
    ],
)
def test_times(start: str, end: str, names: list[str]) -> None:
    assert found(times(start, end)) == names


def test_whole_days_are_days_of_the_zone() -> None:
    assert found(times("20240305T230000Z", "20240305T235959Z"), ZoneInfo("UTC")) == ["a"]


@pytest.mark.parametrize(
    ("inner", "names"),
    [
        ("", ["a", "b", "c"]),
        ('<C:prop-filter name="SUMMARY"/>', ["a", "b", "c"]),
        ('<C:prop-filter name="status"/>', ["a"]),
        ('<C:prop-filter name="STATUS"><C:is-not-defined/></C:prop-filter>', ["b", "c"]),
        ('<C:prop-filter name="UID"><C:text-match>MEETING</C:text-match></C:prop-filter>', ["b", "c"]),
        (
            '<C:prop-filter name="UID"><C:text-match collation="i;octet">MEETING</C:text-match></C:prop-filter>',
            [],
        ),
        ('<C:prop-filter name="SUMMARY"><C:text-match>, due; s</C:text-match></C:prop-filter>', ["a"]),
        ('<C:prop-filter name="SUMMARY"><C:text-match>STRASSE</C:text-match></C:prop-filter>', []),
        (
            '<C:prop-filter name="SUMMARY"><C:text-match collation="i;unicode-casemap">STRASSE</C:text-match>'
            "</C:prop-filter>",
            ["a"],
        ),
        (
            '<C:prop-filter name="SUMMARY"><C:text-match negate-condition="yes">会议</C:text-match></C:prop-filter>',
            ["a", "c"],
        ),
        (
            f'<C:prop-filter name="LAST-MODIFIED">{times("20240201T000000Z", "20240202T000000Z")}</C:prop-filter>',
            ["b", "c"],
        ),
        (f'<C:prop-filter name="DTSTART">{times(end="20240305T000000Z")}</C:prop-filter>', ["a"]),
        (f'<C:prop-filter name="DTEND">{times("20240305T030000Z")}</C:prop-filter>', ["a", "b"]),
        (
            '<C:prop-filter name="DTSTART"><C:param-filter name="TZID"><C:text-match>shanghai</C:text-match>'
            "</C:param-filter></C:prop-filter>",
            ["b"],
        ),
        (
            '<C:prop-filter name="DTSTART"><C:param-filter name="TZID"><C:is-not-defined/></C:param-filter>'
            "</C:prop-filter>",
            ["a", "c"],
        ),
        ('<C:comp-filter name="VALARM"/>', []),
        ('<C:comp-filter name="VALARM"><C:is-not-defined/></C:comp-filter>', ["a", "b", "c"]),
        (f'{times("20240601T000000Z")}<C:prop-filter name="SUMMARY"/>', ["c"]),
    ],
)
def test_properties_and_components(inner: str, names: list[str]) -> None:
    assert found(inner) == names


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ('<C:comp-filter name="VCALENDAR"/>', ["a", "b", "c"]),
        ('<C:comp-filter name="VCALENDAR"><C:prop-filter name="VERSION"/></C:comp-filter>', ["a", "b", "c"]),
        ('<C:comp-filter name="VCALENDAR"><C:is-not-defined/></C:comp-filter>', []),
        ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="VTODO"/></C:comp-filter>', []),
        (
            '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VTODO"><C:is-not-defined/></C:comp-filter>'
            "</C:comp-filter>",
            ["a", "b", "c"],
        ),
        ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="VTIMEZONE"/></C:comp-filter>', ["b"]),
    ],
)
def test_whole_filters(filters: str, names: list[str]) -> None:
    assert whole(filters) == names


@pytest.mark.parametrize(
    ("filters", "condition"),
    [
        ("", "valid-filter"),
        ("<C:x/>", "valid-filter"),
        ('<C:comp-filter name="VEVENT"/>', "valid-filter"),
        ("<C:comp-filter/>", "valid-filter"),
        (f'<C:comp-filter name="VCALENDAR">{times("20240101T000000Z")}</C:comp-filter>', "valid-filter"),
        ('<C:comp-filter name="VCALENDAR"><C:x/></C:comp-filter>', "supported-filter"),
    ],
)
def test_filters_that_are_none(filters: str, condition: str) -> None:
    with pytest.raises(DavRefused) as refused:
        whole(filters)
    assert (refused.value.status, refused.value.condition) == (403, f"<C:{condition}/>")


@pytest.mark.parametrize(
    ("inner", "condition"),
    [
        ("<C:time-range/>", "valid-filter"),
        (times("20240305"), "valid-filter"),
        (times("20240305T000000"), "valid-filter"),
        (times("20241305T000000Z"), "valid-filter"),
        (times("２0240305T000000Z"), "valid-filter"),
        (times("20240305T000000Z", "20240305T000000Z"), "valid-filter"),
        ('<C:is-not-defined/><C:prop-filter name="UID"/>', "valid-filter"),
        ("<C:prop-filter/>", "valid-filter"),
        (f'<C:prop-filter name="SUMMARY">{times("20240305T000000Z")}</C:prop-filter>', "supported-filter"),
        ('<C:prop-filter name="SUMMARY"><C:x/></C:prop-filter>', "supported-filter"),
        (
            '<C:prop-filter name="UID"><C:text-match collation="i;x">a</C:text-match></C:prop-filter>',
            "supported-collation",
        ),
    ],
)
def test_parts_that_are_refused(inner: str, condition: str) -> None:
    with pytest.raises(DavRefused) as refused:
        found(inner)
    assert (refused.value.status, refused.value.condition) == (403, f"<C:{condition}/>")
    assert ElementTree.fromstring(f"<x {DECLARED}>{refused.value.condition}</x>") is not None


def test_a_time_range_has_no_meaning_for_a_zone() -> None:
    zones = f'<C:comp-filter name="VTIMEZONE">{times("20240101T000000Z")}</C:comp-filter>'
    with pytest.raises(DavRefused) as refused:
        whole(f'<C:comp-filter name="VCALENDAR">{zones}</C:comp-filter>')
    assert refused.value.condition == "<C:supported-filter/>"
