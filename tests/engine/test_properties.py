"""The properties of the engine. Elsewhere: months clip (8) in tests/dates/test_months.py; zones (13) in
tests/standing/test_quota_windows.py; dateutil (17) in tests/cadence/test_grid.py; the walker (18) in
tests/dates/test_workdays.py and test_oracle.py; enough acts (6) in test_oracle.py. Totals of trees (12), ticks (15)
and feeds (16) belong to the store, the jobs and the feeds and are tested there.
"""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.engine.asking import TABLES, board_of, duty, meet, pack_of, quota, relief, rows_of
from tests.engine.strategies import GRIDS, World, days, deadline_worlds, quota_worlds, worlds

from meeting_cadence.dates import start_of_day
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import Judgement
from meeting_cadence.standing.next_change import lead_day, next_change

Row = dict[str, Any]
MOVES = {
    "upcoming": {"upcoming", "open", "overdue", "no_record", "optional", "missed", "met"},
    "open": {"open", "overdue", "no_record", "optional", "missed"},
    "overdue": {"overdue", "missed"},
    "no_record": {"no_record"},
    "optional": {"optional"},
    "missed": {"missed"},
    "met": {"met"},
    "met_late": {"met_late"},
    "met_extended": {"met_extended"},
    "excused": {"excused"},
    "postponed": {"postponed"},
    "superseded": {"superseded"},
    "violated": {"violated"},
}
"""What a standing may become when only time passes."""
BEST = ("missed", "overdue", "no_record", "optional", "open", "upcoming", "met_late", "met_extended", "met")
GOOD = {standing: rank for rank, standing in enumerate(BEST)}
BODIES = ({"id": "b", "name": "X", "fiscal_year_end": "03-31"},)


def ask(world: World, *, entries: Sequence[Row] | None = None, why: bool = False, **more: Any) -> list[Row]:
    given_entries = world.entries if entries is None else entries
    at = more.pop("at", world.at)
    rows = board_of(world.pack, given_entries, at, declared=world.declared, explained=why, **more)
    return [as_row(row, why=why) for row in rows]


@given(worlds, st.randoms(use_true_random=False))
def test_01_and_11_the_order_of_the_entries_carries_no_meaning(world: World, random: Any):
    shuffled = random.sample(world.entries, len(world.entries))
    assert ask(world, entries=shuffled, why=True) == ask(world, why=True)


def test_01_the_answer_is_the_same_under_any_hash_seed_and_zone():
    """Two fresh interpreters, the real command."""
    script = (
        "import json; from tests.engine.cases import *;"
        "print(json.dumps([answer(p, q, entries_of(load(p), q)) for p in CASES[:8] for q in load(p)['questions']]))"
    )
    root = Path(__file__).parents[2]
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}",
            },
            cwd=root,
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed, zone in (("1", "America/Los_Angeles"), ("2", "Pacific/Kiritimati"))
    }
    assert len(answers) == 1
    assert len(json.loads(answers.pop())) > 10


@given(quota_worlds(grids=[grid for grid in GRIDS if "slots" not in grid]))
def test_02_windows_tile_the_effective_range(world: World):
    rows = ask(world, span=(None, "2025-06-30"))
    spans = [(date.fromisoformat(row["opens"]), date.fromisoformat(row["due"])) for row in rows]
    start = date.fromisoformat(world.mandate["effective"])
    assert spans[0][0] <= start <= spans[0][1]
    assert spans[-1][0] <= date(2025, 6, 30) <= spans[-1][1]
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(spans))


@given(worlds, st.integers(0, 1500), st.integers(1, 1500))
def test_03_a_longer_horizon_changes_no_earlier_row(world: World, near: int, further: int):
    one = (world.at + timedelta(days=near)).isoformat()
    other = (world.at + timedelta(days=near + further)).isoformat()
    short, long = ({row["key"]: row for row in ask(world, span=(None, end))} for end in (one, other))
    assert {key: long[key] for key in short} == short


