"""What a tick leaves in the store: each rung once, whatever happens in between."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.alerts.conftest import PACK, House, sh
from tests.conftest import NewStore

from meeting_cadence.alerts import register
from meeting_cadence.store.engine import Store
from meeting_cadence.store.tables.alerts import AlertStale
from meeting_cadence.store.tables.record import Heartbeat, PersonRow

HELD = {"body": "commission", "kind": "plenary", "start": "2024-12-20"}


def told(house: House, mandate: str = "plenary") -> list[tuple[str, int, str, bool]]:
    """(rung, occurrence, recipient, folded) of the commission's notices."""
    return [tuple(rest) for name, *rest in house.notices() if name == mandate]  # type: ignore[misc]


@pytest.fixture
def house(house: House) -> House:
    """Only the commission has duties that tests look at: the other body is gone."""
    house.apply(
        PACK.replace("[{body: commission}, {body: lonely}]", "{body: commission}"), at=sh("2024-01-03 09:00")
    )
    return house


def test_thirty_working_days_before_the_secretariat_is_told_in_the_hours(house: House) -> None:
    house.tick(sh("2024-11-18 12:00"))
    assert told(house) == []
    house.tick(sh("2024-11-19 00:00"))
    assert told(house) == [("before-30wd", 0, "office@example.org", False)]
    assert {row.not_before for row in house.outbox()} == {sh("2024-11-19 08:30")}


def test_a_year_of_ticks_tells_every_rung_once(house: House) -> None:
    for day in range(0, 400, 3):
        house.tick(sh("2024-01-04 10:00") + timedelta(days=day))
    weekly = [("every-7d", number, "office@example.org", False) for number in range(1, 6)]
    assert told(house) == [
        ("before-30wd", 0, "office@example.org", False),
        ("before-7wd", 0, "office@example.org", False),
        ("breach", 0, "office@example.org", False),
        ("breach", 0, "province@example.org", False),
        *weekly[:5],
    ]


def test_a_soft_mandate_is_never_told_to_the_superior(house: House) -> None:
    house.tick(sh("2025-01-02 09:00"))
    assert {recipient for _, _, recipient, _ in told(house, "soft")} == {"office@example.org"}


def test_after_downtime_every_rung_is_on_record_and_one_mail_a_recipient_waits(house: House) -> None:
    house.tick(sh("2024-11-01 09:00"))
    house.tick(sh("2025-01-22 09:00"))
    assert [
        (rung, number, folded) for rung, number, to, folded in told(house) if to.startswith("office")
    ] == [
        ("before-30wd", 0, True),
        ("before-7wd", 0, True),
        ("breach", 0, True),
        ("every-7d", 1, True),
        ("every-7d", 2, True),
        ("every-7d", 3, False),
    ]
    assert [(row.recipient, row.kind) for row in house.outbox() if "全体会议" in row.subject] == [
        ("office@example.org", "overdue"),
        ("province@example.org", "overdue"),
    ]


def test_what_was_missed_before_adoption_is_told_once_as_it_stands(sqlite_store: Store) -> None:
    house = House(sqlite_store)
    house.apply(PACK, at=sh("2025-05-01 09:00"))
    house.adopt("commission", at=sh("2025-05-01 09:00"))
    house.tick(sh("2025-05-01 09:01"))
    house.tick(sh("2025-05-01 09:02"))
    assert [row for row in told(house) if row[2].startswith("office")] == [
        ("every-7d", 17, "office@example.org", False)
    ]


def test_recording_the_meeting_cancels_what_is_unsent(house: House) -> None:
    house.tick(sh("2024-12-20 00:00"))
    house.enter({"act": HELD}, at=sh("2024-12-20 08:00"))
    tidings = house.tick(sh("2024-12-20 08:01"))
    assert (tidings.cancelled, tidings.told) == (1, ())
    assert [row.state for row in house.outbox() if "全体会议" in row.subject] == ["cancelled"]
    house.tick(sh("2025-03-01 09:00"))
    assert [rung for rung, *_ in told(house)] == ["before-30wd", "before-7wd"]


def test_a_change_of_standing_is_kept_with_when_it_came_true_and_when_it_was_noticed(house: House) -> None:
    house.tick(sh("2024-12-01 09:00"))
    house.tick(sh("2025-01-03 09:00"))
    house.enter(
        {"act": {**HELD, "start": "2025-01-05", "counts_for": {"plenary": "2024"}}}, at=sh("2025-01-06 09:00")
    )
    house.tick(sh("2025-01-06 10:00"))
    window = next(row.obligation for row in house.outbox() if "全体会议（2024年度）" in row.subject)
    assert [flip[1:] for flip in house.flips() if flip[0] == window] == [
        ("open", "overdue", sh("2025-01-01 00:00"), sh("2025-01-03 09:00")),
        ("overdue", "met_late", sh("2025-01-06 09:00"), sh("2025-01-06 10:00")),
    ]


