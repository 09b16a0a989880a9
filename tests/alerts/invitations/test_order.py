"""The order of letters, decided from values; and two processes that would send at the same time."""

from datetime import datetime, timedelta

import pytest
from tests.alerts.conftest import sh
from tests.alerts.invitations.conftest import Hall, told

from meeting_cadence.alerts import outbox
from meeting_cadence.alerts.claim import claim
from meeting_cadence.alerts.invitations.leave import BUSY, UNDERWAY, Pending, Scene, order
from meeting_cadence.alerts.parcels import Waiting

NOW = sh("2024-03-01 09:00")
ZHANG = "zhang@example.org"


def letter(
    number: int, sequence: int, *, state: str = "pending", doubts: int = 0, to: str = ZHANG
) -> Waiting:
    return Waiting(
        id=number, notice=f"n-{number}", obligation="meeting", due_revision=str(sequence), kind="invitation",
        body="commission", recipient=to, name=None, channel="email", stands_in=False, at_once=True, state=state,
        batch=None, attempts=0, doubts=doubts, created_at=NOW,
    )  # fmt: skip


def scene(*rows: Waiting, until: datetime = NOW, **more: object) -> Scene:
    values = {"busy": (), "reached": (), "cancels": (), "void": {}} | more
    return Scene([Pending(row, until) for row in rows], **values)  # type: ignore[arg-type]


def sorted_(
    rows: list[Waiting], known: Scene
) -> tuple[list[int], list[tuple[int, str]], list[tuple[int, datetime]]]:
    found = order(rows, known, at=NOW)
    return (
        [parcel.rows[0].id for parcel in found.parcels],
        [(row.id, reason) for row, reason in found.cancelled],
        [(row.id, until) for row, until in found.later],
    )


def test_one_letter_leaves() -> None:
    one = letter(1, 0)
    assert sorted_([one], scene(one)) == ([1], [], [])


def test_the_latest_takes_the_place_of_all_that_wait_also_of_those_that_wait_for_another_try() -> None:
    rows = [letter(1, 0), letter(3, 2)]
    assert sorted_(rows, scene(*rows, letter(2, 1))) == ([3], [(1, "folded"), (2, "folded")], [])


def test_an_earlier_one_is_not_sent_where_a_later_one_waits_for_another_try() -> None:
    assert sorted_([letter(1, 0)], scene(letter(1, 0), letter(2, 1))) == ([], [(1, "folded")], [])


def test_a_later_one_waits_for_an_earlier_one_that_is_on_its_way() -> None:
    on_its_way = letter(1, 0, state="leased")
    later = letter(2, 1)
    soon = scene(on_its_way, later, until=NOW + timedelta(seconds=7))
    assert sorted_([later], soon) == ([], [], [(2, NOW + timedelta(seconds=7))])
    assert sorted_([later], scene(on_its_way, later, until=NOW + timedelta(hours=1))) == (
        [],
        [],
        [(2, NOW + UNDERWAY)],
    )


def test_one_whose_sender_died_may_have_arrived_and_is_replaced() -> None:
    died = letter(1, 0, state="leased")
    off = letter(2, 1)
    assert sorted_([died, off], scene(died, off, cancels={2})) == ([2], [(1, "folded")], [])


def test_what_another_process_looks_at_waits_a_moment() -> None:
    one = letter(1, 0)
    assert sorted_([one], scene(one, letter(2, 1), busy={2})) == ([], [], [(1, NOW + BUSY)])


@pytest.mark.parametrize(
    ("known", "leaves"),
    [
        ({}, False),
        ({"reached": {("meeting", ZHANG)}}, True),
        ({"reached": {("meeting", "other@example.org")}}, False),
    ],
)
def test_that_it_is_off_is_told_to_those_who_were_told_of_it(known: dict[str, object], leaves: bool) -> None:
    off = letter(2, 1)
    found = sorted_([off], scene(off, cancels={2}, **known))
    assert found == (([2], [], []) if leaves else ([], [(2, "folded")], []))


def test_an_attempt_without_an_answer_may_have_reached_them() -> None:
    off = letter(2, 1, doubts=1)
    assert sorted_([off], scene(off, cancels={2})) == ([2], [], [])


def test_about_a_meeting_that_is_over_nothing_leaves() -> None:
    rows = [letter(1, 0), letter(2, 1)]
    assert sorted_(rows, scene(*rows, void={"meeting": "over"})) == ([], [(1, "over"), (2, "over")], [])


def test_guests_do_not_wait_for_each_other_and_capitals_do_not_matter() -> None:
    rows = [letter(1, 0), letter(2, 0, to="li@example.org"), letter(3, 1, to=ZHANG.upper())]
    assert sorted_(rows, scene(*rows)) == ([3, 2], [(1, "folded")], [])


def test_a_second_process_waits_until_the_first_has_sent_its_letter(hall: Hall) -> None:
    """The first has claimed sequence 0 and is sending; the meeting moves; the second must not overtake it."""
    hall.plan()
    hall.invite()
    claimed = claim(hall.house.courier(hall.at, worker="first"))
    assert len(claimed.letters) == 2
    hall.at += timedelta(seconds=5)
    hall.plan("2024-03-14")
    hall.invite()
    assert hall.drain(worker="second").sent == 0
    channel = hall.house.channels["email"]
    for one in claimed.letters:
        channel.send(one.message)
        with hall.store.sharing() as session:
            outbox.settle(session, one.parcel.rows, worker="first", state="sent", sent_at=hall.at)
    channel.close()
    hall.at += UNDERWAY
    assert hall.drain(worker="second").sent == 2
    assert [sequence for *_, sequence in told(hall.sink.arrived[:2])] == [0, 0]
    assert [sequence for *_, sequence in told(hall.sink.arrived[2:])] == [1, 1]


def test_a_second_process_replaces_what_the_first_left_behind_when_it_died(hall: Hall) -> None:
    hall.plan()
    hall.invite()
    claim(hall.house.courier(hall.at, worker="first"))
    hall.at += timedelta(seconds=5)
    hall.plan(status="cancelled")
    hall.invite()
    hall.at += outbox.LEASE
    assert hall.drain(worker="second").sent == 2
    assert [(method, sequence) for _, method, sequence in told(hall.sink.arrived)] == [("CANCEL", 1)] * 2


def test_two_processes_that_look_at_the_same_moment_do_not_pass_each_other(postgresql_hall: Hall) -> None:
    """The first holds sequence 0 in a transaction that has not ended; the second sees sequence 1 and waits."""
    hall = postgresql_hall
    hall.plan()
    hall.invite()
    with hall.store.sharing() as first:
        assert len(outbox.take(first, hall.at, 100)) == 2
        hall.at += timedelta(seconds=1)
        hall.plan("2024-03-14")
        hall.invite()
        delivery = hall.drain(worker="second")
        assert (delivery.sent, delivery.cancelled, delivery.waiting) == (0, 0, 2)
    hall.at += BUSY
    assert hall.drain(worker="second").sent == 2
    assert {sequence for *_, sequence in told(hall.sink.arrived)} == {1}
