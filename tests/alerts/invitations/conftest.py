"""A commission that invites its two members, a mail server that keeps what arrives, and the verbs of these tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar, Event
from tests.alerts.conftest import PACK, House, sh
from tests.alerts.sink import Sink, running
from tests.conftest import NewStore

from meeting_cadence.actions.contacts import add_contact, remove_contact
from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.courier import Delivery
from meeting_cadence.alerts.invitations.look import Sender, invite
from meeting_cadence.bodies import Contact
from meeting_cadence.bodies.body import MEMBER
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store
from meeting_cadence.store.invitations import Convened, invitations_of, set_inviting

NOW = sh("2024-03-01 09:00")
SENDER = Sender("https://house.example", "house.example", "cadence@house.example")


@dataclass
class Hall:
    """A house whose commission invites."""

    house: House
    sink: Sink
    at: datetime = NOW

    @property
    def store(self) -> Store:
        return self.house.store

    def member(self, email: str, name: str | None = None, body: str = "commission") -> None:
        with self.store.session() as session:
            desk = SqlDesk(session, at=self.at, tables=self.house.tables)
            add_contact(desk, body=body, contact=Contact(MEMBER, email, name), by="test")

    def leave(self, email: str, body: str = "commission") -> None:
        with self.store.session() as session:
            desk = SqlDesk(session, at=self.at, tables=self.house.tables)
            remove_contact(desk, body=body, contact=Contact(MEMBER, email), by="test")

    def plan(self, start: str = "2024-03-12T09:00:00+08:00", **more: Any) -> None:
        plan = {"id": "p-1", "body": "commission", "kind": "plenary", "start": start, **more}
        self.house.enter({"plan": plan}, at=self.at)

    def invite(self) -> int:
        return invite(self.store, SENDER, at=self.at)

    def drain(self, worker: str = "one") -> Delivery:
        return self.house.drain(self.at, worker=worker)

    def send(self) -> list[EmailMessage]:
        """Look, send, and answer what arrived by it."""
        before = len(self.sink.arrived)
        self.invite()
        self.drain()
        return self.sink.arrived[before:]

    def turn(self, active: bool, body: str = "commission") -> None:
        with self.store.session() as session:
            set_inviting(session, body, active, at=self.at, by="test")

    def convened(self) -> Convened:
        with self.store.reading() as session:
            (one,) = invitations_of(session, ["commission"])
        return one

    def letters(self) -> list[tuple[str, str, str]]:
        """(recipient, sequence, state) of the letters, in the order of planning."""
        rows = [row for row in self.house.outbox() if row.kind == "invitation"]
        return [(row.recipient, row.due_revision, row.state) for row in rows]


def event_of(mail: EmailMessage) -> tuple[str, Event]:
    """The method and the event of the calendar object that a mail carries; both copies of it are the same."""
    versions, attached = mail.iter_parts()
    *_, shown = versions.iter_parts()
    content = shown.get_payload(decode=True)
    assert content == attached.get_payload(decode=True)
    calendar = Calendar.from_ical(content)
    assert calendar["METHOD"] == shown["Content-Type"].params["method"]
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def told(mails: list[EmailMessage]) -> list[tuple[str, str, int]]:
    """(recipient, method, sequence) of mails, by recipient."""
    found = []
    for mail in mails:
        method, event = event_of(mail)
        found.append((str(mail["To"].addresses[0].addr_spec), method, int(event["SEQUENCE"])))
    return sorted(found)


@pytest.fixture
def hall(store: Store) -> Iterator[Hall]:
    """On SQLite and on PostgreSQL in turn."""
    yield from _hall(store)


@pytest.fixture
def sqlite_hall(sqlite_store: Store) -> Iterator[Hall]:
    """In a SQLite file."""
    yield from _hall(sqlite_store)


@pytest.fixture
def postgresql_hall(new_postgresql_store: NewStore) -> Iterator[Hall]:
    """On PostgreSQL, where two processes can look at once."""
    yield from _hall(new_postgresql_store())


def _hall(store: Store) -> Iterator[Hall]:
    house = House(store)
    house.apply(PACK, at=sh("2024-01-01 09:00"))
    sink = Sink()
    with running(sink) as port:
        house.channels = {
            "email": EmailChannel(MailServer("127.0.0.1", port), sender="cadence@house.example")
        }
        hall = Hall(house, sink)
        hall.turn(True)
        hall.member("zhang@example.org", "张三")
        hall.member("li@example.org")
        yield hall
