"""kill -9 of the service while people record: whatever was acknowledged is there, and obligations equal the ledger.

By default four times on each database; for more:

    KILLS=50 ./run test tests/faults/test_kill_service.py -m slow
"""

import os
import random
import threading
from itertools import count
from signal import SIGTERM

import pytest
from sqlalchemy import text
from tests.conftest import Office
from tests.faults.conftest import Process, Secretary, Start, free_port

from meeting_cadence import clock

KILLS = int(os.environ.get("KILLS", "4"))
WRITERS = 3


class Record:
    """What was acknowledged, and a moment at which enough was."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []
        self.refused: list[object] = []
        self._numbers = count(1)
        self._lock = threading.Lock()
        self.reached = threading.Event()
        self.wanted = 0

    def number(self) -> int:
        with self._lock:
            return next(self._numbers)

    def note(self, entry_id: str) -> None:
        with self._lock:
            self.acknowledged.append(entry_id)
            if len(self.acknowledged) >= self.wanted:
                self.reached.set()


def write(secretary: Secretary, record: Record) -> None:
    """Record one meeting after the other until the service is gone."""
    while True:
        entry_id = f"meeting-{record.number()}"
        answer = secretary.record(entry_id)
        if answer is None:
            return
        if answer.status == 201:
            record.note(entry_id)
        else:
            record.refused.append(answer.json)


def write_until_killed(
    process: Process, office: Office, port: int, record: Record, chance: random.Random
) -> None:
    """Several people write; after some acknowledged entries the service is killed at whatever it does."""
    record.wanted = len(record.acknowledged) + chance.randrange(1, 9)
    record.reached.clear()
    writers = [
        threading.Thread(target=write, args=(Secretary(office.store, port), record)) for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    record.reached.wait(60)
    threading.Event().wait(chance.random() / 20)
    process.kill()
    for writer in writers:
        writer.join()


def kept(office: Office) -> list[str]:
    with office.store.reading() as session:
        found = session.connection().execute(text("SELECT entry_id FROM ledger_entry WHERE type = 'act'"))
        return [str(entry_id) for (entry_id,) in found]


@pytest.mark.slow
def test_nothing_acknowledged_is_lost(office: Office, serve: Start) -> None:
    chance, record, port = random.Random(20260102), Record(), free_port()
    for _ in range(KILLS):
        with serve(office, port) as process:
            write_until_killed(process, office, port, record, chance)
        found = kept(office)
        assert sorted(set(record.acknowledged) - set(found)) == []
        assert len(found) == len(set(found))
    with serve(office, port) as process:
        assert process.stop() == -SIGTERM  # ended in order, then by the signal that was sent
    assert record.refused == []
    assert len(record.acknowledged) >= KILLS
    office.at = max(office.at, clock.now())
    office.tick()
    assert office.verify().differences == ()
