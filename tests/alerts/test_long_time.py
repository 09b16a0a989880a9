"""Long pauses, restarts all the time, days without mail: virtual clocks, a real store and a real mail server."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from tests.alerts.conftest import PACK, House, sh
from tests.alerts.sink import Sink, running

from meeting_cadence.alerts.channels.email import EmailChannel, MailServer
from meeting_cadence.alerts.tick import tick
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.mail_trouble import mail_trouble

FIVE_YEARS = PACK.replace(
    "        act: plenary\n        clauses: [{quota: {min: 1, per: 1y}}]",
    "        act: plenary\n        clauses: [{quota: {min: 1, per: 5y, align: {date: 2020-01-01}}}]",
).replace("effective: 2024-01-01", "effective: 2020-01-01")


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def house(sqlite_store: Store, sink: Sink) -> Iterator[House]:
    """A commission that owes a meeting every five years, by the end of 2024, and one a year."""
    made = House(sqlite_store)
    made.apply(
        FIVE_YEARS.replace("[{body: commission}, {body: lonely}]", "{body: commission}"),
        at=sh("2024-01-01 09:00"),
    )
    made.enter({"complete": {"from": "2020-01-01", "declared": "2024-01-02"}}, at=sh("2024-01-02 09:00"))
    made.enter(
        {"act": {"body": "commission", "kind": "retreat", "start": "2024-01-02"}}, at=sh("2024-01-02 09:00")
    )
    for year in (2020, 2021, 2022, 2023):
        held = {"body": "commission", "kind": "retreat", "start": f"{year}-06-01"}
        made.enter({"act": held}, at=sh("2024-01-02 09:00"))
    with running(sink) as port:
        made.channels["email"] = EmailChannel(
            MailServer("127.0.0.1", port), sender="cadence@house.example", timeout=0.5
        )
        yield made


def rungs(house: House) -> list[tuple[str, int, bool]]:
    return [
        (rung, number, folded)
        for mandate, rung, number, to, folded in house.notices()
        if mandate == "plenary" and to == "office@example.org"
    ]


def test_three_weeks_of_downtime_leave_one_mail_a_recipient_and_every_rung_on_record(
    house: House, sink: Sink
) -> None:
    house.tick(sh("2024-12-30 09:00"))
    house.drain(sh("2024-12-30 09:01"))
    before = len(sink.arrived)
    house.tick(sh("2025-01-22 09:00"))
    house.drain(sh("2025-01-22 09:01"))
    assert sorted(str(mail["To"]) for mail in sink.arrived[before:]) == [
        "office@example.org",
        "province@example.org",
    ]
    assert rungs(house)[-4:] == [
        ("breach", 0, True),
        ("every-7d", 1, True),
        ("every-7d", 2, True),
        ("every-7d", 3, False),
    ]


@pytest.mark.parametrize("minutes", [360, pytest.param(10, marks=pytest.mark.slow)])
def test_restarts_all_the_time_for_sixty_days_still_tell_of_a_window_of_five_years(
    house: House, minutes: int
) -> None:
    """Nothing lives in a process: each tick is the first of a new one. The rungs come once each."""
    address = f"sqlite:///{house.store.sqlite_path}"
    start = sh("2024-11-10 00:00")
    for number in range(60 * 24 * 60 // minutes):
        if number % 24 == 0:
            store = open_store(address, secret=lambda: b"k" * 32)
        quiet_tick(store, house, start + timedelta(minutes=minutes * number))
        if number % 24 == 23:
            store.close()
    assert sorted(rung for rung, _, _ in rungs(house)) == [
        "before-30wd",
        "before-60wd",
        "before-7wd",
        "breach",
        "every-7d",
    ]


def quiet_tick(store: Store, house: House, at: datetime) -> tuple[object, ...]:
    return tick(store, at=at, tables=house.tables, base_url="https://house.example").told


@pytest.mark.parametrize("trouble", ["busy", "gone"])
def test_three_days_without_a_mail_server_lose_nothing_and_leave_within_an_hour_of_its_return(
    house: House, sink: Sink, trouble: str
) -> None:
    """It says no to everything, or does not even listen; since when is written down, for the dashboard to tell."""
    there = house.channels["email"]
    if trouble == "busy":
        sink.mode = "busy"
    else:
        house.channels["email"] = EmailChannel(MailServer("127.0.0.1", 1), sender="cadence@house.example")
    house.tick(sh("2024-12-31 23:59"))
    start = sh("2025-01-01 09:00")
    house.tick(start)
    at = start
    while at < start + timedelta(hours=72):
        house.drain(at)
        at += timedelta(minutes=45)
    assert sink.arrived == []
    assert {row.state for row in house.outbox() if row.kind == "overdue"} == {"pending"}
    assert failing_since(house) == FIRST_TRY
    sink.mode, house.channels["email"] = "accept", there
    back = at
    while at <= back + timedelta(hours=1):
        house.drain(at)
        at += timedelta(minutes=5)
    overdue = [row for row in house.outbox() if row.kind == "overdue"]
    assert {row.state for row in overdue} == {"sent"}
    assert all(row.sent_at is not None and row.sent_at <= back + timedelta(hours=1) for row in overdue)
    assert len(sink.ids) == len(set(sink.ids))
    assert failing_since(house) is None


FIRST_TRY = sh("2025-01-01 09:00")
"""Monday to Friday is all these tests know of working days."""


def failing_since(house: House) -> datetime | None:
    with house.store.reading() as session:
        trouble = mail_trouble(session)
    return trouble.since if trouble is not None else None


CLOCKS = {
    "right": [0.0, 1, 2, 3, 24, 48, 21 * 24, 21 * 24 + 1, 35 * 24],
    "-2 h": [0.0, 1, -1, 0, 1, 2, 24, 48, 21 * 24, 35 * 24],
    "+21 d": [0.0, 1, 21 * 24, 2, 3, 24, 48, 21 * 24, 35 * 24],
    "-1 d": [0.0, 1, -23, -22, 0, 2, 24, 48, 21 * 24, 35 * 24],
    "all of them": [0.0, -2, 21 * 24 - 2, 20 * 24 - 2, 2, 24, 21 * 24, 35 * 24],
}
"""Hours since the first tick that the clock shows, tick after tick."""


@pytest.mark.parametrize("hours", CLOCKS.values(), ids=CLOCKS.keys())
def test_a_clock_that_jumps_loses_nothing_and_tells_nothing_twice(
    house: House, sink: Sink, hours: list[float]
) -> None:
    """Whatever the clock showed in between: every rung is on record once, and every recipient heard of the last."""
    start = sh("2024-12-30 09:00")
    for hour in hours:
        at = start + timedelta(hours=hour)
        house.tick(at)
        house.drain(at)
    house.drain(start + timedelta(days=36))
    assert sorted((rung, number) for rung, number, _ in rungs(house)) == [
        ("before-30wd", 0),
        ("before-60wd", 0),
        ("before-7wd", 0),
        ("breach", 0),
        *(("every-7d", number) for number in range(1, 5)),
    ]
    assert {row.state for row in house.outbox()} <= {"sent", "cancelled"}
    assert {row.last_error for row in house.outbox() if row.state == "cancelled"} <= {"folded", None}
    assert len(sink.ids) == len(set(sink.ids))
    told = [row for row in house.outbox() if row.recipient == "office@example.org" and row.state == "sent"]
    assert "every-7d" in {rung for rung, _, _ in rungs(house)} and told
