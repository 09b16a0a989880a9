"""The example data served on a free port at a fixed time, with somebody of every role signed in."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from pydantic import SecretStr

from meeting_cadence.access import Person, Role
from meeting_cadence.actions.contacts import add_contact
from meeting_cadence.actions.people_ports import Factor
from meeting_cadence.actions.plan import plan as put_plan
from meeting_cadence.actions.sign_in import open_session
from meeting_cadence.alerts.invitations.look import Sender, invite
from meeting_cadence.app import build_app
from meeting_cadence.bodies import Contact
from meeting_cadence.bodies.body import MEMBER
from meeting_cadence.cli.demo import prepare
from meeting_cadence.cli.serve import answer, take
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.regulations.workday_notices import tables_from
from meeting_cadence.settings import Settings
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.invitations import set_inviting
from meeting_cadence.store.people import SqlPeople

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
"""When every page is looked at: noon of a Monday in Hangzhou, near the cliff at the end of the year."""
HOST, GUEST = "zj-commission", "sun@example.org"
"""Who invites to a meeting, and who is invited."""
SECRET = b"the secret key of the house that browsers visit"


class OpenHouse:
    """A running service. `at` is what its clock says; `tokens` are open sessions by role."""

    def __init__(self, store: Store, settings: Settings, tables: Tables) -> None:
        self.store, self.settings, self.tables = store, settings, tables
        self.at = NOON
        self.base = settings.public_url
        self.service = build_app(settings, store, clock=lambda: self.at, tables=tables, with_doorbell=False)
        self.tokens = {role.value: self.let_in(role) for role in Role}
        self.tokens["halfway"] = self._let_halfway_in()

    def let_in(self, role: Role, scope: str | None = None, login: str | None = None) -> str:
        """The session token of a new person of that role."""
        with self.store.session() as session:
            people = SqlPeople(session, at=self.at)
            own = login or f"browser-{role.value}-{len(people.everyone())}"
            person = people.add(Person(0, own, _NAMES[role], role, scope))
            return open_session(people, person).token

    def _let_halfway_in(self) -> str:
        """The session of somebody who has a second factor and has not shown it."""
        token = self.let_in(Role.VIEWER, login="browser-halfway")
        with self.store.session() as session:
            people = SqlPeople(session, at=self.at)
            account = people.account("browser-halfway")
            assert account is not None
            people.put_factor(account.person.id, Factor("0" * 32, self.at, 0))
        return token


_NAMES = {
    Role.VIEWER: "周阅",
    Role.SECRETARY: "王秘书",
    Role.SUPERVISOR: "李督办",
    Role.ADMINISTRATOR: "赵管理",
    Role.AUDITOR: "钱审计",
}


def _settings(file: Path, port: int) -> Settings:
    """With a provider of sign-in that is down."""
    return Settings(
        database_url=f"sqlite:///{file}",
        base_url=f"http://127.0.0.1:{port}",
        smtp_url=None,
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id="house",
        oidc_client_secret=SecretStr("no secret"),
    )


def furnish(file: Path) -> None:
    """The example data of `demo`, once, as of the fixed time, and a meeting to which somebody is invited."""
    settings = _settings(file, 1)
    store = open_store(settings.database_url, secret=lambda: SECRET)
    store.migrate()
    prepare(store, settings, tables_from(settings.workdays_folder), at=NOON, language="zh")
    _ask_a_guest(store, settings)
    store.close()


def _ask_a_guest(store: Store, settings: Settings) -> None:
    tables = tables_from(settings.workdays_folder)
    contact = Contact(MEMBER, GUEST, "孙委员")
    with store.session() as session:
        desk = SqlDesk(session, at=NOON, tables=tables, actor="王秘书")
        add_contact(desk, body=HOST, contact=contact, by="王秘书")
        set_inviting(session, HOST, True, at=NOON, by="王秘书")
        planned = {
            "id": "house-plan",
            "body": HOST,
            "kind": "commission_plenary",
            "start": "2026-12-18T09:30:00+08:00",
            "place": "省委一号楼会议室",
        }
        put_plan(desk, planned, by="王秘书")
    invite(store, Sender(settings.public_url, "house", "office@example.org"), at=NOON)


@contextmanager
def open_house(furnished: Path, file: Path) -> Iterator[OpenHouse]:
    """A house of its own over a copy of the furnished file."""
    shutil.copy(furnished, file)
    listening: socket.socket = take("127.0.0.1", 0)
    answer(listening)
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
