"""Figures through the API: tallies, compliance, load, badge, metrics; pages by cursor; CSV that is no formula."""

from datetime import UTC, datetime
from typing import Any

import pytest

from meeting_cadence.api.csv_answer import csv_answer
from meeting_cadence.queries.compliance import Figures, figures, outlook
from meeting_cadence.standing.judgement import Standing


def get(client: Any, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_tallies_of_now_and_of_a_time_count_the_same_rows(served: Any) -> None:
    client = served.client()
    now = get(client, "/api/v1/tallies?under=commission")
    then = get(
        client, f"/api/v1/tallies?under=commission&at={served.office.at.isoformat().replace('+', '%2B')}"
    )
    assert now["counts"] == then["counts"]
    assert sum(now["standings"].values()) == sum(count["number"] for count in now["counts"]) > 0


def test_a_tally_moves_with_the_fact_that_moves_it(served: Any) -> None:
    client = served.client()
    before = get(client, "/api/v1/tallies?under=province")["standings"]
    served.office.enter(act={"body": "commission", "kind": "plenary", "start": "2024-03-01"})
    after = get(client, "/api/v1/tallies?under=province")["standings"]
    assert after["met"] - before.get("met", 0) == 1
    assert served.office.verify().differences == ()


def test_what_is_out_of_scope_is_not_counted_and_not_found(served: Any) -> None:
    client = served.client(scope="city-a")
    whole, own = get(client, "/api/v1/tallies"), get(client, "/api/v1/tallies?under=city-a")
    assert whole["counts"] == own["counts"]
    assert client.get("/api/v1/tallies?under=province").status_code == 404
    assert client.get("/api/v1/badge/province").status_code == 404


def test_every_standing_has_one_heading() -> None:
    assert figures((standing.value, 1) for standing in Standing) == Figures(1, 1, 1, 3, 1, 1, 3, 2)


def test_the_rate_is_of_what_was_decided() -> None:
    found = Figures(on_time=3, extended=1, late=2, missed=2, excused=5, no_record=7, not_yet_due=2)
    assert (found.decided, found.rate) == (8, 0.5)
    assert outlook(found) == (0.4, 0.6, 0.5)
    assert Figures(no_record=3).rate is None
    assert outlook(Figures(no_record=3)) == (None, None, None)


def test_compliance_at_close_stays_as_it_was(served: Any) -> None:
    office = served.office
    office.at = datetime(2024, 12, 31, 4, tzinfo=UTC)
    office.tick()
    office.at = datetime(2025, 1, 1, 4, tzinfo=UTC)
    office.tick()
    client = served.client()
    (year,) = get(client, "/api/v1/compliance?under=commission&year=2024")["years"]
    assert year["at_close"]["missed"] >= 1
    frozen = year["at_close"]
    office.enter(act={"body": "commission", "kind": "plenary", "start": "2024-06-01"})
    (later,) = get(client, "/api/v1/compliance?under=commission&year=2024")["years"]
    assert later["at_close"] == frozen
    assert later["now"]["on_time"] == year["now"]["on_time"] + 1
    assert office.verify().differences == ()


def test_the_forecast_counts_each_week(served: Any) -> None:
    told = get(served.client(), "/api/v1/forecast?weeks=60")
    assert sum(week["due"] for week in told["weeks"]) > 0
    assert told["weeks"] == sorted(told["weeks"], key=lambda week: week["monday"])
    assert told["year_end"]["year"] == 2024


def test_pages_follow_each_other_without_gap_or_repeat(served: Any) -> None:
    client = served.client()
    whole = get(client, "/api/v1/due?limit=1000")["rows"]
    found, after = [], ""
    while True:
        page = get(client, f"/api/v1/due?limit=3{after}")
        found += page["rows"]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert found == whole
    assert client.get("/api/v1/due?after=x").status_code == 422


@pytest.mark.parametrize("path", ["tallies", "compliance", "forecast", "due"])
def test_the_same_as_csv(served: Any, path: str) -> None:
    answer = served.client().get(f"/api/v1/{path}?format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert len(answer.text.splitlines()) > 1


def test_a_text_like_a_formula_is_guarded() -> None:
    told = csv_answer(("a", "b"), [{"a": "=1+1", "b": -5}, {"a": "'@x", "b": None}], "x").body.decode()
    assert told.splitlines()[1:] == ["'=1+1,-5", "''@x,"]


def test_a_badge_and_metrics_say_what_is_overdue(served: Any) -> None:
    client = served.client()
    picture = client.get("/api/v1/badge/commission?language=en").text
    assert "overdue" in picture
    assert picture.startswith("<svg")
    lines = client.get("/api/v1/metrics").text.splitlines()
    assert any(line.startswith('meeting_cadence_obligations{body="commission",standing="') for line in lines)


def test_nobody_gets_figures_without_signing_in(served: Any) -> None:
    for path in ("tallies", "compliance", "forecast", "due", "metrics", "badge/commission"):
        assert served.visitor().get(f"/api/v1/{path}").status_code == 401
