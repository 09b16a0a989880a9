"""Entries through the API: the same request twice, and many editors of one entry."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from meeting_cadence.actions.enter import enter
from meeting_cadence.actions.lock import require_state, state_of
from meeting_cadence.actions.refusals import EntryChanged

ACT = {"act": {"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-03-01"}}


def correction(day: str) -> dict[str, Any]:
    act = {"body": "commission", "kind": "plenary", "start": day}
    return {"replace": {"entry": "m-1", "reason": "误记", "act": act}}


def test_the_same_key_and_entry_answer_the_first_receipt(served: Any) -> None:
    client = served.client()
    first = client.post("/api/v1/entries", json=ACT, headers={"idempotency-key": "k"})
    again = client.post("/api/v1/entries", json=ACT, headers={"idempotency-key": "k"})
    other = client.post("/api/v1/entries", json=correction("2024-03-02"), headers={"idempotency-key": "k"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 409)
    assert again.json()["seq"] == first.json()["seq"]
    assert again.json()["repeated"]


def test_a_correction_of_what_was_seen_passes_once(served: Any) -> None:
    client = served.client()
    client.post("/api/v1/entries", json=ACT)
    seen = client.get("/api/v1/entries/m-1").headers["etag"]
    headers = {"if-match": seen, "idempotency-key": "first"}
    served.office.at += timedelta(seconds=1)
    assert client.post("/api/v1/entries", json=correction("2024-03-02"), headers=headers).status_code == 201
    late = client.post("/api/v1/entries", json=correction("2024-03-03"), headers={"if-match": seen})
    assert late.status_code == 412
    assert late.json()["error"]["code"] == "entry_changed"
    repeated = client.post("/api/v1/entries", json=correction("2024-03-02"), headers=headers)
    assert (repeated.status_code, repeated.json()["repeated"]) == (201, True)


def test_an_entry_out_of_sight_is_like_one_that_is_absent(served: Any) -> None:
    served.client().post("/api/v1/entries", json=ACT)
    stranger = served.client(scope="city-a")
    hidden, absent = stranger.get("/api/v1/entries/m-1"), stranger.get("/api/v1/entries/m-9")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.json()["error"]["code"] == absent.json()["error"]["code"]


def race(office: Any, editors: int, rounds: int) -> list[int]:
    """How many editors got through in each round, all having seen the same state."""
    office.enter(**ACT)
    winners = []
    with ThreadPoolExecutor(editors) as pool:
        for number in range(rounds):
            office.at = datetime(2024, 4, 1, tzinfo=UTC) + timedelta(minutes=number)
            seen = office.do(lambda desk: state_of(desk, "m-1"))
            content = correction(f"2024-03-{1 + number % 28:02d}")
            tried = [pool.submit(_edit, office, content, seen, f"editor {one}") for one in range(editors)]
            winners.append(sum(one.result() for one in tried))
    return winners


def _edit(office: Any, content: dict[str, Any], seen: str, by: str) -> bool:
    def edit(desk: Any) -> None:
        require_state(desk, content, seen)
        enter(desk, content, by=by)

    try:
        office.do(edit)
    except EntryChanged:
        return False
    return True


def test_one_of_several_editors_wins_each_round(office: Any) -> None:
    assert race(office, editors=6, rounds=3) == [1] * 3
    assert office.verify().differences == ()


@pytest.mark.slow
def test_one_of_fifty_editors_wins_each_of_twenty_rounds(new_store: Any) -> None:
    from tests.conftest import Office

    from meeting_cadence.store.engine import open_store

    store = new_store()
    patient = open_store(
        store.engine.url.render_as_string(hide_password=False), busy_seconds=120, secret=lambda: store.secret
    )
    office = Office(patient)
    office.apply()
    assert race(office, editors=50, rounds=20) == [1] * 20
    assert office.verify().differences == ()
    patient.close()
