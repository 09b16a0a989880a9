"""The running service: a real process on a free port, a file, a real mail server, and a browser without a window."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from threading import Timer
from typing import Any

import httpx2
import pytest
from click.testing import CliRunner
from tests.alerts.sink import Sink, running

from meeting_cadence.cli import verbs

COMMAND = str(Path(sys.executable).with_name("meeting-cadence"))
STARTS_WITHIN = 60.0
"""Seconds a starting service may take on a busy machine."""
PASSWORD = "长长的一句口令 2024"


class Browser:
    """Somebody's browser: keeps cookies, sends forms as the pages have them, follows one redirection at a time."""

    def __init__(self, base: str, language: str = "zh-CN,zh;q=0.9") -> None:
        self.base = base
        headers = {"origin": base, "accept-language": language}
        self.web = httpx2.Client(base_url=base, headers=headers, trust_env=False, timeout=30)

    def open(self, path: str) -> httpx2.Response:
        return self.web.get(path.removeprefix(self.base))

    def send(self, path: str, **fields: Any) -> httpx2.Response:
        """Send a form; a trailing underscore in a name and `__` for `:` are ours, not the form's."""
        filled = {name.rstrip("_").replace("__", ":"): value for name, value in fields.items()}
        return self.web.post(path.removeprefix(self.base), data=filled)

    def keep(self, path: str, **fields: Any) -> httpx2.Response:
        """Send a form that must be taken, and go where it leads."""
        answer = self.send(path, **fields)
        assert answer.status_code == 303, words_of(answer)
        return self.open(answer.headers["location"])

    def put(self, entry: dict[str, Any]) -> dict[str, Any]:
        """One ledger entry through the API."""
        answer = self.web.post("/api/v1/entries", json=entry)
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def row(self, body: str, mandate: str, window: str, **time: str) -> dict[str, Any]:
        """One obligation as the API judges it now, or `at` another time."""
        asked = {"body": body, "mandate": mandate, **time}
        (row,) = [
            row
            for row in self.web.get("/api/v1/board", params=asked).json()["rows"]
            if row["window"] == window
        ]
        found: dict[str, Any] = row
        return found


def words_of(answer: httpx2.Response) -> str:
    """The text of a page as a person reads it."""
    body = re.sub(r"<(script|style|head).*?</\1>", " ", answer.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()


def working(year: int, month: int, day: int) -> str:
    """Ten o'clock on the first day from Monday to Friday; the days asked for are no holidays."""
    asked = date(year, month, day)
    found = next(one for number in range(3) if (one := asked + timedelta(days=number)).isoweekday() <= 5)
    return f"{found.isoformat()}T10:00:00+08:00"


class House:
    """One installation: its folder, its settings, its service and its mail server."""

    def __init__(self, folder: Path, sink: Sink, smtp_port: int | None) -> None:
        self.folder, self.sink = folder, sink
        self.database = folder / "house.db"
        self.settings = {
            "MEETING_CADENCE_DATABASE_URL": f"sqlite:///{self.database}",
            "MEETING_CADENCE_TICK_SECONDS": "3600",
            "MEETING_CADENCE_DRAIN_SECONDS": "3600",
            "MEETING_CADENCE_MAILS_PER_HOUR": "1000",
            "MEETING_CADENCE_FEED_MONTHS_BACK": "120",
        }
        if smtp_port is not None:
            self.settings["MEETING_CADENCE_SMTP_URL"] = f"smtp://127.0.0.1:{smtp_port}"
        self.base = ""
        self.process: subprocess.Popen[str] | None = None

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MEETING_CADENCE_")}
        return {**kept, "LC_ALL": "C.UTF-8", "MEETING_CADENCE_LANG": "en", **self.settings, **more}

    def begin(self, *arguments: str, **more: str) -> "subprocess.Popen[str]":
        """One command in a process of its own."""
        return subprocess.Popen(
            [COMMAND, *arguments],
            cwd=self.folder,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def do(self, *arguments: str) -> str:
        """One command that must succeed; in this process, which beside the service is another one."""
        done = CliRunner(env=self.environment()).invoke(verbs, arguments)
        assert done.exit_code == 0, (done.output, done.exception)
        return done.stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self.do(*arguments, "--format", "json"))

    def start(self, port: int, **more: str) -> str:
        """Start the service; answers what it printed until it was ready."""
        self.base = f"http://127.0.0.1:{port}"
        self.settings["MEETING_CADENCE_PORT"] = str(port)
        log = (self.folder / "service.log").open("a")
        self.process = subprocess.Popen(
            [COMMAND, "serve"],
            cwd=self.folder,
            env=self.environment(PYTHONUNBUFFERED="1", **more),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        log.close()
        too_late = Timer(STARTS_WITHIN, self.process.kill)
        too_late.start()
        told = self._read_until(self.base + " ")
        too_late.cancel()
        return told

    def _read_until(self, sign: str) -> str:
        """What the service prints up to the line with that sign."""
        assert self.process is not None
        assert self.process.stdout is not None
        told = line = ""
        while sign not in line:
            line = self.process.stdout.readline()
            assert line, f"the service did not start: {told}{self.log}"
            told += line
        return told

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    @property
    def log(self) -> str:
        return (self.folder / "service.log").read_text()

    def browser(self, language: str = "zh-CN,zh;q=0.9") -> Browser:
        return Browser(self.base, language)

    def add_user(self, login: str, role: str, *scope: str) -> Browser:
        """A new person who opened their one-time link and chose a password; signed in."""
        added = self.json("user", "add", login, "--name", f"{login}某", "--role", role, *scope)
        browser = self.browser()
        browser.keep(added["link"], password=PASSWORD)
        return browser

    def pass_time(self, *instants: str) -> list[EmailMessage]:
        """Let time in and send what may leave, at each instant; the mails that arrived by that."""
        before = len(self.sink.arrived)
        for instant in instants:
            self.do("tick", "--at", instant)
            self.do("drain", "--at", instant)
        return self.sink.arrived[before:]


@pytest.fixture
def sink() -> Sink:
    """What the mail server takes."""
    return Sink()


@pytest.fixture
def house(tmp_path: Path, sink: Sink) -> Iterator[House]:
    """An installation with a mail server; nothing is in it yet and nothing is started."""
    with running(sink) as port:
        made = House(tmp_path, sink, port)
        yield made
        made.stop()


@pytest.fixture
def served(house: House, free_port: Callable[[], int]) -> House:
    """The same with its service running."""
    house.start(free_port())
    return house


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Ports that nobody listened on a moment ago."""
    import socket

    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return find
