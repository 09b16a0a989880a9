"""vdirsyncer subscribes and khal shows: a standing that changes, a meeting that moves, one that leaves, a 503."""

import os
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.clients.conftest import Clocked
from tests.feeds.conftest import utc

from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create

pytestmark = pytest.mark.slow
PLAN = {
    "id": "p-1",
    "body": "commission",
    "kind": "plenary",
    "start": "2024-03-05T09:00:00+08:00",
    "end": "2024-03-05T11:00:00+08:00",
}


class Desk:
    """A person's computer: vdirsyncer fetches into a folder, khal reads it."""

    def __init__(self, programs: Path, folder: Path, address: str) -> None:
        self.programs, self.folder = programs, folder
        (folder / "copy").mkdir()
        (folder / "vdirsyncer").write_text(
            f'[general]\nstatus_path = "{folder}/status/"\n'
            '[pair p]\na = "ours"\nb = "copy"\ncollections = null\n'
            'conflict_resolution = "a wins"\npartial_sync = "ignore"\n'
            f'[storage ours]\ntype = "http"\nurl = "{address}"\n'
            f'[storage copy]\ntype = "filesystem"\npath = "{folder}/copy/"\nfileext = ".ics"\n'
        )
        (folder / "khal").write_text(
            f"[calendars]\n[[ours]]\npath = {folder}/copy\n[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
            "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            "default_timezone = Asia/Shanghai\nlocal_timezone = Asia/Shanghai\n"
            f"[sqlite]\npath = {folder}/khal.db\n[default]\ndefault_calendar = ours\n"
        )

    def fetch(self) -> int:
        self._run("vdirsyncer", "-c", str(self.folder / "vdirsyncer"), "discover", "p")
        return self._run("vdirsyncer", "-c", str(self.folder / "vdirsyncer"), "sync", "p").returncode

    def sees(self) -> list[str]:
        form = "{start-date-long} {start-time}|{title}"
        listed = self._run(
            "khal", "-c", str(self.folder / "khal"), "list", "--format", form, "--day-format", "",
            "2023-12-01", "800d",
        )  # fmt: skip
        assert listed.returncode == 0, listed.stderr
        return sorted({line.strip() for line in listed.stdout.splitlines() if "|" in line})

    def _run(self, program: str, *given: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
        command = [str(self.programs / program), *given]
        return subprocess.run(
            command, check=False, capture_output=True, text=True, env=environment, input="y\ny\n", timeout=120
        )


def test_a_subscriber_sees_what_changes_and_keeps_its_copy_through_a_fault(
    programs: Path, served_feeds: Clocked, tmp_path: Path
) -> None:
    house = served_feeds.house
    house.enter(served_feeds.at, plan={**PLAN, "status": "tentative"})
    with house.store.session() as session:
        token = create(session, Scope("body", "commission"), at=served_feeds.at).token
    desk = Desk(programs, tmp_path, f"{served_feeds.address}/feeds/{token}.ics")

    assert desk.fetch() == 0
    first = desk.sees()
    assert "2024-12-31 |截止：全体会议（2024年度）· 省委网信委" in first
    assert "2024-03-05 09:00|暂定：全体会议 · 省委网信委" in first

    served_feeds.at = utc(2024, 2, 10)
    house.enter(
        served_feeds.at,
        plan={
            **PLAN,
            "start": "2024-03-07T15:00:00+08:00",
            "end": "2024-03-07T16:00:00+08:00",
            "status": "confirmed",
        },
    )
    assert desk.fetch() == 0
    assert [line for line in desk.sees() if "全体会议 ·" in line] == [
        "2024-03-07 15:00|会议：全体会议 · 省委网信委"
    ]

    served_feeds.at = utc(2025, 1, 1)
    house.tick(served_feeds.at)
    assert desk.fetch() == 0
    changed = desk.sees()
    assert "2024-12-31 |逾期：全体会议（2024年度）· 省委网信委" in changed

    with house.store.session() as session:
        session.connection().execute(text("ALTER TABLE feed RENAME TO feed_"))
    assert desk.fetch() != 0
    assert desk.sees() == changed
    with house.store.session() as session:
        session.connection().execute(text("ALTER TABLE feed_ RENAME TO feed"))

    house.enter(served_feeds.at, plan={**PLAN, "status": "cancelled"})
    assert desk.fetch() == 0
    assert [line for line in desk.sees() if "全体会议 ·" in line] == [
        "2024-03-05 09:00|取消：全体会议 · 省委网信委"
    ]
    served_feeds.at = utc(2025, 2, 1)
    assert desk.fetch() == 0
    assert [line for line in desk.sees() if "全体会议 ·" in line] == []
