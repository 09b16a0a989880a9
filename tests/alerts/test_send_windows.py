"""Send windows: by the recipient's own clock, and one mail of a kind in each."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from tests.alerts.conftest import PACK, House, sh
from tests.alerts.sink import Sink, running

from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.courier import Delivery
from meeting_cadence.store.engine import Store

TWO = PACK.replace(
    "      - id: soft",
    """      - id: study
        title: {zh: 学习会, en: Study}
        obliged: {body: commission}
        act: study
        clauses: [{quota: {min: 1, per: 1m}}]
      - id: soft""",
)


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    made = Sink()
    with running(made) as port:
        yield made, port


def house(store: Store, port: int, text: str = PACK) -> House:
    made = House(
        store, {"email": EmailChannel(MailServer("127.0.0.1", port), sender="a@b.example", timeout=20)}
    )
    made.apply(text, at=sh("2024-01-01 09:00"))
    return made


def subjects(mails: list[EmailMessage], to: str) -> list[str]:
    return [str(mail["Subject"]) for mail in mails if to in str(mail["To"])]


def test_a_superior_elsewhere_is_told_in_working_hours_of_its_own(
    sqlite_store: Store, sink: tuple[Sink, int]
) -> None:
    text = PACK.replace(
        "name: {zh: 省委, en: Provincial Committee}", "name: 总部\n    timezone: Europe/Berlin"
    )
    made = house(sqlite_store, sink[1], text)
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    breach = sh("2025-01-02 09:00")  # two o'clock in the night in Berlin
    made.tick(breach)
    assert {row.recipient: row.not_before for row in made.outbox() if row.kind == "overdue"} == {
        "office@example.org": breach,
        "province@example.org": sh("2025-01-02 15:30"),
    }
    made.drain(breach)
    assert [to for _, to, state in made.states() if state == "pending"] == ["province@example.org"]
    assert made.drain(sh("2025-01-02 15:29")).sent == 0
    assert made.drain(sh("2025-01-02 15:30")).sent == 1


def test_what_comes_up_after_the_mail_of_the_day_leaves_with_the_next_one(
    sqlite_store: Store, sink: tuple[Sink, int]
) -> None:
    made = house(sqlite_store, sink[1], TWO)
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    morning = sh("2024-01-22 09:00")  # seven working days before the end of January
    made.tick(morning)
    made.drain(morning)
    assert len(subjects(sink[0].arrived, "office@")) == 1
    made.apply(TWO.replace("id: study", "id: drill").replace("学习会", "演练"), at=sh("2024-01-22 10:00"))
    noon = sh("2024-01-22 12:00")
    assert [one.mandate for one in made.tick(noon).mails] == ["drill"]
    assert made.drain(noon)._replace(waiting=0) == Delivery()
    assert made.drain(sh("2024-01-22 17:00")).sent == 0
    assert made.drain(sh("2024-01-23 08:30")).sent == 1


def test_what_is_triggered_does_not_wait_for_the_next_mail(
    sqlite_store: Store, sink: tuple[Sink, int]
) -> None:
    days = PACK.replace("within: 4h", "within: 5wd")
    made = house(sqlite_store, sink[1], days)
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    for number, time in enumerate(("09:00", "11:00"), 1):
        instant = sh(f"2024-03-05 {time}")
        made.enter(
            {"event": {"id": f"e-{number}", "body": "commission", "kind": "incident", "at": "2024-03-05"}},
            at=instant,
        )
        made.tick(instant)
        assert made.drain(instant).sent == 1


def test_what_was_waiting_before_the_mail_of_the_day_left_is_not_held_back(
    sqlite_store: Store, sink: tuple[Sink, int]
) -> None:
    """More than one claim holds leaves in parts on one day, be there ever so much."""
    made = house(sqlite_store, sink[1], TWO)
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    made.tick(sh("2025-01-02 07:00"))
    planned = [row for row in made.outbox() if row.state == "pending"]
    assert len(planned) > 10
    assert made.drain(sh("2025-01-02 08:30")).waiting == 0
    assert [row for row in made.outbox() if row.state == "pending"] == []
