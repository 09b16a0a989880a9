"""Evolution without its windows: it subscribes, sees what changes, and keeps its copy through a 503."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text
from tests.clients.conftest import Clocked, listening
from tests.clients.test_caldav import CANCELLED, DUE, LATE, PLAN, TENTATIVE
from tests.feeds.conftest import House, utc
from tests.feeds.dav.conftest import Device

from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create

pytestmark = pytest.mark.slow
SERVICES = Path("/usr/share/dbus-1/services")
NEEDED = [f"org.gnome.evolution.dataserver.{name}.service" for name in ("Sources5", "Calendar8")]
BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><servicedir>{services}</servicedir>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""
MOVED = {"start": "2024-03-07T15:00:00+08:00", "end": "2024-03-07T16:00:00+08:00", "status": "confirmed"}
LATER = [f"{year}1231|{summary}" for year, summary in zip((2025, 2026), DUE[1:], strict=True)]


@contextmanager
def evolution(folder: Path, *given: str) -> Iterator[Callable[[str], Any]]:
    """Evolution's own services on a message bus of their own, without a keyring; answers what calls them."""
    services = folder / "services"
    services.mkdir()
    for name in NEEDED:
        shutil.copy(SERVICES / name, services)
    (folder / "bus.conf").write_text(BUS.format(services=services))
    folder.chmod(0o700)
    homes = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "GSETTINGS_BACKEND": "memory"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    driver = str(Path(__file__).with_name("evolution_driver.py"))
    bus = ["dbus-run-session", f"--config-file={folder}/bus.conf", "--"]
    with subprocess.Popen(
        [*bus, "/usr/bin/python3", driver, *given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**kept, **homes, "LC_ALL": "C.UTF-8"},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said, heard = process.stdin, process.stdout

        def ask(command: str) -> Any:
            said.write(f"{command}\n")
            said.flush()
            return json.loads(heard.readline())

        yield ask
        said.close()


def broken(house: House, *, is_broken: bool) -> None:
    """Take away what the service needs, or give it back."""
    old, new = ("feed", "feed_") if is_broken else ("feed_", "feed")
    with house.store.session() as session:
        session.connection().execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


def live_through(ask: Callable[[str], Any], house: House, go_to: Callable[[datetime], None]) -> None:
    """A meeting moves and is cancelled, a standing changes, the service fails for a while, the meeting leaves."""
    past = f"20231231|{LATE}"
    assert ask("sees") == [past, f"20240305|{TENTATIVE}", f"20241231|{DUE[0]}", *LATER]

    go_to(utc(2024, 2, 10))
    house.enter(utc(2024, 2, 10), plan={**PLAN, **MOVED})
    assert ask("refresh") is None
    moved = f"20240307|{TENTATIVE.replace('暂定', '会议')}"
    assert ask("sees") == [past, moved, f"20241231|{DUE[0]}", *LATER]

    go_to(utc(2025, 1, 1))
    house.tick(utc(2025, 1, 1))
    assert ask("refresh") is None
    late = f"20241231|{DUE[0].replace('截止', '逾期')}"
    changed = ask("sees")
    assert (late in changed, moved in changed) == (True, True)

    broken(house, is_broken=True)
    ask("refresh")
    assert ask("sees") == changed
    broken(house, is_broken=False)

    house.enter(utc(2025, 1, 1), plan={**PLAN, **MOVED, "status": "cancelled"})
    assert ask("refresh") is None
    cancelled = f"20240307|{CANCELLED}"
    assert [line for line in ask("sees") if "全体会议 ·" in line] == [cancelled]
    go_to(utc(2025, 2, 1))
    assert ask("refresh") is None
    assert [line for line in ask("sees") if "全体会议 ·" in line] == []


def test_evolution_by_caldav(house: House, tmp_path: Path) -> None:
    device = Device(house)
    device.at = utc(2024, 3, 1)
    device.secret = device.password(device.person)  # It outlives the year that this test goes through.
    device.at = utc(2024, 2, 1)
    device.subscribe()
    house.enter(device.at, plan=PLAN)
    (path,) = device.calendars

    def go_to(at: datetime) -> None:
        device.at = at

    with listening(device.app) as address:
        host, port = urlsplit(address).hostname, urlsplit(address).port
        with evolution(tmp_path, "caldav", str(host), str(port), path, "wang", device.secret) as ask:
            assert ask("is_read_only") is True
            assert ask("changes") == "Cannot modify calendar object: Permission denied"
            live_through(ask, house, go_to)


def test_evolution_by_a_link(served_feeds: Clocked, tmp_path: Path) -> None:
    house = served_feeds.house
    house.enter(served_feeds.at, plan=PLAN)
    with house.store.session() as session:
        token = create(session, Scope("body", "commission"), at=served_feeds.at).token

    def go_to(at: datetime) -> None:
        served_feeds.at = at

    parts = urlsplit(served_feeds.address)
    place = (str(parts.hostname), str(parts.port), f"/feeds/{token}.ics")
    with evolution(tmp_path, "webcal", *place) as ask:
        live_through(ask, house, go_to)
