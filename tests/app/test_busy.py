"""While one writer holds the database for long: reading goes on, writing is answered 503 with when to try again."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from tests.conftest import OFFICE_PACK, Office, Served

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.registry import digest_of

ACT = {"act": {"body": "commission", "kind": "plenary", "start": "2024-02-01"}}


@contextmanager
def long_writing(office: Office) -> Iterator[None]:
    """Another process in the midst of a transaction."""
    with sqlite3.connect(str(office.store.sqlite_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


def test_who_is_signed_in_goes_on_reading(served: Served) -> None:
    browser = served.client()
    served.office.at += timedelta(minutes=3)
    with long_writing(served.office):
        statuses = [browser.get(path).status_code for path in ("/", "/overdue", "/api/v1/board", "/healthz")]
    assert statuses == [200] * 4


def test_a_session_that_has_ended_is_not_let_in_meanwhile(served: Served) -> None:
    browser = served.client()
    served.office.at += timedelta(minutes=30, microseconds=1)
    with long_writing(served.office):
        assert browser.get("/api/v1/me").status_code == 401


def test_writing_is_told_to_come_again_and_then_succeeds(served: Served) -> None:
    browser = served.client()
    with long_writing(served.office):
        busy = browser.post("/api/v1/entries", json=ACT, headers={"idempotency-key": "k"})
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "30")
    assert busy.json()["error"]["code"] == "store.locked"
    again = browser.post("/api/v1/entries", json=ACT, headers={"idempotency-key": "k"})
    assert (again.status_code, again.json()["repeated"]) == (201, False)


def test_the_description_names_503(served: Served) -> None:
    documented = served.service.web.openapi()["paths"]["/api/v1/entries"]["post"]["responses"]
    assert "retry-after" in documented["503"]["description"]


def test_breaking_off_a_pack_in_its_midst_leaves_nothing_and_it_can_be_applied_again(office: Office) -> None:
    text = OFFICE_PACK.replace("min: 1, max: 2", "min: 2, max: 3").replace("per: 6m", "per: 3m")
    before = office.rows()

    def broken_off(_total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), office.store.session() as session:
        desk = SqlDesk(session, at=office.at, tables=office.tables, progress=broken_off)
        files = {"office.yaml": text}
        digest = digest_of(files, "office.yaml")
        apply_pack(desk, pack="office", files=files, root="office.yaml", digest=digest, by="x")
    assert office.rows() == before
    assert office.verify().differences == ()
    assert office.apply(text).version == 2
