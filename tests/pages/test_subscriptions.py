"""The page of a subscription: links once, who fetched it, whether that copy is old, renewal, and a loss held back."""

import re

import pytest
from sqlalchemy import text
from tests.conftest import Served

from meeting_cadence.pages.links import links_of

PATH = re.compile(r"http://testserver(/feeds/[\w-]+\.ics)")


def made(served: Served, **form: str | list[str]) -> tuple[str, str]:
    """(page, path of the feed)."""
    page = served.client().post("/feeds", data={"body": "commission", "reach": "subtree", **form}).text
    (path,) = set(PATH.findall(page))
    return page, path


def test_links_are_shown_once_with_a_code_and_steps_for_every_client(served: Served) -> None:
    page, path = made(served)
    assert f"webcal://testserver{path}" in page and "<svg" in page
    assert "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Ftestserver" in page
    for client in ("Outlook", "iPhone", "谷歌日历", "Thunderbird", "Nextcloud", "ICSx⁵", "GNOME", "企业微信"):
        assert client in page
    later = served.client("administrator").get("/feeds/1").text
    assert path not in later and "<figure" not in later and "更换链接" in later


def test_the_code_of_a_link_is_an_image_without_styles() -> None:
    links = links_of("https://c.example.org/feeds/abc.ics")
    assert links.webcal == "webcal://c.example.org/feeds/abc.ics"
    assert links.code.startswith("<svg") and "viewBox" in links.code and "style" not in links.code


def test_who_fetched_it_and_whether_that_copy_is_old(served: Served) -> None:
    _, path = made(served)
    administrator = served.client("administrator")
    assert "从未读取" in administrator.get("/feeds/1").text
    served.visitor().get(path, headers={"user-agent": "Evolution/3.48"})
    page = administrator.get("/feeds/1").text
    assert "Evolution/3.48" in page and "与当前一致" in page
    served.office.enter(plan={"body": "commission", "kind": "plenary", "start": "2024-03-20"})
    assert "早于最近一次变动" in administrator.get("/feeds/1").text
    served.visitor().get(path, headers={"user-agent": "Evolution/3.48"})
    assert "与当前一致" in administrator.get("/feeds/1").text


def test_options_of_the_form_are_told_on_the_page(served: Served) -> None:
    page, path = made(
        served,
        reminders=["90", "30"],
        shown="late",
        history="no",
        cancelled="no",
        months_ahead="6",
        language="en",
    )
    for told in ("提前90、30天的提醒", "仅：", "不含已办结和过去的", "不含取消的会议", "未来6个月", "英文"):
        assert told in page
    assert "due" in served.visitor().get(path).text


@pytest.mark.parametrize(
    "form", [{"months_ahead": "0"}, {"months_back": "x"}, {"reach": "mandate", "mandate": "none"}]
)
def test_impossible_wishes_are_told_above_the_form(served: Served, form: dict[str, str]) -> None:
    answer = served.client().post("/feeds", data={"body": "commission", "reach": "subtree", **form})
    assert answer.status_code == 422 and 'role="alert"' in answer.text


def test_a_mandate_and_what_is_mine(served: Served) -> None:
    _, mandate = made(served, reach="mandate", mandate="plenary")
    assert "BEGIN:VEVENT" in served.visitor().get(mandate).text
    page = served.client(scope="city-a").post("/feeds", data={"reach": "mine"}).text
    (mine,) = set(PATH.findall(page))
    calendar = served.visitor().get(mine).text.replace("\r\n ", "")
    assert "我的应办事项 · 甲市" in calendar and "乙市" not in calendar
    refused = served.client(scope="city-a").post("/feeds", data={"reach": "mandate", "mandate": "study"})
    assert refused.status_code == 422


def test_a_renewed_address_is_shown_and_the_old_one_ends(served: Served) -> None:
    browser = served.client()
    old = PATH.findall(browser.post("/feeds", data={"body": "commission", "reach": "body"}).text)[0]
    assert served.client("viewer").post("/feeds/1/renew").status_code == 404
    new = PATH.findall(browser.post("/feeds/1/renew").text)[0]
    assert [served.visitor().get(path).status_code for path in (old, new)] == [410, 200]
    assert browser.post("/feeds/1/renew").status_code == 409
    assert served.client("viewer").get("/feeds/2").status_code == 404


def test_a_loss_held_back_is_an_alarm_until_a_person_lets_it_out(served: Served) -> None:
    browser = served.client()
    path = PATH.findall(browser.post("/feeds", data={"body": "commission", "reach": "subtree"}).text)[0]
    assert served.visitor().get(path).status_code == 200
    with served.office.store.session() as session:
        session.connection().execute(text("UPDATE feed_snapshot SET held_back_at = modified"))
    assert "日历订阅暂缓更新" in browser.get("/").text and "暂缓更新" in browser.get("/feeds").text
    assert "日历订阅暂缓更新" not in served.client("viewer").get("/").text
    page = browser.get("/feeds/1").text
    assert "请核实后再发布" in page
    assert browser.post("/feeds/1/publish").status_code == 303
    assert served.visitor().get(path).status_code == 200
    assert "日历订阅暂缓更新" not in browser.get("/").text
    assert browser.post("/feeds/1/publish").status_code == 409


def test_the_api_tells_one_subscription_and_renews_it(served: Served) -> None:
    browser = served.client()
    wish = {
        "kind": "mandate",
        "mandate": "plenary",
        "reminders": [30],
        "standings": ["overdue"],
        "months_ahead": 6,
    }
    made = browser.post("/api/v1/feeds", json=wish)
    assert made.status_code == 201
    one = browser.get("/api/v1/feeds/1").json()
    assert (one["options"]["reminders"], one["options"]["standings"]) == ([30], ["overdue"])
    assert one["copy_is_current"] is None
    path = made.json()["address"].removeprefix("http://testserver")
    served.visitor().get(path)
    assert browser.get("/api/v1/feeds/1").json()["copy_is_current"] is True
    renewed = browser.post("/api/v1/feeds/1/renew").json()
    assert served.visitor().get(path).status_code == 410
    assert renewed["webcal"].startswith("webcal://testserver/feeds/")
    assert served.client("viewer").get("/api/v1/feeds/2").status_code == 404
    for wrong in (
        {"kind": "mine", "body": "commission"},
        {"kind": "mandate"},
        {"body": "commission", "reminders": [0]},
    ):
        assert browser.post("/api/v1/feeds", json=wrong).status_code == 422
