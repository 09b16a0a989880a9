"""The service as processes of its own, so that they can be killed; and people who write to it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from json import dumps, loads
from pathlib import Path
from typing import Any, Self

import pytest
from tests.conftest import SECRET, Office

from meeting_cadence import clock
from meeting_cadence.access import Person, Role
from meeting_cadence.actions.sign_in import open_session
from meeting_cadence.store.engine import Store
from meeting_cadence.store.people import SqlPeople


class Process:
    """A verb of the command line over a database, in a process of its own; its output goes to a file."""

    def __init__(self, store: Store, folder: Path, *arguments: str, **settings: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MEETING_")}
        environment |= {f"MEETING_CADENCE_{name.upper()}": value for name, value in settings.items()}
        environment |= {
            "MEETING_CADENCE_DATABASE_URL": store.engine.url.render_as_string(hide_password=False),
            "MEETING_CADENCE_LANG": "en",
            "MEETING_CADENCE_SECRET_KEY": SECRET.decode(),
            "PYTHONUNBUFFERED": "1",
        }
        program = "from meeting_cadence.cli import main; main()"
        command = [sys.executable, "-c", program, *arguments]
        with (folder / "log").open("ab") as log:
            self.running = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self._log = folder / "log"

    def wait_for(self, words: str) -> None:
        """Read what it says until these words."""
        assert self.running.stdout is not None
        for line in self.running.stdout:
            if words in line:
                return
        raise AssertionError(f"it ended without saying “{words}”: {self.told()}")

    def told(self) -> str:
        """Its log so far."""
        return self._log.read_text(encoding="utf-8")

    def kill(self) -> None:
        """As by kill -9."""
        self.running.kill()
        self._reap()

    def stop(self) -> int:
        """As a supervisor does; its exit status."""
        self.running.send_signal(signal.SIGTERM)
        return self._reap()

    def _reap(self) -> int:
        status = self.running.wait(30)
        if self.running.stdout is not None:
            self.running.stdout.close()
        return status

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.running.poll() is None:
            self.kill()


class Answer:
    """Status, headers and JSON of an answer."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self) -> Any:
        return loads(self.body)


class Secretary:
    """Somebody signed in, who works with the API over a socket."""

    def __init__(self, store: Store, port: int) -> None:
        now = clock.now()
        with store.session() as session:
            people = SqlPeople(session, at=now)
            login = f"secretary-{len(people.everyone())}"
            person = people.add(Person(0, login, "秘书某", Role.SECRETARY, None))
            self._token = open_session(people, person).token
        self._port = port

    def ask(self, method: str, path: str, content: object = None) -> Answer | None:
        """The answer; None when the connection broke before there was one."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"cookie": f"session={self._token}", "origin": f"http://127.0.0.1:{self._port}"}
        try:
            connection.request(method, path, dumps(content), headers | {"content-type": "application/json"})
            got = connection.getresponse()
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()

    def record(self, entry_id: str) -> Answer | None:
        """Put a meeting on the ledger."""
        act = {"id": entry_id, "body": "commission", "kind": "plenary", "start": "2024-03-04"}
        return self.ask("POST", "/api/v1/entries", {"act": act})


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


Start = Callable[..., Process]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts processes, each in a folder of its own; whatever still runs at the end is killed."""
    started: list[Process] = []

    def begin(office: Office, *arguments: str, **settings: str) -> Process:
        folder = tmp_path / f"process-{len(started)}"
        folder.mkdir()
        started.append(Process(office.store, folder, *arguments, **settings))
        return started[-1]

    yield begin
    for process in started:
        if process.running.poll() is None:
            process.kill()


@pytest.fixture
def serve(start: Start) -> Start:
    """Starts the service on a port and waits until it can be asked."""

    def begin(office: Office, port: int, *arguments: str, **settings: str) -> Process:
        process = start(office, "serve", "--port", str(port), *arguments, **settings)
        process.wait_for("Serving at")
        return process

    return begin
