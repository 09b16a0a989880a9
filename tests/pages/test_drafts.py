"""A form outlasts its session: sent too late, it is there again after signing in, for whoever filled it in."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.conftest import Served

from meeting_cadence.access import Person, Role
from meeting_cadence.actions.passwords import hash_password
from meeting_cadence.store.people import SqlPeople

PASSWORD = "长长的一句口令 2024"
ACT = {"body": "commission", "kind": "plenary", "start": "2024-02-01", "title": "年会 <b>", "do": "save"}


def person(served: Served, login: str, role: Role = Role.SECRETARY) -> Person:
    with served.office.store.session() as session:
        people = SqlPeople(session, at=served.office.at)
        added = people.add(Person(0, login, f"{login}某", role))
        people.set_password(added.id, hash_password(PASSWORD))
        return added


def signed_in(served: Served, login: str) -> TestClient:
    browser = served.visitor()
    browser.cookies.set("language", "zh")
    assert sign_in(browser, login).status_code == 303
    return browser


def sign_in(browser: TestClient, login: str, **more: str) -> Any:
    return browser.post("/login", data={"login": login, "password": PASSWORD, "next": "/", **more})


def hidden(page: str, name: str) -> str:
    return html.unescape(re.findall(rf'name="{name}" value="([^"]*)"', page)[-1])


@pytest.fixture
def lost(served: Served) -> tuple[Served, TestClient, Any]:
    """A form that was sent when its session had ended."""
    person(served, "wang")
    person(served, "li")
    browser = signed_in(served, "wang")
    seal = hidden(browser.get("/record").text, "whose")
    served.office.at += timedelta(days=2)
    return served, browser, browser.post("/record", data=ACT | {"whose": seal})


def test_who_sent_a_form_too_late_signs_in_and_finds_it_filled_in(
    lost: tuple[Served, TestClient, Any],
) -> None:
    served, browser, answer = lost
    assert answer.status_code == 401
    assert "登录已失效，刚才的内容尚未保存" in answer.text
    back = sign_in(browser, "wang", draft=hidden(answer.text, "draft"))
    assert back.status_code == 303
    assert re.fullmatch(r"/record\?draft=\d+", back.headers["location"])
    page = browser.get(back.headers["location"]).text
    assert 'value="年会 &lt;b&gt;"' in page and 'value="2024-02-01"' in page
    assert "已恢复刚才填写的内容，尚未保存" in page
    assert served.office.standing("plenary", "2024") == "open", "nothing is saved by signing in"


def test_saved_at_last_the_draft_is_gone(lost: tuple[Served, TestClient, Any]) -> None:
    served, browser, answer = lost
    back = sign_in(browser, "wang", draft=hidden(answer.text, "draft"))
    page = browser.get(back.headers["location"]).text
    form = ACT | {"draft": hidden(page, "draft"), "window:plenary": "-"}
    assert browser.post("/record", data=form).status_code == 303
    assert browser.get(back.headers["location"]).status_code == 404
    assert served.office.standing("plenary", "2024") == "met"


def test_a_wrong_password_in_between_loses_nothing(lost: tuple[Served, TestClient, Any]) -> None:
    _, browser, answer = lost
    carried = hidden(answer.text, "draft")
    again = browser.post("/login", data={"login": "wang", "password": "x", "next": "/", "draft": carried})
    assert again.status_code == 400
    assert hidden(again.text, "draft") == carried


def test_another_person_at_the_same_desk_does_not_get_it(lost: tuple[Served, TestClient, Any]) -> None:
    _, browser, answer = lost
    back = sign_in(browser, "li", draft=hidden(answer.text, "draft"))
    assert back.headers["location"] == "/"
    page = browser.get("/").text
    assert "属于另一位使用者" in page and "年会" not in page


@pytest.mark.parametrize(
    "carried", ["x", "[]", '["/record","x",{}]', '["/people","%s",{"a":["b"]}]', '["/record","%s",[1]]']
)
def test_what_was_tampered_with_opens_nothing(lost: tuple[Served, TestClient, Any], carried: str) -> None:
    _, browser, answer = lost
    seal = re.findall(r'"/record", "([^"]+)"', hidden(answer.text, "draft"))[0]
    back = sign_in(browser, "wang", draft=carried.replace("%s", seal))
    assert (back.status_code, back.headers["location"]) == (303, "/")


def test_a_form_of_no_known_page_goes_to_the_door_as_ever(served: Served) -> None:
    browser = served.visitor()
    for path, data in (("/relief", {"reason": "x"}), ("/feeds", {"whose": "x", "reach": "body"})):
        answer = browser.post(path, data=data)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2F")


def test_a_form_from_elsewhere_is_refused_before_it_is_read(served: Served) -> None:
    browser = served.visitor()
    answer = browser.post("/record", data=ACT | {"whose": "x"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403 and "年会" not in answer.text


def test_a_form_is_put_aside_on_purpose_and_thrown_away(served: Served) -> None:
    browser = served.client()
    answer = browser.post("/record", data=ACT | {"do": "draft", "start": ""})
    assert answer.status_code == 303
    page = browser.get("/overdue").text
    assert "草稿：登记已召开会议或已办事项（2024-03-05 12:00），尚未登记。" in page
    assert 'value="年会 &lt;b&gt;"' in browser.get(answer.headers["location"]).text
    number = answer.headers["location"].partition("=")[2]
    assert served.client().post("/drafts/drop", data={"draft": number}).status_code == 404, "another person's"
    assert browser.post("/drafts/drop", data={"draft": number}).status_code == 303
    assert "草稿：" not in browser.get("/overdue").text


def test_put_aside_again_it_is_one_draft_still(served: Served) -> None:
    browser = served.client()
    first = browser.post("/plan", data={"body": "commission", "kind": "plenary", "do": "draft"})
    number = first.headers["location"].partition("=")[2]
    again = {"title": "年会", "do": "draft", "draft": number}
    answer = browser.post("/plan", data={"body": "commission", "kind": "plenary"} | again)
    page = browser.get(answer.headers["location"]).text
    assert page.count("草稿：") == 1 and 'value="年会"' in page


@pytest.mark.parametrize("number", ["0", "99999", "x", "9" * 30])
def test_a_draft_that_is_not_there_is_not_found(served: Served, number: str) -> None:
    assert served.client().get("/record", params={"draft": number}).status_code == 404
