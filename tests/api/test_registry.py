"""Packs, their parts and reorganisations over the API: seen before they work, refused where the past would change."""

from typing import Any

import pytest
from tests.conftest import OFFICE_PACK, Office, Served

from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.store.registry import read_texts

PLENARY = "/api/v1/mandates/plenary/definition"
CITY = "/api/v1/bodies/city-a/definition"


@pytest.fixture
def admin(served: Served) -> Any:
    return served.client("administrator")


def read(browser: Any, path: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The definition, and the header that names what was seen."""
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["definition"], {"if-match": answer.headers["etag"]}


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def trail(served: Served, limit: int = 2) -> list[tuple[str, str]]:
    lines = served.client("auditor").get("/api/v1/audit", params={"limit": limit}).json()["lines"]
    return [(one["action"], one["subject"]) for one in lines]


def test_a_body_is_read_changed_and_kept_as_a_version(served: Served, admin: Any) -> None:
    definition, seen = read(admin, CITY)
    assert definition == {
        "id": "city-a",
        "name": "甲市",
        "tier": "city",
        "parent": "commission",
        "order": 3,
        "timezone": "Asia/Shanghai",
    }
    terms = [{"number": 15, "from": "2022-06-20", "expected_to": "2027-12-31"}]
    changed = admin.put(CITY, json=definition | {"terms": terms}, headers=seen, params={"reason": "换届"})
    assert (changed.status_code, changed.json()) == (
        200,
        {"id": "city-a", "unchanged": False, "versions": {"office": 2}, "changed": 0},
    )
    assert trail(served) == [("body.put", "city-a"), ("pack.applied", "office")]
    (_, version) = admin.get("/api/v1/packs/office/versions").json()["versions"]
    assert (version["version"], version["reason"], version["applied_by"]) == (2, "换届", "administrator某")
    (term,) = served.office.world.body("city-a").terms
    assert term.number == 15
    assert served.office.verify().differences == ()


def test_who_did_not_see_what_is_there_replaces_nothing(admin: Any) -> None:
    definition, seen = read(admin, CITY)
    renamed = definition | {"name": "新名"}
    assert code_of(admin.put(CITY, json=renamed)) == (409, "part_exists")
    assert code_of(admin.put(CITY, json=renamed, headers={"if-match": '"x"'})) == (412, "part_changed")
    assert admin.put(CITY, json=renamed, headers=seen).status_code == 200
    assert code_of(admin.put(CITY, json=definition, headers=seen)) == (412, "part_changed")
    assert admin.put(CITY, json=definition, headers={"if-match": "*"}).status_code == 200


def test_asking_again_for_what_is_so_already_is_answered(admin: Any) -> None:
    definition, seen = read(admin, CITY)
    renamed = definition | {"name": "新名"}
    admin.put(CITY, json=renamed, headers=seen)
    again = admin.put(CITY, json=renamed, headers=seen)
    assert (again.status_code, again.json()["unchanged"], again.json()["versions"]) == (200, True, {})


def test_a_new_body_a_new_mandate_and_their_end(served: Served, admin: Any) -> None:
    path = "/api/v1/bodies/city-c/definition"
    body = {"name": "丙市", "parent": "commission", "tier": "city", "since": "2024-01-01"}
    made = admin.put(path, json=body)
    assert (made.status_code, made.json()["versions"]) == (201, {"office": 2})
    assert made.json()["changed"] == len(served.office.rows(body="city-c")) > 0
    assert code_of(admin.delete(path)) == (409, "part_exists")
    _, seen = read(admin, path)
    assert admin.delete(path, headers=seen).status_code == 200
    assert code_of(admin.get(path)) == (404, "body_unknown")
    mandate = "/api/v1/mandates/brief/definition"
    duty = {
        "title": "通报",
        "obliged": {"body": "commission"},
        "act": "brief",
        "effective": "2024-06-01",
        "clauses": [{"quota": {"min": 1, "per": "1m"}}],
    }
    assert code_of(admin.put(mandate, json=duty)) == (404, "regulation_unknown")
    assert admin.put(mandate, json=duty, params={"regulation": "rules"}).status_code == 201
    assert served.office.rows("brief")[0]["label"] == "2024-06"
    elsewhere = admin.put(mandate, json=duty, params={"regulation": "other"}, headers={"if-match": "*"})
    assert code_of(elsewhere) == (409, "mandate_elsewhere")
    assert served.office.verify().differences == ()


def test_an_edit_that_would_rewrite_a_closed_verdict_is_seen_and_refused(served: Served, admin: Any) -> None:
    definition, seen = read(admin, PLENARY)
    twice = definition | {"clauses": [{"quota": {"min": 2, "per": "1y"}}]}
    before = served.office.rows()
    told = admin.put(PLENARY, json=twice, params={"preview": True})
    assert told.status_code == 200
    assert [(one["cause"], one["subject"]) for one in told.json()["problems"]] == [
        ("clauses_edited", "plenary")
    ]
    refused = admin.put(PLENARY, json=twice, headers=seen)
    assert code_of(refused) == (409, "verdicts_rewritten")
    (problem,) = refused.json()["error"]["problems"]
    assert problem["code"] == "verdict_rewritten"
    assert "versions" in problem["message"]["zh"] and "versions" in problem["message"]["en"]
    assert served.office.rows() == before
    assert served.office.world.applied == (("office", 1),)


def test_an_amendment_with_its_day_is_taken(served: Served, admin: Any) -> None:
    definition, seen = read(admin, PLENARY)
    clauses = definition.pop("clauses")
    amended = definition | {
        "versions": [
            {"to": "2025-01-01", "clauses": clauses},
            {"from": "2025-01-01", "clauses": [{"quota": {"min": 2, "per": "1y"}}]},
        ]
    }
    preview = admin.put(PLENARY, json=amended, params={"preview": True}).json()
    assert preview["problems"] == []
    assert {window["mandate"] for window in preview["windows"]} == {"plenary"}
    assert preview["windows_in_all"] == len(preview["windows"]) > 0
    done = admin.put(PLENARY, json=amended, headers=seen).json()
    assert (done["versions"], done["changed"]) == ({"office": 2}, 0), "no standing moves by it yet"
    assert {row["label"]: row["need"] for row in served.office.rows("plenary")}["2025"] == 2


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        ({"name": "x", "parent": "nobody"}, "pack_refused"),
        ({"name": "x", "parent": "city-a"}, "pack_refused"),
        ({"name": "x", "more": 1}, "pack_refused"),
        ({"name": "\ud800"}, "pack_refused"),
        ({"name": {"zh": "x" * 5, "en": 1}}, "pack_refused"),
        ({"name": "x", "order": 1e400}, "pack_refused"),
        ({"id": "city-b", "name": "x"}, "id_differs"),
    ],
)
def test_what_a_file_would_be_refused_for_is_refused_with_its_problems(
    served: Served, admin: Any, definition: dict[str, Any], code: str
) -> None:
    import json

    content = json.dumps(definition)
    answer = admin.put(CITY, content=content, headers={"if-match": "*", "content-type": "application/json"})
    assert code_of(answer) == (422, code)
    assert bool(answer.json()["error"].get("problems")) is (code == "pack_refused")
    assert served.office.world.applied == (("office", 1),)


def test_nesting_without_end_is_refused(admin: Any) -> None:
    deep: Any = "x"
    for _ in range(150):
        deep = [deep]
    answer = admin.put(CITY, json={"name": deep}, headers={"if-match": "*"})
    assert code_of(answer) == (422, "pack_refused")


def test_a_part_that_is_needed_elsewhere_stays(admin: Any) -> None:
    answer = admin.delete("/api/v1/bodies/commission/definition", headers={"if-match": "*"})
    assert code_of(answer) == (422, "pack_refused")


def test_reorganisations_are_versions_and_stand_on_the_trail(served: Served, admin: Any) -> None:
    name = {"act": "rename", "body": "city-a", "name": {"zh": "甲新市", "en": "New A"}}
    told = admin.post("/api/v1/reorganisations", json=name, params={"preview": True}).json()
    assert [(text["id"], text["new"]) for text in told["texts"]] == [
        ("city-a", {"zh": "甲新市", "en": "New A"})
    ]
    assert admin.post("/api/v1/reorganisations", json=name).json()["versions"] == {"office": 2}
    parts = [{"id": "east", "name": {"zh": "东市"}}, {"id": "west", "name": {"zh": "西市"}}]
    split = {"act": "split", "body": "city-b", "into": parts, "on": "2024-07-01"}
    assert admin.post("/api/v1/reorganisations", json=split).status_code == 200
    merge = {
        "act": "merge",
        "bodies": ["east", "west"],
        "into": {"id": "city-b2", "name": {"zh": "乙市"}},
        "on": "2025-07-01",
    }
    assert admin.post("/api/v1/reorganisations", json=merge).status_code == 200
    abolish = {"act": "abolish", "body": "city-a", "on": "2025-01-01"}
    assert admin.post("/api/v1/reorganisations", json=abolish).status_code == 200
    assert trail(served, 8)[::2] == [
        ("body.abolished", "city-a"),
        ("body.merged", "east, west"),
        ("body.split", "city-b"),
        ("body.renamed", "city-a"),
    ]
    assert code_of(admin.post("/api/v1/reorganisations", json=abolish)) == (409, "reorganisation_refused")
    again = name | {"name": {"zh": "又一市"}}
    seen = admin.post("/api/v1/reorganisations", json=again, headers={"if-match": '"x"'})
    assert code_of(seen) == (412, "part_changed")
    nobody = admin.post("/api/v1/reorganisations", json=abolish | {"body": "nobody"})
    assert code_of(nobody) == (404, "body_unknown")
    assert served.office.verify().differences == ()


def test_a_pack_is_planned_and_put_in_force(served: Served, admin: Any) -> None:
    (listed,) = admin.get("/api/v1/packs").json()["packs"]
    assert (listed["pack"], listed["version"], listed["bodies"]) == ("office", 1, 5)
    exported = admin.get("/api/v1/packs/office")
    files = {"root": exported.json()["root"], "files": exported.json()["files"]}
    assert read_texts(files["files"], files["root"]) == read_pack_text(
        OFFICE_PACK, name="office.yaml", include=lambda _: ""
    )
    plan = admin.post("/api/v1/packs/plan", json=files).json()
    assert (plan["windows"], plan["problems"]) == ([], [])
    assert code_of(admin.post("/api/v1/packs", json=files)) == (409, "part_exists")
    seen = {"if-match": exported.headers["etag"]}
    assert admin.post("/api/v1/packs", json=files, headers=seen).json()["versions"] == {"office": 2}
    assert admin.post("/api/v1/packs", json=files).json()["unchanged"] is True
    old = admin.get("/api/v1/packs/office", params={"version": 1}).json()
    assert list(old["files"].values()) == [OFFICE_PACK]
    assert admin.get("/api/v1/packs/office", params={"version": 9}).status_code == 404
    assert code_of(admin.get("/api/v1/packs/nothing")) == (404, "pack_unknown")
    new = OFFICE_PACK.replace("pack: office", "pack: second").replace("id: rules", "id: rules-2")
    clash = {"root": "s.yaml", "files": {"s.yaml": new}}
    assert code_of(admin.post("/api/v1/packs", json=clash)) == (409, "packs_clash")
    bad = {"root": "x.yaml", "files": {"s.yaml": "format: 2"}}
    assert code_of(admin.post("/api/v1/packs", json=bad)) == (422, "pack_refused")


def test_a_whole_pack_that_rewrites_the_past_is_refused(served: Served, admin: Any) -> None:
    files = {"root": "o.yaml", "files": {"o.yaml": OFFICE_PACK.replace("min: 1, per: 1y", "min: 3, per: 1y")}}
    assert admin.post("/api/v1/packs/plan", json=files).json()["problems"] != []
    answer = admin.post("/api/v1/packs", json=files, headers={"if-match": '"1"'})
    assert code_of(answer) == (409, "verdicts_rewritten")
    assert served.office.world.applied == (("office", 1),)


SECOND = """
format: 1
pack: second
title: 另一
timezone: Asia/Shanghai
bodies:
  - {id: province, name: 省委, order: 1, parent: null}
regulations: []
"""


def test_a_body_of_two_packs_changes_in_both(served: Served, admin: Any) -> None:
    made = admin.post("/api/v1/packs", json={"root": "s.yaml", "files": {"s.yaml": SECOND}})
    assert made.status_code == 201, made.text
    name = {"act": "rename", "body": "province", "name": {"zh": "新省委"}}
    versions = admin.post("/api/v1/reorganisations", json=name).json()["versions"]
    assert versions == {"office": 2, "second": 2}
    assert served.office.world.body("province").name.zh == "新省委"
    new = "/api/v1/bodies/x/definition"
    assert code_of(admin.put(new, json={"name": "x"})) == (422, "pack_needed")
    assert code_of(admin.put(new, json={"name": "x"}, params={"pack": "third"})) == (404, "pack_unknown")
    assert admin.put(new, json={"name": "x"}, params={"pack": "second"}).status_code == 201
    assert admin.get("/api/v1/packs/second").json()["root"] == "second.yaml"


@pytest.mark.parametrize("role", ["viewer", "secretary", "supervisor", "auditor"])
def test_nobody_else_edits(served: Served, role: str) -> None:
    browser = served.client(role)
    for verb, path in (("PUT", CITY), ("DELETE", CITY), ("POST", "/api/v1/packs")):
        assert code_of(browser.request(verb, path, json={})) == (403, "not_allowed")
    assert browser.get(CITY).status_code == (200 if role == "auditor" else 403)


def test_both_databases_take_an_edit(office: Office) -> None:
    served = Served(office)
    admin = served.client("administrator")
    definition, seen = read(admin, CITY)
    assert admin.put(CITY, json=definition | {"tier": "town"}, headers=seen).status_code == 409
    changed = admin.put(CITY, json=definition | {"order": 30}, headers=seen)
    assert changed.json()["versions"] == {"office": 2}
    assert office.verify().differences == ()
