"""The API: the same rows and the same refusals as the pages, as JSON."""

import csv
import json
from datetime import timedelta
from typing import Any

import pytest
from tests.conftest import Served

ACT: dict[str, Any] = {"act": {"body": "commission", "kind": "plenary", "start": "2024-02-01"}}


def test_me_is_who_is_signed_in(served: Served) -> None:
    assert served.client("supervisor", scope="commission").get("/api/v1/me").json() == {
        "id": 1,
        "login": "supervisor-0",
        "name": "supervisor某",
        "role": "supervisor",
        "scope": "commission",
        "language": "zh",
    }


def test_without_a_session_the_answer_is_401_in_both_languages(served: Served) -> None:
    answer = served.visitor().get("/api/v1/board")
    assert answer.status_code == 401
    assert answer.json() == {
        "error": {
            "code": "sign_in_needed",
            "message": {
                "zh": "请先登录；登录可能已超时。",
                "en": "Please sign in first; the session may have ended.",
            },
        }
    }


def test_bodies_and_mandates_are_those_that_one_sees(served: Served) -> None:
    browser = served.client(scope="city-a")
    assert [one["id"] for one in browser.get("/api/v1/bodies").json()["bodies"]] == ["city-a"]
    assert browser.get("/api/v1/bodies/city-a").json()["parent"] is None, "the superior is out of sight"
    found = browser.get("/api/v1/mandates", params={"body": "city-a"}).json()["mandates"]
    assert [one["id"] for one in found] == ["study", "convey", "incident"]
    assert browser.get("/api/v1/mandates/study").json()["bodies"] == ["city-a"]
    assert browser.get("/api/v1/mandates/unknown").status_code == 404


def test_the_board_has_the_rows_of_the_judgement_format(served: Served) -> None:
    answer = (
        served.client()
        .get("/api/v1/board", params={"mandate": "plenary", "standing": "overdue", "total": "true"})
        .json()
    )
    assert answer["total"] == len(answer["rows"]) > 0
    assert (answer["behind"], answer["next"], answer["previous"]) == (0, None, None)
    row = answer["rows"][-1]
    assert (row["mandate"], row["window"], row["due"], row["standing"]) == (
        "plenary",
        "2023",
        "2023-12-31",
        "overdue",
    )
    assert "why" not in row


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ({"mandate": "plenary", "due_from": "2023-12-31", "due_to": "2024-12-30"}, ["2023"]),
        ({"mandate": "plenary", "due_from": "2024-01-01", "due_to": "2024-12-31"}, ["2024"]),
        ({"mandate": "plenary", "limit": "1"}, ["2022"]),
        ({"body": "commission", "mandate": "plenary", "standing": ["open"]}, ["2024"]),
        ({"under": "city-a", "mandate": "plenary"}, []),
    ],
)
def test_the_board_keeps_what_was_asked_for(
    served: Served, question: dict[str, Any], labels: list[str]
) -> None:
    rows = served.client().get("/api/v1/board", params=question).json()["rows"]
    assert [row["window"] for row in rows] == labels


def test_the_board_at_another_time_is_judged_by_what_was_known_then(served: Served) -> None:
    browser = served.client()
    question = {"mandate": "plenary", "due_from": "2023-12-31", "due_to": "2023-12-31"}
    then = browser.get("/api/v1/board", params=question | {"at": "2023-06-30"}).json()["rows"]
    assert [row["standing"] for row in then] == ["open"]
    served.office.at += timedelta(minutes=1)
    served.office.enter(act={"body": "commission", "kind": "plenary", "start": "2023-06-01"})
    known = {"at": "2024-03-05", "known_at": "2024-03-05T04:00:59+00:00"}
    now = browser.get("/api/v1/board", params=question).json()["rows"]
    unknown = browser.get("/api/v1/board", params=question | known).json()["rows"]
    assert [row["standing"] for row in now + unknown] == ["met", "overdue"]


def test_an_obligation_says_why_and_shows_its_history(served: Served) -> None:
    served.office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2023-05-01"})
    served.office.enter(retract={"id": "r-1", "entry": "m-1", "reason": "误登"})
    key = served.key("plenary", "2023")
    answer = served.client().get(f"/api/v1/obligations/{key}").json()
    assert answer["obligation"]["key"] == key
    assert set(answer["obligation"]["why"]) == {"zh", "en"}
    by_id = {line["id"]: line for line in answer["history"]}
    assert by_id["m-1"]["retracted_by"] == "r-1"
    assert by_id["r-1"]["entry"]["retract"] == {"id": "r-1", "entry": "m-1", "reason": "误登"}


