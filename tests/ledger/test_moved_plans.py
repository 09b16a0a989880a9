"""Of several entries of one plan the latest known one holds, in whatever order they are read."""

from datetime import UTC, date, datetime
from itertools import permutations

from meeting_cadence.ledger.entries import Entry, Plan
from meeting_cadence.ledger.facts import Facts


def planned(day: int, recorded: datetime | None, status: str = "confirmed") -> Entry:
    plan = Plan(id="p-1", bodies=("a",), kind="plenary", start=date(2024, 3, day), status=status)  # type: ignore[arg-type]
    return Entry(plan, recorded)


def test_the_latest_entry_of_a_plan_holds() -> None:
    entries = [
        planned(9, None),
        planned(7, datetime(2024, 1, 2, tzinfo=UTC)),
        planned(5, datetime(2024, 1, 3, tzinfo=UTC), "cancelled"),
    ]
    for order in permutations(entries):
        (known,) = Facts.fold(order).plans["a", "plenary"]
        assert known.plan == entries[2].content
    (known,) = Facts.fold(entries, known_at=datetime(2024, 1, 2, tzinfo=UTC)).plans["a", "plenary"]
    assert known.plan == entries[1].content
