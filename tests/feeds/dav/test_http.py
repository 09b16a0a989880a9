"""CalDAV over HTTP: what a program finds, asks, syncs and may not do, from the ASGI callable itself."""

import gzip
from collections.abc import Callable
from copy import copy
from itertools import product
from xml.etree import ElementTree

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text
from tests.feeds.conftest import PACK, House, utc
from tests.feeds.dav.conftest import DECLARED, NAMES, Device

from meeting_cadence.access import Role
from meeting_cadence.feeds.dav.http import WRITING
from meeting_cadence.feeds.dav.xml_in import MOST_BYTES
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import allow_loss, renew, revoke
from meeting_cadence.store.engine import Store

PLAN = {
    "id": "p-1",
    "body": "commission",
    "kind": "plenary",
    "start": "2024-03-05T09:00:00+08:00",
    "end": "2024-03-05T11:00:00+08:00",
    "status": "tentative",
}
DUE = {year: f"截止：全体会议（{year}年度）· 省委网信委" for year in (2024, 2025, 2026)}
LATE = "逾期：全体会议（2023年度）· 省委网信委"
EVENTS = '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter>'


def summaries(told: dict[str, str]) -> list[str]:
    return sorted(told.values())


@pytest.fixture
def calendar(device: Device) -> str:
    device.subscribe()
    (path,) = device.calendars
    return path


def names(parent: ElementTree.Element | None) -> list[str]:
    assert parent is not None
    return [child.tag.partition("}")[2] for child in parent]


def test_a_program_finds_its_way_from_the_well_known_address(device: Device) -> None:
    calendar = f"{device.home}x"
    for method in ("GET", "PROPFIND"):
        answer = device.send(method, "/.well-known/caldav", sign_in=False)
        assert (answer.status, answer.headers["location"]) == (301, "/dav/")
    root = device.ask(
        "PROPFIND",
        "/dav/",
        "<D:propfind><D:prop><D:current-user-principal/></D:prop></D:propfind>",
        depth="0",
    )
    principal = root.found("/dav/", "D:current-user-principal").findtext("D:href", "", NAMES)
    asked = (
        "<D:propfind><D:prop><C:calendar-home-set/><D:displayname/><D:principal-URL/></D:prop></D:propfind>"
    )
    found = device.ask("PROPFIND", principal, asked, depth="0")
    assert found.found(principal, "C:calendar-home-set").findtext("D:href", "", NAMES) == device.home
    assert found.found(principal, "D:principal-URL").findtext("D:href", "", NAMES) == principal
    assert found.found(principal, "D:displayname").text == "wang某"
    assert calendar not in found.responses()


def test_options_tell_what_can_be_done_without_a_password(device: Device) -> None:
    answer = device.send("OPTIONS", "/dav/", sign_in=False)
    assert (answer.status, answer.headers["dav"], answer.headers["allow"]) == (
        200,
        "1, 3, calendar-access",
        "OPTIONS, GET, HEAD, PROPFIND, REPORT",
    )


def test_the_home_lists_the_persons_subscriptions_each_once(device: Device) -> None:
    assert device.calendars == []
    device.subscribe()
    device.subscribe()
    device.subscribe(Scope("subtree", "commission"), language="en")
    device.subscribe(Scope("mine", "commission"))
    device.subscribe(person=device.add_person("li"))
    asked = "<D:propfind><D:prop><D:displayname/></D:prop></D:propfind>"
    answer = device.ask("PROPFIND", device.home, asked, depth="1")
    titles = [answer.found(path, "D:displayname").text for path in answer.responses()]
    assert titles == [
        "制度会议日历",
        "省委网信委 应办事项",
        "Commission and below: what is due",
        "我的应办事项 · 省委网信委",
    ]


