"""A person with a calendar account in the small house of the feeds, and a device that asks."""

import asyncio
import base64
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from tests.feeds.conftest import BASE_URL, HOST, House, house, template, utc

from meeting_cadence.access import Person, Role
from meeting_cadence.actions.device_passwords import WantedDevice, create_device_password
from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.dav.http import DavApp
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.snapshots import Snapshots
from meeting_cadence.feeds.tokens import create
from meeting_cadence.store.device_passwords import SqlDevicePasswords
from meeting_cadence.store.people import SqlPeople

__all__ = ["house", "template"]

NAMES = {
    "D": "DAV:",
    "C": "urn:ietf:params:xml:ns:caldav",
    "S": "http://calendarserver.org/ns/",
    "A": "http://apple.com/ns/ical/",
}
DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMES.items())


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def xml(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.body)

    @property
    def condition(self) -> str:
        """The precondition that was not met."""
        return self.xml[0].tag.partition("}")[2]

    @property
    def token(self) -> str:
        return self.xml.findtext("D:sync-token", "", NAMES)

    def responses(self) -> dict[str, ElementTree.Element]:
        """By href."""
        found = self.xml.findall("D:response", NAMES)
        return {one.findtext("D:href", "", NAMES): one for one in found}

    def found(self, href: str, name: str) -> ElementTree.Element:
        """A property that was answered with 200."""
        for stat in self.responses()[href].findall("D:propstat", NAMES):
            value = stat.find(f"D:prop/{name}", NAMES)
            if value is not None:
                assert stat.findtext("D:status", "", NAMES) == "HTTP/1.1 200 OK"
                return value
        raise AssertionError(f"{name} of {href} was not told")

    def told(self) -> dict[str, str]:
        """The last part of each href, and its summary, or its status where it has no calendar data."""
        said: dict[str, str] = {}
        for href, one in self.responses().items():
            data = one.findtext("D:propstat/D:prop/C:calendar-data", None, NAMES)
            status = one.findtext("D:status", "", NAMES) or one.findtext("D:propstat/D:status", "", NAMES)
            summary = [line for line in (data or "").splitlines() if line.startswith("SUMMARY:")]
            said[href.rstrip("/").rpartition("/")[2]] = summary[0][8:] if summary else status[9:12]
        return said


class Device:
    """Asks as a calendar program would. `at` is what the service's clock says."""

    def __init__(self, house: House, *, prefix: str = "") -> None:
        self.house = house
        self.at: datetime = utc(2024, 2, 1)
        self.prefix = prefix
        self.app = self.start()
        self.person = self.add_person("wang")
        self.login, self.secret = "wang", self.password(self.person)

    def start(self) -> DavApp:
        """Another process: it knows nothing but what the store keeps."""
        calendars = Calendars(self.house.store, base_url=BASE_URL, host=HOST)
        snapshots = Snapshots(calendars)
        return DavApp(
            self.house.store, snapshots, lambda: self.at, prefix=self.prefix, zone=ZoneInfo("Asia/Shanghai")
        )

    def add_person(self, login: str, role: Role = Role.SECRETARY, scope: str | None = "commission") -> Person:
        with self.house.store.session() as session:
            return SqlPeople(session, at=self.at).add(Person(0, login, f"{login}某", role, scope))

    def password(self, person: Person, days: int = 366) -> str:
        with self.house.store.session() as session:
            passwords = SqlDevicePasswords(session, at=self.at)
            wanted = WantedDevice("手机", days)
            return create_device_password(passwords, person, wanted, by=person.login).secret

    def subscribe(self, scope: Scope | None = None, person: Person | None = None, **options: Any) -> int:
        with self.house.store.session() as session:
            return create(
                session,
                scope or Scope("body", "commission"),
                at=self.at,
                person=(person or self.person).id,
                options=Options(**options),
            ).id

    @property
    def home(self) -> str:
        return f"{self.prefix}/dav/calendars/{self.person.id}/"

    @property
    def calendars(self) -> list[str]:
        """The paths of the calendars in the home."""
        answer = self.ask("PROPFIND", self.home, "<D:propfind><D:prop/></D:propfind>", depth="1")
        return list(answer.responses())[1:]

    def sync(self, calendar: str, token: str = "", more: str = "", **headers: str) -> Answer:
        body = f"<D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>{more}"
        data = "<D:prop><D:getetag/><C:calendar-data/></D:prop>"
        return self.ask("REPORT", calendar, f"<D:sync-collection>{body}{data}</D:sync-collection>", **headers)

    def query(self, calendar: str, filters: str, more: str = "", **headers: str) -> Answer:
        data = "<D:prop><D:getetag/><C:calendar-data/></D:prop>"
        body = f"{data}<C:filter>{filters}</C:filter>{more}"
        return self.ask("REPORT", calendar, f"<C:calendar-query>{body}</C:calendar-query>", **headers)

    def ask(self, method: str, path: str, xml: str = "", **headers: str) -> Answer:
        """`xml`: its first element gets the names of the usual prefixes."""
        head, bracket, rest = xml.partition(">")
        slash = "/" if head.endswith("/") else ""
        body = f"{head.removesuffix('/')} {DECLARED}{slash}{bracket}{rest}" if xml else ""
        return self.send(method, path, body.encode(), **headers)

    def send(
        self, method: str, path: str, body: bytes = b"", *, sign_in: bool = True, **headers: str
    ) -> Answer:
        if sign_in and "authorization" not in headers:
            coded = base64.b64encode(f"{self.login}:{self.secret}".encode()).decode()
            headers["authorization"] = f"Basic {coded}"
        return asyncio.run(self._send(method, path, body, headers))

    async def _send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        sent: list[Any] = []
        asked = [{"type": "http.request", "body": part, "more_body": True} for part in (body[:10], body[10:])]
        asked.append({"type": "http.request", "body": b"", "more_body": False})

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return asked.pop(0)

        address = headers.pop("address", "192.0.2.1")
        scope = {
            "type": "http",
            "method": method,
            "path": path.removeprefix(self.prefix),
            "client": (address, 50000),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }
        assert self.app.owns(scope["path"])
        await self.app(scope, receive, send)
        start, answer = sent
        found = {name.decode(): value.decode() for name, value in start["headers"]}
        assert len(found) == len(start["headers"])
        if method != "HEAD":
            assert int(found["content-length"]) == len(answer["body"])
        return Answer(start["status"], found, answer["body"])


@pytest.fixture
def device(house: House) -> Iterator[Device]:
    return Device(house)
