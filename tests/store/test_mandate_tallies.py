"""Counters of large subtrees by mandate: what they say is what the rows say, after every kind of change."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from tests.conftest import Office

from meeting_cadence.access import Person, Role
from meeting_cadence.queries.world import NARROW
from meeting_cadence.store.engine import Store
from meeting_cadence.store.gathered import BY, Lines, gathered
from meeting_cadence.store.grouped import Span, Wanted
from meeting_cadence.store.mandate_tallies import wrong_duties
from meeting_cadence.store.piles import piles
from meeting_cadence.store.reading import Reading

SEEING_ALL = Person(1, "a", "a", Role.AUDITOR)
COUNTIES = NARROW + 1


def country(*, small: int = 2, moved: int = 0) -> str:
    """A nation: province `wide` with many counties, province `small` with few; so many counties moved to `small`."""
    bodies = "".join(
        f"  - {{id: x{n}, name: 县{n}, order: {n + 10}, parent: {'small' if n < moved else 'wide'}, tier: county}}\n"
        for n in range(COUNTIES + moved)
    )
    bodies += "".join(
        f"  - {{id: y{n}, name: 区{n}, order: {n + 90}, parent: small, tier: county}}\n" for n in range(small)
    )
    return (
        "format: 1\npack: country\ntitle: 样例\ntimezone: Asia/Shanghai\nbodies:\n"
        "  - {id: nation, name: 国, order: 1, parent: null}\n"
        "  - {id: wide, name: 大省, order: 2, parent: nation}\n"
        f"  - {{id: small, name: 小省, order: 3, parent: nation}}\n{bodies}regulations:\n"
        "  - id: rules\n    title: 《办法》\n    effective: 2023-01-01\n    mandates:\n"
        "      - {id: must, title: 会议, obliged: {tier: county}, act: k, lead: 310d,\n"
        "         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}\n"
        "      - {id: soft, title: 学习, obliged: {tier: county}, act: s, force: normally,\n"
        "         clauses: [{quota: {min: 1, per: 6m, align: calendar}}]}\n"
        "      - {id: own, title: 本级, obliged: {body: wide}, act: o,\n"
        "         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}\n"
    )


def lines_of(reading: Reading) -> Lines:
    return {"nation": ("nation",)} | {one: reading.below(one) for one in ("wide", "small")}


def both(office: Office, *, year: int = 2024, **asked: Any) -> tuple[Counter[Any], Counter[Any]]:
    """The numbers of the lines, and those of the bodies added up by hand."""
    with office.store.reading() as session:
        reading = Reading(session, office.tables, SEEING_ALL, office.at, **asked)
        lines = lines_of(reading)
        wanted = Wanted(None, live_too=True, force=None)
        line_of = {body: line for line, bodies in lines.items() for body in bodies}
        by_line = Counter({pile[:3]: pile.number for pile in gathered(reading, wanted, lines, year=year)})
        by_hand: Counter[Any] = Counter()
        days = replace(wanted, due=Span.of_year(year))
        for (body, *rest), standing, face, number in piles(reading, days, BY):
            by_hand[(line_of[body], *rest), standing, face] += number
        return by_line, by_hand


@pytest.fixture
def nation(store: Store) -> Office:
    office = Office(store)
    office.apply(country(), name="country.yaml")
    office.enter(complete={"from": "2023-01-01", "declared": "2023-01-01"})
    office.enter(act={"body": "x1", "kind": "k", "start": "2023-05-01"})
    return office


def test_wide_bodies_are_those_with_many_below(nation: Office) -> None:
    assert nation.world.wide == {"nation", "wide"}


def test_lines_count_what_their_bodies_count(nation: Office) -> None:
    nation.enter(plan={"id": "p", "body": "x2", "kind": "k", "start": "2024-06-01"})
    nation.enter(act={"id": "m", "body": "x3", "kind": "k", "start": "2024-02-01"})
    by_line, by_hand = both(nation)
    assert by_line == by_hand
    wide = ("wide", "must", "must")
    assert by_line[wide, "overdue", "overdue"] == COUNTIES - 1, "of 2023, which is pending still"
    assert by_line[wide, "met", "met"] == 1
    assert by_line[wide, "open", "planned"] == 1 and by_line[wide, "open", "due_soon"] == COUNTIES - 2
    assert both(nation, year=2023)[0] == both(nation, year=2023)[1]
    nation.enter(retract={"entry": "m", "reason": "误记"})
    assert both(nation)[0] == both(nation)[1]
    assert nation.verify().differences == ()


def test_what_time_has_overtaken_is_counted_as_it_stands_now(nation: Office) -> None:
    before = both(nation, year=2024)[0]
    nation.at += timedelta(days=300)
    by_line, by_hand = both(nation, year=2024)
    assert by_line == by_hand != before
    nation.tick()
    assert both(nation, year=2024)[0] == by_line
    assert nation.verify().differences == ()


def test_another_time_is_counted_from_its_own_rows(nation: Office) -> None:
    by_line, by_hand = both(nation, year=2023, at=date(2023, 8, 1))
    assert by_line == by_hand
    assert by_line[("wide", "must", "must"), "open", "due_soon"] == COUNTIES - 1


def test_another_tree_is_counted_anew(nation: Office) -> None:
    nation.apply(country(moved=3), name="country.yaml")
    assert both(nation)[0] == both(nation)[1]
    assert nation.verify().differences == ()


def test_without_counters_the_rows_are_counted_until_the_next_tick(nation: Office) -> None:
    before = both(nation)[0]
    with nation.store.session() as session:
        session.connection().execute(text("DELETE FROM mandate_tally"))
    assert both(nation)[0] == before
    nation.tick()
    assert nation.verify().differences == ()
    with nation.store.reading() as session:
        assert session.connection().execute(text("SELECT count(*) FROM mandate_tally")).scalar_one() > 1


def test_a_wrong_counter_is_found(nation: Office) -> None:
    with nation.store.session() as session:
        wrong = "UPDATE mandate_tally SET number = number + 1 WHERE body = 'wide' AND mandate = 'own'"
        session.connection().execute(text(wrong))
        assert {(cell.body, cell.mandate) for cell in wrong_duties(session, nation.world)} == {
            ("wide", "own")
        }
    assert {one.kind for one in nation.verify().differences} == {"tally"}
