"""The example data served on a free port at a fixed time, with somebody of every role signed in."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from meeting_cadence.access import Person, Role
from meeting_cadence.actions.sign_in import open_session
from meeting_cadence.app import build_app
from meeting_cadence.cli.demo import prepare
from meeting_cadence.cli.serve import listen
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.regulations.workday_notices import tables_from
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.people import SqlPeople

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
"""When every page is looked at: noon of a Monday in Hangzhou, near the cliff at the end of the year."""
SECRET = b"the secret key of the house that browsers visit"


class OpenHouse:
    """A running service. `at` is what its clock says; `tokens` are open sessions by role."""

    def __init__(self, store: Store, settings: Settings, tables: Tables) -> None:
        self.store, self.settings, self.tables = store, settings, tables
        self.at = NOON
        self.base = settings.public_url
        self.service = build_app(settings, store, clock=lambda: self.at, tables=tables, with_doorbell=False)
        self.tokens = {role.value: self.let_in(role) for role in Role}

    def let_in(self, role: Role, scope: str | None = None, login: str | None = None) -> str:
        """The session token of a new person of that role."""
        with self.store.session() as session:
            people = SqlPeople(session, at=self.at)
            own = login or f"browser-{role.value}-{len(people.everyone())}"
            person = people.add(Person(0, own, _NAMES[role], role, scope))
            return open_session(people, person).token


_NAMES = {
    Role.VIEWER: "周阅",
    Role.SECRETARY: "王秘书",
    Role.SUPERVISOR: "李督办",
    Role.ADMINISTRATOR: "赵管理",
    Role.AUDITOR: "钱审计",
}


def _settings(file: Path, port: int) -> Settings:
    return Settings(database_url=f"sqlite:///{file}", base_url=f"http://127.0.0.1:{port}", smtp_url=None)


def furnish(file: Path) -> None:
    """The example data of `demo`, once, as of the fixed time."""
    settings = _settings(file, 1)
    store = open_store(settings.database_url, secret=lambda: SECRET)
    store.migrate()
    prepare(store, settings, tables_from(settings.workdays_folder), at=NOON, language="zh")
    store.close()


@contextmanager
def open_house(furnished: Path, file: Path) -> Iterator[OpenHouse]:
    """A house of its own over a copy of the furnished file."""
    shutil.copy(furnished, file)
    listening: socket.socket = listen("127.0.0.1", 0)
    settings = _settings(file, listening.getsockname()[1])
    store = open_store(settings.database_url, secret=lambda: SECRET)
    house = OpenHouse(store, settings, tables_from(settings.workdays_folder))
    server = uvicorn.Server(uvicorn.Config(house.service, log_config=None, access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive()
    try:
        yield house
    finally:
        server.should_exit = True
        thread.join(10)
        house.service.feeds.close()
        store.close()
