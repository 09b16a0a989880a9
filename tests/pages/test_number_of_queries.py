"""How many statements a page takes does not hang on how many bodies and rows there are."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from tests.conftest import Office, Served

ROOT = Path(__file__).parents[2]
PICTURES = ("/", "/bodies/top", "/matrix", "/timeline", "/calendar/2024", "/trend")
LISTS = (
    "/overdue",
    "/next",
    "/rows?year=2023",
    "/api/v1/matrix",
    "/api/v1/board",
    "/api/v1/due",
    "/api/v1/tallies",
)


def country(bodies: int) -> str:
    """A province with so many counties, each under three mandates."""
    counties = "\n".join(
        f"  - {{id: x{number}, name: 县{number}, order: {number + 2}, parent: top, tier: county}}"
        for number in range(bodies)
    )
    mandates = "\n".join(
        f"      - {{id: m{number}, title: 会议{number}, obliged: {{tier: county}}, act: k{number},\n"
        "         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}"
        for number in range(3)
    )
    return (
        f"format: 1\npack: country\ntitle: 样例\ntimezone: Asia/Shanghai\nbodies:\n"
        f"  - {{id: top, name: 省, order: 1, parent: null}}\n{counties}\nregulations:\n"
        f"  - id: rules\n    title: 《办法》\n    effective: 2022-01-01\n    mandates:\n{mandates}\n"
    )


def queries(store: Any, bodies: int) -> dict[str, int]:
    office = Office(store)
    office.apply(country(bodies))
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    browser = Served(office).client("supervisor")
    counted = {}
    for page in (*PICTURES, *LISTS):
        assert browser.get(page).status_code == 200
        told: list[str] = []

        def note(_one: Any, _cursor: Any, statement: str, *_rest: Any, told: list[str] = told) -> None:
            told.append(statement)

        event.listen(store.engine, "before_cursor_execute", note)
        browser.get(page)
        event.remove(store.engine, "before_cursor_execute", note)
        counted[page] = len(told)
    return counted


def test_three_and_sixty_bodies_take_the_same_statements(new_sqlite_store: Any) -> None:
    few, many = queries(new_sqlite_store(), 3), queries(new_sqlite_store(), 60)
    assert {page: few[page] for page in PICTURES} == {page: many[page] for page in PICTURES}
    assert few["/api/v1/matrix"] == many["/api/v1/matrix"]
    for page in LISTS:
        assert many[page] <= few[page] + 2, "a list that has more than its page is counted besides"


@pytest.mark.slow
def test_the_small_benchmark_of_pages_measures_everything() -> None:
    command = [sys.executable, "benchmarks/pages.py", "--rows", "3000", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    lines = {line["measure"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert {"/", "/matrix", "/timeline", "/?under=p0000", "/api/v1/board?limit=100"} <= set(lines)
    assert {line["bench"] for line in lines.values()} == {"pages"}
