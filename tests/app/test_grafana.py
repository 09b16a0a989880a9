"""The dashboard of deploy/grafana asks for what /metrics really gives, and only for it."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from tests.app.test_tokens import make, program
from tests.conftest import Served

from meeting_cadence.alerts.tick import tick
from meeting_cadence.standing.judgement import Standing

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "grafana"


@pytest.fixture(scope="module")
def board() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / "meeting-cadence.json").read_text(encoding="utf-8"))
    return loaded


def questions(board: dict[str, Any]) -> list[str]:
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    return [*asked, *(variable["query"]["query"] for variable in board["templating"]["list"][1:])]


def scraped(served: Served) -> str:
    """What Prometheus reads after a tick."""
    office = served.office
    tick(office.store, at=office.at, tables=office.tables, base_url="http://testserver")
    secret = make(served.client("administrator"), only="metrics")["secret"]
    return str(program(served, secret).get("/metrics").text)


def test_every_metric_that_is_asked_for_exists(served: Served, board: dict[str, Any]) -> None:
    given = set(re.findall(r"^(meeting_cadence_\w+)", scraped(served), re.M))
    asked = {name for question in questions(board) for name in re.findall(r"meeting_cadence_\w+", question)}
    assert asked <= given
    assert given - asked == set(), "a metric that no panel shows"


def test_every_label_that_is_asked_for_stands_on_its_metric(served: Served, board: dict[str, Any]) -> None:
    """Labels that a question selects by, those of its legend, and none besides."""
    given = labels_given(scraped(served))
    for panel in board["panels"]:
        for target in panel["targets"]:
            (name,) = set(re.findall(r"meeting_cadence_\w+", target["expr"]))
            asked = set(re.findall(r"(\w+)=~?\"", target["expr"]))
            shown = set(re.findall(r"{{(\w+)}}", target.get("legendFormat", "")))
            assert asked | shown <= given[name], target
    variable = board["templating"]["list"][1]
    assert (
        variable["query"]["query"]
        == variable["definition"]
        == "label_values(meeting_cadence_obligations, body)"
    )
    assert "body" in given["meeting_cadence_obligations"]


def labels_given(text: str) -> dict[str, set[str]]:
    lines = re.findall(r"^(meeting_cadence_\w+)(?:{(.*)})? [-+.\deNa]+$", text, re.M)
    return {name: set(re.findall(r'(\w+)="', labels)) for name, labels in lines}


def test_rates_are_asked_of_counters_only(served: Served, board: dict[str, Any]) -> None:
    kinds = dict(re.findall(r"^# TYPE (\w+) (\w+)$", scraped(served), re.M))
    counted = {name for question in questions(board) for name in re.findall(r"increase\((\w+)\[", question)}
    assert counted
    assert {kinds[name] for name in counted} == {"counter"}
    assert "counter" not in {kinds[name] for name in set(kinds) - counted}


def test_the_file_is_what_grafana_imports(board: dict[str, Any]) -> None:
    assert isinstance(board["schemaVersion"], int)
    assert (board["uid"], board["title"]) and board.get("id") is None
    for panel in board["panels"]:
        assert panel["type"] in ("stat", "timeseries", "bargauge", "table")
        assert {"x", "y", "w", "h"} == set(panel["gridPos"])
        names = [target["refId"] for target in panel["targets"]]
        assert names and len(names) == len(set(names))


def test_every_standing_that_is_asked_for_exists(board: dict[str, Any]) -> None:
    named = [one for question in questions(board) for one in re.findall(r'standing=~?"([^"]+)"', question)]
    assert named
    assert {one for names in named for one in names.split("|")} <= set(Standing)


def test_panels_have_their_own_place_and_the_one_source(board: dict[str, Any]) -> None:
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    for one, other in combinations([panel["gridPos"] for panel in board["panels"]], 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        above = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or above, (one, other)
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in board["panels"])
    assert {panel["datasource"]["uid"] for panel in board["panels"]} == {"${datasource}"}


def test_the_scrape_example_names_where_the_metrics_are() -> None:
    text = (FOLDER / "prometheus.yml").read_text(encoding="utf-8")
    assert "metrics_path: /metrics" in text and "credentials_file:" in text
