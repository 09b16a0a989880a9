"""Every way in which a mail server can fail, with its figure: 0 lost, 0 repeated; accepted and dropped: 2 at most.

So many bodies are overdue; the server misbehaves for two hours, with a drain every 10 minutes, then it is well.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.alerts.sink import Mode, Sink, running
from tests.faults.alert_world import BREACH, local, settle_in, tables

from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.courier import Courier
from meeting_cadence.alerts.deliver import drain
from meeting_cadence.alerts.tick import tick
from meeting_cadence.store.engine import Store
from meeting_cadence.store.letters import mail_counts

BODIES = 12
TEN_MINUTES = timedelta(minutes=10)
MORNING = local(BREACH + timedelta(days=1))


@pytest.fixture
def overdue(sqlite_store: Store) -> Iterator[Store]:
    """Every body has one overdue matter to be told of."""
    settle_in(sqlite_store, BODIES)
    tick(sqlite_store, at=local(date(2024, 12, 31)), tables=tables, base_url="https://house.example")
    tick(sqlite_store, at=local(BREACH), tables=tables, base_url="https://house.example")
    yield sqlite_store


def through(store: Store, port: int, *, hours: int, start: int) -> None:
    """Drain every ten minutes for so many hours."""
    channel = EmailChannel(MailServer("127.0.0.1", port), sender="cadence@house.example", timeout=0.2)
    for number in range(hours * 6):
        at = MORNING + timedelta(hours=start) + number * TEN_MINUTES
        courier = Courier(
            store,
            {"email": channel},
            tables,
            "https://house.example",
            "house.example",
            "one",
            lambda at=at: at,  # type: ignore[misc]
            per_hour=1000,
        )
        drain(courier)


@pytest.mark.parametrize(
    ("mode", "repeats"),
    [("busy", 0), ("greylist", 0), ("drop at data", 0), ("slow", 0), ("accept and drop", 2)],
)
def test_nothing_is_lost_and_repeats_are_as_few_as_can_be(overdue: Store, mode: Mode, repeats: int) -> None:
    sink = Sink(mode)
    with running(sink) as port:
        through(overdue, port, hours=2, start=0)
        sink.mode = "accept"
        through(overdue, port, hours=2, start=2)
    arrived = Counter(sink.ids)
    assert len(arrived) == BODIES
    assert max(arrived.values()) - 1 <= repeats
    assert len({str(mail["To"]) for mail in sink.arrived}) == BODIES
    with overdue.reading() as session:
        states = mail_counts(session)
    assert sum(states.get(state, 0) for state in ("sent", "uncertain")) == sum(states.values()) - states.get(
        "cancelled", 0
    )
    assert set(states) <= {"sent", "cancelled", *(["uncertain"] if repeats else [])}


def test_refused_for_good_is_dead_and_blocks_nobody(overdue: Store) -> None:
    sink = Sink("refuse")
    with running(sink) as port:
        through(overdue, port, hours=1, start=0)
        sink.mode = "accept"
        through(overdue, port, hours=1, start=1)
    assert (sink.arrived, sink.tried) == ([], BODIES)
    with overdue.reading() as session:
        assert mail_counts(session)["dead"] == BODIES


def test_a_server_that_breaks_off_in_the_mail_loses_nothing(overdue: Store) -> None:
    """It may have read everything by then: nobody knows, so the same mail may come again, twice at most."""
    sink = Sink("drop in data")
    with running(sink) as port:
        through(overdue, port, hours=2, start=0)
        tried_out = sink.tried
        sink.mode = "accept"
        through(overdue, port, hours=2, start=2)
    with overdue.reading() as session:
        states = mail_counts(session)
    assert tried_out >= BODIES
    assert len(sink.ids) == len(set(sink.ids))
    assert len(sink.ids) + states.get("uncertain", 0) == BODIES
