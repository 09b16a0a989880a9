"""Tokens of the API: never more than their owner, shown once, ended at once, and no way around the pages' guards."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from tests.conftest import Served

from meeting_cadence.access import Role
from meeting_cadence.access.person import Person
from meeting_cadence.access.token_rights import ROLES_WITHIN, is_within
from meeting_cadence.actions.people import disable_person, reset_person
from meeting_cadence.store.people import SqlPeople

ACT = {"act": {"body": "commission", "kind": "plenary", "start": "2024-02-01"}}


def make(browser: Any, **fields: Any) -> dict[str, Any]:
    answer = browser.post("/api/v1/tokens", json={"name": "看板", "role": "viewer"} | fields)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def program(served: Served, secret: str) -> Any:
    """A program with nothing but a token: no cookie, no origin."""
    caller = served.visitor()
    del caller.headers["origin"]
    caller.headers["authorization"] = f"Bearer {secret}"
    return caller


def test_a_token_stands_for_its_owner_with_less_rights(served: Served) -> None:
    browser = served.client("supervisor", scope="commission")
    made = make(browser, role="secretary", scope="city-a")
    me = program(served, made["secret"]).get("/api/v1/me").json()
    assert (me["login"], me["role"], me["scope"]) == ("supervisor-0", "secretary", "city-a")
    caller = program(served, made["secret"])
    assert [one["id"] for one in caller.get("/api/v1/bodies").json()["bodies"]] == ["city-a"]
    assert caller.post("/api/v1/entries", json=ACT).status_code == 404


def test_a_token_writes_without_an_origin_and_is_named_on_the_trail(served: Served) -> None:
    made = make(served.client("secretary"), role="secretary")
    assert program(served, made["secret"]).post("/api/v1/entries", json=ACT).status_code == 201
    auditor = served.client("auditor")
    lines = auditor.get("/api/v1/audit", params={"limit": 2}).json()["lines"]
    assert [(one["action"], one["actor"]) for one in lines] == [
        ("entry.act", "secretary-0"),
        ("token.created", "secretary-0"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "supervisor"},
        {"role": "administrator"},
        {"role": "auditor"},
        {"scope": None},
        {"days": 367},
        {"days": 0},
        {"name": ""},
        {"name": "  "},
        {"role": "king"},
        {"more": 1},
    ],
)
def test_a_token_wider_than_its_owner_is_refused(served: Served, fields: dict[str, Any]) -> None:
    browser = served.client("secretary", scope="commission")
    given = {"name": "x", "role": "viewer", "scope": "commission"} | fields
    assert browser.post("/api/v1/tokens", json=given).status_code == 422
    assert browser.get("/api/v1/tokens").json() == {"tokens": []}


@pytest.mark.parametrize("scope", ["province", "nowhere"])
def test_a_scope_out_of_sight_looks_like_an_absent_one(served: Served, scope: str) -> None:
    browser = served.client("secretary", scope="commission")
    answer = browser.post("/api/v1/tokens", json={"name": "x", "role": "viewer", "scope": scope})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_a_token_lasts_its_days_and_not_longer(served: Served) -> None:
    caller = program(served, make(served.client(), days=1)["secret"])
    served.office.at += timedelta(days=1, microseconds=-1)
    assert caller.get("/api/v1/me").status_code == 200
    served.office.at += timedelta(microseconds=1)
    refused = caller.get("/api/v1/me")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "token_refused")


def test_revoking_works_from_the_next_request_on(served: Served) -> None:
    browser = served.client()
    made = make(browser)
    caller = program(served, made["secret"])
    assert caller.get("/api/v1/me").status_code == 200
    assert served.client("supervisor").delete(f"/api/v1/tokens/{made['id']}").status_code == 404
    assert browser.delete(f"/api/v1/tokens/{made['id']}").status_code == 200
    assert caller.get("/api/v1/me").status_code == 401
    assert browser.delete("/api/v1/tokens/999").status_code == 404


@pytest.mark.parametrize("end", [disable_person, reset_person])
def test_whoever_is_disabled_or_reset_loses_all_tokens(served: Served, end: Any) -> None:
    caller = program(served, make(served.client())["secret"])
    with served.office.store.session() as session:
        end(SqlPeople(session, at=served.office.at), "secretary-0", by="admin")
    assert caller.get("/api/v1/me").status_code == 401


def test_a_token_loses_what_its_owner_loses(served: Served) -> None:
    made = make(served.client("supervisor"), role="supervisor")
    caller = program(served, made["secret"])
    for change in ("role = 'viewer'", "role = 'supervisor', scope = 'commission'"):
        with served.office.store.session() as session:
            session.connection().execute(text(f"UPDATE person SET {change}"))
        assert caller.get("/api/v1/me").status_code == 401


def test_a_secret_is_kept_as_a_hash_and_listed_nowhere(served: Served) -> None:
    browser = served.client()
    made = make(browser)
    assert len(made["secret"]) == len("mc_") + 43
    (listed,) = browser.get("/api/v1/tokens").json()["tokens"]
    assert made["secret"] not in str(listed)
    with served.office.store.reading() as session:
        rows = session.connection().execute(text("SELECT * FROM api_token, audit")).all()
    assert made["secret"] not in str(rows)


def test_its_last_use_is_known_to_a_minute(served: Served) -> None:
    browser = served.client()
    caller = program(served, make(browser)["secret"])

    def used() -> str | None:
        (one,) = browser.get("/api/v1/tokens").json()["tokens"]
        found: str | None = one["last_used_at"]
        return found

    assert used() is None
    caller.get("/api/v1/me")
    first = used()
    served.office.at += timedelta(seconds=59)
    caller.get("/api/v1/me")
    assert first is not None
    assert used() == first
    served.office.at += timedelta(seconds=1)
    caller.get("/api/v1/me")
    assert used() == served.office.at.isoformat()


def test_a_token_makes_no_token_and_opens_no_page(served: Served) -> None:
    caller = program(served, make(served.client("administrator"), role="administrator")["secret"])
    for method, path in (
        ("GET", "/api/v1/tokens"),
        ("POST", "/api/v1/tokens"),
        ("DELETE", "/api/v1/tokens/1"),
    ):
        assert caller.request(method, path, json={"name": "x", "role": "viewer"}).status_code == 403
    assert caller.get("/").status_code == 303
    assert caller.get("/people").status_code == 303


@pytest.mark.parametrize(
    "given", ["Bearer", "Bearer ", "Bearer mc_", "Bearer nothing", "bearer mc_x", f"Bearer {'x' * 9000}"]
)
def test_a_bad_token_is_refused_even_beside_a_good_session(served: Served, given: str) -> None:
    browser = served.client()
    answer = browser.get("/api/v1/me", headers={"authorization": given})
    assert answer.status_code == 401 if given.lower().startswith("bearer ") else 200


def test_the_page_makes_shows_once_and_revokes(served: Served) -> None:
    for language, word in (("zh", "令牌已建立"), ("en", "The token is made")):
        browser = served.client(language=language)
        answer = browser.post(
            "/account/tokens", data={"name": "看板", "role": "viewer", "scope": "", "days": "30"}
        )
        assert answer.status_code == 200
        assert word in answer.text
        assert "mc_" in answer.text
        listed = browser.get("/account").text
        assert "看板" in listed
        assert "mc_" not in listed
        number = browser.get("/api/v1/tokens").json()["tokens"][0]["id"]
        assert browser.post(f"/account/tokens/{number}/revoke").status_code == 303
        assert {"zh": "已作废", "en": "revoked"}[language] in browser.get("/account").text
        bad = browser.post("/account/tokens", data={"name": "x", "role": "king", "days": "no"})
        assert bad.status_code == 422


@pytest.mark.parametrize("owner", Role)
def test_no_role_gives_away_more_than_it_has(served: Served, owner: Role) -> None:
    tree = served.office.world.pack.tree
    everywhere, here = (Person(1, "a", "a", owner, scope) for scope in (None, "commission"))
    for role in Role:
        assert is_within(everywhere, tree, role, None) is (role in ROLES_WITHIN[owner])
        assert is_within(here, tree, role, "city-a") is (role in ROLES_WITHIN[owner])
        assert is_within(here, tree, role, None) is False
        assert is_within(here, tree, role, "province") is False
