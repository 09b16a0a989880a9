"""Frozen verdicts are proved by the packs and the ledger of then, whatever is known, amended or reorganised since."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from tests.conftest import OFFICE_PACK, Office

from meeting_cadence.store.notices import take_in_notices
from meeting_cadence.store.verdicts import prove_verdicts

CLOSE = (datetime(2024, 6, 30, 4, tzinfo=UTC), datetime(2024, 6, 30, 16, 1, tzinfo=UTC))
YEAR_END = (datetime(2024, 12, 31, 4, tzinfo=UTC), datetime(2024, 12, 31, 16, 1, tzinfo=UTC))
AMENDED = OFFICE_PACK.replace(
    "clauses: [{quota: {min: 1, per: 1y, align: calendar}}]",
    "versions: [{to: 2025-01-01, clauses: [{quota: {min: 1, per: 1y}}]},"
    " {from: 2025-01-01, clauses: [{quota: {min: 2, per: 1y}}]}]",
)


def close(office: Office, *instants: datetime) -> None:
    for at in instants:
        office.at = at
        office.tick()


@pytest.fixture
def closed(office: Office) -> Office:
    """Two closes: in between, one meeting was held and one body's study recorded."""
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    close(office, *CLOSE)
    office.at = datetime(2024, 7, 5, tzinfo=UTC)
    office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-07-01"})
    close(office, *YEAR_END)
    return office


def test_verdicts_of_every_close_are_judged_again(closed: Office) -> None:
    found = closed.verify()
    assert found.differences == ()
    assert (found.verdicts, found.unproved) == (frozen(closed), 0)
    assert found.verdicts >= 5


def frozen(office: Office) -> int:
    with office.store.reading() as session:
        return int(session.connection().execute(text("SELECT count(*) FROM closed_verdict")).scalar_one())


def test_what_became_known_later_does_not_count(closed: Office) -> None:
    closed.at = datetime(2025, 2, 1, tzinfo=UTC)
    closed.enter(act={"body": "city-a", "kind": "study", "start": "2024-05-01"})
    closed.enter(retract={"entry": "m-1", "reason": "误登"})
    closed.tick()
    assert closed.verify().differences == ()


def test_later_packs_do_not_count(closed: Office) -> None:
    closed.at = datetime(2025, 2, 1, tzinfo=UTC)
    assert closed.apply(AMENDED).version == 2
    closed.apply(AMENDED.replace("parent: commission, tier: city}", "parent: province, tier: town}", 1))
    found = closed.verify()
    assert (found.differences, found.verdicts) == ((), frozen(closed))


def test_what_was_written_at_the_instant_of_the_tick_may_lie_on_either_side(office: Office) -> None:
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    close(office, *YEAR_END)
    office.enter(act={"body": "commission", "kind": "plenary", "start": "2024-07-01"})
    assert office.verify().differences == ()


@pytest.mark.parametrize("standing", ["overdue", "excused"])
def test_a_verdict_that_was_changed_by_hand_is_found(closed: Office, standing: str) -> None:
    with closed.store.engine.begin() as connection:
        if closed.store.is_sqlite:
            triggers = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'closed_verdict'")
            )
            for (name,) in triggers.all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE closed_verdict DISABLE TRIGGER USER"))
        connection.execute(
            text("UPDATE closed_verdict SET standing = :standing WHERE mandate = 'plenary'"),
            {"standing": standing},
        )
    wrong = [one for one in closed.verify().differences if one.kind == "verdict"]
    assert [(one.mandate, one.body, one.label) for one in wrong] == [("plenary", "commission", standing)]


def test_where_working_days_were_counted_by_other_notices_nothing_is_said(sqlite_office: Office) -> None:
    office = sqlite_office
    office.apply(f"workdays: CN{OFFICE_PACK}")
    take_in_notices(office.store, "first", at=office.at, tables=office.tables)
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    close(office, *YEAR_END)
    count = frozen(office)
    assert count > 0
    with office.store.reading() as session:
        assert prove_verdicts(session, tables=office.tables)[:2] == (count, 0)
    take_in_notices(office.store, "second", at=datetime(2025, 1, 5, tzinfo=UTC), tables=office.tables)
    with office.store.reading() as session:
        assert prove_verdicts(session, tables=office.tables)[:2] == (0, count)