def test_an_entry_answers_what_it_settled(served: Served) -> None:
    answer = served.client().post("/api/v1/entries", json=ACT)
    assert answer.status_code == 201
    key = served.key("plenary", "2024")
    told = answer.json()
    assert told["settled"] == [key]
    (change,) = [one for one in told["changed"] if one["key"] == key]
    assert (change["old_standing"], change["new_standing"]) == ("open", "met")
    assert change["row"]["by"] == ["2024-02-01"]


def test_the_same_key_and_entry_answer_the_same_receipt(served: Served) -> None:
    browser = served.client()
    first = browser.post("/api/v1/entries", json=ACT, headers={"idempotency-key": "k-1"}).json()
    again = browser.post("/api/v1/entries", json=ACT, headers={"idempotency-key": "k-1"}).json()
    assert (again["seq"], again["id"], again["repeated"]) == (first["seq"], first["id"], True)
    other = {"act": ACT["act"] | {"start": "2024-02-02"}}
    clash = browser.post("/api/v1/entries", json=other, headers={"idempotency-key": "k-1"})
    assert (clash.status_code, clash.json()["error"]["code"]) == (409, "request_key_reused")


def test_a_refused_entry_lists_every_problem_and_changes_nothing(served: Served) -> None:
    bad = {
        "act": {
            "body": "commission",
            "kind": "plenary",
            "start": "2024-02-30",
            "present": -1,
            "colour": "red",
        }
    }
    answer = served.client().post("/api/v1/entries", json=bad)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "ledger_refused")
    assert len(answer.json()["error"]["problems"]) == 3
    assert served.office.standing("plenary", "2024") == "open"


@pytest.mark.parametrize(
    ("role", "scope", "entry", "status"),
    [
        ("viewer", None, ACT, 403),
        ("auditor", None, ACT, 403),
        ("administrator", None, ACT, 403),
        ("secretary", "city-a", ACT, 404),
        (
            "secretary",
            "city-a",
            {"act": {"bodies": ["city-a", "commission"], "kind": "x", "start": "2024-01-01"}},
            404,
        ),
        ("secretary", "commission", {"complete": {"from": "2020-01-01"}}, 403),
        ("secretary", None, {"complete": {"from": "2020-01-01"}}, 201),
        (
            "secretary",
            None,
            {
                "relief": {
                    "mandate": "plenary",
                    "body": "commission",
                    "window": "2024",
                    "type": "waive",
                    "granted": "2024-01-01",
                }
            },
            403,
        ),
        (
            "supervisor",
            None,
            {
                "relief": {
                    "mandate": "plenary",
                    "body": "commission",
                    "window": "2024",
                    "type": "waive",
                    "granted": "2024-01-01",
                }
            },
            201,
        ),
        (
            "administrator",
            None,
            {"adopt": {"regulation": "local", "body": "province", "on": "2024-01-01"}},
            201,
        ),
        ("secretary", None, {"retract": {"entry": "unknown", "reason": "x"}}, 404),
        ("secretary", None, {"act": {}, "plan": {}}, 422),
        ("secretary", None, {}, 422),
        ("secretary", None, {"adopt": {"regulation": "local", "body": "city-a", "on": "2024-01-01"}}, 409),
    ],
)
def test_who_may_enter_what(
    served: Served, role: str, scope: str | None, entry: dict[str, Any], status: int
) -> None:
    assert served.client(role, scope).post("/api/v1/entries", json=entry).status_code == status


def test_a_correction_needs_the_right_to_what_it_corrects(served: Served) -> None:
    served.office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01"})
    retract = {"retract": {"entry": "m-1", "reason": "误登"}}
    move = {"replace": {"entry": "m-1", "reason": "误登", "act": ACT["act"] | {"body": "city-a"}}}
    foreign = served.client("secretary", "city-a")
    assert foreign.post("/api/v1/entries", json=retract).status_code == 404
    assert foreign.post("/api/v1/entries", json=move).status_code == 404
    assert served.client().post("/api/v1/entries", json=retract).status_code == 201


