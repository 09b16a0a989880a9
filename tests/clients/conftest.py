"""Real programs as black boxes. They are installed for the test run alone, in folders of its own; all of it is slow."""

import ctypes.util
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from tests.clients.boards import written
from tests.feeds.conftest import BASE_URL, HOST, House, house, template, utc

from meeting_cadence.feeds.http import feed_app

__all__ = ["house", "template"]

_EVOLUTION = (
    "/usr/share/dbus-1/services/org.gnome.evolution.dataserver.Calendar8.service",
    "/usr/lib/python3/dist-packages/gi",
    "/usr/bin/dbus-run-session",
)
_MISSING = {
    "test_evolution.py": not all(Path(name).exists() for name in _EVOLUTION),
    "test_ical_js.py": not (shutil.which("node") and shutil.which("npm")),
    "test_libical.py": ctypes.util.find_library("ical") is None,
}
collect_ignore = [name for name, is_missing in _MISSING.items() if is_missing]
"""What this machine has no program for (Debian: nodejs and npm; libical3; evolution-data-server, gir1.2-ecal-2.0,
gir1.2-edataserver-1.2, python3-gi and dbus)."""


@pytest.fixture(scope="session")
def board_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Hostile boards, a file each."""
    return written(tmp_path_factory.mktemp("boards"))


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with vdirsyncer, khal and ics; answers its folder of programs."""
    folder = tmp_path_factory.mktemp("clients")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "vdirsyncer", "khal", "ics"], check=True)
    return folder / "bin"


@pytest.fixture(scope="session")
def caldav_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the `caldav` library, which brings another urllib3 and so keeps to itself."""
    folder = tmp_path_factory.mktemp("caldav")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "caldav"], check=True)
    return python


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which node finds ical.js."""
    folder = tmp_path_factory.mktemp("node")
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "ical.js"]
    subprocess.run(command, check=True, cwd=folder)
    return folder


class Clocked:
    """A house whose feeds are served; `at` is what their clock says."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.at: datetime = utc(2024, 2, 1)
        self.address = ""


@pytest.fixture
def served_feeds(house: House) -> Iterator[Clocked]:
    """The feeds of a small house on a real server."""
    clocked = Clocked(house)
    with _serving(clocked):
        yield clocked


@contextmanager
def _serving(clocked: Clocked) -> Iterator[None]:
    app = feed_app(clocked.house.store, base_url=BASE_URL, host=HOST, clock=lambda: clocked.at)
    with listening(app) as address:
        clocked.address = address
        yield
    app.close()


@contextmanager
def listening(app: Any) -> Iterator[str]:
    """An ASGI application on a real server; answers its address."""
    config = uvicorn.Config(app, port=0, lifespan="off", access_log=False, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive()
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
