"""The board from the projection and from the spine: filters, pages, counts, history."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from meeting_cadence.access import NotFound
from meeting_cadence.actions.retract import retract
from meeting_cadence.queries.board import Cursor, CursorInvalid, Question
from meeting_cadence.store.board import (
    count_rows,
    count_standings,
    list_next,
    list_overdue,
    list_rows,
    tally,
)
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.spine import board_at, explain_obligation

PLENARY = {"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01"}


def asked(office: Any, question: Question) -> list[tuple[str, str]]:
    with office.store.reading() as session:
        return [(row.mandate, row.label) for row in list_rows(session, question).rows]


def test_the_filters_all_hold(office: Any) -> None:
    question = Question(["commission"], mandate="plenary", standings=["upcoming"], due_to=date(2026, 12, 31))
    assert asked(office, question) == [("plenary", "2025"), ("plenary", "2026")]
    assert asked(office, Question(["city-a"], mandate="plenary")) == []
    assert asked(office, Question([], mandate="plenary")) == []
    both_ends = Question(mandate="plenary", due_from=date(2024, 12, 31), due_to=date(2024, 12, 31))
    assert asked(office, both_ends) == [("plenary", "2024")]


def test_pages_follow_each_other_without_gap_or_repeat(office: Any) -> None:
    whole = asked(office, Question(limit=1000))
    found: list[tuple[str, str]] = []
    cursor: Cursor | None = None
    while True:
        with office.store.reading() as session:
            page = list_rows(session, Question(limit=3, after=cursor))
        found += [(row.mandate, row.label) for row in page.rows]
        if page.next is None:
            break
        cursor = Cursor.parse(str(page.next))
    assert found == whole
    with office.store.reading() as session:
        assert count_rows(session, Question()) == len(whole)


@pytest.mark.parametrize("text", ["", "x", "W10=", "WzEsMl0=", "é"])
def test_a_foreign_cursor_is_refused(text: str) -> None:
    with pytest.raises(CursorInvalid):
        Cursor.parse(text)


def test_overdue_and_next(office: Any) -> None:
    office.enter(complete={"body": "commission", "from": "2022-01-01"})
    with office.store.reading() as session:
        overdue = [(row.label, row.standing) for row in list_overdue(session, ["commission"]).rows]
        coming = list_next(session, ["commission"], today=date(2024, 10, 2), days=90).rows
        too_soon = list_next(session, ["commission"], today=date(2024, 10, 1), days=90).rows
    assert overdue == [("2022", "missed"), ("2023", "overdue")]
    assert [row.label for row in coming] == ["2024"]
    assert too_soon == ()


def test_tallies_of_a_subtree_are_the_sums_of_its_parts(office: Any) -> None:
    bodies = ["province", "commission", "city-a", "city-b", "city-old"]
    with office.store.reading() as session:
        own = count_standings(session)
        totals = tally(session, load_world(session), bodies)
    assert totals["city-a"] == own["city-a"]
    assert totals["commission"] == sum((own.get(one, Counter()) for one in bodies[1:]), Counter())
    assert totals["province"] == sum(own.values(), Counter())


def test_the_board_of_a_past_day_by_what_was_known_then(office: Any) -> None:
    office.enter(act=PLENARY)
    with office.store.reading() as session:
        world = load_world(session)

        def standing(at: datetime | date, known_at: datetime | None = None) -> str:
            board = board_at(
                session,
                world,
                at=at,
                known_at=known_at,
                tables=office.tables,
                bodies=["commission"],
                mandates=["plenary"],
            )
            return next(row.standing.value for row in board if row.label == "2024")

        assert standing(date(2024, 1, 31)) == "open"
        assert standing(date(2024, 2, 1)) == "met"
        assert standing(date(2024, 3, 5), office.at - timedelta(seconds=1)) == "open"
        assert standing(date(2024, 3, 5), office.at) == "met"


def test_the_spine_and_the_projection_agree_for_now(office: Any) -> None:
    office.enter(act=PLENARY)
    with office.store.reading() as session:
        board = board_at(session, load_world(session), at=office.at, tables=office.tables)
    kept = {row["key"]: row["standing"] for row in office.rows()}
    assert {row.key: row.standing.value for row in board}.items() <= kept.items()


def test_an_obligation_tells_why_and_its_history(office: Any) -> None:
    office.enter(act=PLENARY)
    office.at = datetime(2024, 3, 5, 5, tzinfo=UTC)
    office.do(retract, "m-1", reason="误录", by="李某")
    office.enter(act={"body": "city-a", "kind": "study", "start": "2024-02-01"})
    (key,) = [row["key"] for row in office.rows("plenary") if row["label"] == "2024"]
    with office.store.reading() as session:
        found = explain_obligation(session, load_world(session), key, at=office.at, tables=office.tables)
    assert found.judgement is not None
    assert found.judgement.standing == "open"
    assert [(line.kept.seq, line.kept.entry.by) for line in found.lines] == [(1, "王某"), (2, "李某")]
    taken = found.lines[0].retracted_by
    assert taken is not None
    assert (taken.seq, taken.reason) == (2, "误录")
    assert found.lines[1].retracted_by is None


def test_a_correction_taken_back_is_no_longer_in_force(office: Any) -> None:
    office.enter(act=PLENARY)
    office.at = datetime(2024, 3, 5, 5, tzinfo=UTC)
    taken = office.do(retract, "m-1", reason="误录", by="李某")
    office.at = datetime(2024, 3, 5, 6, tzinfo=UTC)
    office.do(retract, taken.entry_id, reason="并未误录", by="李某")
    (key,) = [row["key"] for row in office.rows("plenary") if row["label"] == "2024"]
    with office.store.reading() as session:
        found = explain_obligation(session, load_world(session), key, at=office.at, tables=office.tables)
    assert [line.retracted_by is None for line in found.lines] == [True, False, True][: len(found.lines)]


def test_an_unknown_key_is_not_found(office: Any) -> None:
    with pytest.raises(NotFound), office.store.reading() as session:
        explain_obligation(session, load_world(session), "nothing", at=office.at, tables=office.tables)