def test_what_a_calendar_says_of_itself(device: Device, calendar: str) -> None:
    asked = (
        "<D:propfind><D:prop><D:resourcetype/><D:displayname/><D:owner/><D:sync-token/><D:supported-report-set/>"
        "<D:current-user-privilege-set/><C:supported-calendar-component-set/><C:supported-calendar-data/>"
        "<C:supported-collation-set/><C:calendar-description/><S:getctag/><A:calendar-color/>"
        '<C:calendar-timezone/><X:y xmlns:X="urn:x&amp;&lt;"/></D:prop></D:propfind>'
    )
    answer = device.ask("PROPFIND", calendar, asked, depth="0")

    def found(name: str) -> ElementTree.Element:
        return answer.found(calendar, name)

    assert names(found("D:resourcetype")) == ["collection", "calendar"]
    assert found("D:owner").findtext("D:href", "", NAMES) == f"/dav/principals/{device.person.id}/"
    reports = found("D:supported-report-set").findall("D:supported-report/D:report", NAMES)
    assert [names(one) for one in reports] == [["sync-collection"], ["calendar-query"], ["calendar-multiget"]]
    privileges = found("D:current-user-privilege-set").findall("D:privilege", NAMES)
    assert [names(one) for one in privileges] == [["read"], ["read-current-user-privilege-set"]]
    assert found("C:supported-calendar-component-set")[0].attrib == {"name": "VEVENT"}
    assert found("C:supported-calendar-data")[0].attrib == {"content-type": "text/calendar", "version": "2.0"}
    assert (found("D:sync-token").text or "").startswith("data:,")
    assert len(found("S:getctag").text or "") == 34
    assert len(found("A:calendar-color").text or "") == 9
    assert "只读" in (found("C:calendar-description").text or "")
    missing = answer.responses()[calendar].findall("D:propstat", NAMES)[1]
    assert [one.tag for one in missing.find("D:prop", NAMES) or ()] == [
        "{urn:ietf:params:xml:ns:caldav}calendar-timezone",
        "{urn:x&<}y",
    ]
    assert missing.findtext("D:status", "", NAMES) == "HTTP/1.1 404 Not Found"


def test_all_properties_are_those_of_webdav_and_more_if_named(device: Device, calendar: str) -> None:
    def told(xml: str, path: str = calendar) -> list[str]:
        answer = device.ask("PROPFIND", path, xml, depth="0")
        (only,) = answer.responses().values()
        return names(only.find("D:propstat/D:prop", NAMES))

    plain = ["resourcetype", "displayname", "getlastmodified"]
    assert told("") == plain
    assert told("<D:propfind><D:allprop/></D:propfind>") == plain
    more = "<D:propfind><D:allprop/><D:include><S:getctag/><D:displayname/></D:include></D:propfind>"
    assert told(more) == [*plain, "getctag"]
    assert {"getctag", "sync-token", "supported-report-set"} <= set(
        told("<D:propfind><D:propname/></D:propfind>")
    )
    entry = next(iter(device.sync(calendar).responses()))
    assert told("", entry) == [
        "resourcetype",
        "getetag",
        "getcontenttype",
        "getcontentlength",
        "getlastmodified",
    ]


def test_the_names_of_properties_alone_have_no_values(device: Device, calendar: str) -> None:
    answer = device.ask("PROPFIND", calendar, "<D:propfind><D:propname/></D:propfind>", depth="1")
    for one in answer.responses().values():
        assert all(not (prop.text or len(prop)) for prop in one.find("D:propstat/D:prop", NAMES) or ())


def test_no_property_asked_for_is_an_empty_propstat(device: Device) -> None:
    answer = device.ask("PROPFIND", "/dav/", "<D:propfind><D:prop/></D:propfind>", depth="0")
    (only,) = answer.responses().values()
    assert only.findtext("D:propstat/D:status", "", NAMES) == "HTTP/1.1 200 OK"


def test_depth_is_finite(device: Device, calendar: str) -> None:
    for depth in ({"depth": "infinity"}, {"depth": "Infinity"}, {}):
        answer = device.ask("PROPFIND", calendar, "", **depth)
        assert (answer.status, answer.condition) == (403, "propfind-finite-depth")
    for depth in ("2", "-1", "x", ""):
        assert device.ask("PROPFIND", calendar, "", depth=depth).status == 400
        assert device.query(calendar, EVENTS, depth=depth).status == 400
    assert len(device.ask("PROPFIND", calendar, "", depth="0").responses()) == 1
    assert len(device.ask("PROPFIND", calendar, "", depth="1").responses()) == 5
    assert len(device.ask("PROPFIND", device.home, "", depth="1").responses()) == 2
    assert len(device.ask("PROPFIND", "/dav/", "", depth="1").responses()) == 3


