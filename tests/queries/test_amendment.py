"""An amendment seen before it is applied: what moves, what is frozen, what an edit in place would rewrite."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import yaml

from meeting_cadence.dates.holiday_table import tables_with
from meeting_cadence.ledger.entries import Entry
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.queries.amended_rules import Amended, TextChange
from meeting_cadence.queries.amendment import Cause, Preview, preview
from meeting_cadence.queries.amendment_answer import as_preview, sentence
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.standing.board import read_board

YEARLY = {"quota": {"min": 3, "per": "1y"}}
NOVEMBER = date(2026, 11, 1)
IN_TWO_YEARS = date(2028, 11, 1)


def mandate(id: str = "duty", **keys: Any) -> dict[str, Any]:
    given = {} if "versions" in keys else {"clauses": [YEARLY]}
    return {"id": id, "title": id, "obliged": {"body": "a"}, "act": "session", **given, **keys}


def pack_of(*mandates: dict[str, Any], bodies: Sequence[str | dict[str, Any]] = ("a",), **keys: Any) -> Pack:
    """One regulation, in force since 2024, with those mandates."""
    regulation = {
        "id": "rule",
        "title": "Rule",
        "effective": "2024-01-01",
        "mandates": list(mandates),
        **keys,
    }
    whole = {
        "format": 1,
        "pack": "p",
        "title": "P",
        "timezone": "Asia/Shanghai",
        "bodies": [{"id": one, "name": one} if isinstance(one, str) else one for one in bodies],
        "regulations": [regulation],
    }
    return read_pack_text(json.dumps(whole), name="pack.json", include={}.__getitem__)


def from_day(day: str, old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"to": day, "clauses": list(old)}, {"from": day, "clauses": list(new)}]


def held(pack: Pack, *days: str, body: str = "a") -> tuple[Entry, ...]:
    """A ledger that is complete, with sessions on those days."""
    entries = [{"act": {"body": body, "kind": "session", "start": day}} for day in days]
    text = json.dumps({"format": 1, "complete_from": None, "entries": entries})
    return read_ledger(text, name="ledger.json", pack=pack).entries


def compare(old: Pack, new: Pack, *days: str, at: date = NOVEMBER, end: date = IN_TWO_YEARS) -> Preview:
    return preview(old, new, Facts.fold(held(old, *days)), at=at, end=end, tables=tables_with({}))


def told(found: Preview) -> list[tuple[str, list[str]]]:
    return [(change.row.label, [kind.value for kind in change.kinds]) for change in found.changes]


def test_the_same_pack_changes_nothing() -> None:
    found = compare(pack_of(mandate()), pack_of(mandate()), "2024-03-01")

    assert (found.changes, found.problems, len(found.frozen)) == ((), (), 2)
    assert not any(found.rules)


def test_a_raised_minimum_binds_from_the_next_window() -> None:
    more = {"quota": {"min": 4, "per": "1y"}}
    found = compare(pack_of(mandate()), pack_of(mandate(versions=from_day("2026-07-01", [YEARLY], [more]))))

    assert told(found) == [("2027", ["demand"]), ("2028", ["demand"])]
    assert [
        (one.old.need, one.new.need, one.new.version) for one in found.changes if one.old and one.new
    ] == [
        (3, 4, 1),
        (3, 4, 1),
    ]
    assert found.rules.amended == (Amended("duty", date(2026, 7, 1), (), ()),)
    assert ([row.label for row in found.frozen], found.problems) == (["2024", "2025"], ())


def test_a_lowered_minimum_binds_at_once() -> None:
    fewer = {"quota": {"min": 1, "per": "1y"}}
    new = pack_of(mandate(versions=from_day("2026-07-01", [YEARLY], [fewer])))
    found = compare(pack_of(mandate()), new, "2026-02-02")

    assert told(found) == [("2026", ["demand", "standing"]), ("2027", ["demand"]), ("2028", ["demand"])]
    assert found.changes[0].old is not None and found.changes[0].old.standing == "open"
    assert found.changes[0].new is not None and found.changes[0].new.standing == "met"
    assert found.problems == ()


def test_a_lowered_minimum_is_announced_before_its_day() -> None:
    fewer = {"quota": {"min": 1, "per": "1y"}}
    new = pack_of(mandate(versions=from_day("2026-12-01", [YEARLY], [fewer])))
    found = compare(pack_of(mandate()), new, "2026-02-02", end=date(2026, 12, 31))

    assert told(found) == [("2026", ["demand"])]
    assert found.changes[0].fields == ()


def test_another_grid_supersedes_the_open_window_and_starts_its_own() -> None:
    halves = {"quota": {"min": 1, "per": "6m"}}
    new = pack_of(mandate(versions=from_day("2027-07-01", [YEARLY], [halves])))
    found = compare(pack_of(mandate()), new)

    assert told(found) == [
        ("2027", ["superseded"]),
        ("2027-H2", ["appears"]),
        ("2028", ["vanishes"]),
        ("2028-H1", ["appears"]),
        ("2028-H2", ["appears"]),
    ]
    assert [row.label for row in found.frozen] == ["2024", "2025", "2026"]


def test_a_gap_shortened_from_a_day_on_moves_the_next_due_day() -> None:
    five, three = {"gap": {"max": "5y"}}, {"gap": {"max": "3y"}}
    old = pack_of(mandate(clauses=[five]))
    new = pack_of(mandate(versions=from_day("2027-01-01", [five], [three])))
    found = compare(old, new, "2024-06-01", end=date(2027, 12, 31))

    assert sorted((one.row.version, one.row.due, one.row.standing.value) for one in found.changes) == [
        (0, date(2029, 6, 1), "open"),
        (1, date(2027, 6, 1), "upcoming"),
        (1, date(2030, 6, 1), "upcoming"),
    ]
    assert found.problems == ()


def test_a_gap_not_yet_in_force_is_never_overdue() -> None:
    pack = pack_of(mandate(effective="2027-01-01", clauses=[{"gap": {"max": "3y"}}]))
    facts = Facts.fold(held(pack, "2022-06-01"))

    def standing(day: date) -> str:
        (row,) = read_board(pack, facts, at=day, tables=tables_with({}))
        return row.standing.value

    assert (standing(date(2026, 12, 31)), standing(date(2027, 1, 1))) == ("upcoming", "overdue")


def test_the_gap_in_force_binds_until_its_successor_is() -> None:
    gaps = [{"gap": {"max": "5y"}}], [{"gap": {"max": "3y"}}]
    pack = pack_of(mandate(versions=from_day("2027-01-01", *gaps)))
    rows = read_board(pack, Facts.fold(held(pack, "2024-06-01")), at=NOVEMBER, tables=tables_with({}))

    assert next((row.version, row.standing.value) for row in rows if row.binding) == (0, "open")


def test_clauses_edited_in_place_are_a_problem_with_its_way_out() -> None:
    edited = pack_of(mandate(clauses=[{"quota": {"min": 1, "per": "1y"}}]))
    found = compare(pack_of(mandate()), edited, "2025-03-01")

    (problem,) = found.problems
    assert (problem.cause, problem.subject) == (Cause.CLAUSES_EDITED, "duty")
    assert [change.row.label for change in problem.changes] == ["2024", "2025"]
    assert found.frozen == ()
    assert "a 2024、a 2025" in sentence(problem).zh and "`from`" in sentence(problem).en


def test_an_edit_in_place_before_any_window_closed_rewrites_nothing() -> None:
    old, new = (
        pack_of(mandate(effective="2026-01-01", clauses=[{"quota": {"min": number, "per": "1y"}}]))
        for number in (3, 2)
    )
    found = compare(old, new)

    assert (told(found)[0], found.problems) == (("2026", ["demand"]), ())


def test_the_window_that_is_due_today_has_not_closed() -> None:
    old, new = (
        pack_of(mandate(effective="2026-01-01", clauses=[{"quota": {"min": number, "per": "1y"}}]))
        for number in (3, 2)
    )

    assert compare(old, new, at=date(2026, 12, 31)).problems == ()
    assert len(compare(old, new, at=date(2027, 1, 1)).problems) == 1


@pytest.mark.parametrize(
    ("key", "edit"),
    [
        ("counts", {"counts": {"quorum": "more_than_half"}}),
        ("act", {"act": "plenary"}),
        ("makeup", {"makeup": {"until": "none"}}),
        ("effective", {"effective": "2025-01-01"}),
        ("obliged", {"obliged": {"body": "b"}}),
    ],
)
def test_keys_without_a_day_reach_back(key: str, edit: dict[str, Any]) -> None:
    sessions = ("2024-02-01", "2024-03-01", "2024-04-01")
    old, new = pack_of(mandate(), bodies="ab"), pack_of(mandate(**edit), bodies="ab")
    found = compare(old, new, *sessions, at=date(2026, 2, 1))

    assert [(one.cause, one.subject, one.keys) for one in found.problems] == [
        (Cause.MANDATE_EDITED, "duty", (key,))
    ]
    assert key in sentence(found.problems[0]).zh


def test_an_article_renumbered_moves_nothing() -> None:
    found = compare(pack_of(mandate(article="第九条")), pack_of(mandate(article="第十条")), "2024-03-01")

    assert (found.changes, found.problems, found.rules.amended, len(found.frozen)) == ((), (), (), 2)
    (text,) = found.rules.texts
    assert isinstance(text, TextChange)
    assert (text.id, text.key, text.old, text.new) == ("duty", "article", ("第九条",) * 2, ("第十条",) * 2)


def test_other_words_of_regulations_and_bodies_are_told() -> None:
    old = pack_of(mandate(quote="每年三次"))
    new = pack_of(mandate(quote="每年至少三次"), title="Other rule", issuer="省委")

    assert [(one.sort, one.id, one.key) for one in compare(old, new).rules.texts] == [
        ("regulation", "rule", "title"),
        ("regulation", "rule", "issuer"),
        ("mandate", "duty", "quote"),
    ]


def test_a_lead_changes_no_verdict() -> None:
    found = compare(pack_of(mandate()), pack_of(mandate(lead="30d")))

    assert (found.rules.amended, found.changes) == ((Amended("duty", None, (), ("lead",)),), ())


def test_a_mandate_dropped_would_lose_its_verdicts() -> None:
    old = pack_of(mandate(), mandate("other"))
    found = compare(old, pack_of(mandate()))

    assert found.rules.mandates_removed == ("other",)
    assert [(one.cause, one.subject, len(one.changes)) for one in found.problems] == [
        (Cause.MANDATE_REMOVED, "other", 2)
    ]
    assert {change.kinds for change in found.changes} == {("vanishes",)}


def test_a_mandate_ended_on_a_day_keeps_its_verdicts() -> None:
    ended = pack_of(mandate(), mandate("other", versions=[{"to": "2027-01-01", "clauses": [YEARLY]}]))
    found = compare(pack_of(mandate(), mandate("other")), ended)

    assert told(found) == [("2027", ["vanishes"]), ("2028", ["vanishes"])]
    assert (found.problems, len(found.frozen)) == ((), 5)


def test_a_regulation_ended_on_a_day_keeps_its_verdicts() -> None:
    found = compare(pack_of(mandate()), pack_of(mandate(), until="2026-07-01"))

    assert told(found) == [
        ("2026", ["superseded", "standing"]),
        ("2027", ["vanishes"]),
        ("2028", ["vanishes"]),
    ]
    assert (found.problems, found.rules.amended[0].since) == ((), date(2026, 7, 1))


def test_a_new_mandate_appears_without_a_problem() -> None:
    found = compare(pack_of(mandate()), pack_of(mandate(), mandate("new")))

    assert (found.rules.mandates_added, found.problems) == (("new",), ())
    assert {change.kinds for change in found.changes} == {("appears",)}


def test_a_body_that_comes_and_one_that_goes() -> None:
    of_all = {"obliged": [{"body": "a"}, {"body": "b"}]}
    both, one = pack_of(mandate(**of_all), bodies="ab"), pack_of(mandate(), bodies="a")
    gone, come = compare(both, one), compare(one, both)

    assert (gone.rules.bodies_removed, come.rules.bodies_added) == (("b",), ("b",))
    assert [(problem.cause, problem.subject) for problem in gone.problems] == [(Cause.BODY_REMOVED, "b")]
    assert come.problems == ()


def test_an_edit_elsewhere_in_the_pack_is_told_as_such() -> None:
    def with_term(first_day: str) -> Pack:
        terms = [{"number": 1, "from": first_day, "to": "2025-02-01"}, {"number": 2, "from": "2025-02-01"}]
        body = {"id": "a", "name": "a", "terms": terms}
        return pack_of(mandate(clauses=[{"quota": {"min": 1, "per": "term"}}]), bodies=[body])

    found = compare(with_term("2024-02-01"), with_term("2024-03-01"))

    assert [(one.cause, one.subject) for one in found.problems] == [(Cause.PACK_EDITED, "duty")]
    assert told(found) == [("term 1", ["moves"])]


def test_the_answer_of_the_amendment_of_2016(request: pytest.FixtureRequest) -> None:
    """A month open on the effective day is superseded, the year's count binds from its first full window."""
    case = yaml.safe_load(
        (request.path.parents[1] / "cases/mpc-2016-amendment.yaml").read_text(encoding="utf-8")
    )
    amended = case["pack"]
    plain = json.loads(json.dumps(amended, default=str))
    duty = plain["regulations"][0]["mandates"][0]
    duty["clauses"] = duty.pop("versions")[0]["clauses"]
    old, new = (
        read_pack_text(json.dumps(one, default=str), name="pack.json", include={}.__getitem__)
        for one in (plain, amended)
    )
    facts = Facts.fold(
        read_ledger(json.dumps(case["ledger"], default=str), name="ledger.json", pack=old).entries
    )
    at, end = date(2016, 8, 31), date(2017, 12, 31)
    found = preview(old, new, facts, at=at, end=end, tables=tables_with({}))
    answer = as_preview(found, at=at, end=end, with_frozen=True)

    assert answer["mandates"]["amended"] == [
        {"mandate": "duty", "from": "2016-07-06", "in_place": [], "without_effect": []}
    ]
    assert [row["window"] for row in answer["frozen"]["rows"]] == [f"2016-0{month}" for month in range(1, 7)]
    assert {row["standing"] for row in answer["frozen"]["rows"]} == {"met"}
    changed = {one["window"]: (one["changes"], one["superseded_on"]) for one in answer["windows"]}
    assert changed["2016-07"] == (["superseded", "standing"], "2016-07-06")
    assert [label for label, (kinds, _) in changed.items() if kinds == ["appears"]] == ["2016", "2017"]
    assert all(kinds == ["vanishes"] for label, (kinds, _) in changed.items() if "2016-08" <= label < "2017")
    july = next(one for one in answer["windows"] if one["window"] == "2016-07")
    assert july["old"]["why"]["zh"] != july["new"]["why"]["zh"]
    assert answer["problems"] == []