def test_an_extension_is_a_new_due_and_told_anew(house: House) -> None:
    house.tick(sh("2024-11-19 09:00"))
    relief = {"mandate": "plenary", "body": "commission", "window": "2024", "type": "extend"}
    house.enter(
        {"relief": {**relief, "until": "2025-03-31", "granted": "2024-12-01"}}, at=sh("2024-12-02 09:00")
    )
    assert house.tick(sh("2024-12-02 09:01")).cancelled == 1
    house.tick(sh("2025-02-17 09:00"))
    assert [row[0] for row in told(house)] == ["before-30wd", "before-30wd"]
    assert {row.due_revision for row in house.outbox() if "全体会议" in row.subject} == {
        "2024-12-31",
        "2025-03-31",
    }


def test_a_plan_is_said_in_the_mail(house: House) -> None:
    plan = {"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-12-27"}
    house.enter({"plan": plan}, at=sh("2024-11-01 09:00"))
    house.tick(sh("2024-11-19 09:00"))
    (mail,) = [row for row in house.outbox() if "全体会议" in row.subject]
    assert "已安排于2024年12月27日" in mail.subject
    assert "planned for 27 December 2024" in mail.text


def test_an_incident_is_told_at_once_with_the_hour(house: House) -> None:
    house.enter(
        {"event": {"body": "commission", "kind": "incident", "at": "2024-11-09T23:20:00+08:00"}},
        at=sh("2024-11-09 23:25"),
    )
    house.tick(sh("2024-11-09 23:26"))
    (mail,) = house.outbox()
    assert (mail.at_once, mail.not_before) == (True, sh("2024-11-09 23:26"))
    assert "2024年11月10日 03:20" in mail.subject
    house.tick(sh("2024-11-10 03:20"))
    assert [rung for rung, *_ in told(house, "report")] == ["before-7wd", "before-1h"]
    house.tick(sh("2024-11-10 03:21"))
    assert [rung for rung, *_ in told(house, "report")][2:] == ["breach", "breach"]


def test_where_the_record_is_not_complete_only_its_secretariat_is_asked(sqlite_store: Store) -> None:
    house = House(sqlite_store)
    house.apply(PACK, at=sh("2024-01-01 09:00"))
    house.adopt("commission", at=sh("2024-01-02 09:00"), complete_from=None)
    house.tick(sh("2024-12-31 09:00"))
    house.tick(sh("2025-01-01 09:00"))
    house.tick(sh("2025-06-01 09:00"))
    assert [row for row in house.states() if row[0] == "confirm"] == [
        ("confirm", "office@example.org", "pending"),
        ("confirm", "office@example.org", "pending"),
        ("confirm", "", "shown"),
    ]


def test_a_confirmed_omission_is_told_as_overdue_from_then_on(sqlite_store: Store) -> None:
    house = House(sqlite_store)
    house.apply(PACK, at=sh("2024-01-01 09:00"))
    house.adopt("commission", at=sh("2024-01-02 09:00"), complete_from=None)
    house.tick(sh("2024-11-19 09:00"))
    house.tick(sh("2025-01-01 09:00"))
    confirmed = {"mandate": "plenary", "body": "commission", "window": "2024", "confirmed": "2025-02-10"}
    house.enter({"not_held": confirmed}, at=sh("2025-02-10 09:00"))
    house.tick(sh("2025-02-10 09:01"))
    overdue = [
        (row.kind, row.recipient) for row in house.outbox() if row.created_at == sh("2025-02-10 09:01")
    ]
    assert overdue == [("overdue", "office@example.org"), ("overdue", "province@example.org")]


def test_those_who_were_told_it_was_overdue_are_told_that_it_was_not(house: House) -> None:
    house.tick(sh("2024-12-31 09:00"))
    house.drain(sh("2024-12-31 09:01"))
    house.tick(sh("2025-01-01 09:00"))
    house.drain(sh("2025-01-02 09:00"))
    house.enter({"act": HELD}, at=sh("2025-01-10 09:00"))
    house.tick(sh("2025-01-10 09:01"))
    house.tick(sh("2025-01-10 09:02"))
    assert [row for row in house.states() if row[0] == "corrected"] == [
        ("corrected", "office@example.org", "pending"),
        ("corrected", "province@example.org", "pending"),
    ]


def test_a_body_without_contacts_is_told_through_its_superior_and_the_administrators(
    sqlite_store: Store,
) -> None:
    house = House(sqlite_store)
    house.apply(PACK, at=sh("2024-01-01 09:00"))
    house.adopt("lonely", at=sh("2024-01-02 09:00"))
    with house.store.session() as session:
        for number, disabled in ((1, None), (2, sh("2024-01-01 09:00"))):
            session.add(
                PersonRow(
                    login=f"admin{number}",
                    name="管理员",
                    role="administrator",
                    email=f"admin{number}@example.org",
                    disabled_at=disabled,
                    created=sh("2024-01-01 09:00"),
                )
            )
    house.tick(sh("2024-11-19 09:00"))
    mails = [row for row in house.outbox() if row.body == "lonely"]
    assert [(row.recipient, row.stands_in) for row in mails] == [
        ("province@example.org", True),
        ("admin1@example.org", True),
    ]
    assert "该机构未登记可通知的联系人" in mails[0].text