@pytest.mark.parametrize(
    "body",
    [
        b"<x",
        b'<D:x xmlns:D="DAV:"/>',
        b'<D:propfind xmlns:D="DAV:"/>',
        b'<!DOCTYPE x [<!ENTITY a "a">]><D:propfind xmlns:D="DAV:"><D:prop>&a;</D:prop></D:propfind>',
        b'<D:propfind xmlns:D="DAV:"><D:prop>'
        + b"".join(b"<p%d/>" % n for n in range(101))
        + b"</D:prop></D:propfind>",
    ],
    ids=lambda body: body[:20].decode(),
)
def test_questions_that_are_none(device: Device, body: bytes) -> None:
    answer = device.send("PROPFIND", "/dav/", body, depth="0")
    assert (answer.status, "请求无法理解" in answer.body.decode()) == (400, True)


def test_a_question_longer_than_any_is_not_read(device: Device) -> None:
    assert device.send("PROPFIND", "/dav/", b" " * (MOST_BYTES + 1), depth="0").status == 413
    assert device.send("PROPFIND", "/dav/", b" " * MOST_BYTES, depth="0").status == 207


def test_an_entry_is_fetched_and_kept(device: Device, calendar: str) -> None:
    device.house.enter(device.at, plan=PLAN)
    synced = device.sync(calendar)
    for path in synced.responses():
        answer = device.send("GET", path)
        assert answer.status == 200
        assert answer.headers["etag"] == synced.found(path, "D:getetag").text
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8; component=VEVENT"
        assert answer.body.decode() == synced.found(path, "C:calendar-data").text
        assert len(icalendar.Calendar.from_ical(answer.body).walk("VEVENT")) == 1
        assert device.send("HEAD", path) == answer._replace(body=b"")
        held = device.send("GET", path, if_none_match=answer.headers["etag"])
        assert (held.status, held.body, held.headers["etag"]) == (304, b"", answer.headers["etag"])
        assert device.send("GET", path, if_none_match='"other"') == answer
        assert device.send("GET", path, accept_encoding="gzip").body == answer.body
    meeting = icalendar.Calendar.from_ical(device.send("GET", sorted(synced.responses())[-1]).body)
    assert [one.name for one in meeting.subcomponents] == ["VTIMEZONE", "VEVENT"]


def test_a_calendar_as_a_whole_is_not_fetched_here(device: Device, calendar: str) -> None:
    for path in ("/dav/", device.home, calendar):
        answer = device.send("GET", path)
        assert (answer.status, answer.headers["allow"]) == (405, "OPTIONS, GET, HEAD, PROPFIND, REPORT")
    assert device.send("SEARCH", calendar).status == 405
    assert device.send("TRACE", calendar, sign_in=False).status == 405


def test_a_query_finds_what_lies_in_a_time(device: Device, calendar: str) -> None:
    device.house.enter(device.at, plan=PLAN)
    assert len(device.query(calendar, EVENTS, depth="1").told()) == 5

    def month(start: str, end: str) -> list[str]:
        times = f'<C:time-range start="{start}T000000Z" end="{end}T000000Z"/>'
        return summaries(
            device.query(calendar, EVENTS.replace('"/></', f'">{times}</C:comp-filter></'), depth="1").told()
        )

    assert month("20240301", "20240401") == ["暂定：全体会议 · 省委网信委"]
    assert month("20241201", "20250101") == [DUE[2024]]
    assert month("20240401", "20240501") == []


def test_a_query_without_a_depth_is_about_the_entries(device: Device, calendar: str) -> None:
    assert len(device.query(calendar, EVENTS).told()) == 4
    assert len(device.query(calendar, EVENTS, depth="infinity").told()) == 4
    assert device.query(calendar, EVENTS, depth="0").told() == {}


def test_days_are_those_of_the_zone_that_the_query_names(device: Device, calendar: str) -> None:
    times = '<C:time-range start="20241230T170000Z" end="20241230T180000Z"/>'
    filters = EVENTS.replace('"/></', f'">{times}</C:comp-filter></')
    assert summaries(device.query(calendar, filters).told()) == [DUE[2024]]
    zone = (
        "<C:timezone>BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE</C:timezone>"
    )
    assert device.query(calendar, filters, zone).told() == {}
    refused = device.query(calendar, filters, "<C:timezone>x</C:timezone>")
    assert (refused.status, refused.condition) == (403, "valid-calendar-data")


@pytest.mark.parametrize(
    ("filters", "condition"),
    [
        ("", "valid-filter"),
        ('<C:comp-filter name="VCALENDAR"><C:other/></C:comp-filter>', "supported-filter"),
        (
            '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:prop-filter name="UID">'
            '<C:text-match collation="i;other">a</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter>',
            "supported-collation",
        ),
    ],
)
def test_filters_that_cannot_be_applied(device: Device, calendar: str, filters: str, condition: str) -> None:
    answer = device.query(calendar, filters)
    assert (answer.status, answer.condition) == (403, condition)


