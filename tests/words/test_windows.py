"""One wording of windows for pages, mails, calendars and reasons."""

from datetime import UTC, date, datetime

import pytest
from tests.conftest import Office, Served

from meeting_cadence.feeds.names import Names
from meeting_cadence.obligations.window import Occasion
from meeting_cadence.words.windows import window_named


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("2024", "2024年度", "2024"),
        ("after 2018-06-29", "2018年6月29日之后", "after 29 June 2018"),
        ("2024-H1", "2024年上半年", "first half of 2024"),
        ("2024/2#1", "2024年第2期（第1段）", "2024, part 2 (part 1)"),
        ("first", "首次", "first"),
        ("matter-huzhou", "matter-huzhou", "matter-huzhou"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("after 2026-13-01", "after 2026-13-01", "after 2026-13-01"),
        ("２０２６-０２-０１", "２０２６-０２-０１", "２０２６-０２-０１"),
        ("舆情#3", "舆情#3", "舆情#3"),
        ("2026#", "2026#", "2026#"),
    ],
)
def test_a_window_in_both_languages(label: str, zh: str, en: str) -> None:
    assert window_named(label, None) == (zh, en)


DAY = date(2026, 3, 5)
INSTANT = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mandate", "occasion", "zh", "en"),
    [
        ("incident", Occasion("incident", DAY, "断网"), "2026年3月5日发生：断网", "断网, 5 March 2026"),
        (
            "incident",
            Occasion("incident", INSTANT),
            "2026年3月5日 08:30发生：incident",
            "incident, 5 March 2026 08:30",
        ),
        ("convey", Occasion("plenary", DAY, "全会"), "2026年3月5日：全会", "全会, 5 March 2026"),
        (
            "consult",
            Occasion("appointment", DAY, happened=False),
            "拟于2026年3月5日：appointment",
            "appointment, planned for 5 March 2026",
        ),
    ],
)
def test_a_window_is_called_by_what_triggered_it(
    sqlite_office: Office, mandate: str, occasion: Occasion, zh: str, en: str
) -> None:
    assert window_named("matter-huzhou", sqlite_office.world.mandate(mandate), occasion) == (zh, en)


def test_a_trigger_of_a_mandate_that_is_no_more_is_still_told() -> None:
    assert window_named("x", None, Occasion("incident", DAY)).zh == "2026年3月5日：incident"


def test_a_calendar_leaves_out_what_only_names_a_beginning(sqlite_office: Office) -> None:
    names = Names(sqlite_office.world.pack, "zh")
    mandate = sqlite_office.world.mandate("incident")
    labels = ("2024", "term 3", "after 2018-06-29", "matter-huzhou")
    assert [names.window(label, mandate) for label in labels] == ["2024年度", "第3届", "", ""]
    assert names.window("e-1", mandate, Occasion("incident", DAY, "断网")) == "2026年3月5日发生：断网"


EVENT = {
    "id": "e-77",
    "body": "city-a",
    "kind": "incident",
    "at": "2024-03-05T08:00:00+08:00",
    "title": "断网",
}


def test_no_outlet_shows_the_id_of_what_triggered_a_window(served: Served) -> None:
    served.office.enter(event=EVENT)
    named = "2024年3月5日 08:00发生：断网"
    browser = served.client()
    row = f"/obligations/{served.key('incident', 'e-77')}"
    for path in (row, "/bodies/city-a", "/bodies/city-a/2024", "/mandates/incident", row + "/answer"):
        page = browser.get(path).text
        assert named in page, path
        assert f"：{EVENT['id']}" not in page, path
    assert named in browser.get("/bodies/city-a/2024?format=csv").content.decode("utf-8-sig")
    told = browser.get("/api/v1/board", params={"mandate": "incident"}).json()["rows"]
    assert [one["window_name"] for one in told] == [{"zh": named, "en": "断网, 5 March 2024 08:00"}]
    assert [one["occasion"]["on"] for one in told] == ["2024-03-05T08:00:00+08:00"]
    assert named in browser.get("/api/v1/board", params={"mandate": "incident", "format": "csv"}).text
    alone = browser.get(row.replace("/obligations", "/api/v1/obligations")).json()["obligation"]
    assert alone["window_name"]["zh"] == named and named in alone["why"]["zh"]


def test_a_trigger_that_is_corrected_is_called_anew(served: Served) -> None:
    served.office.enter(event=EVENT)
    (before,) = served.office.rows("incident")
    served.office.enter(replace={"entry": "e-77", "reason": "名称误登", "event": {**EVENT, "title": "断电"}})
    (after,) = served.office.rows("incident")
    assert (after["judged"]["occasion"]["title"], after["revision"]) == ("断电", before["revision"] + 1)
    assert served.office.verify().differences == ()


def test_an_entry_tells_the_window_it_names_by_what_triggered_it(served: Served) -> None:
    served.office.enter(event={**EVENT, "at": "2024-03-01"})
    act = {"id": "a-1", "body": "city-a", "kind": "report", "start": "2024-03-02"}
    served.office.enter(act={**act, "counts_for": {"incident": "e-77"}})
    page = served.client().get("/bodies/city-a").text
    assert "2024年3月1日发生：断网" in page.split("<h2")[-1]
