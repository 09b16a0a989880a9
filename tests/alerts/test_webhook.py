"""Webhooks, each written to a real server: what arrives, how it is signed, what each answer means, which hosts."""

import hmac
import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from threading import Event, Thread

import pytest
from tests.alerts.http_sink import HttpSink, listening

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.alerts.channels.channel import LineError, Message, Told
from meeting_cadence.alerts.channels.webhook import WebhookChannel, key_for
from meeting_cadence.bodies import Text
from meeting_cadence.words.errors import tell

AT = datetime(2025, 1, 2, 1, 0, tzinfo=UTC)
SECRET = b"k" * 32
TOLD = Told(
    "k" * 26, "commission", "plenary", "2024", "overdue", "2024-12-31", Text("未见登记", "No record seen"),
    "https://house.example/obligations/k", "https://house.example/act/t",
)  # fmt: skip


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with listening(HttpSink()) as served:
        yield served


def letter(url: str, *told: Told) -> Message:
    return Message("abc123@house.example", url, "主题", "正文", "<p>正文</p>", AT, "办公室", told)


def channel(*hosts: str, timeout: float = 5) -> WebhookChannel:
    return WebhookChannel(Hosts.of(hosts or ("127.0.0.1",)), secret=SECRET, timeout=timeout)


def failure(sent_to: str, by: WebhookChannel) -> LineError:
    with pytest.raises(LineError) as caught:
        by.send(letter(sent_to))
    return caught.value


def test_a_letter_arrives_as_json_with_a_lasting_key(sink: HttpSink) -> None:
    channel().send(letter(f"{sink.url}/in?unit=7", TOLD))
    (arrived,) = sink.arrived
    assert arrived.path == "/in?unit=7"
    assert arrived.headers["Idempotency-Key"] == "abc123"
    assert arrived.headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(arrived.body) == {
        "version": 1,
        "key": "abc123",
        "recipient": f"{sink.url}/in?unit=7",
        "name": "办公室",
        "subject": "主题",
        "text": "正文",
        "matters": [
            {
                "obligation": "k" * 26,
                "body": "commission",
                "mandate": "plenary",
                "window": "2024",
                "kind": "overdue",
                "due": "2024-12-31",
                "lead": {"zh": "未见登记", "en": "No record seen"},
                "page": "https://house.example/obligations/k",
                "answer": "https://house.example/act/t",
            }
        ],
    }


def test_a_receiver_can_prove_the_letter_with_its_own_key(sink: HttpSink) -> None:
    channel().send(letter(f"{sink.url}/in"))
    (arrived,) = sink.arrived
    instant, signature = arrived.headers["Meeting-Cadence-Signature"].split(",")
    key = key_for("127.0.0.1", SECRET)
    proof = hmac.new(key.encode(), b"1735779600." + arrived.body, "sha256").hexdigest()
    assert (instant, signature) == ("t=1735779600", f"v1={proof}")
    assert len({key, key_for("other.example", SECRET), key_for("127.0.0.1", b"x" * 32)}) == 3
    assert key_for("OA.Example", SECRET) == key_for("oa.example", SECRET)


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        (301, True),
        (302, True),
        (400, True),
        (401, True),
        (404, True),
        (410, True),
        (408, False),
        (425, False),
        (429, False),
        (500, False),
        (503, False),
    ],
)
def test_what_an_answer_means(sink: HttpSink, status: int, permanent: bool) -> None:
    sink.answer(status, b"no\r\nsuch   room", Location="http://127.0.0.1:1/elsewhere")
    found = failure(f"{sink.url}/in", channel())
    assert (found.permanent, found.answered, found.uncertain, found.unreachable) == (
        permanent, True, False, False,
    )  # fmt: skip
    assert found.detail == f"{status} no such room"
    assert len(sink.arrived) == 1


@pytest.mark.parametrize(
    ("named", "waits"),
    [
        ("120", timedelta(seconds=120)),
        ("Thu, 02 Jan 2025 01:30:00 GMT", timedelta(minutes=30)),
        ("Thu, 02 Jan 2025 00:00:00 GMT", timedelta()),
        ("999999999", timedelta(days=1)),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_how_long_a_busy_receiver_wants_to_be_left_alone(
    sink: HttpSink, named: str, waits: timedelta | None
) -> None:
    sink.answer(429, Retry_After=named)
    assert failure(f"{sink.url}/in", channel()).retry_after == waits


def test_no_answer_after_the_whole_letter_leaves_it_open_whether_it_arrived(sink: HttpSink) -> None:
    sink.hang_up = True
    found = failure(f"{sink.url}/in", channel())
    assert (found.uncertain, found.permanent, found.unreachable) == (True, False, False)
    assert len(sink.arrived) == 1


def test_a_host_that_does_not_listen_is_unreachable_and_only_its_own_line_waits() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/in"
    assert failure(url, channel(timeout=1)).unreachable
    lines = {channel().line(letter(one)) for one in (url, f"{url}/2", "http://other.example/in")}
    assert len(lines) == 2


def test_a_host_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/in"
        found = failure(url, channel(timeout=0.1))
    assert (found.uncertain, found.permanent) == (True, False)


def test_what_trickles_in_for_ever_is_hung_up_on() -> None:
    over = Event()

    def trickle(server: socket.socket) -> None:
        taken, _ = server.accept()
        with taken, suppress(OSError):
            taken.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not over.wait(0.05):
                taken.sendall(b"a")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=trickle, args=(server,), daemon=True)
        thread.start()
        found = failure(f"http://127.0.0.1:{server.getsockname()[1]}/in", channel(timeout=0.3))
        over.set()
        thread.join()
    assert (found.uncertain, found.permanent) == (True, False)


def test_a_host_that_is_not_listed_is_not_even_asked(sink: HttpSink) -> None:
    for hosts in (("oa.example",), ("localhost",), ("10.0.0.0/8",)):
        found = failure(f"{sink.url}/in", channel(*hosts))
        assert (found.permanent, found.detail) == (True, "host_refused")
    assert sink.arrived == []
    assert tell(found, "zh").startswith("127.0.0.1:") and "不在允许的主机之列" in tell(found, "zh")


@pytest.mark.parametrize(
    ("name", "address", "permitted"),
    [
        ("oa.example", "203.0.113.7", True),
        ("OA.example", "203.0.113.7", True),
        ("oa.example", "10.1.2.3", True),
        ("oa.example", "127.0.0.1", False),
        ("oa.example", "169.254.169.254", False),
        ("oa.example", "::1", False),
        ("oa.example", "::ffff:127.0.0.1", False),
        ("oa.example", "0.0.0.0", False),
        ("other.example", "203.0.113.7", False),
        ("other.example", "10.9.0.1", True),
        ("other.example", "::ffff:10.9.0.1", True),
        ("other.example", "10.8.255.255", False),
    ],
)
def test_hosts_are_checked_by_name_and_by_what_the_name_leads_to(
    name: str, address: str, permitted: bool
) -> None:
    assert Hosts.of(["oa.example", "10.9.0.0/16"]).permit(name, ip_address(address)) is permitted
