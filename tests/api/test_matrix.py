"""The matrix as data: body by body in administrative order, page by page or as one file."""

import csv
import io
from collections import Counter
from typing import Any

from tests.conftest import Served


def get(client: Any, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_rows_are_those_of_the_page(served: Served) -> None:
    served.office.enter(act={"body": "city-a", "kind": "study", "start": "2023-03-01"})
    client = served.client("auditor")
    rows = get(client, "/api/v1/matrix")["rows"]
    faces: Counter[str] = Counter()
    for row in rows:
        faces[row["face"]] += row["number"]
    pending = [row for row in served.office.rows() if row["standing"] == "overdue"]
    assert faces["overdue"] == len(pending) > 0
    assert list(dict.fromkeys(row["body"] for row in rows)) == ["province", "commission", "city-a", "city-b"]
    assert get(client, "/api/v1/matrix?year=1999")["rows"] == []


def test_pages_and_the_file_hold_the_same_rows(served: Served) -> None:
    client = served.client("auditor")
    whole = get(client, "/api/v1/matrix")
    assert whole["next"] is None
    found, after = [], ""
    while True:
        part = get(client, f"/api/v1/matrix?limit=2{after}")
        found += part["rows"]
        if part["next"] is None:
            break
        after = f"&after={part['next']}"
    assert found == whole["rows"]
    text = client.get("/api/v1/matrix?format=csv").content.decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == [
        {**row, "number": str(row["number"])} for row in whole["rows"]
    ]
    assert get(client, "/api/v1/matrix?after=nobody")["rows"] == []


def test_names_are_in_the_language_that_is_asked_for(served: Served) -> None:
    client = served.client("auditor")
    assert get(client, "/api/v1/matrix?under=city-a")["rows"][0]["body_name"] == "甲市"
    assert client.get("/api/v1/matrix?language=fr").status_code == 422


def test_of_another_time_rows_are_judged_as_of_then(served: Served) -> None:
    client = served.client("auditor")
    rows = get(client, "/api/v1/matrix?at=2023-08-01&under=city-a")["rows"]
    assert {row["face"] for row in rows} != {
        row["face"] for row in get(client, "/api/v1/matrix?under=city-a")["rows"]
    }


def test_a_body_out_of_sight_is_not_found(served: Served) -> None:
    client = served.client(scope="city-b")
    for path in ("/api/v1/matrix?under={}", "/api/v1/matrix?format=csv&under={}"):
        foreign, absent = (client.get(path.format(one)) for one in ("city-a", "city-z"))
        assert foreign.status_code == absent.status_code == 404
    assert {row["body"] for row in get(client, "/api/v1/matrix")["rows"]} <= {"city-b"}
