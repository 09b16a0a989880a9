"""The sign of life: called after ticks, every so often, only where it is listed; what fails is written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.alerts.channels.channel import ChannelError
from meeting_cadence.jobs.alive import Alive, alive_of
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store
from meeting_cadence.store.watching import SignOfLife, sign_of_life

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
EVERY = timedelta(minutes=5)
HERE = Hosts.of(["127.0.0.1"])


class Switch:
    """A dead-man's switch: `status` is what it answers, `called` holds the paths."""

    def __init__(self) -> None:
        self.status = 200
        self.called: list[str] = []

    @contextmanager
    def running(self) -> Iterator[int]:
        switch = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                switch.called.append(self.path)
                self.send_response(switch.status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Tests need no log."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture
def switch() -> Switch:
    return Switch()


def kept(store: Store) -> SignOfLife:
    with store.reading() as session:
        return sign_of_life(session)


def test_it_is_called_every_five_minutes(sqlite_store: Store, switch: Switch) -> None:
    with switch.running() as port:
        alive = Alive(sqlite_store, f"http://127.0.0.1:{port}/ping/meetings?k=1", HERE, EVERY)
        assert [alive.call(NOON + timedelta(minutes=minutes)) for minutes in range(7)] == [
            True,
            *[False] * 4,
            True,
            False,
        ]
    assert switch.called == ["/ping/meetings?k=1"] * 2
    assert kept(sqlite_store) == SignOfLife(NOON + EVERY)


def test_a_clock_that_was_set_back_silences_nothing(sqlite_store: Store, switch: Switch) -> None:
    with switch.running() as port:
        alive = Alive(sqlite_store, f"http://127.0.0.1:{port}/", HERE, EVERY)
        assert alive.call(NOON)
        assert alive.call(NOON - timedelta(hours=2))


@pytest.mark.parametrize(("status", "detail"), [(500, "500"), (404, "404"), (302, "302")])
def test_what_is_not_taken_is_written_down_and_tried_at_the_next_tick(
    sqlite_store: Store, switch: Switch, status: int, detail: str
) -> None:
    switch.status = status
    minute = timedelta(minutes=1)
    with switch.running() as port:
        alive = Alive(sqlite_store, f"http://127.0.0.1:{port}/ping", HERE, EVERY)
        for number in range(2):
            with pytest.raises(ChannelError):
                alive.call(NOON + number * minute)
        assert kept(sqlite_store) == SignOfLife(None, NOON, detail)
        assert switch.called == ["/ping"] * 2
        switch.status = 204
        assert alive.call(NOON + 2 * minute)
    assert kept(sqlite_store) == SignOfLife(NOON + 2 * minute)


def test_nobody_there_and_a_host_that_is_not_listed_are_failures_that_name_no_path(
    sqlite_store: Store, switch: Switch
) -> None:
    with switch.running() as port:
        elsewhere = Alive(sqlite_store, f"http://127.0.0.1:{port}/secret", Hosts(), EVERY)
        with pytest.raises(ChannelError) as refused:
            elsewhere.call(NOON)
    nobody = Alive(sqlite_store, f"http://127.0.0.1:{port}/secret", HERE, EVERY)
    with pytest.raises(ChannelError) as unreached:
        nobody.call(NOON)
    assert switch.called == []
    assert refused.value.detail == "host_refused"
    assert unreached.value.unreachable
    assert "secret" not in f"{refused.value}{unreached.value}{kept(sqlite_store)}"


def test_without_an_address_nobody_is_called(sqlite_store: Store) -> None:
    assert not alive_of(Settings(), sqlite_store)(NOON)
    assert kept(sqlite_store) == SignOfLife()