def test_the_ledger_lists_the_latest_first_and_only_what_one_sees(served: Served) -> None:
    served.office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01"})
    served.office.enter(act={"id": "m-2", "body": "city-a", "kind": "study", "start": "2024-02-02"})
    found = served.client(scope="city-a").get("/api/v1/ledger").json()
    assert found["entries"][0]["id"] == "m-2"
    assert "m-1" not in [one["id"] for one in found["entries"]]
    browser, after = served.client(), ""
    pages: list[str] = []
    while True:
        page = browser.get(f"/api/v1/ledger?limit=1{after}").json()
        pages += [one["id"] for one in page["entries"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert pages == ["m-2", "m-1", "complete-2022-01-01"]


def test_the_ledger_as_csv_has_every_entry(served: Served) -> None:
    act = {"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01", "title": "=1+1"}
    served.office.enter(act=act)
    served.office.enter(by="=cmd", retract={"entry": "m-1", "reason": "=误"})
    told = list(
        csv.DictReader(served.client().get("/api/v1/ledger?format=csv&limit=1").text[1:].splitlines())
    )
    assert [(one["id"], one["kind"], one["bodies"], one["by"]) for one in told] == [
        ("m-1-retract", "retract", "", "'=cmd"),
        ("m-1", "act", "commission", "王某"),
        ("complete-2022-01-01", "complete", "", "王某"),
    ]
    assert json.loads(told[1]["entry"])["title"] == "=1+1"


def test_each_person_has_request_keys_of_their_own(served: Served) -> None:
    key = {"idempotency-key": "1"}
    other = {"act": ACT["act"] | {"start": "2024-02-02"}}
    first = served.client().post("/api/v1/entries", json=ACT, headers=key).json()
    second = served.client("supervisor").post("/api/v1/entries", json=ACT, headers=key).json()
    assert (first["repeated"], second["repeated"]) == (False, False)
    assert first["seq"] < second["seq"]
    assert served.client().post("/api/v1/entries", json=other, headers=key).status_code == 201


def test_a_feed_is_made_listed_and_revoked(served: Served) -> None:
    browser = served.client()
    made = browser.post("/api/v1/feeds", json={"body": "commission", "kind": "subtree"})
    assert made.status_code == 201
    path = made.json()["address"].removeprefix("http://testserver")
    assert served.visitor().get(path).status_code == 200
    (listed,) = browser.get("/api/v1/feeds").json()["feeds"]
    assert (listed["scope"], listed["revoked_at"]) == ("commission", None)
    assert path not in str(listed)
    assert browser.delete(f"/api/v1/feeds/{listed['id']}").status_code == 200
    assert served.visitor().get(path).status_code == 410
    assert served.client("viewer").delete(f"/api/v1/feeds/{listed['id']}").status_code == 404


@pytest.mark.parametrize(
    "body", [{"body": "commission", "kind": "galaxy"}, {"kind": "body"}, {"body": "commission", "x": 1}]
)
def test_an_unreadable_request_is_422_with_both_languages(served: Served, body: dict[str, Any]) -> None:
    answer = served.client().post("/api/v1/feeds", json=body)
    assert (answer.status_code, set(answer.json()["error"]["message"])) == (422, {"zh", "en"})


def test_what_was_retracted_is_not_retracted_again(served: Served) -> None:
    browser = served.client()
    served.office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01"})
    taken: dict[str, Any] = {"retract": {"entry": "m-1", "reason": "误"}}
    first = browser.post("/api/v1/entries", json=taken, headers={"idempotency-key": "k"})
    again = browser.post("/api/v1/entries", json=taken, headers={"idempotency-key": "k"})
    assert (first.status_code, again.json()["repeated"]) == (201, True)
    refused = browser.post("/api/v1/entries", json=taken)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "entry_retracted")
    correction = first.json()["id"]
    back: dict[str, Any] = {"retract": {"entry": correction, "reason": "撤回有误"}}
    assert browser.post("/api/v1/entries", json=back).status_code == 201
    refused = browser.post("/api/v1/entries", json=back)
    assert refused.json()["error"]["code"] == "entry_retracted"
    assert browser.post("/api/v1/entries", json=taken).status_code == 201, "it stood again"


def test_bodies_and_mandates_as_csv_are_those_that_one_sees(served: Served) -> None:
    browser = served.client(scope="city-a")

    def table(path: str) -> list[dict[str, str]]:
        return list(csv.DictReader(browser.get(path).text[1:].splitlines()))

    (body,) = table("/api/v1/bodies?format=csv")
    assert (body["id"], body["name_zh"], body["tier"], body["parent"]) == ("city-a", "甲市", "city", "")
    assert body["mandates"] == "study convey incident"
    found = table("/api/v1/mandates?format=csv&body=city-a")
    assert [one["id"] for one in found] == ["study", "convey", "incident"]
    study = browser.get("/api/v1/mandates/study").json()
    assert found[0]["regulation"] == "rules"
    assert found[0]["title_zh"] == study["title"]["zh"]
    assert found[0]["cadence_zh"] == study["cadence"][0]["zh"]
    assert (found[0]["acts"], found[0]["bodies"]) == ("study", "city-a")
