"""The engine against a second implementation that walks day by day (properties 6 and 18).

Few examples every day, a thousand with `--hypothesis-profile=thorough -m hypothesis`.
"""

from datetime import date

from hypothesis import given
from tests.engine import oracle
from tests.engine.asking import TABLES
from tests.engine.strategies import World, deadline_worlds, gap_worlds, quota_worlds

from meeting_cadence.dates import monday_to_friday
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import Judgement


def judged(world: World) -> list[Judgement]:
    return read_board(
        world.pack, Facts.fold(world.ledger.entries), at=world.at, tables=TABLES, explained=False
    )


def verdict(row: Judgement) -> oracle.Verdict:
    opens, due = row.opens, row.due
    assert type(opens) is date and (due is None or type(due) is date)
    return oracle.Verdict(opens, due, row.standing.value, row.count, row.by, row.days_late)


def compare_quota(world: World) -> None:
    expected = oracle.judge_quota(world.pack, world.ledger.entries, world.at)
    found = [verdict(row) for row in judged(world)]
    assert [one for one in found if one.opens <= world.at] == expected
    beyond = [one for one in found if one.opens > world.at]
    assert [one.standing for one in beyond] == ["upcoming"] * len(beyond)
    assert len(beyond) == 1


def compare_gap(world: World) -> None:
    expected = oracle.judge_gap(world.pack, world.ledger.entries, world.at)
    rows = judged(world)
    if not expected:
        assert [row.label for row in rows] == ["first"]
    else:
        assert [verdict(row) for row in rows] == expected


def compare_deadline(world: World) -> None:
    expected = oracle.judge_deadline(world.pack, world.ledger.entries, world.at, monday_to_friday)
    assert sorted(verdict(row) for row in judged(world)) == sorted(expected)


@given(quota_worlds())
def test_a_quota(world: World):
    compare_quota(world)


@given(gap_worlds())
def test_a_gap(world: World):
    compare_gap(world)


@given(deadline_worlds())
def test_a_deadline(world: World):
    compare_deadline(world)