@given(worlds, days)
def test_04_keys_depend_on_mandate_clause_body_and_anchor_alone(world: World, at: date):
    """Asked on another day, with another text of the title, and a longer rule, the same windows have the same keys."""
    names = ("clause", "window", "opens")
    here = {tuple(row[name] for name in names): row["key"] for row in ask(world)}
    retold = world._replace(
        pack=pack_of(
            {**world.mandate, "title": "T", "article": "9", "lead": "5d"},
            bodies=BODIES,
            timezone=world.pack.zone,
        )
    )
    there = {tuple(row[name] for name in names): row["key"] for row in ask(retold, at=at)}
    assert {name: there[name] for name in here.keys() & there.keys()} == {
        name: here[name] for name in here.keys() & there.keys()
    }
    assert len(set(here.values())) == len(here)


@given(quota_worlds(named=False), days)
def test_05_adding_a_qualifying_act_makes_nothing_worse_on_a_grid(world: World, day: date):
    before = {row["window"]: GOOD[row["standing"]] for row in ask(world)}
    after = {
        row["window"]: GOOD[row["standing"]]
        for row in ask(world, entries=[*world.entries, meet(day.isoformat(), id="new")])
    }
    assert before.keys() == after.keys()
    assert all(after[label] >= rank for label, rank in before.items())


@given(worlds)
def test_07_one_act_credits_at_most_one_window_of_a_clause(world: World):
    rows = board_of(world.pack, world.entries, world.at, declared=world.declared)
    used = [act.id for row in rows for act in row.acts]
    if (
        rows and rows[0].form != "gap"
    ):  # an act that settles a gap may also be too close: each link has its own
        assert len(used) == len(set(used))


def most(spans: Sequence[tuple[date, date]], acts: Sequence[date]) -> int:
    """The greatest number of spans that can have an act of their own, by trying everything."""
    return max(
        (
            sum(
                place is not None and spans[n][0] <= acts[place] <= spans[n][1]
                for n, place in enumerate(chosen)
            )
            for chosen in itertools.permutations([*range(len(acts)), *[None] * len(spans)], len(spans))
        ),
        default=0,
    )


near = st.dates(date(2022, 11, 1), date(2023, 3, 31))


@given(st.lists(near, max_size=4), st.dates(date(2022, 12, 31), date(2023, 6, 30)), st.booleans())
def test_07_as_many_windows_of_a_grid_are_met_as_possible(acts: list[date], until: date, monthly: bool):
    """Two or five windows, one of them extended."""
    rule = duty(quota(per="1m"), effective="2022-11-01")
    label = "2022-12" if monthly else "2022-11"
    given_entries = [
        relief("extend", label, until=until.isoformat(), granted="2022-11-02"),
        *[meet(day.isoformat(), id=f"a{n}") for n, day in enumerate(acts)],
    ]
    rows = [row for row in rows_of(rule, *given_entries, at="2023-12-31") if row["window"] <= "2023-03"]
    spans = [(date.fromisoformat(row["opens"]), date.fromisoformat(row["due"])) for row in rows]
    assert sum(row["standing"] in ("met", "met_extended") for row in rows) == most(spans, acts)


@given(deadline_worlds(lengths=("0d", "30d", "2w")))
def test_07_as_many_limits_are_kept_as_possible(world: World):
    entries = [entry for entry in world.entries if "event" in entry][:4] + [
        entry for entry in world.entries if "act" in entry
    ][:4]
    rows = ask(world, entries=entries, at=date(2025, 1, 1))
    acts = [date.fromisoformat(entry["act"]["start"]) for entry in entries if "act" in entry]
    spans = [(date.fromisoformat(row["opens"]), date.fromisoformat(row["due"])) for row in rows]
    assert sum(row["standing"] == "met" for row in rows) == most(spans, acts)


@given(quota_worlds(), st.data())
def test_09_waived_and_taken_back_is_as_if_never_waived(world: World, data: st.DataObject):
    plain = ask(world)
    label = data.draw(st.sampled_from([row["window"] for row in plain]))
    waived = relief("waive", label, granted="2018-01-01", id="w")
    back = {"retract": {"entry": "w", "reason": "error"}}
    assert ask(world, entries=[*world.entries, waived, back]) == plain
    excused = {row["window"]: row["standing"] for row in ask(world, entries=[*world.entries, waived])}
    assert excused == {**{row["window"]: row["standing"] for row in plain}, label: "excused"}


@given(quota_worlds(), st.data())
def test_09_postponing_one_window_changes_no_other(world: World, data: st.DataObject):
    plain = ask(world)
    label = data.draw(st.sampled_from([row["window"] for row in plain]))
    postponed = ask(world, entries=[*world.entries, relief("postpone", label, granted="2018-01-01")])
    others = [row for row in postponed if row["window"] != label]
    needed = [(row["window"], row["standing"], row["by"], row["due"]) for row in others]
    assert needed == [
        (row["window"], row["standing"], row["by"], row["due"]) for row in plain if row["window"] != label
    ]


