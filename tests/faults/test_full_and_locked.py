"""A full disk and a locked database: one clear answer each, nothing torn, and recovery without a restart."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient
from tests.conftest import Office, Served

from meeting_cadence.store.engine import open_store

MEETING = {"act": {"body": "commission", "kind": "plenary", "start": "2024-03-04", "title": "多" * 3000}}
Full = Callable[[bool], None]


@pytest.fixture
def full(served: Served) -> Full:
    """Makes the disk of the served database full, or roomy again."""
    room = 1_000_000

    @event.listens_for(served.office.store.engine, "begin")
    def limit(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {room}")

    def set_full(full: bool) -> None:
        nonlocal room
        room = 1 if full else 1_000_000  # SQLite makes it the present size at least

    return set_full


@pytest.fixture
def impatient(sqlite_office: Office) -> Iterator[Served]:
    """A service that waits 50 ms for a lock, where it is 10 s in truth."""
    path = sqlite_office.store.sqlite_path
    sqlite_office.store = open_store(f"sqlite:///{path}", busy_seconds=0.05)
    yield Served(sqlite_office)
    sqlite_office.store.close()


def post(browser: TestClient) -> Any:
    return browser.post("/api/v1/entries", json=MEETING)


def test_a_full_disk_is_507_and_nothing_is_torn(served: Served, full: Full) -> None:
    browser = served.client("secretary")
    full(True)
    answer = post(browser)
    assert (answer.status_code, answer.json()["error"]["code"]) == (507, "store.full")
    assert "磁盘已满" in answer.json()["error"]["message"]["zh"]
    assert browser.get("/").status_code == 200
    assert served.office.verify().differences == ()
    full(False)
    assert post(browser).status_code == 201
    assert served.office.verify().differences == ()


def test_a_form_says_it_and_keeps_what_was_typed(served: Served, full: Full) -> None:
    browser = served.client("secretary", language="en")
    full(True)
    form = {**MEETING["act"], "do": "save", "window:plenary": "-", "title": "多" * 1500}
    page = browser.post("/record", data=form)
    assert "is full; this was not saved, make room and try again" in page.text
    assert "多" * 1500 in page.text


def test_a_locked_database_is_503_until_it_is_free(impatient: Served) -> None:
    browser = impatient.client("secretary")
    other = sqlite3.connect(str(impatient.office.store.sqlite_path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    answer = post(browser)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert answer.json()["error"]["code"] == "store.locked"
    assert browser.get("/").status_code == 200
    other.execute("ROLLBACK")
    assert post(browser).status_code == 201
    other.close()
