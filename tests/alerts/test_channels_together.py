"""Contacts over several channels in one drain: each hears over its own, and a dead line stops no other."""

import json
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.alerts.conftest import PACK, House, sh
from tests.alerts.http_sink import HttpSink, listening
from tests.alerts.sink import Sink, running

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.alerts.channels.channel import Channel
from meeting_cadence.alerts.channels.chat import Chat, ChatChannel
from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.channels.webhook import WebhookChannel
from meeting_cadence.store.engine import Store
from meeting_cadence.store.mail_trouble import mail_trouble

BREACH = sh("2025-01-02 09:00")


@pytest.fixture
def http() -> Iterator[HttpSink]:
    with listening(HttpSink()) as served:
        yield served


@pytest.fixture
def mails() -> Iterator[tuple[Sink, int]]:
    sink = Sink()
    with running(sink) as port:
        yield sink, port


def channels(http: HttpSink, port: int) -> dict[str, Channel]:
    robot = f"wecom+{http.url}/cgi-bin/webhook/send?key=KEY-0123456789"
    return {
        "email": EmailChannel(MailServer("127.0.0.1", port), sender="a@house.example", timeout=5),
        "webhook": WebhookChannel(Hosts.of(["127.0.0.1"]), secret=b"k" * 32, timeout=5),
        "office": ChatChannel(Chat.parse("office", robot), timeout=5),
    }


def house_of(store: Store, webhook: str, http: HttpSink, port: int) -> House:
    """The commission is reached by mail, by a webhook and in a chat; its meetings of 2024 are overdue."""
    told = f"[{{role: secretariat, channel: webhook, address: '{webhook}'}}, {{role: secretariat, channel: office}}, "
    made = House(store, channels(http, port))
    made.apply(
        PACK.replace("[{role: secretariat, email: office@", told + "{role: secretariat, email: office@"),
        at=sh("2024-01-01 09:00"),
    )
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    made.tick(BREACH)
    return made


def test_each_contact_hears_over_its_own_channel(
    sqlite_store: Store, http: HttpSink, mails: tuple[Sink, int]
) -> None:
    http.answer(200, b'{"errcode":0}')
    house = house_of(sqlite_store, f"{http.url}/oa/in", http, mails[1])
    delivery = house.drain(BREACH)
    assert (delivery.sent, delivery.retried, delivery.unreachable) == (4, 0, None)
    assert sorted(str(mail["To"]) for mail in mails[0].arrived) == [
        "office@example.org",
        "province@example.org",
    ]
    posted = {one.path: json.loads(one.body) for one in http.arrived}
    assert set(posted) == {"/oa/in", "/cgi-bin/webhook/send?key=KEY-0123456789"}
    soft, matter = sorted(posted["/oa/in"]["matters"], key=lambda one: one["mandate"] == "plenary")
    assert (matter["body"], matter["mandate"], matter["kind"], matter["due"]) == (
        "commission", "plenary", "overdue", "2024-12-31",
    )  # fmt: skip
    assert (soft["mandate"], soft["obligation"] != matter["obligation"]) == ("soft", True)
    assert matter["answer"].startswith("https://house.example/act/")
    chat = posted["/cgi-bin/webhook/send?key=KEY-0123456789"]["text"]["content"]
    assert "未见召开登记" in chat and "https://house.example/act/" in chat
    assert house.tick(BREACH).mails == () and house.drain(BREACH).sent == 0


def test_a_dead_host_stops_neither_mails_nor_chats_and_is_no_trouble_with_mail(
    sqlite_store: Store, http: HttpSink, mails: tuple[Sink, int]
) -> None:
    http.answer(200, b'{"errcode":0}')
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        house = house_of(sqlite_store, f"http://127.0.0.1:{closed.getsockname()[1]}/in", http, mails[1])
        delivery = house.drain(BREACH)
    assert (delivery.sent, delivery.retried) == (3, 1)
    assert delivery.unreachable is not None and delivery.unreachable.code == "channel_line"
    with sqlite_store.reading() as session:
        assert mail_trouble(session) is None
    assert [state for _, _, state in house.states()].count("pending") == 2


def test_a_dead_mail_server_does_not_stop_the_others(sqlite_store: Store, http: HttpSink) -> None:
    http.answer(200, b'{"errcode":0}')
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        house = house_of(sqlite_store, f"{http.url}/oa/in", http, closed.getsockname()[1])
        delivery = house.drain(BREACH)
    assert (delivery.sent, delivery.retried) == (2, 1)
    with sqlite_store.reading() as session:
        trouble = mail_trouble(session)
    assert trouble is not None and trouble.waiting == 3


def test_a_busy_receiver_is_left_alone_for_as_long_as_it_asks(
    sqlite_store: Store, http: HttpSink, mails: tuple[Sink, int]
) -> None:
    http.answer(429, Retry_After="7200")
    house = house_of(sqlite_store, f"{http.url}/oa/in", http, mails[1])
    assert house.drain(BREACH).retried == 2
    waiting = [row for row in house.outbox() if row.state == "pending"]
    assert [row.not_before - BREACH for row in waiting] == [timedelta(hours=2)] * 4
