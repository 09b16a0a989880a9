"""Clauses through the versions of a mandate: what continues, and what begins anew."""

from tests.engine.asking import after, duty, gap, pack_of, quota

from meeting_cadence.obligations.stream import runs_of, same_grid


def runs(*versions):
    """(clause id, grid, versions) of each run."""
    days = ["2024-01-01", "2025-01-01", "2026-01-01"]
    rows = []
    for number, clauses in enumerate(versions):
        row = {"clauses": clauses}
        if number:
            row["from"] = days[number - 1]
        if number < len(versions) - 1:
            row["to"] = days[number]
        rows.append(row)
    mandate = pack_of(duty(versions=rows)).mandates[0]
    return [
        (run.clause_id, run.grid, [one.version for one in run.schedule]) for run in runs_of(mandate.versions)
    ]


def test_numbers_and_force_may_change_on_the_same_grid():
    assert runs([quota()], [quota(min=2)], [{**quota(min=2, max=3), "force": "normally"}]) == [
        ("0", 0, [0, 1, 2])
    ]


def test_another_length_alignment_or_slot_is_another_grid():
    assert runs([quota()], [quota(per="6m")]) == [("0", 0, [0]), ("0", 1, [1])]
    assert runs([quota()], [quota(align={"date": "2020-01-01"})]) == [("0", 0, [0]), ("0", 1, [1])]
    assert runs([quota()], [quota(slots=[{"from": "01-01", "to": "04-01"}])]) == [
        ("0", 0, [0]),
        ("0", 1, [1]),
    ]
    assert runs([quota()], [quota(each_of={"body": "b"})]) == [("0", 0, [0]), ("0", 1, [1])]


def test_a_gap_continues_only_unchanged_a_limit_with_its_trigger():
    assert runs([gap()], [gap()]) == [("0", 0, [0, 1])]
    assert runs([gap()], [gap(max="2y")]) == [("0", 0, [0]), ("0", 1, [1])]
    assert runs([after({"event": "a"}, "5d")], [after({"event": "a"}, "9d")]) == [("0", 0, [0, 1])]
    assert runs([after({"event": "a"}, "5d")], [after({"event": "b"}, "5d")]) == [
        ("0", 0, [0]),
        ("0", 1, [1]),
    ]
    assert runs([{"review": {"every": "1y"}}], [{"review": {"every": "2y"}}]) == [("0", 0, [0, 1])]


def test_another_form_begins_anew():
    assert runs([quota()], [gap()]) == [("0", 0, [0]), ("0", 1, [1])]
    assert runs([gap()], [{"review": {"every": "1y"}}]) == [("0", 0, [0]), ("0", 1, [1])]


def test_clauses_are_followed_by_their_ids():
    one, other = {**quota(), "id": "one"}, {**quota(per="6m"), "id": "other"}
    assert runs([one, other], [other, one]) == [("one", 0, [0, 1]), ("other", 0, [0, 1])]
    assert runs([one], [one, other]) == [("one", 0, [0, 1]), ("other", 1, [1])]


def test_a_clause_that_was_away_begins_anew():
    one, other = {**quota(), "id": "one"}, {**quota(per="6m"), "id": "other"}
    assert runs([one, other], [other], [one, other]) == [
        ("one", 0, [0]),
        ("other", 0, [0, 1, 2]),
        ("one", 2, [2]),
    ]


def test_same_grid_is_about_the_rule_alone():
    pack = pack_of(duty(quota(), quota(min=2), gap()))
    year, twice, apart = pack.mandates[0].versions[0].clauses
    assert (same_grid(year, twice), same_grid(year, apart), same_grid(apart, year)) == (True, False, False)