def test_multiget_answers_each_address_once(device: Device, calendar: str) -> None:
    first, second, *_ = device.sync(calendar).responses()
    other = device.subscribe(Scope("body", "city"))
    assert other == 2
    hidden = f"/dav/calendars/{device.person.id + 1}/{calendar.split('/')[-2]}/due-a.ics"
    asked = [
        first,
        first,
        f"https://elsewhere.example{second}",
        f"{calendar}due-none.ics",
        f"{calendar}%2e%2e/x",
        hidden,
        calendar,
        "<&>",
        "x" * 5000,
    ]
    hrefs = "".join(f"<D:href>{one.replace('&', '&amp;').replace('<', '&lt;')}</D:href>" for one in asked)
    data = "<D:prop><D:getetag/><C:calendar-data/></D:prop>"
    answer = device.ask("REPORT", calendar, f"<C:calendar-multiget>{data}{hrefs}</C:calendar-multiget>")
    statuses = {
        href: one.findtext("D:status", "200", NAMES)[9:12] for href, one in answer.responses().items()
    }
    assert statuses == {first: "", second: ""} | dict.fromkeys(asked[3:], "404")
    nothing = device.ask("REPORT", calendar, f"<C:calendar-multiget>{data}</C:calendar-multiget>")
    assert nothing.status == 400


def test_sync_tells_everything_then_only_what_changed(device: Device, calendar: str) -> None:
    first = device.sync(calendar)
    assert summaries(first.told()) == [DUE[2024], DUE[2025], DUE[2026], LATE]
    empty = device.sync(calendar, first.token)
    assert (empty.told(), empty.token) == ({}, first.token)

    device.house.enter(device.at, plan=PLAN)
    second = device.sync(calendar, first.token)
    assert set(second.told().values()) == {"暂定：全体会议 · 省委网信委", DUE[2024], LATE}

    device.at = utc(2024, 2, 10)
    device.house.enter(device.at, plan={**PLAN, "status": "cancelled"})
    third = device.sync(calendar, second.token)
    assert "取消：全体会议 · 省委网信委" in third.told().values()
    device.at = utc(2024, 4, 10)
    gone = device.sync(calendar, third.token)
    assert list(gone.told().values()) == ["404"]
    assert next(iter(gone.told())).startswith("meeting-")
    assert "404" in device.sync(calendar, first.token).told().values()
    assert len(device.sync(calendar).told()) == 4


def test_the_token_and_ctag_move_together_in_every_process(device: Device, calendar: str) -> None:
    asked = "<D:propfind><D:prop><S:getctag/><D:sync-token/></D:prop></D:propfind>"

    def said() -> tuple[str | None, str | None]:
        answer = device.ask("PROPFIND", calendar, asked, depth="0")
        return answer.found(calendar, "S:getctag").text, answer.found(calendar, "D:sync-token").text

    first = said()
    assert said() == first
    device.app = device.start()
    assert said() == first
    device.house.enter(device.at, plan=PLAN)
    second = said()
    assert (second[0] != first[0], second[1] != first[1]) == (True, True)
    device.app = device.start()
    assert said() == second
    assert device.sync(calendar, str(second[1])).told() == {}


def test_a_cut_sync_says_so_and_goes_on(device: Device, calendar: str) -> None:
    whole = device.sync(calendar).told()
    limit = "<D:limit><D:nresults>3</D:nresults></D:limit>"
    one = device.sync(calendar, "", limit)
    assert len(one.told()) == 4
    cut = one.responses()[calendar]
    assert cut.findtext("D:status", "", NAMES) == "HTTP/1.1 507 Insufficient Storage"
    assert cut.find("D:error/D:number-of-matches-within-limits", NAMES) is not None
    two = device.sync(calendar, one.token, limit)
    told = {name: summary for name, summary in one.told().items() if summary != "507"}
    assert told | two.told() == whole
    assert device.sync(calendar, two.token).told() == {}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("<D:sync-token/><D:sync-level>1</D:sync-level>", 207),
        ("<D:sync-token/><D:sync-level>infinite</D:sync-level>", 207),
        ("<D:sync-token/><D:sync-level>2</D:sync-level>", 400),
        ("<D:sync-token/>", 400),
        ("<D:sync-level>1</D:sync-level>", 400),
        ("<D:sync-token/><D:sync-level>1</D:sync-level><D:limit/>", 400),
        ("<D:sync-token/><D:sync-level>1</D:sync-level><D:limit><D:nresults>x</D:nresults></D:limit>", 400),
    ],
)
def test_how_a_sync_is_asked_for(device: Device, calendar: str, asked: str, status: int) -> None:
    report = f"<D:sync-collection>{asked}<D:prop><D:getetag/></D:prop></D:sync-collection>"
    assert device.ask("REPORT", calendar, report).status == status


