"""The engine against a second implementation of amendments, bodies that begin and end, terms and least distances.

Few examples every day, a thousand with `--hypothesis-profile=thorough -m hypothesis`.
"""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.engine import oracle_changes as oracle
from tests.engine.asking import board_of, body, duty, gap, meet, pack_of, quota
from tests.engine.strategies import days

LENGTHS = {12: "1y", 6: "6m", 3: "3m", 2: "2m"}
held = st.lists(days, max_size=10)
some_day = st.none() | days
numbers = st.integers(1, 3)
lengths = st.sampled_from(sorted(LENGTHS))


def entries(acts: list[date]) -> list[dict[str, Any]]:
    return [meet(day.isoformat(), id=f"a{place}") for place, day in enumerate(acts)]


def rows(*asked: Any, **more: Any) -> list[oracle.Row]:
    found = board_of(*asked, explained=False, **more)
    at = asked[2]
    return [
        oracle.Row(row.version, row.opens, row.due, row.need, row.standing.value, row.count)
        for row in found
        if isinstance(row.opens, date) and row.opens <= at
    ]


@given(
    effective=days, amended=some_day, before=st.tuples(lengths, numbers), after=st.tuples(lengths, numbers),
    alive=st.tuples(some_day, some_day), acts=held, at=days, declared=st.none() | days,
)  # fmt: skip
def test_an_amendment_of_a_body_that_begins_and_ends(
    effective: date, amended: date | None, before: tuple[int, int], after: tuple[int, int],
    alive: tuple[date | None, date | None], acts: list[date], at: date, declared: date | None,
) -> None:  # fmt: skip
    since, until = alive
    if since is not None and until is not None and until <= since:
        since, until = until, (since if since != until else None)
    old, new = (quota(per=LENGTHS[months], min=need) for months, need in (before, after))
    versions = [{"clauses": [old]}]
    if amended is not None:
        day = amended.isoformat()
        versions = [{"to": day, "clauses": [old]}, {"from": day, "clauses": [new]}]
    life = {key: day.isoformat() for key, day in (("since", since), ("until", until)) if day is not None}
    pack = pack_of(duty(effective=effective.isoformat(), versions=versions), bodies=[body(**life)])
    said = {"complete_from": declared.isoformat()} if declared is not None else {}
    first = oracle.Rule(before[0], before[1], effective, amended or oracle.EVER)
    second = oracle.Rule(after[0], after[1], amended, oracle.EVER) if amended is not None else None
    expected = oracle.amended(
        first,
        second,
        body=(since or date.min, until or oracle.EVER),
        acts=acts,
        at=at,
        covered=declared,
    )
    assert sorted(rows(pack, entries(acts), at, declared=said)) == sorted(expected)


@given(
    begins=st.lists(days, min_size=1, max_size=4, unique=True).map(sorted), expected=some_day,
    effective=days, need=numbers, acts=held, at=days,
)  # fmt: skip
def test_terms(
    begins: list[date], expected: date | None, effective: date, need: int, acts: list[date], at: date
) -> None:
    if expected is not None and expected <= begins[-1]:
        expected = None
    terms = [{"number": place + 1, "from": day.isoformat()} for place, day in enumerate(begins)]
    if expected is not None:
        terms[-1]["expected_to"] = expected.isoformat()
    rule = duty(quota(per="term", min=need), effective=effective.isoformat())
    pack = pack_of(rule, bodies=[body(terms=terms)])
    found = rows(pack, entries(acts), at)
    assert found == oracle.terms(begins, expected, start=effective, need=need, acts=acts, at=at)


@given(acts=held, distance=st.integers(1, 90), at=days)
def test_a_least_distance(acts: list[date], distance: int, at: date) -> None:
    pack = pack_of(duty(gap(max=None, min=f"{distance}d"), effective=None))
    found = board_of(pack, entries(acts), at, explained=False)
    expected = oracle.apart(acts, distance, at=at)
    if not expected:
        assert [(row.opens, row.standing.value) for row in found] == [(None, "no_record")]
    else:
        assert sorted((row.opens, row.standing.value) for row in found) == sorted(expected)
    assert len({row.key for row in found}) == len(found)
