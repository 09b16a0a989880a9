"""People and contacts over the API: seen before they are changed, ended at once, never without an administrator."""

from typing import Any

import pytest
from tests.app.test_tokens import make, program
from tests.conftest import Office, Served

NEW = {"login": "Wang", "name": "王某", "role": "secretary", "scope": "city-a", "email": "w@example.org"}


@pytest.fixture
def admin(served: Served) -> Any:
    return served.client("administrator")


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def given(person: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {name: person[name] for name in ("name", "role", "scope", "language", "email")} | changed


def test_somebody_is_added_and_chooses_a_password_by_the_link(admin: Any, served: Served) -> None:
    made = admin.post("/api/v1/people", json=NEW)
    assert made.status_code == 201
    link = made.json().pop("link")
    read = admin.get(f"/api/v1/people/{made.json()['id']}").json()
    assert (read["login"], read["email"], read["disabled"]) == ("wang", "w@example.org", False)
    assert "link" not in read
    assert link.startswith("http://testserver/welcome/")
    assert served.visitor().get(link.removeprefix("http://testserver")).status_code == 200
    assert [one["login"] for one in admin.get("/api/v1/people").json()["people"]] == [
        "administrator-0",
        "wang",
    ]
    assert code_of(admin.post("/api/v1/people", json=NEW)) == (409, "login_taken")


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"login": "a b"}, (422, "login_invalid")),
        ({"scope": "nowhere"}, (404, "body_unknown")),
        ({"email": "none"}, (422, "email_invalid")),
        ({"role": "king"}, (422, "unreadable")),
        ({"password": "x"}, (422, "unreadable")),
    ],
)
def test_who_cannot_be_added(admin: Any, wrong: dict[str, Any], answer: tuple[int, str]) -> None:
    assert code_of(admin.post("/api/v1/people", json=NEW | wrong)) == answer
    assert len(admin.get("/api/v1/people").json()["people"]) == 1


def test_another_role_works_at_once_and_who_saw_less_changes_nothing(admin: Any, served: Served) -> None:
    secretary = served.client("secretary", scope="commission")
    path = "/api/v1/people/2"
    read = admin.get(path)
    wanted = given(read.json(), role="viewer", scope="city-a", name="新名")
    assert code_of(admin.put(path, json=wanted)) == (409, "part_exists")
    assert code_of(admin.put(path, json=wanted, headers={"if-match": '"x"'})) == (412, "part_changed")
    changed = admin.put(path, json=wanted, headers={"if-match": read.headers["etag"]})
    assert (changed.status_code, changed.json()["role"], changed.json()["name"]) == (200, "viewer", "新名")
    assert secretary.get("/api/v1/me").status_code == 401, "the session ended with the role"
    assert code_of(admin.put("/api/v1/people/99", json=wanted, headers={"if-match": "*"})) == (
        404,
        "not_found",
    )
    lines = served.client("auditor").get("/api/v1/audit", params={"action": "person.person_changed"})
    (line,) = lines.json()["lines"]
    assert (line["actor"], line["subject"], line["content"]["feeds_revoked"]) == (
        "administrator-0",
        "secretary-1",
        0,
    )


def test_only_who_sees_less_loses_feeds(admin: Any, served: Served) -> None:
    feeds = served.client("secretary", scope="commission")
    made = feeds.post("/api/v1/feeds", json={"kind": "body", "body": "commission"}).json()
    address = made["address"].removeprefix("http://testserver")
    path, wider = "/api/v1/people/2", {"if-match": "*"}
    person = admin.get(path).json()
    calendar = served.visitor()
    admin.put(path, json=given(person, scope="province"), headers=wider)
    assert calendar.get(address).status_code == 200
    admin.put(path, json=given(person, scope="city-a"), headers=wider)
    assert calendar.get(address).status_code == 410


def test_the_last_administrator_stays(admin: Any, served: Served) -> None:
    path = "/api/v1/people/1"
    person = admin.get(path).json()
    for answer in (
        admin.post(f"{path}/disable"),
        admin.put(path, json=given(person, role="viewer"), headers={"if-match": "*"}),
    ):
        assert code_of(answer) == (409, "last_administrator")
    served.client("administrator")
    assert admin.post(f"{path}/disable").json()["disabled"] is True
    assert admin.get("/api/v1/me").status_code == 401


def test_disabling_resetting_and_enabling(admin: Any, served: Served) -> None:
    secretary = served.client("secretary")
    caller = program(served, make(secretary)["secret"])
    assert admin.post("/api/v1/people/2/disable").json()["disabled"] is True
    assert secretary.get("/api/v1/me").status_code == caller.get("/api/v1/me").status_code == 401
    enabled = admin.post("/api/v1/people/2/enable").json()
    reset = admin.post("/api/v1/people/2/reset").json()
    assert enabled["disabled"] is False
    assert enabled["link"] != reset["link"]
    first, second = (
        served.visitor().get(one["link"].removeprefix("http://testserver")) for one in (enabled, reset)
    )
    assert (first.status_code, second.status_code) == (410, 200)


def test_a_token_keeps_no_people(admin: Any, served: Served) -> None:
    caller = program(served, make(admin, role="administrator")["secret"])
    assert code_of(caller.post("/api/v1/people", json=NEW)) == (403, "not_allowed")
    assert caller.get("/api/v1/people").status_code == 200


def test_contacts_are_put_whole_and_leave_with_the_pack(admin: Any, served: Served) -> None:
    path = "/api/v1/bodies/commission/contacts"
    read = admin.get(path)
    (kept,) = read.json()["contacts"]
    assert kept == {
        "role": "secretariat",
        "address": "c@example.org",
        "name": None,
        "channel": "email",
        "all_clear": False,
    }
    chair = kept | {"role": "chair", "address": "chair@example.org", "name": "张主任"}
    assert code_of(admin.put(path, json={"contacts": [chair]})) == (409, "part_exists")
    seen = {"if-match": read.headers["etag"]}
    assert admin.put(path, json={"contacts": [chair]}, headers=seen).json()["contacts"] == [chair]
    assert code_of(admin.put(path, json={"contacts": []}, headers=seen)) == (412, "part_changed")
    bad = {"contacts": [chair | {"address": "no address"}]}
    assert code_of(admin.put(path, json=bad, headers={"if-match": "*"})) == (422, "contact_invalid")
    (text,) = admin.get("/api/v1/packs/office").json()["files"].values()
    assert "chair@example.org" in text
    assert "c@example.org" not in text
    assert [one.name for one in served.office.world.body("commission").contacts] == ["张主任"]


def test_both_databases_keep_people_and_contacts(office: Office) -> None:
    browser = Served(office).client("administrator")
    number = browser.post("/api/v1/people", json=NEW).json()["id"]
    changed = given(browser.get(f"/api/v1/people/{number}").json(), scope=None, language="en")
    answer = browser.put(f"/api/v1/people/{number}", json=changed, headers={"if-match": "*"})
    assert (answer.json()["scope"], answer.json()["language"]) == (None, "en")