def test_drafts_of_sync_sent_depth_1(device: Device, calendar: str) -> None:
    report = "<D:sync-collection><D:sync-token/><D:prop><D:getetag/></D:prop></D:sync-collection>"
    assert device.ask("REPORT", calendar, report, depth="1").status == 207
    assert device.sync(calendar, depth="infinity").status == 400


def test_tokens_that_mean_nothing_here(device: Device, calendar: str) -> None:
    token = device.sync(calendar).token
    device.subscribe(Scope("body", "city"))
    other = device.sync(device.calendars[1]).token
    for wrong in ("x", "data:,", other, token.replace("-1-", "-7-"), f"{token}x"):
        answer = device.sync(calendar, wrong)
        assert (answer.status, answer.condition) == (403, "valid-sync-token")


@pytest.mark.parametrize(
    "report",
    [
        '<C:free-busy-query><C:time-range start="20240101T000000Z"/></C:free-busy-query>',
        "<D:expand-property/>",
        "<D:principal-search-property-set/>",
        "<D:acl-principal-prop-set/>",
    ],
)
def test_other_reports_are_not_supported(device: Device, calendar: str, report: str) -> None:
    for path in ("/dav/", f"/dav/principals/{device.person.id}/", device.home, calendar):
        answer = device.ask("REPORT", path, report)
        assert (answer.status, answer.condition) == (403, "supported-report")


def test_reports_are_of_calendars_alone(device: Device, calendar: str) -> None:
    entry = next(iter(device.sync(calendar).responses()))
    for path in ("/dav/", device.home, entry):
        assert device.query(path, EVENTS).condition == "supported-report"
    assert device.send("REPORT", calendar).status == 400


def test_nothing_can_be_written(device: Device, calendar: str) -> None:
    before = device.sync(calendar)
    entry = next(iter(before.responses()))
    paths = (entry, calendar, f"{calendar}new.ics", "/dav/calendars/999/x/")
    for method, path in product(WRITING, paths):
        answer = device.send(method, path, b"BEGIN:VCALENDAR")
        assert (answer.status, answer.condition) == (403, "need-privileges")
        resource = answer.xml.find("D:need-privileges/D:resource", NAMES)
        assert resource is not None
        assert resource.findtext("D:href", "", NAMES) == path
        assert names(resource.find("D:privilege", NAMES)) == [WRITING[method]]
    assert device.sync(calendar) == before


def test_other_peoples_things_look_absent(device: Device) -> None:
    li = device.add_person("li")
    device.subscribe(person=li)
    device.subscribe(language="en")
    (mine,) = device.calendars
    me = copy(device)
    me.login, me.secret, me.person = "li", device.password(li), li
    (theirs,) = me.calendars
    entry = next(iter(me.sync(theirs).responses()))
    absent = "/dav/calendars/999/0123456789abcdef/"
    for path in (
        theirs,
        entry,
        me.home,
        f"/dav/principals/{li.id}/",
        mine.replace("/1/", "/2/"),
        absent,
        "/dav/x",
    ):
        for method, xml in (("PROPFIND", ""), ("GET", "")):
            answer = device.ask(method, path, xml, depth="0")
            assert (answer.status, answer.body.decode()) == (
                404,
                "没有这个地址。\nThere is nothing at this address.\n",
            )
    for path in (theirs, f"{device.home}0123456789abcdef/", absent):
        assert device.sync(path).status == 404
        assert device.query(path, EVENTS).status == 404


@pytest.mark.parametrize("path", ["../", "..%2f", "%2e%2e/", "./x", "due-a.ics/..", "\x00", "a" * 5000])
def test_paths_that_lead_nowhere(device: Device, calendar: str, path: str) -> None:
    for method in ("PROPFIND", "GET", "REPORT"):
        assert device.send(method, f"{calendar}{path}", b"<x/>", depth="0").status == 404


