"""Delivery through a real mail server: nothing lost, nothing twice, and visible where it is not known."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from tests.alerts.conftest import PACK, House, sh
from tests.alerts.sink import Sink, running

from meeting_cadence.alerts import claim as claiming
from meeting_cadence.alerts.channels.channel import ChannelError, Message
from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.claim import claim
from meeting_cadence.alerts.courier import Delivery
from meeting_cadence.alerts.deliver import drain
from meeting_cadence.alerts.outbox import LEASE
from meeting_cadence.store.engine import Store

BREACH = sh("2025-01-01 09:00")
MORNING = sh("2025-01-02 09:00")
HELD = {"body": "commission", "kind": "plenary", "start": "2025-01-02", "counts_for": {"plenary": "2024"}}


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def house(house: House, sink: Sink) -> Iterator[House]:
    """Two matters are overdue: the office has two notices waiting, the province one."""
    house.apply(
        PACK.replace("[{body: commission}, {body: lonely}]", "{body: commission}"), at=sh("2024-01-03 09:00")
    )
    house.tick(sh("2024-01-04 09:00"))
    house.tick(BREACH)
    with running(sink) as port:
        channel = EmailChannel(MailServer("127.0.0.1", port), sender="cadence@house.example", timeout=0.5)
        house.channels["email"] = channel
        yield house


def to(sink: Sink) -> list[str]:
    return [str(mail["To"]) for mail in sink.arrived]


def test_several_for_one_recipient_arrive_as_one_digest_and_all_are_marked(house: House, sink: Sink) -> None:
    assert house.drain(MORNING) == Delivery(sent=2, notices=3)
    assert sorted(to(sink)) == ["office@example.org", "province@example.org"]
    assert [str(mail["Subject"]) for mail in sink.arrived if mail["To"] == "office@example.org"] == [
        "逾期未见登记：共2项 | Overdue, no record seen: 2 matters"
    ]
    office = [row for row in house.outbox() if row.recipient == "office@example.org"]
    assert [(row.state, row.sent_at, row.attempts) for row in office] == [("sent", MORNING, 1)] * 2
    assert len({row.message_id for row in office}) == 1


def test_a_second_drain_sends_nothing(house: House, sink: Sink) -> None:
    house.drain(MORNING)
    assert house.drain(MORNING) == Delivery()
    assert len(sink.arrived) == 2


def test_nothing_leaves_before_the_hours(house: House, sink: Sink) -> None:
    assert house.drain(sh("2025-01-01 07:00")) == Delivery()
    assert house.drain(sh("2025-01-01 20:00")) == Delivery(waiting=3)
    assert house.drain(sh("2025-01-02 08:29")) == Delivery()
    assert house.drain(sh("2025-01-02 08:30")).sent == 2


def test_what_was_recorded_meanwhile_is_not_sent(house: House, sink: Sink) -> None:
    house.enter({"act": HELD}, at=sh("2025-01-02 08:00"))
    assert house.drain(MORNING) == Delivery(sent=1, notices=1, cancelled=2)
    assert [str(mail["Subject"]) for mail in sink.arrived] == [
        "【逾期未见登记】省委网信委：务虚会（2024年度），已逾期2天 | Overdue, no record seen, 2 days overdue"
    ]
    assert [row.last_error for row in house.outbox() if row.state == "cancelled"] == ["settled"] * 2


def test_the_mail_says_how_late_it_is_on_the_day_it_leaves(house: House, sink: Sink) -> None:
    house.enter(
        {"act": {**HELD, "kind": "retreat", "counts_for": {"soft": "2024"}}}, at=sh("2025-01-02 08:00")
    )
    house.drain(sh("2025-01-03 09:00"))
    assert "已逾期3天" in str(sink.arrived[0]["Subject"])
    assert "已逾期3天" in next(row.subject for row in house.outbox() if row.state == "sent")


def test_without_a_mail_server_the_notices_are_shown(house: House, sink: Sink) -> None:
    house.channels.clear()
    assert house.drain(MORNING) == Delivery(shown=3)
    assert {row.state for row in house.outbox()} == {"shown"}


def test_a_busy_server_is_tried_again_later_and_nothing_is_lost(house: House, sink: Sink) -> None:
    sink.mode = "busy"
    assert house.drain(MORNING) == Delivery(retried=2)
    assert {(row.state, row.attempts, row.batch) for row in house.outbox()} == {("pending", 1, None)}
    assert all("451" in str(row.last_error) for row in house.outbox())
    assert all(
        timedelta(seconds=15) <= row.not_before - MORNING <= timedelta(seconds=30) for row in house.outbox()
    )
    sink.mode = "accept"
    assert house.drain(MORNING + timedelta(minutes=1)) == Delivery(sent=2, notices=3)


def test_a_refusal_is_final_and_does_not_block_others(house: House, sink: Sink) -> None:
    sink.mode = "refuse"
    assert house.drain(MORNING) == Delivery(dead=2)
    assert {row.state for row in house.outbox()} == {"dead"}
    assert house.drain(MORNING + timedelta(hours=2)) == Delivery()


def test_greylisting_delays_and_loses_nothing(house: House, sink: Sink) -> None:
    sink.mode = "greylist"
    assert house.drain(MORNING).retried == 2
    assert house.drain(MORNING + timedelta(minutes=1)).sent == 2
    assert len(set(sink.ids)) == len(sink.ids) == 2


def test_accepted_without_an_answer_is_repeated_at_most_twice_with_the_same_id(
    house: House, sink: Sink
) -> None:
    sink.mode = "accept and drop"
    outcomes = [house.drain(MORNING + timedelta(hours=hours)) for hours in range(0, 10, 2)]
    assert sum(outcome.uncertain for outcome in outcomes) == 2
    assert {row.state for row in house.outbox()} == {"uncertain"}
    assert len(sink.ids) == 6
    assert len(set(sink.ids)) == 2


def test_a_connection_dropped_in_the_mail_loses_nothing(house: House, sink: Sink) -> None:
    sink.mode = "drop in data"
    house.drain(MORNING)
    sink.mode = "accept"
    later = [house.drain(MORNING + timedelta(hours=hours)) for hours in (2, 4)]
    assert sum(outcome.notices for outcome in later) == 3
    assert len(set(sink.ids)) == len(sink.ids) == 2


def test_an_unreachable_server_is_told_and_everything_waits(house: House) -> None:
    house.channels["email"] = EmailChannel(MailServer("127.0.0.1", 1), sender="a@b.example")
    delivery = house.drain(MORNING)
    assert delivery.retried == 1
    assert delivery.unreachable is not None
    assert {row.state for row in house.outbox()} == {"pending"}
    assert {row.recipient for row in house.outbox() if row.attempts == 0} in (
        {"office@example.org"},
        {"province@example.org"},
    )


class Silent:
    """A channel that fails without an answer."""

    def __init__(self) -> None:
        self.tried = 0

    def send(self, message: Message) -> None:
        self.tried += 1
        raise ChannelError("silent", detail="timed out")

    def line(self, message: Message) -> str:
        return "silent"

    def close(self) -> None:
        pass


def test_after_two_silences_the_rest_waits_for_the_next_drain(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.enter(
        {"event": {"body": "commission", "kind": "incident", "at": "2025-01-02T08:00:00+08:00"}}, at=MORNING
    )
    house.tick(MORNING)
    silent = Silent()
    house.channels["email"] = silent
    delivery = house.drain(MORNING)
    assert (silent.tried, delivery.retried) == (2, 2)
    assert delivery.unreachable is not None


def test_whoever_dies_after_claiming_leaves_it_to_the_next_with_the_same_id(house: House, sink: Sink) -> None:
    dead = claim(house.courier(MORNING, worker="dead"))
    assert house.drain(MORNING + timedelta(minutes=1)) == Delivery()
    assert house.drain(MORNING + LEASE) == Delivery(sent=2, notices=3)
    assert sorted(sink.ids) == sorted(f"<{letter.message.message_id}>" for letter in dead.letters)


def test_who_slept_past_the_lease_sends_nothing(house: House, sink: Sink) -> None:
    asked: list[datetime] = []

    def clock() -> datetime:
        """The second look at the clock comes after ten minutes in which another worker was awake."""
        asked.append(MORNING if not asked else MORNING + LEASE)
        if len(asked) == 2:
            house.drain(MORNING + LEASE, worker="awake")
        return asked[-1]

    assert drain(house.courier(MORNING, worker="sleeper")._replace(clock=clock)) == Delivery()
    assert len(sink.ids) == 2
    assert {row.state for row in house.outbox()} == {"sent"}


def test_two_at_once_send_everything_once(house: House, sink: Sink) -> None:
    first = claim(house.courier(MORNING, worker="first"))
    assert house.drain(MORNING, worker="second") == Delivery()
    assert len(first.letters) == 2


def test_more_mails_than_an_hour_allows_wait_and_become_a_digest(house: House, sink: Sink) -> None:
    limited = house.courier(MORNING)._replace(per_hour=0)
    assert drain(limited) == Delivery(waiting=3)
    assert house.drain(MORNING + timedelta(hours=1)) == Delivery(sent=2, notices=3)


def test_more_than_one_claim_holds_is_sent_in_parts(
    house: House, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "_ROWS_AT_ONCE", 2)
    assert house.drain(MORNING) == Delivery(sent=2, notices=3)


def test_the_same_on_sqlite_and_postgresql(store: Store, sink: Sink) -> None:
    house = House(store)
    house.apply(PACK, at=sh("2024-01-01 09:00"))
    house.adopt("commission", at=sh("2024-01-02 09:00"))
    house.tick(sh("2024-01-04 09:00"))
    house.tick(BREACH)
    with running(sink) as port:
        server = MailServer("127.0.0.1", port)
        house.channels["email"] = EmailChannel(server, sender="cadence@house.example")
        sink.mode = "busy"
        assert house.drain(MORNING).retried == 2
        sink.mode = "accept"
        assert house.drain(MORNING + timedelta(minutes=1)) == Delivery(sent=2, notices=3)
    assert sorted(state for *_, state in house.states()) == ["sent", "sent", "sent", "shown"]
