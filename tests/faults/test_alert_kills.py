"""Kills at random points of tick and delivery: nothing is lost, nothing is told twice, a repeat can be recognised.

1,500 obligations, two rungs, a real mail server, SQLite and PostgreSQL. Each kill may repeat at most one mail, that
which had reached the server and was not marked yet; it has the Message-ID that it had.
"""

import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.alerts.sink import Sink, running
from tests.conftest import NewStore
from tests.faults.alert_world import (
    RUNGS,
    instants,
    message_ids,
    settle_in,
    states,
    told,
    worker,
)

from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.faults import StoreLocked
from meeting_cadence.store.tables.alerts import OutboxRow
from meeting_cadence.store.tables.columns import table_of

pytestmark = pytest.mark.slow
OUTBOX = table_of(OutboxRow)
OBLIGATIONS = 1500
FEW = 300
FIRST = 10
"""One kill in so many falls at any time after the start, the others between two mails or within one."""


def address_of(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def begun(process: "subprocess.Popen[str]") -> "subprocess.Popen[str]":
    """It is at work."""
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    return process


def kill(process: "subprocess.Popen[str]") -> bool:
    """As by kill -9; whether it was still at work."""
    at_work = process.poll() is None
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
    return at_work


def through(process: "subprocess.Popen[str]", chance: random.Random, longest: float) -> bool:
    """Kill it after a random while, unless it has ended by then; whether it was killed."""
    begun(process)
    time.sleep(chance.uniform(0, longest))
    return kill(process)


def among_mails(process: "subprocess.Popen[str]", chance: random.Random, sink: Sink, most: int) -> bool:
    """Kill it a moment after it began its n-th mail, n at random."""
    begun(process)
    wanted = sink.tried + chance.randint(1, most)
    wait_until(lambda: sink.tried >= wanted or process.poll() is not None)
    time.sleep(chance.uniform(0, 0.004))
    return kill(process)


def finish(process: "subprocess.Popen[str]") -> None:
    said = process.communicate(timeout=300)[0]
    assert said.splitlines()[-1].startswith("done"), said


def is_done(store: Store) -> bool:
    return states(store).keys() <= {"sent"}


def run_with_kills(store: Store, sink: Sink, port: int, kills: int, *, seed: int) -> int:
    """All rungs, killed so many times on the way; how many kills hit a process at work."""
    chance, done = random.Random(seed), 0
    each = kills // len(RUNGS)
    for day in RUNGS.values():
        before, hits = sink.tried, 0
        for at in instants(day):
            process = worker(address_of(store), port, at)
            if hits >= each:
                finish(process)
                if is_done(store):
                    break
            elif sink.tried == before and hits < each // FIRST:
                hits += through(process, chance, 2.0)
            else:
                hits += among_mails(process, chance, sink, OBLIGATIONS // each)
        done += hits
    return done


def assert_nothing_lost_or_doubled(store: Store, sink: Sink, kills: int, obligations: int) -> int:
    """How many mails were repeated."""
    notices = told(store)
    assert Counter(rung for _, rung, _, _ in notices) == dict.fromkeys(RUNGS, obligations)
    assert len(set(notices)) == len(notices)
    assert states(store) == {"sent": obligations * len(RUNGS)}
    expected = message_ids(store)
    assert len(expected) == obligations * len(RUNGS)
    arrived = Counter(sink.ids)
    assert arrived.keys() == expected.keys()
    assert all(expected[str(mail["Message-ID"])] in str(mail["To"]) for mail in sink.arrived)
    repeated = len(sink.arrived) - len(arrived)
    assert repeated <= kills
    return repeated


@pytest.mark.parametrize("kills", [40, 200], ids="{}-kills".format)
def test_kills_at_random_points(new_store: NewStore, kills: int) -> None:
    store, sink = new_store(), Sink()
    settle_in(store, OBLIGATIONS)
    with running(sink) as port:
        assert run_with_kills(store, sink, port, kills, seed=kills) == kills
    repeated = assert_nothing_lost_or_doubled(store, sink, kills, OBLIGATIONS)
    print(f"{kills} kills, {repeated} repeated mails of {len(sink.arrived)}")


@pytest.mark.parametrize("processes", [2, 4])
def test_several_processes_at_once_with_kills(new_store: NewStore, processes: int) -> None:
    """They tick and drain beside each other; some are killed, others take over what was theirs."""
    store, sink, chance, kills = new_store(), Sink(), random.Random(processes), 0
    settle_in(store, FEW)
    with running(sink) as port:
        for day in RUNGS.values():
            for number, at in enumerate(instants(day)):
                crew = [worker(address_of(store), port, at, name=f"w{one}-{at}") for one in range(processes)]
                if number < 2:
                    kills += through(crew.pop(), chance, 1.5)
                for one in crew:
                    finish(one)
                if number >= 2 and is_done(store):
                    break
    assert_nothing_lost_or_doubled(store, sink, kills, FEW)


def freeze(process: "subprocess.Popen[str]", store: Store) -> None:
    """Stop it between two marks: who is stopped within one holds its lock until it wakes, and everybody waits."""
    probe = open_store(address_of(store), busy_seconds=0.2, secret=lambda: b"")
    leased = select(OUTBOX.c.id).where(OUTBOX.c.state == "leased").with_for_update(nowait=True)
    for _ in range(100):
        process.send_signal(signal.SIGSTOP)
        try:
            with probe.sharing() as session:
                session.connection().execute(leased).all()
        except StoreLocked:
            process.send_signal(signal.SIGCONT)
            time.sleep(0.001)
        else:
            break
    else:
        raise AssertionError("it was never stopped between two marks")
    probe.close()


def test_one_that_is_stopped_past_its_lease_doubles_nothing(new_store: NewStore, tmp_path: Path) -> None:
    """It is frozen in the midst of sending; another one finishes after its lease; then it wakes.

    The mail that was under way may be repeated; what else it had claimed it does not send: its lease is over.
    """
    store, sink, clock = new_store(), Sink(), tmp_path / "clock"
    settle_in(store, FEW)
    with running(sink) as port:
        for number, day in enumerate(RUNGS.values(), 1):
            first = next(instants(day))
            clock.write_text(first.isoformat())
            frozen = worker(address_of(store), port, clock, name="frozen")
            begun(frozen)
            wait_until(lambda begun=number: len(sink.arrived) > FEW * (begun - 1) + 20)
            freeze(frozen, store)
            later = first + timedelta(minutes=11)
            finish(worker(address_of(store), port, later, name="other"))
            assert is_done(store)
            clock.write_text(later.isoformat())
            frozen.send_signal(signal.SIGCONT)
            finish(frozen)
    assert_nothing_lost_or_doubled(store, sink, len(RUNGS), FEW)


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Until it holds; the test fails when it does not in time."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if holds():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come to that in time")
