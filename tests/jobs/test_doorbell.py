"""The doorbell: it rings at once, goes on ringing, survives a broken store, and stops."""

from threading import Event

import pytest
from tests.alerts.conftest import PACK, House, sh

from meeting_cadence.alerts.courier import Delivery
from meeting_cadence.jobs.doorbell import Doorbell
from meeting_cadence.store.engine import Store, open_store

AT = sh("2024-11-19 09:00")


@pytest.fixture
def house(sqlite_store: Store) -> House:
    made = House(sqlite_store)
    made.apply(PACK, at=sh("2024-01-01 09:00"))
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    return made


def doorbell(house: House) -> Doorbell:
    return Doorbell(house.courier(AT), tick_seconds=3600, drain_seconds=3600)


def test_a_ring_of_each_plans_and_sends(house: House) -> None:
    bell = doorbell(house)
    tidings = bell.tick()
    assert tidings is not None
    assert len(tidings.mails) == 3
    assert bell.drain() == Delivery(shown=3)


def test_it_rings_at_once_when_started_and_no_more_when_stopped(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = {"tick": Event(), "drain": Event()}
    monkeypatch.setattr(Doorbell, "tick", named("tick", lambda bell: rung["tick"].set()))
    monkeypatch.setattr(Doorbell, "drain", named("drain", lambda bell: rung["drain"].set()))
    bell = doorbell(house)
    bell.start()
    assert all(event.wait(5) for event in rung.values())
    bell.stop()
    assert bell.running is False


def named(name: str, ring: object) -> object:
    ring.__name__ = name  # type: ignore[attr-defined]
    return ring


def test_a_store_that_cannot_be_used_is_no_end(house: House, caplog: pytest.LogCaptureFixture) -> None:
    broken = open_store(f"sqlite:///{house.store.sqlite_path}.none")
    bell = Doorbell(house.courier(AT)._replace(store=broken), tick_seconds=60, drain_seconds=60)
    assert (bell.tick(), bell.drain()) == (None, None)
