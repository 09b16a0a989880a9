"""What a call may ask: known names, each once; days as days; times and spans that can be reckoned."""

from typing import Any

import pytest
from tests.conftest import Served


def refused(served: Served, address: str) -> dict[str, Any]:
    answer = served.client("administrator").get(f"/api/v1/{address}")
    assert answer.status_code == 422, answer.text
    error: dict[str, Any] = answer.json()["error"]
    return error


def test_an_unknown_or_repeated_name_is_refused_and_all_are_told(served: Served) -> None:
    error = refused(served, "board?standings=open&body=city-a&body=city-b&standing=open&standing=met&x=")
    assert error["code"] == "unreadable"
    assert error["fields"] == [
        {"where": ["query", "standings"], "what": "unknown_parameter"},
        {"where": ["query", "body"], "what": "repeated_parameter"},
        {"where": ["query", "x"], "what": "unknown_parameter"},
    ]


def test_a_list_may_name_several(served: Served) -> None:
    rows = served.client().get("/api/v1/board?standing=open&standing=overdue").json()["rows"]
    assert {row["standing"] for row in rows} == {"open", "overdue"}


def test_scrapers_and_pages_may_add_parts_of_their_own(served: Served) -> None:
    assert served.client().get("/metrics?job=x").status_code == 200


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("alerts/forecast?from=0&to=2024-03-31", "from"),
        ("alerts/forecast?from=2024-03-01&to=20240331", "to"),
        ("invitations?from=1709251200", "from"),
        ("due?due_to=2024-W09-5", "due_to"),
    ],
)
def test_only_a_day_is_a_day(served: Served, address: str, field: str) -> None:
    assert [one["where"] for one in refused(served, address)["fields"]] == [["query", field]]


def test_a_number_is_no_day_in_a_body_either(served: Served) -> None:
    asked = {"act": "abolish", "body": "city-b", "on": 20000}
    answer = served.client("administrator").post("/api/v1/reorganisations?preview=true", json=asked)
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"] == [{"where": ["body", "abolish", "on"], "what": "value_error"}]


@pytest.mark.parametrize("name", ["at", "known_at"])
@pytest.mark.parametrize("question", ["board", "due", "tallies", "compliance"])
def test_times_out_of_reach_are_refused_everywhere(served: Served, name: str, question: str) -> None:
    client = served.client()
    for day, status in (("1899-12-31", 422), ("1900-01-01", 200), ("2200-12-31", 200), ("2201-01-01", 422)):
        answer = client.get(f"/api/v1/{question}?{name}={day}")
        assert answer.status_code == status, answer.text
        assert status == 200 or answer.json()["error"]["code"] == "year_out_of_reach"


@pytest.mark.parametrize("time", ["9999-12-31", "2024-W01-1", "2024-02-30", "2024-03-01T09:00:00"])
def test_a_page_of_no_time_says_so(served: Served, time: str) -> None:
    assert served.client().get("/", params={"at": time}).status_code == 422


def test_a_forecast_of_all_alerts_is_over_a_span_that_can_be_reckoned(served: Served) -> None:
    client = served.client("administrator")

    def ask(start: str, end: str) -> Any:
        return client.get("/api/v1/alerts/forecast", params={"from": start, "to": end, "body": "city-old"})

    assert ask("2024-03-05", "2024-03-05").status_code == 200
    for start, end in (
        ("2024-03-05", "2024-03-04"),
        ("2024-01-01", "2034-01-02"),
        ("2201-01-01", "2201-01-01"),
    ):
        assert ask(start, end).json()["error"]["code"] == "span_refused"


@pytest.mark.parametrize("wrong", [{"body": "nowhere"}, {"mandate": "nothing"}])
def test_a_forecast_about_what_is_not_there_is_not_empty_but_absent(
    served: Served, wrong: dict[str, str]
) -> None:
    asked = {"from": "2024-03-05", "to": "2024-03-05", **wrong}
    assert served.client("administrator").get("/api/v1/alerts/forecast", params=asked).status_code == 404