@given(worlds, st.lists(st.integers(0, 900), min_size=1, max_size=4))
def test_10_with_no_new_facts_a_standing_only_moves_forward(world: World, steps: list[int]):
    """All facts lie before the first question; the days asked for follow it."""
    past = [entry for entry in world.entries if _day(entry) <= world.at]
    assume(_settled_before(past, world.at))
    at, seen = world.at, {row["key"]: row["standing"] for row in ask(world, entries=past)}
    for step in steps:
        at += timedelta(days=step)
        now = {row["key"]: row["standing"] for row in ask(world, entries=past, at=at)}
        assert seen.keys() <= now.keys()
        assert all(now[key] in MOVES[standing] for key, standing in seen.items())
        seen = now


def _day(entry: Row) -> date:
    content = entry.get("act") or entry["event"]
    return date.fromisoformat(str(content.get("start") or content["at"])[:10])


def _settled_before(entries: Sequence[Row], at: date) -> bool:
    """Instants are told in several offsets: a day of room."""
    return all(_day(entry) < at - timedelta(days=1) for entry in entries)


def facets(row: Judgement, at: date) -> tuple[object, ...]:
    lead = lead_day(row)
    return row.standing, lead is not None and at >= lead and row.standing.value in ("open", "upcoming")


def check_next_change(world: World, step: int) -> None:
    """Until the instant that is told, nothing changes; it lies after the moment asked for."""
    zone, facts = world.pack.bodies[0].zone, Facts.fold(world.ledger.entries)
    instant = start_of_day(world.at, zone)
    later = start_of_day(world.at + timedelta(days=step), zone)
    now, then = (
        {row.key: row for row in read_board(world.pack, facts, at=when, tables=TABLES)}
        for when in (instant, later)
    )
    for key, row in now.items():
        change = next_change(row, facts, at=instant, tree=world.pack.tree)
        assert change is None or (change > instant and change.tzinfo is UTC)
        if change is None or change > later:
            assert key in then
            assert facets(then[key], world.at + timedelta(days=step)) == facets(row, world.at)


@given(worlds, st.integers(1, 800))
def test_10_until_the_next_change_nothing_changes(world: World, step: int):
    check_next_change(world, step)


@given(quota_worlds(named=False), days, st.sampled_from(["3m", "1y", "1w"]), st.integers(1, 3))
def test_14_windows_closed_before_an_amendment_keep_their_verdict(
    world: World, on: date, per: str, least: int
):
    clauses = world.mandate["clauses"]
    assume(on > date.fromisoformat(world.mandate["effective"]))
    amended = {key: value for key, value in world.mandate.items() if key != "clauses"} | {
        "versions": [
            {"to": on.isoformat(), "clauses": clauses},
            {"from": on.isoformat(), "clauses": [quota(per=per, min=least)]},
        ]
    }
    after = world._replace(pack=pack_of(amended, bodies=BODIES, timezone=world.pack.zone))
    old = {row["key"]: row for row in ask(world) if row["due"] < on.isoformat()}
    new = {row["key"]: row for row in ask(after)}
    assert {key: {**new[key], "why": None} for key in old} == {
        key: {**row, "why": None} for key, row in old.items()
    }


@given(worlds, days)
def test_known_at_sees_the_ledger_as_it_stood(world: World, known: date):
    """Entries recorded later than asked for might as well not be there."""
    stamped = [{**entry, "recorded": f"{_day(entry)}T12:00:00+00:00"} for entry in world.entries]
    limit = f"{known}T18:00:00+00:00"
    earlier = [entry for entry in stamped if entry["recorded"] <= limit]
    assert ask(world, entries=stamped, known_at=limit) == ask(world, entries=earlier)


@given(worlds)
def test_the_quick_row_is_the_row(world: World):
    """The engine builds simple rows past the constructor: they are equal to constructed ones."""
    for row in read_board(world.pack, Facts.fold(world.ledger.entries), at=world.at, tables=TABLES):
        assert Judgement(**row._asdict()) == row
        assert type(row) is Judgement
        assert len(row) == len(Judgement._fields)
