"""The three profiles through the service: forced changes, the second factor, separated duties; all without scripts."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.conftest import SECRET, Office

from meeting_cadence.access import Person, Role
from meeting_cadence.access.totp import code_at, secret_for, step_of
from meeting_cadence.actions.passwords import hash_password
from meeting_cadence.app import build_app
from meeting_cadence.settings import Settings
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.tables.access import PersonProof

PASSWORD = "Korrekt-horse 77"
OTHER = "Andere-pferde 88"
HASH = hash_password(PASSWORD)


class House:
    """The service under one profile; `come` is somebody with a password at the login page."""

    def __init__(self, office: Office, profile: str, **settings: Any) -> None:
        self.office = office
        given = Settings(base_url="http://testserver", access_profile=profile, **settings)  # type: ignore[arg-type]
        self.service = build_app(
            given, office.store, clock=lambda: office.at, tables=office.tables, with_doorbell=False
        )

    def add(self, login: str, role: Role = Role.SECRETARY) -> Person:
        with self.office.store.session() as session:
            people = SqlPeople(session, at=self.office.at)
            person = people.add(Person(0, login, f"{login}某", role))
            people.set_password(person.id, HASH)
        return person

    def visitor(self) -> Any:
        from starlette.testclient import TestClient

        return TestClient(self.service, headers={"origin": "http://testserver"}, follow_redirects=False)

    def come(self, login: str, password: str = PASSWORD) -> Any:
        browser = self.visitor()
        answer = browser.post("/login", data={"login": login, "password": password})
        assert answer.status_code == 303, answer.text
        return browser

    def secret(self, browser: Any) -> str:
        """The key that the page of enrolment shows."""
        found = re.search(r"<code>([A-Z2-7 ]+)</code>", browser.get("/account/second-factor").text)
        assert found is not None
        return found[1].replace(" ", "")

    def code(self, person: Person, shift: int = 0) -> str:
        with self.office.store.reading() as session:
            proof = session.get(PersonProof, person.id)
            assert proof is not None and proof.factor_nonce is not None
        return code_at(secret_for(SECRET, person.id, proof.factor_nonce), step_of(self.office.at) + shift)

    def enrol(self, browser: Any) -> Any:
        import base64

        secret = self.secret(browser)
        raw = base64.b32decode(secret + "=" * (-len(secret) % 8))
        code = code_at(raw, step_of(self.office.at))
        return browser.post("/account/second-factor", data={"code": code})


Open = Callable[..., House]


@pytest.fixture
def house(sqlite_office: Office) -> Open:
    return lambda profile, **settings: House(sqlite_office, profile, **settings)


def where(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.headers.get("location", "")


def test_standard_forces_nothing(house: Open) -> None:
    here = house("standard")
    here.add("li")
    here.office.at += timedelta(days=4000)
    assert here.come("li").get("/").status_code == 200


def test_a_password_of_ninety_days_must_be_changed_first(house: Open) -> None:
    here = house("cn-level2")
    here.add("li")
    here.office.at += timedelta(days=90, microseconds=-1)
    assert here.come("li").get("/").status_code == 200
    here.office.at += timedelta(microseconds=1)
    browser = here.come("li")
    assert where(browser.get("/")) == (303, "/account/password")
    assert where(browser.get("/account")) == (303, "/account/password")
    refused = browser.get("/api/v1/me")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "step_needed")
    page = browser.get("/account/password")
    assert "您的密码已到期" in page.text
    changed = browser.post("/account/password", data={"old": PASSWORD, "new": OTHER})
    assert where(changed) == (303, "/account")
    assert browser.get("/").status_code == 200
    assert here.come("li", OTHER).get("/").status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("wrong", OTHER, "原密码不对"),
        (PASSWORD, PASSWORD, "这个密码近期用过"),
        (PASSWORD, "short1A", "密码太短"),
        (PASSWORD, "onlysmallletters", "密码的字符种类太少"),
        (PASSWORD, "Password-123", "这是常见密码"),
        (PASSWORD, "Li某-1234567", "密码不能含登录名或姓名"),
    ],
)
def test_a_bad_change_is_refused_with_its_reason(house: Open, old: str, new: str, told: str) -> None:
    here = house("cn-level2")
    here.add("li某-1234567")
    browser = here.come("li某-1234567")
    answer = browser.post("/account/password", data={"old": old, "new": new})
    assert answer.status_code == 400
    assert told in answer.text


def test_none_of_the_last_five_passwords_may_come_back_and_the_sixth_may(house: Open) -> None:
    here = house("cn-level2")
    here.add("li")
    browser, last = here.come("li"), PASSWORD
    for number in range(5):
        again = browser.post("/account/password", data={"old": last, "new": PASSWORD})
        assert again.status_code == 400, number
        fresh = f"Neues-wort {number}{number}"
        assert browser.post("/account/password", data={"old": last, "new": fresh}).status_code == 303
        last = fresh
    assert browser.post("/account/password", data={"old": last, "new": PASSWORD}).status_code == 303


def test_changing_the_password_ends_other_sessions(house: Open) -> None:
    here = house("standard")
    here.add("li")
    one, other = here.come("li"), here.come("li")
    assert one.post("/account/password", data={"old": PASSWORD, "new": OTHER}).status_code == 303
    assert one.get("/").status_code == 200
    assert where(other.get("/"))[1].startswith("/login")


def test_guessing_the_present_password_locks_the_account_and_ends_the_session(house: Open) -> None:
    here = house("cn-level2")
    here.add("li")
    browser = here.come("li")
    for _ in range(5):
        assert browser.post("/account/password", data={"old": "guess", "new": OTHER}).status_code == 400
    assert where(browser.get("/"))[1].startswith("/login")
    here.office.at += timedelta(minutes=15, microseconds=-1)
    assert here.visitor().post("/login", data={"login": "li", "password": PASSWORD}).status_code == 400
    here.office.at += timedelta(microseconds=1)
    assert here.come("li").get("/").status_code == 200


def test_settings_may_be_stricter_than_the_profile_and_not_laxer(house: Open) -> None:
    lax = {
        "session_idle_minutes": 480,
        "sign_in_failures": 100,
        "sign_in_wait_minutes": 1,
        "session_max_hours": 24,
    }
    rules = house("cn-level2", **lax).service.web.state.site.rules
    assert (rules.failures, rules.wait, rules.idle, rules.longest) == (
        5,
        timedelta(minutes=15),
        timedelta(minutes=30),
        timedelta(hours=12),
    )
    strict = house("cn-level2", session_idle_minutes=5, sign_in_failures=3).service.web.state.site.rules
    assert (strict.failures, strict.idle) == (3, timedelta(minutes=5))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_at_level_three_everybody_sets_up_a_second_factor_first(house: Open, language: str) -> None:
    here = house("cn-level3")
    person = here.add("li")
    browser = here.come("li")
    browser.cookies.set("language", language)
    assert where(browser.get("/")) == (303, "/account/second-factor")
    page = browser.get("/account/second-factor")
    assert page.status_code == 200
    assert "<svg" in page.text and "<script" not in page.text and "style=" not in page.text
    assert {"zh": "本系统要求双因素验证", "en": "everybody for a second factor"}[language] in page.text
    assert browser.post("/account/second-factor", data={"code": "000000"}).status_code == 400
    assert where(here.enrol(browser)) == (303, "/account")
    assert browser.get("/").status_code == 200
    here.office.at += timedelta(minutes=1)
    again = here.come("li")
    assert where(again.get("/")) == (303, "/login/code")
    assert where(again.get("/account/password")) == (303, "/login/code"), (
        "a password alone changes no password"
    )
    assert where(again.get("/account/second-factor")) == (303, "/login/code")
    assert again.get("/login/code").status_code == 200
    assert again.post("/login/code", data={"code": "12345"}).status_code == 400
    assert where(again.post("/login/code", data={"code": here.code(person)})) == (303, "/")
    assert again.get("/").status_code == 200


def test_the_same_code_opens_no_second_session(house: Open) -> None:
    here = house("cn-level3")
    person = here.add("li")
    here.enrol(here.come("li"))
    here.office.at += timedelta(minutes=1)
    code = here.code(person)
    assert here.come("li").post("/login/code", data={"code": code}).status_code == 303
    assert here.come("li").post("/login/code", data={"code": code}).status_code == 400


def test_guessing_codes_locks_the_account(house: Open) -> None:
    here = house("cn-level3")
    person = here.add("li")
    here.enrol(here.come("li"))
    here.office.at += timedelta(minutes=1)
    browser = here.come("li")
    for _ in range(5):
        assert browser.post("/login/code", data={"code": "abc"}).status_code == 400
    assert where(browser.get("/login/code"))[1].startswith("/login?"), "the session has ended"
    refused = here.visitor().post("/login", data={"login": "li", "password": PASSWORD})
    assert refused.status_code == 400
    here.office.at += timedelta(minutes=15)
    browser = here.come("li")
    assert browser.post("/login/code", data={"code": here.code(person)}).status_code == 303


def test_who_set_up_a_second_factor_is_asked_for_it_under_every_profile(house: Open) -> None:
    here = house("standard")
    here.add("li")
    assert where(here.enrol(here.come("li"))) == (303, "/account")
    assert where(here.come("li").get("/")) == (303, "/login/code")


def test_the_database_holds_no_secret_of_a_second_factor(house: Open) -> None:
    here = house("standard")
    person = here.add("li")
    browser = here.come("li")
    secret = here.secret(browser)
    here.enrol(browser)
    with here.office.store.reading() as session:
        proof = session.get(PersonProof, person.id)
    assert proof is not None
    assert secret not in repr(proof)


def test_at_level_three_an_administrator_records_nothing_and_reads_no_trail(house: Open) -> None:
    adopt = {"adopt": {"regulation": "rules", "body": "commission", "on": "2022-01-01"}}
    for profile, status in (("cn-level2", 201), ("cn-level3", 403)):
        here = house(profile)
        here.add(f"admin-{profile}", Role.ADMINISTRATOR)
        browser = here.come(f"admin-{profile}")
        if profile == "cn-level3":
            here.enrol(browser)
        assert browser.post("/api/v1/entries", json=adopt).status_code == status
        assert browser.get("/audit").status_code == 403
        assert browser.get("/api/v1/audit").status_code == 403


def test_leaving_is_possible_at_every_step(house: Open) -> None:
    here = house("cn-level3")
    here.add("li")
    browser = here.come("li")
    assert "/logout" in browser.get("/account/second-factor").text
    assert where(browser.post("/logout")) == (303, "/login")
    assert where(browser.get("/account/second-factor"))[1].startswith("/login?")
