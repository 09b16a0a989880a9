"""Writing many rows at once keeps every value as one row written by itself would."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, insert, select
from sqlmodel import Session

from meeting_cadence.store.bulk import add_rows, insert_rows, update_rows
from meeting_cadence.store.engine import Store
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.store.tables.tallies import TallyRow

_ROWS = table_of(Obligation)
_TALLY = table_of(TallyRow)
AT = datetime(2024, 3, 1, 8, 30, 0, 250_000, tzinfo=ZoneInfo("Asia/Shanghai"))


def row(number: int) -> dict[str, Any]:
    given = {
        "mandate": "全会\t换行\n",
        "clause": 0,
        "clause_id": "a",
        "version": 0,
        "form": "quota",
        "body": "b\\N",
    }
    given |= {"label": "2024", "opens": date(2024, 1, 1), "due": date(2024, 12, 31), "original_due": None}
    given |= {"due_at": AT, "standing": "open", "need": number, "count": 0, "days_late": 0, "surplus": 0}
    given |= {"binding": True, "force": "must", "forecast": False, "provisional": False, "revision": 1}
    given |= {
        "judged": {"b": [1, "一"], "a": None},
        "next_change": None,
        "changed_at": AT,
        "changed_in": 2**40,
    }
    return {"key": f"k{number:05d}", **given}


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.session() as session:
        yield session
        session.rollback()


def kept(session: Session, table: Table) -> list[dict[str, Any]]:
    return [dict(one) for one in session.connection().execute(select(table).order_by(*table.c)).mappings()]


@pytest.mark.parametrize("many", [3, 500])
def test_rows_are_kept_as_one_statement_keeps_them(session: Session, many: int) -> None:
    rows = [row(number) for number in range(many)]
    session.connection().execute(insert(_ROWS), rows)
    by_statement = kept(session, _ROWS)
    session.rollback()
    insert_rows(session.connection(), _ROWS, rows)
    assert kept(session, _ROWS) == by_statement
    assert [(one["key"], one["due_at"], one["judged"]) for one in by_statement] == [
        (one["key"], AT.astimezone(UTC), {"a": None, "b": [1, "一"]}) for one in rows
    ]


def test_what_a_row_leaves_out_is_as_the_table_says(session: Session) -> None:
    sparse = {name: value for name, value in row(1).items() if name not in ("force", "binding", "revision")}
    insert_rows(session.connection(), _ROWS, [sparse, {**row(2), "revision": 5}])
    found = [(one["force"], one["binding"], one["revision"]) for one in kept(session, _ROWS)]
    assert found == [("must", True, 1), ("must", True, 5)]


def test_what_is_not_named_stays(session: Session) -> None:
    insert_rows(session.connection(), _ROWS, [row(1), row(2)])
    changed = {**row(2), "due_at": None, "need": 7, "label": "other"}
    update_rows(session.connection(), _ROWS, [changed], key="key", names=["need", "due_at"])
    one, two = kept(session, _ROWS)
    assert (one["need"], one["due_at"], one["label"]) == (1, AT, "2024")
    assert (two["need"], two["due_at"], two["label"]) == (7, None, "2024")


def test_numbers_are_added_to_those_kept(session: Session) -> None:
    def counts() -> list[tuple[str, int, int]]:
        return [(one["body"], one["own"], one["below"]) for one in kept(session, _TALLY)]

    cell = {"frozen": False, "year": 2024, "weight": "must", "standing": "open"}
    first = [{"body": body, **cell, "own": 1, "below": 2} for body in ("x", "y")]
    add_rows(session.connection(), _TALLY, first, add=("own", "below"))
    assert counts() == [("x", 1, 2), ("y", 1, 2)]
    more = [{"body": "y", **cell, "own": -1, "below": 0}, {"body": "z", **cell, "own": 0, "below": 5}]
    add_rows(session.connection(), _TALLY, more, add=("own", "below"))
    assert counts() == [("x", 1, 2), ("y", 0, 2), ("z", 0, 5)]


def test_nothing_is_written_for_no_rows(session: Session) -> None:
    insert_rows(session.connection(), _ROWS, [])
    update_rows(session.connection(), _ROWS, [], key="key", names=["need"])
    add_rows(session.connection(), _TALLY, [], add=("own",))
    assert (kept(session, _ROWS), kept(session, _TALLY)) == ([], [])