def test_a_policy_of_the_pack_is_followed(sqlite_store: Store) -> None:
    house = House(sqlite_store)
    policy = "alert_policies:\n  brief: {rungs: [{before: 10d, to: [chair]}]}\n"
    house.apply(
        PACK.replace("regulations:\n", f"{policy}regulations:\n", 1).replace(
            "        act: plenary\n", "        act: plenary\n        alerts: brief\n"
        ),
        at=sh("2024-01-01 09:00"),
    )
    house.adopt("commission", at=sh("2024-01-02 09:00"))
    house.tick(sh("2024-12-21 00:00"))
    assert ("before-10d", 0, "chair@example.org", False) in told(house)
    assert {rung for rung, *_ in told(house)} == {"before-10d"}


def test_a_dry_run_tells_the_same_and_writes_nothing(house: House) -> None:
    dry = house.tick(sh("2025-01-08 09:00"), dry_run=True)
    assert (house.notices(), house.outbox(), house.flips()) == ([], [], [])
    assert house.tick(sh("2025-01-08 09:00")) == dry


def test_each_tick_leaves_a_heartbeat(house: House) -> None:
    house.tick(sh("2024-05-01 09:00"))
    house.tick(sh("2024-05-01 09:01"))
    with house.store.reading() as session:
        beat = session.get(Heartbeat, "tick")
        assert beat is not None
        assert beat.at == sh("2024-05-01 09:01")


def test_nothing_stays_stale(house: House) -> None:
    house.tick(sh("2024-05-01 09:00"))
    with house.store.reading() as session:
        assert session.scalars(select(AlertStale)).all() == []
        assert register.to_look_at(session, sh("2024-05-01 09:00"), 10) == []


def test_more_than_one_transaction_holds_is_done_in_parts(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = house.tick(sh("2025-01-08 09:00"), dry_run=True)
    monkeypatch.setattr("meeting_cadence.alerts.tick.AT_ONCE", 1)
    parts = house.tick(sh("2025-01-08 09:00"))
    assert sorted(map(str, parts.told)) == sorted(map(str, whole.told))


def test_the_same_on_sqlite_and_postgresql(store: Store) -> None:
    house = House(store)
    house.apply(PACK, at=sh("2024-01-01 09:00"))
    house.adopt("commission", at=sh("2024-01-02 09:00"))
    for at in ("2024-11-19 09:00", "2024-11-19 09:00", "2025-01-22 09:00", "2025-01-22 08:00"):
        house.tick(sh(at))
    assert sorted(told(house)) == [
        ("before-30wd", 0, "office@example.org", False),
        ("before-30wd", 0, "province@example.org", False),
        ("before-7wd", 0, "office@example.org", True),
        ("before-7wd", 0, "province@example.org", True),
        ("breach", 0, "office@example.org", True),
        ("breach", 0, "province@example.org", False),
        ("every-7d", 1, "office@example.org", True),
        ("every-7d", 2, "office@example.org", True),
        ("every-7d", 3, "office@example.org", False),
        ("no_record", 0, "", False),
    ]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ticks=st.lists(st.integers(0, 90), max_size=6))
def test_any_ticks_leave_the_same_notices(new_sqlite_store: NewStore, ticks: list[int]) -> None:
    """In any order, early, late, twice: what is on record at the end is what one tick a day would have left."""
    house = House(new_sqlite_store())
    house.apply(PACK, at=sh("2024-01-01 09:00"))
    house.adopt("commission", at=sh("2024-01-02 09:00"))
    start = sh("2024-11-10 09:00")
    for day in [*ticks, 90, 90]:
        house.tick(start + timedelta(days=day))
    rungs = {(name, rung, number, to) for name, rung, number, to, _ in house.notices()}
    weekly = range(1, 6)
    office, province = "office@example.org", "province@example.org"
    assert rungs == {
        *(
            (name, rung, 0, office)
            for name in ("plenary", "soft")
            for rung in ("before-30wd", "before-7wd", "breach")
        ),
        *((name, "every-7d", number, office) for name in ("plenary", "soft") for number in weekly),
        ("plenary", "breach", 0, province),
        *(("plenary", rung, 0, province) for rung in ("before-30wd", "before-7wd")),
        ("plenary", "no_record", 0, ""),
    }
    assert len(house.notices()) == len(rungs)
    assert date(2025, 2, 8) == (start + timedelta(days=90)).date()
