"""Calendars through the service: brought, laid beside the record, confirmed or dismissed, as far as one reaches."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import Office, Served

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.imports.calendar.fetch import Terms
from meeting_cadence.imports.calendar.keep import Wish, add_address, bring_file, read_due, read_source
from meeting_cadence.imports.calendar.setup import every_of
from meeting_cadence.settings import Settings
from meeting_cadence.store.audit import Asked, list_lines
from meeting_cadence.store.calendar_sources import Source, items_of, sources_of


def calendar(*entries: tuple[str, str]) -> bytes:
    lines = [
        line
        for day, title in entries
        for line in (
            "BEGIN:VEVENT",
            f"UID:{title}",
            f"DTSTART;VALUE=DATE:{day}",
            f"SUMMARY:{title}",
            "END:VEVENT",
        )
    ]
    return "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]).encode()


USUAL = calendar(("20240227", "网信委全体会议"), ("20240301", "午餐"), ("20240610", "全体会议"))


def bring(browser: Any, raw: bytes = USUAL, body: str = "commission", name: str = "办公日历") -> Any:
    return browser.post(
        "/api/v1/calendars", data={"body": body, "name": name}, files={"file": ("c.ics", raw)}
    )


def proposed(browser: Any) -> list[dict[str, Any]]:
    answer = browser.get("/api/v1/calendar-proposals")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["proposals"]
    return found


def decide(browser: Any, one: dict[str, Any], do: str, **more: Any) -> Any:
    path = f"/api/v1/calendars/{one['calendar']}/entries/{one['entry']['key']}/{do}"
    return browser.post(path, **more)


def chosen(one: dict[str, Any]) -> dict[str, str]:
    return {name: one["choices"][0][name] for name in ("obligation", "kind")}


def test_what_a_calendar_may_mean_is_proposed_and_nothing_recorded(served: Served) -> None:
    browser = served.client(scope="commission")
    assert bring(browser).json() == {"entries": 3}
    held, planned = proposed(browser)
    assert (held["day"], held["do"], held["choices"][0]["window"]) == ("2024-02-27", "act", "2024")
    assert (planned["day"], planned["do"]) == ("2024-06-10", "plan")
    assert held["choices"][0]["says"]["zh"] == (
        "日历中2024年2月27日的“网信委全体会议”，可能是网信委2024年度的“全体会议”。"
    )
    assert held["choices"][0]["because"]["en"] == [
        "its title has “全体会议”",
        "its title names 网信委",
        "27 February 2024 lies within the window (1 January 2024 to 31 December 2024)",
    ]
    assert served.office.standing("plenary", "2024") == "open"


def test_confirming_records_it_and_previewing_does_not(served: Served) -> None:
    browser = served.client(scope="commission")
    bring(browser)
    held = proposed(browser)[0]
    shown = decide(browser, held, "confirm", json=chosen(held), params={"preview": True})
    assert (shown.status_code, shown.json()["written"], shown.json()["changes"][0]["after"]) == (
        200,
        False,
        "met",
    )
    assert served.office.standing("plenary", "2024") == "open"
    done = decide(browser, held, "confirm", json=chosen(held))
    assert (done.status_code, done.json()["content"]) == (
        201,
        {"act": {"body": "commission", "kind": "plenary", "start": "2024-02-27", "title": "网信委全体会议"}},
    )
    assert served.office.standing("plenary", "2024") == "met"
    assert proposed(browser) == []
    (decided,) = browser.get("/api/v1/calendar-proposals").json()["decided"]
    assert (decided["decision"], decided["entry_id"]) == ("confirmed", done.json()["entry_id"])
    assert decide(browser, held, "confirm", json=chosen(held)).status_code == 404


def test_what_is_yet_to_come_is_confirmed_as_a_plan(served: Served) -> None:
    browser = served.client(scope="commission")
    bring(browser)
    planned = proposed(browser)[1]
    assert set(decide(browser, planned, "confirm", json=chosen(planned)).json()["content"]) == {"plan"}
    (row,) = [row for row in served.office.rows("plenary") if row["label"] == "2024"]
    assert str(row["planned"]) == "2024-06-10"


def test_what_is_dismissed_stays_so_until_it_moves_or_is_reopened(served: Served) -> None:
    browser = served.client(scope="commission")
    bring(browser)
    held = proposed(browser)[0]
    assert decide(browser, held, "dismiss").status_code == 200
    bring(browser)
    assert [one["day"] for one in proposed(browser)] == ["2024-06-10"]
    assert decide(browser, held, "reopen").status_code == 200
    assert [one["day"] for one in proposed(browser)] == ["2024-02-27", "2024-06-10"]
    decide(browser, held, "dismiss")
    bring(browser, calendar(("20240228", "网信委全体会议")))
    assert [one["day"] for one in proposed(browser)] == ["2024-02-28"]
    with served.office.store.reading() as session:
        trail = [line.action for line in list_lines(session, Asked(action="calendar."))]
    assert trail.count("calendar.dismissed") == 2
    assert "calendar.reopened" in trail


def test_what_was_recorded_by_hand_meanwhile_is_proposed_no_more(served: Served) -> None:
    browser = served.client(scope="commission")
    bring(browser)
    held = proposed(browser)[0]
    served.office.enter(act={"body": "commission", "kind": "plenary", "start": "2024-02-27"})
    assert proposed(browser) == []
    assert decide(browser, held, "confirm", json=chosen(held)).status_code == 404


def test_a_refused_file_changes_nothing_and_says_why(served: Served) -> None:
    browser = served.client(scope="commission")
    bring(browser)
    answer = bring(
        browser, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:FREQ=HOURLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert answer.status_code == 422
    assert [one["code"] for one in answer.json()["error"]["problems"]] == ["calendar_start"]
    assert len(proposed(browser)) == 2


def test_an_address_needs_a_permitted_host(served: Served) -> None:
    asked = {"body": "commission", "name": "x", "address": "https://mail.example.org/secret.ics"}
    answer = served.client(scope="commission").post("/api/v1/calendars", data=asked)
    assert answer.status_code == 422
    assert "calendar_no_hosts" in answer.text
    assert "secret.ics" not in answer.text


def test_calendars_of_others_look_like_absent_ones(served: Served) -> None:
    mine = served.client(scope="commission")
    bring(mine)
    (source,) = mine.get("/api/v1/calendars").json()["calendars"]
    held = proposed(mine)[0]
    other = served.client(scope="city-a")
    assert other.get("/api/v1/calendars").json() == {"calendars": []}
    assert proposed(other) == []
    statuses = [
        bring(other).status_code,
        other.delete(f"/api/v1/calendars/{source['id']}").status_code,
        other.post(f"/api/v1/calendars/{source['id']}/read").status_code,
        decide(other, held, "dismiss").status_code,
        decide(other, held, "confirm", json=chosen(held)).status_code,
    ]
    assert statuses == [404] * 5
    assert bring(served.client("viewer", scope="commission")).status_code == 403
    assert mine.delete(f"/api/v1/calendars/{source['id']}").status_code == 204
    assert proposed(mine) == []


def test_the_page_leads_from_the_file_to_the_record(served: Served) -> None:
    browser = served.client(scope="commission")
    assert "没有待确认的条目" in browser.get("/calendars").text
    sent = browser.post(
        "/calendars", data={"body": "commission", "name": "办公日历"}, files={"file": ("c.ics", USUAL)}
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/calendars")
    page = browser.get("/calendars").text
    assert "日历中2024年2月27日的“网信委全体会议”，可能是网信委2024年度的“全体会议”。" in page
    assert "依据：标题中有“全体会议”" in page
    held = proposed(browser)[0]
    path = f"/calendars/{held['calendar']}/entries/{held['entry']['key']}"
    preview = browser.post(path, data={"do": "check"})
    assert (preview.status_code, "确认，登记为已召开" in preview.text, "已召开" in preview.text) == (
        200,
        True,
        True,
    )
    assert served.office.standing("plenary", "2024") == "open"
    assert browser.post(path, data={"do": "confirm"}).status_code == 303
    assert served.office.standing("plenary", "2024") == "met"
    assert browser.post(path, data={"do": "confirm"}).status_code == 404


def test_the_page_says_why_a_file_is_refused_in_both_languages(served: Served) -> None:
    for language, words in (("zh", "不是 iCalendar（.ics）文件"), ("en", "This is no iCalendar (.ics) file")):
        browser = served.client(scope="commission", language=language)
        refused = browser.post(
            "/calendars", data={"body": "commission", "name": "x"}, files={"file": ("c.ics", b"hello")}
        )
        assert (refused.status_code, words in refused.text) == (422, True)


@pytest.fixture
def calendars(office: Office) -> Office:
    """On SQLite and on PostgreSQL in turn."""
    return office


def sources(office: Office) -> list[Source]:
    with office.store.reading() as session:
        return sources_of(session, ["commission"])


def clock(office: Office) -> Callable[[], Any]:
    return lambda: office.at


def test_a_file_of_the_same_name_replaces_what_there_was(calendars: Office) -> None:
    wish = Wish("commission", "办公日历", "王某")
    assert bring_file(calendars.store, wish, USUAL, at=calendars.at) == 3
    assert bring_file(calendars.store, wish, calendar(("20240301", "x")), at=calendars.at) == 1
    (source,) = sources(calendars)
    with calendars.store.reading() as session:
        assert [item.summary for item in items_of(session, [source.id])] == ["x"]


def test_an_address_is_read_at_its_turn_and_trouble_keeps_what_there_was(calendars: Office) -> None:
    from tests.imports.calendar.test_fetch import HERE, serving

    every = every_of(Settings())
    with serving() as port:
        terms = Terms(HERE, timeout=2)
        add_address(
            calendars.store,
            Wish("commission", "x", "王某"),
            f"http://127.0.0.1:{port}/ok",
            terms,
            at=calendars.at,
        )
        assert read_due(calendars.store, terms, at=calendars.at, every=every, clock=clock(calendars)) == 1
        (source,) = sources(calendars)
        assert (source.etag, source.read_at, source.trouble) == ('"one"', calendars.at, None)
        assert source.next_read == calendars.at + every
        assert read_due(calendars.store, terms, at=calendars.at, every=every, clock=clock(calendars)) == 0
        calendars.at += every
        assert read_due(calendars.store, terms, at=calendars.at, every=every, clock=clock(calendars)) == 1
    (source,) = sources(calendars)
    calendars.at += every
    assert not read_source(calendars.store, source, Terms(Hosts()), at=calendars.at, every=every)
    (source,) = sources(calendars)
    assert [one["code"] for one in source.why] == ["calendar_no_hosts"]
    assert source.next_read == calendars.at + every