def test_amended_then_made_up_the_record_still_says_that_it_was_missed() -> None:
    """Every day after the amendment names the version that made it; no closed verdict changes; late stays late."""
    more = {"quota": {"min": 2, "per": "6m"}}
    yearly = {"quota": {"min": 1, "per": "1y"}}
    old = pack_of(mandate(clauses=[yearly]))
    new = pack_of(mandate(versions=from_day("2026-01-01", [yearly], [more])))
    days = ("2024-05-05",)

    def rows(pack: Pack, entries: Sequence[Entry], at: date) -> dict[str, dict[str, Any]]:
        board = read_board(pack, Facts.fold(entries), at=at, tables=tables_with({}))
        return {row.label: as_row(row) for row in board}

    before, after = (rows(one, held(one, *days), NOVEMBER) for one in (old, new))
    assert {label: row["standing"] for label, row in before.items()} == {
        "2024": "met",
        "2025": "overdue",
        "2026": "open",
        "2027": "upcoming",
    }
    assert [json.dumps(after[label]) for label in ("2024", "2025")] == [
        json.dumps(before[label]) for label in ("2024", "2025")
    ]
    assert {(label, row["version"], row["due"]) for label, row in after.items() if row["version"]} == {
        ("2026-H1", 1, "2026-06-30"),
        ("2026-H2", 1, "2026-12-31"),
        ("2027-H1", 1, "2027-06-30"),
    }

    late = {
        "act": {"body": "a", "kind": "session", "start": "2026-11-15", "counts_for": {"duty": "2025"}},
        "recorded": "2026-11-16T09:00:00+08:00",
    }
    text = json.dumps({"format": 1, "entries": [late]})
    made_up = (*held(new, *days), *read_ledger(text, name="late.json", pack=new).entries)
    later = rows(new, made_up, date(2026, 11, 30))
    assert (later["2025"]["standing"], later["2025"]["days_late"], later["2025"]["due"]) == (
        "met_late",
        319,
        "2025-12-31",
    )
    too_late = json.dumps({"format": 1, "entries": [{"act": late["act"] | {"start": "2027-01-10"}}]})
    entries = (*held(new, *days), *read_ledger(too_late, name="late.json", pack=new).entries)
    assert rows(new, entries, date(2027, 2, 1))["2025"]["standing"] == "missed"
