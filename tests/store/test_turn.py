"""One process ticks: the others take over when it gives the turn back, dies, or its lease runs out."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from tests.conftest import NewStore

from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.turn import Turn, turn_of

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
LEASE = timedelta(minutes=2)
INSTANT = timedelta(microseconds=1)


def turn(store: Store, worker: str) -> Turn:
    return turn_of(store, worker=worker, lease=LEASE)


def test_of_two_workers_one_has_the_turn_and_keeps_it(store: Store) -> None:
    one, other = turn(store, "one"), turn(store, "other")
    assert (one.holds(NOON), other.holds(NOON)) == (True, False)
    assert (other.holds(NOON + LEASE - INSTANT), one.holds(NOON + LEASE - INSTANT)) == (False, True)
    one.give_back()


def test_a_turn_that_is_given_back_is_free_at_once(store: Store) -> None:
    one, other = turn(store, "one"), turn(store, "other")
    assert one.holds(NOON)
    other.give_back()
    assert not other.holds(NOON)
    one.give_back()
    assert (other.holds(NOON), one.holds(NOON)) == (True, False)
    other.give_back()


def test_on_sqlite_a_dead_worker_has_it_until_the_lease_ends(sqlite_store: Store) -> None:
    assert turn(sqlite_store, "dead").holds(NOON)
    other = turn(sqlite_store, "other")
    assert not other.holds(NOON + LEASE - INSTANT)
    assert other.holds(NOON + LEASE)


def test_a_clock_that_was_set_back_does_not_make_a_lease_longer(sqlite_store: Store) -> None:
    assert turn(sqlite_store, "dead").holds(NOON)
    other = turn(sqlite_store, "other")
    assert not other.holds(NOON)
    assert other.holds(NOON - INSTANT)


def test_on_postgresql_a_lost_connection_is_a_lost_turn(new_postgresql_store: NewStore) -> None:
    store = new_postgresql_store()
    one = turn(store, "one")
    assert one.holds(NOON)
    second = open_store(store.engine.url.render_as_string(hide_password=False))
    other = turn(second, "other")
    with store.session() as session:
        ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND objid = :lock"
        assert session.connection().execute(text(ended), {"lock": 0x7469_636B}).scalar() == 1
    while not other.holds(NOON):
        pass  # the server lets go of the lock in its own time
    assert not one.holds(NOON)
    other.give_back()
    assert one.holds(NOON)
    one.give_back()
    second.close()
