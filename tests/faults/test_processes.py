"""Two processes that serve and two that work, on one PostgreSQL: one ticks, all send, nothing is told twice."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import text
from tests.conftest import NewStore, Office
from tests.faults.conftest import Process, Secretary, Start, free_port

from meeting_cadence.store.engine import Store

SETTINGS = {"tick_seconds": "1", "drain_seconds": "1"}


def asked(store: Store, question: str) -> list[tuple[object, ...]]:
    with store.reading() as session:
        return [tuple(row) for row in session.connection().execute(text(question))]


def until(condition: Callable[[], object], *, seconds: float = 60) -> None:
    """Wait until it holds; what is waited for happens in other processes."""
    from threading import Event
    from time import monotonic

    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it did not come to pass"
        Event().wait(0.1)


def ticks(process: Process) -> bool:
    """Whether the process has said that it is its turn."""
    return re.search(r"turn\.taken", process.told()) is not None


@pytest.fixture
def postgresql_office(new_postgresql_store: NewStore) -> Office:
    office = Office(new_postgresql_store())
    office.apply()
    office.enter(
        adopt={"body": "commission", "on": "2022-01-01", "regulation": "rules", "complete_from": "2022-01-01"}
    )
    return office


@pytest.mark.slow
def test_one_ticks_another_takes_over_and_nothing_is_told_twice(
    postgresql_office: Office, serve: Start, start: Start
) -> None:
    office = postgresql_office
    ports = free_port(), free_port()
    workers = [start(office, "work", **SETTINGS) for _ in range(2)]
    for port in ports:
        serve(office, port, "--no-work", **SETTINGS)
    secretaries = [Secretary(office.store, port) for port in ports]
    until(lambda: any(map(ticks, workers)))
    assert [ticks(worker) for worker in workers].count(True) == 1

    for number, secretary in enumerate(secretaries * 3):
        answer = secretary.record(f"first-{number}")
        assert answer is not None
        assert answer.status == 201
    until(lambda: asked(office.store, "SELECT 1 FROM outbox"))
    first, second = sorted(workers, key=ticks, reverse=True)
    first.kill()
    until(lambda: ticks(second))
    beat = asked(office.store, "SELECT at FROM heartbeat WHERE name = 'tick'")
    until(lambda: asked(office.store, "SELECT at FROM heartbeat WHERE name = 'tick'") > beat)

    notices = asked(
        office.store, "SELECT obligation, due_revision, rung, occurrence, recipient, channel FROM notice"
    )
    assert len(notices) == len(set(notices)) > 0
    sent = asked(office.store, "SELECT notice FROM outbox")
    assert len(sent) == len(set(sent)) > 0
    assert second.stop() == 0
