"""Counting rows in groups: the database and the rows themselves say the same, now and at another time."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import Office

from meeting_cadence.access import Person, Role
from meeting_cadence.pages.piles import listed
from meeting_cadence.pages.view import View
from meeting_cadence.queries.board import Cursor
from meeting_cadence.store.grouped import EVER, Span, Wanted, count_groups, streams_kept
from meeting_cadence.store.piles import fits, piles

SEEING_ALL = Person(1, "a", "a", Role.AUDITOR)
ASKED: list[dict[str, Any]] = [
    {},
    {"force": None},
    {"due": Span.of_year(2023)},
    {"due": Span.of_year(2024), "live_too": True},
    {"due": Span(date(2024, 1, 1), date(2024, 6, 30)), "standings": ["open", "upcoming"]},
    {"mandate": "study", "standings": ["overdue", "missed"]},
    {"planned": EVER},
    {"planned": Span(date(2024, 5, 2), date(2024, 5, 2))},
    {"binding_only": True, "standings": ["no_record"]},
    {"bodies": ("city-a",)},
    {"bodies": ("city-a", "city-b"), "due": Span(last=date(2023, 12, 31))},
]


@pytest.fixture
def filled(office: Office) -> Office:
    office.enter(complete={"body": "commission", "from": "2022-01-01", "declared": "2022-01-01"})
    office.enter(complete={"body": "city-a", "from": "2023-01-01", "declared": "2023-01-01"})
    office.enter(act={"body": "commission", "kind": "plenary", "start": "2023-06-01"})
    office.enter(act={"body": "city-a", "kind": "study", "start": "2023-09-01"})
    office.enter(plan={"id": "p-1", "body": "city-a", "kind": "study", "start": "2024-05-02"})
    return office


@pytest.mark.parametrize("asked", ASKED, ids=[str(list(one.items())[:2]) for one in ASKED])
def test_the_database_counts_what_the_rows_say(filled: Office, asked: dict[str, Any]) -> None:
    wanted = Wanted(**{"bodies": None, **asked})
    with filled.store.reading() as session:
        view = View(session, filled.tables, SEEING_ALL, filled.at)
        counted = {(pile.keys, pile.face): pile.number for pile in piles(view, wanted, ("body", "mandate"))}
        judged = [one for one in view.judged(wanted.bodies or view.bodies) if fits(wanted, one.row)]
        rows = view.rows_of([one.row["key"] for one in judged])
        assert counted == Counter(((row.body, row.mandate), row.face) for row in rows)
        days = {(pile.keys, pile.face): pile.number for pile in piles(view, wanted, ("due",))}
        assert days == Counter(((row.due_day,), row.face) for row in rows)


def test_another_time_is_counted_from_its_own_rows(filled: Office) -> None:
    with filled.store.reading() as session:
        view = replace(View(session, filled.tables, SEEING_ALL, filled.at), at=date(2023, 8, 1))
        asked = Wanted(None, mandate="plenary", due=Span.of_year(2023))
        assert [(pile.face, pile.number) for pile in piles(view, asked, ())] == [("met", 1)]
        studied = Wanted(("city-a",), mandate="study", due=Span.of_year(2023))
        faces = {pile.keys[0]: pile.face for pile in piles(view, studied, ("due",))}
        assert faces == {date(2023, 6, 30): "overdue", date(2023, 12, 31): "open"}


def test_what_time_has_overtaken_is_counted_as_it_stands_now(filled: Office) -> None:
    """Nobody ticks for a year: the kept rows still say open."""
    filled.at += timedelta(days=365)
    with filled.store.reading() as session:
        view = View(session, filled.tables, SEEING_ALL, filled.at)
        wanted = Wanted(("commission",), mandate="plenary", due=Span.of_year(2024))
        kept = count_groups(session, wanted, (), today=view.today)
        assert [(group.standing, group.number) for group in kept] == [("open", 1)]
        assert [(pile.face, pile.number) for pile in piles(view, wanted, ())] == [("overdue", 1)]
        (row,) = listed(view, wanted, after=None, limit=10).rows
        assert row.standing == "overdue"


def test_a_list_goes_on_where_it_ended(filled: Office) -> None:
    wanted = Wanted(None, force=None)
    with filled.store.reading() as session:
        view = View(session, filled.tables, SEEING_ALL, filled.at)
        whole = listed(view, wanted, after=None, limit=1000)
        found, after = [], None
        while True:
            part = listed(view, wanted, after=after, limit=3)
            found += [row.key for row in part.rows]
            after = part.next
            if after is None:
                break
        assert found == [row.key for row in whole.rows]
        assert whole.next is None and len(found) > 6
        past = replace(view, at=date(2023, 8, 1))
        first = listed(past, wanted, after=None, limit=2)
        second = listed(past, wanted, after=first.next, limit=1000)
        everything = listed(past, wanted, after=None, limit=1000)
        assert [*first.rows, *second.rows] == list(everything.rows)


def test_rows_without_a_due_day_come_last_and_are_reached(filled: Office) -> None:
    with filled.store.reading() as session:
        view = View(session, filled.tables, SEEING_ALL, filled.at)
        last = listed(view, Wanted(None, force=None), after=Cursor(None, ""), limit=10)
        assert all(row.due is None for row in last.rows)


def test_only_streams_that_have_or_had_a_row_are_drawn(filled: Office) -> None:
    with filled.store.reading() as session:
        assert streams_kept(session, ["incident"], None) == set()
        assert streams_kept(session, [], None) == set()
    filled.enter(event={"id": "e-1", "kind": "incident", "body": "city-b", "at": "2024-03-01T08:00:00+08:00"})
    with filled.store.reading() as session:
        assert streams_kept(session, ["incident"], None) == {("incident", "city-b")}
        assert streams_kept(session, ["incident"], ("city-a",)) == set()