def test_a_subscription_that_ends_takes_its_calendar_along(device: Device, calendar: str) -> None:
    with device.house.store.session() as session:
        revoke(session, 1, at=device.at)
    assert device.calendars == []
    assert device.sync(calendar).status == 404
    device.subscribe()
    assert device.sync(calendar).status == 207


def test_an_expired_subscription_is_no_calendar(device: Device, calendar: str) -> None:
    with device.house.store.session() as session:
        session.connection().execute(text("UPDATE feed SET expires = '2024-02-03 00:00:00.000000'"))
    device.at = utc(2024, 2, 2, 23)
    assert len(device.calendars) == 1
    device.at = utc(2024, 2, 3)
    assert device.calendars == []


def test_renewing_a_link_changes_nothing_for_devices(device: Device, calendar: str) -> None:
    first = device.sync(calendar)
    with device.house.store.session() as session:
        renew(session, 1, at=device.at)
    assert device.calendars == [calendar]
    assert device.sync(calendar, first.token).told() == {}


def test_what_is_mine_follows_its_person_and_syncs_anew(device: Device) -> None:
    device.subscribe(Scope("mine", "commission"))
    (calendar,) = device.calendars
    token = device.sync(calendar).token
    with device.house.store.session() as session:
        session.connection().execute(text("UPDATE person SET scope = 'city'"))
    assert device.calendars == [calendar]
    assert device.sync(calendar, token).condition == "valid-sync-token"
    assert device.sync(calendar).told() == {}


def test_what_a_person_may_see_no_longer_is_no_calendar(device: Device, calendar: str) -> None:
    with device.house.store.session() as session:
        session.connection().execute(text("UPDATE person SET scope = 'city'"))
    assert device.calendars == []
    assert device.sync(calendar).status == 404


def test_everybodys_calendar_of_an_administrator(device: Device) -> None:
    device.person = device.add_person("root", Role.ADMINISTRATOR, None)
    device.login, device.secret = "root", device.password(device.person)
    device.subscribe(Scope("mine", ""))
    assert len(device.calendars) == 1


def test_behind_a_prefix_addresses_carry_it(house: House) -> None:
    device = Device(house, prefix="/cadence")
    device.subscribe()
    (calendar,) = device.calendars
    assert calendar.startswith(f"/cadence/dav/calendars/{device.person.id}/")
    assert device.send("GET", "/cadence/.well-known/caldav").headers["location"] == "/cadence/dav/"
    entry = next(iter(device.sync(calendar).responses()))
    data = "<D:prop><D:getetag/></D:prop>"
    got = device.ask(
        "REPORT", calendar, f"<C:calendar-multiget>{data}<D:href>{entry}</D:href></C:calendar-multiget>"
    )
    assert got.found(entry, "D:getetag").text == device.send("GET", entry).headers["etag"]


