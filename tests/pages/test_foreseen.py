"""Who will be told: the page, the API, another policy tried, and a policy changed with effect at once."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from tests.conftest import Office, Served

from meeting_cadence.alerts.tick import tick
from meeting_cadence.store.tables.alerts import NoticeRow

STRICT = {
    "rungs": [{"before": "40wd", "to": ["secretariat", "chair"]}, {"at": "breach", "to": ["secretariat"]}]
}
POLICY = "/api/v1/packs/office/policies"


def ticked(office: Office, at: datetime) -> list[str]:
    """The rungs that a tick tells."""
    tidings = tick(office.store, at=at, tables=office.tables, base_url="http://testserver")
    return [one.notice.rung for one in tidings.mails if one.mandate == "plenary" and one.label == "2024"]


def test_the_page_shows_days_and_rungs_and_sends_nothing(served: Served) -> None:
    key = served.key("plenary", "2024")
    page = served.client(scope="commission").get(f"/obligations/{key}/alerts").text
    assert "截止前30个工作日" in page and "截止前7个工作日" in page and "逾期当日" in page
    assert "逾期后每5个工作日无人签收，逐级上报（第1级）" not in page  # Nobody above has a contact.
    assert "c@example.org" in page and '<table class="month">' in page
    assert '31<span class="mark">截止</span>' in page
    assert "datetime" not in page
    with served.office.store.reading() as session:
        assert session.scalars(select(NoticeRow)).all() == []


def test_the_api_says_the_same_as_the_page(served: Served) -> None:
    key = served.key("plenary", "2024")
    told = served.client(scope="commission").get(f"/api/v1/obligations/{key}/alerts").json()["notices"]
    first, second = told[:2]
    assert (first["day"], first["rung"], first["recipient"], first["kind"]) == (
        "2024-11-19", "before-30wd", "c@example.org", "due_soon",
    )  # fmt: skip
    assert (second["day"], second["rung"]) == ("2024-12-20", "before-7wd")
    assert next(one["rung"] for one in told if one["day"].startswith("2025-01")) == "breach"


def test_who_does_not_see_the_body_sees_nothing_of_it(served: Served) -> None:
    key = served.key("plenary", "2024")
    browser = served.client(scope="city-a")
    for path in (f"/obligations/{key}/alerts", f"/api/v1/obligations/{key}/alerts"):
        assert browser.get(path).status_code == browser.get(path.replace(key, "n" * 26)).status_code == 404


def test_addresses_of_bodies_out_of_sight_are_left_out(served: Served) -> None:
    (key,) = [row["key"] for row in served.office.rows("study", "city-a") if row["label"] == "2024-H1"]
    told = served.client(scope="city-a").get(f"/api/v1/obligations/{key}/alerts").json()["notices"]
    assert {(one["role"], one["recipient"], one["stands_in"]) for one in told} == {
        ("superior_secretariat", None, True)
    }
    page = served.client(scope="city-a").get(f"/obligations/{key}/alerts").text
    assert "上级秘书处" in page and "c@example.org" not in page


def test_a_policy_is_tried_without_being_kept(served: Served) -> None:
    key = served.key("plenary", "2024")
    browser = served.client(scope="commission")
    tried = browser.post(f"/api/v1/obligations/{key}/alerts/forecast", json=STRICT).json()["notices"]
    assert tried[0]["rung"] == "before-40wd"
    kept = browser.get(f"/api/v1/obligations/{key}/alerts").json()["notices"]
    assert kept[0]["rung"] == "before-30wd"
    refused = browser.post(f"/api/v1/obligations/{key}/alerts/forecast", json={"rungs": [{"before": "x"}]})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "alert_policy")


def test_a_policy_put_over_the_api_works_at_once_and_leaves_with_the_pack(served: Served) -> None:
    office = served.office
    assert ticked(office, datetime(2024, 10, 1, tzinfo=UTC)) == []
    office.at = datetime(2024, 11, 11, 1, tzinfo=UTC)
    browser = served.client("administrator")
    builtin = browser.get(f"{POLICY}/default")
    assert (builtin.json()["own"], builtin.headers.get("etag")) == (False, None)
    made = browser.put(f"{POLICY}/default", json=STRICT, params={"reason": "更早提醒"})
    assert made.status_code == 201, made.text
    assert ticked(office, office.at) == ["before-40wd"]
    read = browser.get(f"{POLICY}/default")
    assert (read.json()["definition"], read.json()["own"]) == (STRICT, True)
    assert "plenary" in read.json()["mandates"]
    text = browser.get("/api/v1/packs/office").text
    assert "40wd" in text
    assert "policy.put" in served.client("auditor").get("/audit").text


def test_two_who_change_a_policy_at_once_do_not_overwrite_each_other(served: Served) -> None:
    browser = served.client("administrator")
    browser.put(f"{POLICY}/strict", json=STRICT)
    seen = browser.get(f"{POLICY}/strict").headers["etag"]
    later: dict[str, Any] = {"rungs": [{"every": "3d", "to": ["secretariat"]}]}
    answer = browser.put(f"{POLICY}/strict", json=later)
    assert answer.status_code == 409, answer.text
    assert browser.put(f"{POLICY}/strict", json=later, headers={"if-match": seen}).status_code == 200
    assert browser.put(f"{POLICY}/strict", json=STRICT, headers={"if-match": seen}).status_code == 412
    assert browser.get(f"{POLICY}/strict").json()["definition"] == later
    now = browser.get(f"{POLICY}/strict").headers["etag"]
    assert browser.delete(f"{POLICY}/strict", headers={"if-match": now}).status_code == 200
    assert browser.get(f"{POLICY}/strict").status_code == 404


def test_a_policy_that_cannot_be_understood_is_refused_with_every_problem(served: Served) -> None:
    bad = {"rungs": [{"before": "0d", "to": ["secretariat"]}, {"at": "dawn", "to": []}, {"to": ["chair"]}]}
    answer = served.client("administrator").put(f"{POLICY}/strict", json=bad)
    assert answer.status_code == 422
    assert len(answer.json()["error"]["problems"]) == 4


def test_only_administrators_change_policies(served: Served) -> None:
    for role in ("secretary", "viewer", "supervisor", "auditor"):
        assert served.client(role).put(f"{POLICY}/default", json=STRICT).status_code == 403
        assert served.client(role).get(POLICY).status_code == 200
