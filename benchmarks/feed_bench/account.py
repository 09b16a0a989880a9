"""A calendar account over the feed of everything, and the question that a device asks most: has anything changed?"""

import base64
import re
from datetime import datetime
from typing import Final, NamedTuple

from feed_bench.load import first_answer
from feed_bench.world import EVERYTHING
from meeting_cadence.access import Person, Role
from meeting_cadence.actions.device_passwords import WantedDevice, create_device_password
from meeting_cadence.feeds.tokens import create
from meeting_cadence.store.device_passwords import SqlDevicePasswords
from meeting_cadence.store.engine import Store
from meeting_cadence.store.people import SqlPeople

_SYNC: Final = (
    '<D:sync-collection xmlns:D="DAV:"><D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>'
    "<D:prop><D:getetag/></D:prop></D:sync-collection>"
)


class Account(NamedTuple):
    """Where a calendar is, and who asks."""

    path: str
    login: str
    password: str

    def sync(self, token: str) -> bytes:
        """The request of a sync since a token."""
        coded = base64.b64encode(f"{self.login}:{self.password}".encode()).decode()
        body = _SYNC.format(token=token)
        lines = (
            f"REPORT {self.path} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Basic {coded}", "Depth: 0",
            "User-Agent: bench", "Content-Type: application/xml", f"Content-Length: {len(body)}", "", body,
        )  # fmt: skip
        return "\r\n".join(lines).encode()

    def empty_sync(self, port: int, entries: int) -> bytes:
        """The request that hears that nothing changed, once everything was fetched."""
        first = first_answer(port, self.sync(""))
        assert first.count(b".ics</") == entries, first[:500]
        token = re.search(rb"<(?:D:)?sync-token>([^<]+)<", first)
        assert token is not None
        empty = self.sync(token[1].decode())
        assert b".ics</" not in first_answer(port, empty)
        return empty


def make_account(store: Store, port: int, at: datetime) -> Account:
    """A person who subscribes to everything, on one device."""
    with store.session() as session:
        person = SqlPeople(session, at=at).add(Person(0, "bench", "bench", Role.ADMINISTRATOR))
        create(session, EVERYTHING, at=at, person=person.id)
        passwords = SqlDevicePasswords(session, at=at)
        secret = create_device_password(passwords, person, WantedDevice("bench", 30), by="bench").secret
    account = Account(f"/dav/calendars/{person.id}/", "bench", secret)
    asked = account.sync("").replace(b"REPORT", b"PROPFIND").replace(b"Depth: 0", b"Depth: 1")
    body = b'<D:propfind xmlns:D="DAV:"><D:prop/></D:propfind>'
    head = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % len(body), asked.partition(b"\r\n\r\n")[0])
    found = re.search(rb"/dav/calendars/\d+/[0-9a-f]{16}/", first_answer(port, head + b"\r\n\r\n" + body))
    assert found is not None
    return account._replace(path=found[0].decode())
