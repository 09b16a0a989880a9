"""Counters, frozen verdicts, and judging again only what a new pack can change."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from meeting_cadence.queries.affected import affected
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.tallies import Count, subtree_counts, wrong_counters


def sums(office: Any, body: str) -> list[Count]:
    with office.store.reading() as session:
        return sorted(subtree_counts(session, load_world(session), body))


def by_hand(office: Any, bodies: list[str]) -> list[Count]:
    found: Counter[tuple[int, str, str]] = Counter()
    for row in office.rows():
        if row["body"] in bodies and row["binding"] and not row["forecast"]:
            weight = "review" if row["form"] == "review" else row["force"]
            found[row["due"].year if row["due"] else 0, weight, row["standing"]] += 1
    return sorted(Count(False, *cell, number) for cell, number in found.items())


def test_counters_follow_every_change(office: Any) -> None:
    subtree = ["commission", "city-a", "city-b", "city-old"]
    assert sums(office, "commission") == by_hand(office, subtree)
    office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-03-01"})
    assert sums(office, "commission") == by_hand(office, subtree)
    office.enter(retract={"entry": "m-1", "reason": "误记"})
    assert sums(office, "commission") == by_hand(office, subtree)


def test_a_body_that_moves_takes_its_counts_along(office: Any) -> None:
    office.apply(
        office.pack.replace(
            "{id: city-a, name: 甲市, order: 3, parent: commission",
            "{id: city-a, name: 甲市, order: 3, parent: province",
        )
    )
    assert sums(office, "commission") == by_hand(office, ["commission", "city-b", "city-old"])
    assert office.verify().differences == ()


def test_where_the_tree_is_not_added_up_yet_the_sums_are_the_same(office: Any) -> None:
    before = sums(office, "province")
    with office.store.session() as session:
        session.connection().execute(text("UPDATE tally SET below = 0"))
        session.connection().execute(text("DELETE FROM tally WHERE body = ''"))
    assert sums(office, "province") == before
    office.tick()
    assert office.verify().differences == ()
    assert sums(office, "province") == before


def test_a_wrong_counter_is_found_and_made_anew(office: Any) -> None:
    with office.store.session() as session:
        session.connection().execute(text("UPDATE tally SET own = own + 1 WHERE body = 'city-a'"))
        assert {cell.body for cell in wrong_counters(session, office.world)} == {"city-a"}
    assert {one.kind for one in office.verify().differences} == {"tally"}


def test_a_verdict_is_written_once_and_stays(office: Any) -> None:
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    for at in (datetime(2024, 12, 31, 4, tzinfo=UTC), datetime(2024, 12, 31, 16, 1, tzinfo=UTC)):
        office.at = at
        office.tick()
    found = verdicts(office)
    assert found["plenary", "commission"] == "overdue"
    office.at = datetime(2025, 1, 1, 5, tzinfo=UTC)
    office.enter(act={"body": "commission", "kind": "plenary", "start": "2024-06-01"})
    assert office.standing("plenary", "2024") == "met"
    office.tick()
    assert verdicts(office) == found
    with pytest.raises(DatabaseError), office.store.engine.begin() as connection:
        connection.execute(text("UPDATE closed_verdict SET standing = 'met'"))


def verdicts(office: Any) -> dict[tuple[str, str], str]:
    with office.store.reading() as session:
        rows = session.connection().execute(text("SELECT mandate, body, standing FROM closed_verdict"))
        return {(mandate, body): standing for mandate, body, standing in rows}


@pytest.mark.parametrize(
    ("old", "new", "streams"),
    [
        ("title: 学习", "title: 学习会", set()),
        ("name: 甲市", "name: 甲城", set()),
        ("until: 2023-01-01", "until: 2023-06-01", set()),
        ("within: 4h", "within: 8h", {("incident", "city-a"), ("incident", "city-b")}),
        (
            "name: 甲市, order: 3, parent: commission",
            "name: 甲市, order: 3, parent: province",
            {("study", "city-a"), ("convey", "city-a"), ("incident", "city-a")},
        ),
    ],
)
def test_only_what_a_new_pack_can_change_is_judged_again(
    sqlite_office: Any, old: str, new: str, streams: set[tuple[str, str]]
) -> None:
    office, before = sqlite_office, sqlite_office.world
    assert old in office.pack
    office.apply(office.pack.replace(old, new))
    assert {tuple(stream) for stream in affected(before, office.world)} == streams
    assert office.verify().differences == ()
