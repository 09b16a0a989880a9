"""Two real processes over one store: snapshots, watermarks and revocations are shared; a restart changes nothing."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.feeds.conftest import House, utc

from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create, revoke

AT = utc(2024, 2, 1)
_SERVER = """
import logging, socket, sys
from datetime import datetime
import uvicorn
from meeting_cadence.feeds.http import feed_app
from meeting_cadence.store.engine import open_store
at = datetime.fromisoformat(sys.argv[2])
app = feed_app(open_store(sys.argv[1]), base_url="https://c.example.org", host="c.example.org", clock=lambda: at)
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen()
print(listening.getsockname()[1], flush=True)
logging.basicConfig(level="DEBUG")
config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
uvicorn.Server(config).run(sockets=[listening])
"""


@contextmanager
def process(house: House, log: Path, at: str = AT.isoformat()) -> Iterator[str]:
    """A process that serves feeds; answers its address. All it says goes into the log."""
    command = [sys.executable, "-c", _SERVER, f"sqlite:///{house.store.sqlite_path}", at]
    with log.open("ab") as written:
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=written, text=True)
    try:
        assert started.stdout is not None
        yield f"http://127.0.0.1:{int(started.stdout.readline())}"
    finally:
        started.terminate()
        started.communicate(timeout=20)


def fetch(address: str, token: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    asked = Request(
        f"{address}/feeds/{token}.ics",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )
    try:
        with urlopen(asked, timeout=20) as answer:
            kept = {name: answer.headers[name] for name in ("ETag", "Last-Modified")}
            return answer.status, kept, answer.read()
    except HTTPError as refused:
        return refused.code, {}, refused.read()


def test_processes_share_what_is_published_and_a_revocation(house: House, tmp_path: Path) -> None:
    with house.store.session() as session:
        made = create(session, Scope("body", "commission"), at=AT)
    log = tmp_path / "log"
    with process(house, log) as one, process(house, log, (AT + timedelta(hours=1)).isoformat()) as other:
        first = fetch(one, made.token)
        assert (first[0], fetch(other, made.token)) == (200, first)
        assert fetch(other, made.token, If_None_Match=first[1]["ETag"])[0] == 304
        house.enter(AT, plan={"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-03-05"})
        second = fetch(other, made.token)
        assert fetch(one, made.token) == second != first
        with house.store.session() as session:
            revoke(session, made.id, at=AT)
        assert [fetch(address, made.token)[0] for address in (one, other)] == [410, 410]
    with process(house, log) as again:
        assert fetch(again, made.token)[0] == 410
    assert made.token not in log.read_text()
    assert not re.search(r"[\w-]{43}", log.read_text())