def test_long_answers_are_packed_for_who_takes_it(device: Device, calendar: str) -> None:
    plain, packed = device.sync(calendar), device.sync(calendar, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "content-encoding" not in device.sync(calendar, plain.token, accept_encoding="gzip").headers


def test_on_a_fault_503_and_the_copy_stays(device: Device, calendar: str) -> None:
    token = device.sync(calendar).token
    with device.house.store.session() as session:
        session.connection().execute(text("ALTER TABLE feed RENAME TO feed_"))
    for answer in (device.sync(calendar, token), device.ask("PROPFIND", device.home, "", depth="1")):
        assert (answer.status, answer.headers["retry-after"]) == (503, "300")
    with device.house.store.session() as session:
        session.connection().execute(text("ALTER TABLE feed_ RENAME TO feed"))
    assert device.sync(calendar, token).told() == {}


def test_a_sudden_loss_is_held_back_here_too(device: Device, calendar: str) -> None:
    for number in range(1, 7):
        day = f"2024-01-{number + 1:02}"
        act = {"id": f"m-{number}", "body": "commission", "kind": "plenary", "start": day}
        device.house.enter(utc(2024, 1, number + 2), act=act)
    first = device.sync(calendar)
    assert len(first.told()) == 10
    changes = (
        "UPDATE obligation SET gone_at = changed_at",
        "DROP TRIGGER ledger_entry_body_no_delete",
        "DELETE FROM ledger_entry_body",
        "UPDATE setting SET value = '999' WHERE name = 'obligation.changes'",
    )
    with device.house.store.session() as session:
        for change in changes:
            session.connection().execute(text(change))
    device.app = device.start()
    assert device.sync(calendar, first.token).told() == {}
    assert device.sync(calendar) == first
    with device.house.store.session() as session:
        allow_loss(session, 1, at=device.at)
    gone = device.sync(calendar, first.token).told()
    assert (len(gone), set(gone.values())) == (10, {"404"})


def count_queries(device: Device, calendar: str, xml: str) -> int:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            said.append(statement)

    event.listen(device.house.store.engine, "before_cursor_execute", note)
    try:
        assert device.ask("REPORT", calendar, xml).status == 207
    finally:
        event.remove(device.house.store.engine, "before_cursor_execute", note)
    return len(said)


def test_questions_cost_the_same_however_many_entries_there_are(device: Device, calendar: str) -> None:
    token = device.sync(calendar).token
    prop = "<D:prop><D:getetag/><C:calendar-data/></D:prop>"
    query = f"<C:calendar-query>{prop}<C:filter>{EVENTS}</C:filter></C:calendar-query>"
    level = f"<D:sync-level>1</D:sync-level>{prop}"
    sync = f"<D:sync-collection><D:sync-token>{token}</D:sync-token>{level}</D:sync-collection>"
    few = [count_queries(device, calendar, xml) for xml in (query, sync)]
    device.house.apply(PACK.replace("per: 1y, align: calendar", "per: 1m, align: calendar"), utc(2024, 2, 1))
    assert len(device.query(calendar, EVENTS).told()) > 20
    many = [count_queries(device, calendar, xml) for xml in (query, sync)]
    assert (few, many) == ([6, 8], [6, 8])


def test_postgresql_answers_alike(new_postgresql_store: Callable[[], Store], device: Device) -> None:
    house = House(new_postgresql_store())
    house.apply(PACK, utc(2024, 1, 2))
    house.adopt("commission", utc(2024, 1, 2))
    house.adopt("city", utc(2024, 1, 2))
    other = Device(house)
    tokens = []
    for one in (device, other):
        one.subscribe()
        one.house.enter(one.at, plan=PLAN)
        tokens.append(one.sync(one.calendars[0]).token)
    assert tokens[0] == tokens[1]
    assert device.calendars == other.calendars
    (calendar,) = device.calendars
    for one in (device, other):
        one.house.enter(one.at, plan={**PLAN, "status": "cancelled"})
        one.at = utc(2024, 4, 10)
    changed = [one.sync(calendar, tokens[0]) for one in (device, other)]
    assert "404" in changed[0].told().values()
    assert changed[0] == changed[1]
    assert device.query(calendar, EVENTS) == other.query(calendar, EVENTS)


ELEMENTS = (
    *("D:prop", "D:propfind", "D:sync-collection", "D:sync-token", "D:sync-level", "D:limit", "D:href"),
    *("C:filter", "C:comp-filter", "C:prop-filter", "C:time-range", "C:text-match", "C:timezone"),
    *("C:calendar-query", "C:calendar-multiget", "C:calendar-data", "C:comp", "C:expand"),
)


@given(
    method=st.sampled_from(["PROPFIND", "REPORT"]),
    path=st.sampled_from(["", "due-x.ics", "../", "%"]),
    depth=st.sampled_from(["0", "1", "infinity", "x"]),
    body=st.recursive(
        st.text(max_size=20),
        lambda inner: st.builds(
            lambda name, attribute, children: f"<{name} {attribute}>{''.join(children)}</{name}>",
            st.sampled_from(ELEMENTS),
            st.sampled_from(['name="VCALENDAR"', 'name="VEVENT"', 'start="20240101T000000Z"', "", 'end="x"']),
            st.lists(inner, max_size=4),
        ),
        max_leaves=12,
    ),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_is_answered_or_refused(
    device: Device, calendar: str, method: str, path: str, depth: str, body: str
) -> None:
    """Never a fault: that would be a 503."""
    asked = (
        f"<D:prop {DECLARED}>{body}</D:prop>"
        if not body.startswith("<")
        else body.replace(" ", f" {DECLARED} ", 1)
    )
    answer = device.send(method, calendar + path, asked.encode("utf-8", "replace"), depth=depth)
    assert answer.status in (207, 400, 403, 404)
    if answer.status in (207, 403):
        assert answer.xml is not None
