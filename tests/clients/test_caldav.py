"""The `caldav` library and vdirsyncer use a calendar account: they list, query, sync, and may not write."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.clients.conftest import listening
from tests.feeds.conftest import House, utc
from tests.feeds.dav.conftest import Device

pytestmark = pytest.mark.slow
PLAN = {
    "id": "p-1",
    "body": "commission",
    "kind": "plenary",
    "start": "2024-03-05T09:00:00+08:00",
    "end": "2024-03-05T11:00:00+08:00",
    "status": "tentative",
}
DUE = [f"截止：全体会议（{year}年度）· 省委网信委" for year in (2024, 2025, 2026)]
LATE = "逾期：全体会议（2023年度）· 省委网信委"
TENTATIVE, CANCELLED = "暂定：全体会议 · 省委网信委", "取消：全体会议 · 省委网信委"


@pytest.fixture
def device(house: House) -> Device:
    device = Device(house)
    device.subscribe()
    house.enter(device.at, plan=PLAN)
    return device


@contextmanager
def driven(python: Path, address: str, device: Device) -> Iterator[Any]:
    """The library in a process of its own; answers what calls it."""
    command = [str(python), str(Path(__file__).with_name("caldav_driver.py")), address, "wang", device.secret]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said, heard = process.stdin, process.stdout

        def ask(command: str) -> Any:
            said.write(f"{command}\n")
            said.flush()
            return json.loads(heard.readline())

        yield ask
        said.close()


def test_the_caldav_library(caldav_python: Path, device: Device) -> None:
    with listening(device.app) as address, driven(caldav_python, f"{address}/dav/", device) as ask:
        assert ask("calendars") == ["省委网信委 应办事项"]
        assert ask("components") == ["VEVENT"]
        assert ask("events") == sorted([*DUE, LATE, TENTATIVE])
        assert ask("month 2024 12") == [DUE[0]]
        assert ask("month 2024 3") == [TENTATIVE]
        assert ask("month 2024 4") == []
        assert ask("todos") == []
        assert ask("one") is True

        assert ask("sync") == sorted([*DUE, LATE, TENTATIVE])
        assert ask("sync") == {"changed": [], "gone": 0}
        device.at = utc(2024, 2, 10)
        device.house.enter(device.at, plan={**PLAN, "status": "cancelled"})
        assert ask("sync") == {"changed": sorted([CANCELLED, DUE[0], LATE]), "gone": 0}
        device.at = utc(2024, 4, 10)
        device.house.tick(device.at)
        assert ask("sync") == {"changed": [], "gone": 1}
        assert ask("events") == sorted([*DUE, LATE])

        refused = ("save", "change", "delete", "make", "rename")
        assert ask("writes") == dict.fromkeys(refused, "AuthorizationError")
        assert ask("events") == sorted([*DUE, LATE])


class Copy:
    """A folder that vdirsyncer keeps like the calendar account."""

    def __init__(
        self, programs: Path, folder: Path, address: str, device: Device, *, reads_only: bool = True
    ) -> None:
        self.program, self.folder = programs / "vdirsyncer", folder
        (folder / "vdirsyncer").write_text(
            f'[general]\nstatus_path = "{folder}/status/"\n'
            '[pair p]\na = "ours"\nb = "copy"\ncollections = ["from a"]\n'
            'conflict_resolution = "a wins"\n'
            f'[storage ours]\ntype = "caldav"\nurl = "{address}"\n'
            f'username = "wang"\npassword = "{device.secret}"\nread_only = {str(reads_only).lower()}\n'
            f'[storage copy]\ntype = "filesystem"\npath = "{folder}/copy/"\nfileext = ".ics"\n'
        )

    def discover(self) -> "subprocess.CompletedProcess[str]":
        return self._run("discover", "p")

    def sync(self) -> "subprocess.CompletedProcess[str]":
        return self._run("sync", "p")

    @property
    def files(self) -> list[Path]:
        return sorted((self.folder / "copy").rglob("*.ics"))

    def sees(self) -> list[str]:
        unfolded = (file.read_text().replace("\n ", "") for file in self.files)
        return sorted(
            line.removeprefix("SUMMARY:").strip()
            for one in unfolded
            for line in one.splitlines()
            if line.startswith("SUMMARY:")
        )

    def _run(self, *given: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
        command = [str(self.program), "-c", str(self.folder / "vdirsyncer"), *given]
        return subprocess.run(
            command, check=False, capture_output=True, text=True, env=environment, input="y\ny\n", timeout=120
        )


def test_vdirsyncer(programs: Path, device: Device, tmp_path: Path) -> None:
    with listening(device.app) as address:
        copy = Copy(programs, tmp_path, f"{address}/dav/", device)
        found = copy.discover()
        assert found.returncode == 0, found.stderr
        first = copy.sync()
        assert first.returncode == 0, first.stderr
        assert copy.sees() == sorted([*DUE, LATE, TENTATIVE])

        stamps = [file.stat().st_mtime_ns for file in copy.files]
        assert copy.sync().returncode == 0
        assert [file.stat().st_mtime_ns for file in copy.files] == stamps

        device.at = utc(2024, 2, 10)
        device.house.enter(device.at, plan={**PLAN, "status": "cancelled"})
        assert copy.sync().returncode == 0
        assert copy.sees() == sorted([*DUE, LATE, CANCELLED])

        held = copy.sees()
        with device.house.store.session() as session:
            session.connection().execute(text("ALTER TABLE feed RENAME TO feed_"))
        assert copy.sync().returncode != 0
        assert copy.sees() == held
        with device.house.store.session() as session:
            session.connection().execute(text("ALTER TABLE feed_ RENAME TO feed"))

        device.at = utc(2024, 4, 10)
        device.house.tick(device.at)
        last = copy.sync()
        assert last.returncode == 0, last.stderr
        assert copy.sees() == sorted([*DUE, LATE])


def test_what_is_changed_in_the_copy_is_refused(programs: Path, device: Device, tmp_path: Path) -> None:
    with listening(device.app) as address:
        copy = Copy(programs, tmp_path, f"{address}/", device, reads_only=False)
        copy.discover()
        assert copy.sync().returncode == 0
        held = copy.sees()
        file = copy.files[0]
        file.write_text(file.read_text().replace("SUMMARY:", "SUMMARY:x"))
        refused = copy.sync()
        assert refused.returncode != 0
        assert "403" in refused.stderr
        with device.house.store.reading() as session:
            rows = session.connection().execute(text("SELECT rendered FROM feed_entry")).scalars().all()
        assert len(rows) == len(held)
        assert not any("SUMMARY:x" in row for row in rows)
