"""Feeds over HTTP: every answer a client may meet, from the ASGI callable itself and once through uvicorn."""

import asyncio
import gzip
import hashlib
import logging
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import icalendar
import pytest
import uvicorn
from sqlalchemy import text
from tests.feeds.conftest import BASE_URL, HOST, PACK, House, utc

from meeting_cadence.feeds.http import FeedApp, feed_app
from meeting_cadence.feeds.limit import MOST_UNKNOWN, WITHIN, Limit
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import (
    FeedUnknown,
    NothingHeldBack,
    allow_loss,
    create,
    listed,
    revoke,
)
from meeting_cadence.store.engine import Store
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.tables.record import PersonRow

COMMISSION = Scope("body", "commission")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """Calls the ASGI callable as a server would. `at` is what its clock says."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.at = utc(2024, 2, 1)
        self.app: FeedApp = self._start()

    def _start(self) -> FeedApp:
        return feed_app(self.house.store, base_url=BASE_URL, host=HOST, clock=lambda: self.at)

    def restart(self) -> None:
        """Another process in its place: it knows nothing but what the store keeps."""
        self.app.close()
        self.app = self._start()

    def create(self, scope: Scope = COMMISSION, **more: Any) -> str:
        with self.house.store.session() as session:
            return create(session, scope, at=self.at, **more).token

    def fetch(self, token: str, method: str = "GET", address: str = "192.0.2.1", **headers: str) -> Answer:
        return asyncio.run(self._fetch(f"/feeds/{token}.ics", method, address, headers))

    async def _fetch(self, path: str, method: str, address: str, headers: dict[str, str]) -> Answer:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            raise AssertionError("a feed needs no request body")

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "client": (address, 50000),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }
        await self.app(scope, receive, send)
        start, body = sent
        found = {name.decode(): value.decode() for name, value in start["headers"]}
        assert len(found) == len(start["headers"])
        return Answer(start["status"], found, body["body"])


@pytest.fixture
def client(house: House) -> Iterator[Client]:
    client = Client(house)
    yield client
    client.app.close()


def test_a_feed_is_a_calendar_with_its_headers(client: Client) -> None:
    answer = client.fetch(client.create())
    etag = hashlib.sha256(answer.body).hexdigest()[:32]
    assert (answer.status, answer.headers) == (
        200,
        {
            "etag": f'"{etag}"',
            "last-modified": "Thu, 01 Feb 2024 00:00:00 GMT",
            "cache-control": "private, max-age=60",
            "vary": "Accept-Encoding",
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "content-type": "text/calendar; charset=utf-8",
            "content-disposition": 'inline; filename="calendar.ics"',
            "content-length": str(len(answer.body)),
        },
    )
    assert len(icalendar.Calendar.from_ical(answer.body).walk("VEVENT")) == 4


@pytest.mark.parametrize("accept", ["*/*", "text/calendar", "text/html", ""])
def test_accept_changes_nothing(client: Client, accept: str) -> None:
    token = client.create()
    assert client.fetch(token, accept=accept) == client.fetch(token)


def test_head_is_get_without_the_body(client: Client) -> None:
    token = client.create()
    assert client.fetch(token, "HEAD") == client.fetch(token)._replace(body=b"")


def test_gzip_has_its_own_tag_and_the_same_content(client: Client) -> None:
    token = client.create()
    plain, packed = client.fetch(token), client.fetch(token, accept_encoding="gzip, br")
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] == plain.headers["etag"][:-1] + '-gz"'
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert client.fetch(token, accept_encoding="gzip").body == packed.body


def test_who_holds_it_gets_304_without_a_body(client: Client) -> None:
    token = client.create()
    answer = client.fetch(token)
    for headers in (
        {"if_none_match": answer.headers["etag"]},
        {"if_none_match": f'W/{answer.headers["etag"]}, "other"'},
        {"if_none_match": "*"},
        {"if_modified_since": answer.headers["last-modified"]},
    ):
        held = client.fetch(token, **headers)
        assert (held.status, held.body) == (304, b"")
        assert held.headers == {
            name: answer.headers[name]
            for name in (
                "etag",
                "last-modified",
                "cache-control",
                "vary",
                "x-content-type-options",
                "referrer-policy",
            )
        }
    for headers in (
        {"if_none_match": '"other"', "if_modified_since": answer.headers["last-modified"]},
        {"if_modified_since": "not a date"},
    ):
        assert client.fetch(token, **headers) == answer


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "PATCH", "PROPFIND", "OPTIONS"])
def test_a_feed_can_only_be_read(client: Client, method: str) -> None:
    answer = client.fetch(client.create(), method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_unknown_is_404_and_over_is_410_from_the_next_request_on(client: Client) -> None:
    token, short = client.create(), client.create(expires=utc(2024, 2, 3))
    assert client.fetch(token).status == 200
    assert client.fetch("A" * 43).status == 404
    assert client.fetch(short).status == 200
    other = Client(client.house)
    with client.house.store.session() as session:
        revoke(session, listed(session, at=client.at)[0].id, at=client.at)
    assert (client.fetch(token).status, other.fetch(token).status) == (410, 410)
    client.at = utc(2024, 2, 3)
    assert client.fetch(short).status == 410
    assert "订阅" in client.fetch(token).body.decode()
    other.app.close()


def test_too_many_unknown_tokens_from_one_address(client: Client) -> None:
    token = client.create()
    for _ in range(MOST_UNKNOWN):
        assert client.fetch("B" * 43).status == 404
    limited = client.fetch("B" * 43)
    assert (limited.status, limited.headers["retry-after"]) == (429, "600")
    assert client.fetch(token).status == 200
    assert client.fetch("B" * 43, address="192.0.2.2").status == 404
    client.at += WITHIN
    assert client.fetch("B" * 43).status == 404


def test_the_limit_forgets_the_oldest_addresses() -> None:
    limit = Limit()
    for number in range(10_001):
        limit.note(str(number), utc(2024, 1, 1))
    assert len(limit._seen) == 10_000


def test_a_change_is_a_new_tag_and_a_later_watermark(client: Client) -> None:
    token = client.create()
    first = client.fetch(token)
    client.at = utc(2024, 2, 2)
    assert client.fetch(token) == first
    client.house.enter(
        client.at, plan={"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-03-05"}
    )
    second = client.fetch(token)
    assert second.headers["etag"] != first.headers["etag"]
    assert second.headers["last-modified"] == "Fri, 02 Feb 2024 00:00:00 GMT"
    assert client.fetch(token, if_none_match=first.headers["etag"]).status == 200


def test_the_watermark_moves_on_when_entries_leave_and_never_back(client: Client) -> None:
    token = client.create()
    client.at = utc(2024, 12, 31)
    first = client.fetch(token)
    client.at = utc(2025, 1, 1)
    second = client.fetch(token)
    assert len(second.body) != len(first.body)
    client.at = utc(2024, 12, 31)
    third = client.fetch(token)
    assert third.body == first.body
    stamps = [parsedate_to_datetime(answer.headers["last-modified"]) for answer in (first, second, third)]
    assert stamps == [utc(2024, 12, 31), utc(2025, 1, 1), utc(2025, 1, 1) + timedelta(seconds=1)]


def test_a_restart_and_another_process_serve_the_same_answer(client: Client) -> None:
    token = client.create()
    first = client.fetch(token, accept_encoding="gzip")
    again = Client(client.house)
    again.at = utc(2024, 2, 1, 9)
    assert again.fetch(token, accept_encoding="gzip") == first
    again.app.close()


def test_on_any_fault_503_and_never_an_empty_calendar(
    client: Client, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    token = client.create()
    first = client.fetch(token)
    with client.house.store.session() as session:
        session.connection().execute(text("ALTER TABLE obligation RENAME TO obligation_"))
        session.connection().execute(
            text("UPDATE setting SET value = '999' WHERE name = 'obligation.changes'")
        )
    with caplog.at_level(logging.DEBUG):
        broken = client.fetch(token)
    assert (broken.status, broken.headers["retry-after"]) == (503, "300")
    assert "保留" in broken.body.decode()
    logged = caplog.text + "".join(capsys.readouterr())
    assert "feed.failed" in logged
    assert token not in logged
    with client.house.store.session() as session:
        session.connection().execute(text("ALTER TABLE obligation_ RENAME TO obligation"))
    assert client.fetch(token) == first
    with client.house.store.session() as session:
        session.connection().execute(text("ALTER TABLE feed RENAME TO feed_"))
    assert client.fetch(token).status == 503


def test_a_sudden_loss_without_a_recorded_cause_is_held_back(client: Client) -> None:
    for number in range(1, 7):
        client.house.enter(
            utc(2024, 1, number + 2),
            act={
                "id": f"m-{number}",
                "body": "commission",
                "kind": "plenary",
                "start": f"2024-01-{number + 1:02}",
            },
        )
    token = client.create()
    first = client.fetch(token)
    assert first.body.count(b"BEGIN:VEVENT") == 10
    with client.house.store.session() as session:
        (mine,) = listed(session, at=client.at)
        session.connection().execute(text("UPDATE obligation SET gone_at = changed_at"))
        session.connection().execute(text("CREATE TABLE kept AS SELECT * FROM ledger_entry_body"))
        session.connection().execute(text("DROP TRIGGER ledger_entry_body_no_delete"))
        session.connection().execute(text("DELETE FROM ledger_entry_body"))
        session.connection().execute(
            text("UPDATE setting SET value = '999' WHERE name = 'obligation.changes'")
        )
    client.restart()
    assert client.fetch(token) == first
    assert client.fetch(token) == first
    with client.house.store.reading() as session:
        assert listed(session, at=client.at)[0].state == "held_back"
    with client.house.store.session() as session:
        session.connection().execute(text("UPDATE obligation SET gone_at = NULL"))
        session.connection().execute(
            text("UPDATE setting SET value = '1000' WHERE name = 'obligation.changes'")
        )
    assert client.fetch(token) == first
    with client.house.store.session() as session:
        session.connection().execute(text("INSERT INTO ledger_entry_body SELECT * FROM kept"))
        session.connection().execute(
            text("UPDATE setting SET value = '1001' WHERE name = 'obligation.changes'")
        )
    client.restart()
    assert client.fetch(token).body.count(b"BEGIN:VEVENT") == 10
    with client.house.store.reading() as session:
        assert listed(session, at=client.at)[0].state == "active"
    with client.house.store.session() as session, pytest.raises(NothingHeldBack):
        allow_loss(session, mine.id, at=client.at)


def test_a_person_may_allow_a_loss(client: Client) -> None:
    for number in range(1, 7):
        client.house.enter(
            utc(2024, 1, number + 2),
            act={
                "id": f"m-{number}",
                "body": "commission",
                "kind": "plenary",
                "start": f"2024-01-{number + 1:02}",
            },
        )
    token = client.create()
    first = client.fetch(token)
    with client.house.store.session() as session:
        session.connection().execute(text("UPDATE obligation SET gone_at = changed_at"))
        session.connection().execute(text("DROP TRIGGER ledger_entry_body_no_delete"))
        session.connection().execute(text("DELETE FROM ledger_entry_body"))
        session.connection().execute(
            text("UPDATE setting SET value = '999' WHERE name = 'obligation.changes'")
        )
    client.restart()
    assert client.fetch(token) == first
    with client.house.store.session() as session:
        (mine,) = listed(session, at=client.at)
        allow_loss(session, mine.id, at=client.at)
    assert b"BEGIN:VEVENT" not in client.fetch(token).body
    with client.house.store.reading() as session:
        assert listed(session, at=client.at)[0].state == "active"


def test_a_recorded_cause_may_empty_a_calendar(client: Client) -> None:
    ids = [
        client.house.enter(
            utc(2024, 1, number + 2),
            act={
                "body": "commission",
                "kind": "plenary",
                "start": f"2024-01-{number + 1:02}",
                "title": "学习",
            },
        )
        for number in range(1, 11)
    ]
    token = client.create()
    assert client.fetch(token).body.count(b"BEGIN:VEVENT") == 14
    for one in ids:
        client.house.enter(utc(2024, 1, 30), retract={"entry": one, "reason": "误登"})
    assert client.fetch(token).body.count(b"BEGIN:VEVENT") == 4


def test_who_fetched_it_and_when_is_kept_for_the_owner(client: Client) -> None:
    token = client.create()

    def used() -> tuple[datetime | None, str | None]:
        with client.house.store.reading() as session:
            (feed,) = listed(session, at=client.at)
            return feed.last_used_at, feed.last_client

    assert used() == (None, None)
    client.fetch(token, user_agent="Evolution/3.48\x07")
    assert used() == (utc(2024, 2, 1), "Evolution/3.48")
    client.at += timedelta(minutes=4)
    client.fetch(token, user_agent="Evolution/3.48")
    assert used() == (utc(2024, 2, 1), "Evolution/3.48")
    client.at += timedelta(minutes=1)
    client.fetch(token, user_agent="Evolution/3.48")
    assert used() == (client.at, "Evolution/3.48")
    client.fetch(token, user_agent="iOS/17")
    assert used() == (client.at, "iOS/17")


def test_feeds_of_a_disabled_person_end_together(client: Client) -> None:
    with client.house.store.session() as session:
        person = PersonRow(login="wang", name="王某", role="secretary", created=client.at)
        session.add(person)
        session.flush()
        number = person.id
    assert number is not None
    mine, other = [client.create(person=number) for _ in range(2)], client.create()
    with client.house.store.session() as session:
        assert [feed.person for feed in listed(session, at=client.at, person=number)] == [number, number]
        with pytest.raises(FeedUnknown):
            revoke(session, 3, at=client.at, person=number)
        people = SqlPeople(session, at=client.at)
        account = people.account("wang")
        assert account is not None
        assert people.revoke_feeds(account.person) == 2
        assert people.revoke_feeds(account.person) == 0
    assert [client.fetch(token).status for token in (*mine, other)] == [410, 410, 200]


def test_the_token_is_256_bits_and_only_its_hash_is_kept(client: Client) -> None:
    token = client.create(options=Options(language="en"))
    assert len(token) == 43
    client.fetch(token)
    for path in client.house.store.sqlite_path.parent.iterdir():  # type: ignore[union-attr]
        assert token.encode() not in path.read_bytes()


def test_many_at_once_get_one_answer(client: Client) -> None:
    token = client.create()

    async def together() -> list[Answer]:
        path = f"/feeds/{token}.ics"
        return await asyncio.gather(*(client._fetch(path, "GET", "192.0.2.1", {}) for _ in range(20)))

    assert len({answer.body for answer in asyncio.run(together())}) == 1


def test_through_a_real_server(client: Client) -> None:
    token = client.create()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(client.app, port=port, lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive()
    address = f"http://127.0.0.1:{port}/feeds/{token}.ics"
    with urllib.request.urlopen(address) as answer:
        body, etag = answer.read(), answer.headers["ETag"]
        assert len(body) == int(answer.headers["Content-Length"])
    with pytest.raises(urllib.error.HTTPError) as held:
        urllib.request.urlopen(urllib.request.Request(address, headers={"If-None-Match": etag}))
    assert held.value.code == 304
    with urllib.request.urlopen(urllib.request.Request(address, method="HEAD")) as head:
        assert (head.read(), int(head.headers["Content-Length"])) == (b"", len(body))
    server.should_exit = True
    thread.join(5)


def test_postgresql_answers_alike(new_postgresql_store: Callable[[], Store], client: Client) -> None:
    house = House(new_postgresql_store())
    house.apply(PACK, utc(2024, 1, 2))
    house.adopt("commission", utc(2024, 1, 2))
    house.adopt("city", utc(2024, 1, 2))
    other = Client(house)
    mine, theirs = client.create(), other.create()
    assert other.fetch(theirs) == client.fetch(mine)
    for one in (client, other):
        one.at = utc(2024, 2, 2)
        one.house.enter(
            one.at, plan={"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-03-05"}
        )
        one.house.tick(utc(2025, 1, 1))
    assert other.fetch(theirs) == client.fetch(mine)
    assert other.fetch("C" * 43).status == 404
    with house.store.session() as session:
        revoke(session, 1, at=other.at)
    assert other.fetch(theirs).status == 410
