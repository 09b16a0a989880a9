"""Signing in, signing out, and the links that work once."""

import re
from html import unescape

import pytest
from tests.conftest import Served

from meeting_cadence.actions.people import add_person, first_link
from meeting_cadence.actions.sign_in_link import sign_in_link
from meeting_cadence.pages.gate import own_path
from meeting_cadence.store.people import SqlPeople

PASSWORD = "秘密口令 correct-horse"


def invite(served: Served, role: str = "secretary") -> str:
    with served.office.store.session() as session:
        people = SqlPeople(session, at=served.office.at)
        return add_person(
            people, served.office.world, login="wang", name="王某", role=role, scope=None, by="test"
        ).token


def test_a_link_sets_the_password_once_and_signs_in(served: Served) -> None:
    token = invite(served)
    browser = served.visitor()
    assert "王某" in browser.get(f"/welcome/{token}").text
    assert "王某" in browser.get(f"/welcome/{token}").text, "looking uses nothing up"
    answer = browser.post(f"/welcome/{token}", data={"password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").status_code == 200
    assert served.visitor().get(f"/welcome/{token}").status_code == 410


def test_a_weak_password_leaves_the_link_usable(served: Served) -> None:
    token = invite(served)
    browser = served.visitor()
    assert browser.post(f"/welcome/{token}", data={"password": "short"}).status_code == 400
    assert browser.post(f"/welcome/{token}", data={"password": PASSWORD}).status_code == 303


def test_signing_in_sets_a_cookie_that_scripts_cannot_read(served: Served) -> None:
    served.visitor().post(f"/welcome/{invite(served)}", data={"password": PASSWORD})
    answer = served.visitor().post("/login", data={"login": "WANG", "password": PASSWORD, "next": "/overdue"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/overdue")
    assert re.fullmatch(r"session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", answer.headers["set-cookie"])


def test_a_mail_s_link_survives_signing_in_with_its_question(served: Served) -> None:
    served.visitor().post(f"/welcome/{invite(served)}", data={"password": PASSWORD})
    link = f"/record?obligation={served.key('plenary', '2023')}&lang=en"
    browser = served.visitor()
    sent_away = browser.get(link)
    assert sent_away.status_code == 303
    form = browser.get(sent_away.headers["location"]).text
    (onward,) = re.findall(r'name="next" value="([^"]+)"', form)
    assert unescape(onward) == link
    answer = browser.post("/login", data={"login": "wang", "password": PASSWORD, "next": unescape(onward)})
    assert (answer.status_code, answer.headers["location"]) == (303, link)
    assert '<option value="plenary" selected>' in browser.get(link).text


def test_a_wrong_password_and_an_unknown_login_look_alike(served: Served) -> None:
    served.visitor().post(f"/welcome/{invite(served)}", data={"password": PASSWORD})
    wrong = served.visitor().post("/login", data={"login": "wang", "password": "nothing like it"})
    unknown = served.visitor().post("/login", data={"login": "wang", "password": PASSWORD + "x"})
    nobody = served.visitor().post("/login", data={"login": "nobody", "password": PASSWORD})
    assert {wrong.status_code, unknown.status_code, nobody.status_code} == {400}
    assert wrong.text == unknown.text == nobody.text.replace("nobody", "wang")
    assert "<h2>未能登录</h2>" in wrong.text and "未保存" not in wrong.text


def test_signing_out_ends_the_session_on_the_server(served: Served) -> None:
    browser = served.client()
    token = browser.cookies["session"]
    assert browser.post("/logout").headers["location"] == "/login"
    browser.cookies.set("session", token)
    assert browser.get("/").status_code == 303


def test_the_first_administrator_chooses_login_and_name(served: Served) -> None:
    with served.office.store.session() as session:
        invited = first_link(SqlPeople(session, at=served.office.at))
    assert invited is not None
    browser = served.visitor()
    assert 'name="login"' in browser.get(f"/welcome/{invited.token}").text
    form = {"login": "admin", "name": "管理员", "password": PASSWORD}
    assert browser.post(f"/welcome/{invited.token}", data=form).status_code == 303
    assert browser.get("/people").status_code == 200


def test_a_demonstration_link_signs_in_by_a_button_once(served: Served) -> None:
    invite(served)
    with served.office.store.session() as session:
        people = SqlPeople(session, at=served.office.at)
        account = people.account("wang")
        assert account is not None
        token = sign_in_link(people, account.person)
    browser = served.visitor()
    assert 'name="password"' not in browser.get(f"/welcome/{token}").text
    assert browser.get("/").status_code == 303, "looking did not sign in"
    assert browser.post(f"/welcome/{token}").status_code == 303
    assert browser.get("/").status_code == 200
    assert served.visitor().post(f"/welcome/{token}").status_code == 410


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/overdue?days=3", "/overdue?days=3"),
        ("", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nset-cookie: a", "/"),
    ],
)
def test_after_signing_in_one_stays_here(address: str, kept: str) -> None:
    assert own_path(address) == kept
