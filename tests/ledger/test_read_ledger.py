"""What a ledger says becomes entries."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from meeting_cadence.ledger.entries import (
    Act,
    Adopt,
    Complete,
    Entry,
    Event,
    NextDue,
    NotHeld,
    Plan,
    Relief,
    Replace,
    Retract,
)
from meeting_cadence.ledger.read import read_entry, read_ledger, read_ledger_file
from meeting_cadence.regulations.problems import LedgerRefused

CHINA = timezone(timedelta(hours=8))


def entries(text, pack):
    return read_ledger(text, name="l.yaml", pack=pack).entries


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        ("", ()),
        ("complete_from: null\n", (Entry(Complete()),)),
        ("complete_from: 1978-01-01\n", (Entry(Complete(start=date(1978, 1, 1))),)),
    ],
)
def test_what_is_declared_at_the_top(head, declared, pack):
    assert entries(f"format: 1\n{head}", pack) == declared


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "act: {id: m-12, body: a, kind: plenary, start: 2024-03-05, end: 2024-03-06, ordinal: 5, form: in_person,"
            " part: main, present: 20, entitled: 25, items: [hear, tell], about: [b], series: '15', plan: p,"
            " counts_for: {yearly: '2023', convey: x}, title: T, place: P, evidence: [纪要〔2024〕3号]}",
            Act(
                bodies=("a",),
                kind="plenary",
                start=date(2024, 3, 5),
                id="m-12",
                end=date(2024, 3, 6),
                ordinal=5,
                form="in_person",
                present=20,
                entitled=25,
                items=frozenset({"hear", "tell"}),
                about=("b",),
                series="15",
                plan="p",
                counts_for=(("convey", "x"), ("yearly", "2023")),
                title="T",
                place="P",
                evidence=("纪要〔2024〕3号",),
            ),
        ),
        (
            "act: {bodies: [b, a], kind: k, start: 2024-03-05T09:00:00+08:00}",
            Act(("b", "a"), "k", datetime(2024, 3, 5, 9, tzinfo=CHINA)),
        ),
        (
            "plan: {id: q, body: a, kind: k, start: 2024-03-05, status: tentative, decided: 2024-01-10, items: [i],"
            " end: 2024-03-05, form: video, title: T, place: P}",
            Plan(
                "q",
                ("a",),
                "k",
                date(2024, 3, 5),
                "tentative",
                date(2024, 1, 10),
                date(2024, 3, 5),
                frozenset({"i"}),
                "video",
                "T",
                "P",
            ),
        ),
        (
            "event: {id: e-1, body: a, kind: incident, at: 2025-11-08 23:20:00.5Z, title: T}",
            Event("a", "incident", datetime(2025, 11, 8, 23, 20, 0, 500000, tzinfo=UTC), "e-1", "T"),
        ),
        (
            "relief: {id: r-1, mandate: yearly, body: a, window: '2020', type: extend, until: 2021-04-30,"
            " granted: 2020-03-27, authority: Z, authority_body: b, instrument: No. 1, retroactive: true}",
            Relief(
                "yearly",
                "a",
                "extend",
                date(2020, 3, 27),
                "2020",
                date(2021, 4, 30),
                None,
                "Z",
                "b",
                "No. 1",
                True,
                "r-1",
            ),
        ),
        (
            "relief: {mandate: yearly, body: a, type: suspend, from: 2020-02-01, until: 2020-02-01,"
            " granted: 2020-01-30}",
            Relief(
                "yearly",
                "a",
                "suspend",
                date(2020, 1, 30),
                until=date(2020, 2, 1),
                start=date(2020, 2, 1),
            ),
        ),
        (
            "adopt: {regulation: law, body: a, on: 2024-01-01, complete_from: 2023-01-01}",
            Adopt("a", date(2024, 1, 1), regulation="law", complete_from=date(2023, 1, 1)),
        ),
        ("adopt: {mandate: yearly, body: a, on: 2024-01-01}", Adopt("a", date(2024, 1, 1), mandate="yearly")),
        (
            "complete: {body: a, act: plenary, from: 2019-01-01, declared: 2024-01-05}",
            Complete("a", "plenary", date(2019, 1, 1), date(2024, 1, 5)),
        ),
        ("complete: {from: null}", Complete()),
        (
            "next_due: {mandate: yearly, body: a, on: 2026-12-31, decided: 2022-08-26}",
            NextDue("yearly", "a", date(2026, 12, 31), date(2022, 8, 26)),
        ),
        (
            "not_held: {mandate: yearly, body: a, window: '2021', confirmed: 2022-01-10}",
            NotHeld("yearly", "a", "2021", date(2022, 1, 10)),
        ),
        ("retract: {id: x, entry: p, reason: typo}", Retract("p", "typo", "x")),
        (
            "replace: {entry: p, reason: typo, plan: {body: a, kind: k, start: 2024-03-06}}",
            Replace("p", "typo", Plan("p", ("a",), "k", date(2024, 3, 6))),
        ),
    ],
)
def test_entries(text, content, pack):
    plan = "- plan: {id: p, body: a, kind: k, start: 2024-03-05}\n"
    read = entries(f"format: 1\nentries:\n{plan}- {{recorded: 2024-04-01T00:00Z, by: 王某, {text}}}\n", pack)
    assert read[1] == Entry(content, datetime(2024, 4, 1, tzinfo=UTC), "王某")


def test_one_entry_from_a_form(pack):
    mapping = {"event": {"body": "a", "kind": "e", "at": date(2024, 3, 5), "id": None}, "recorded": None}
    assert read_entry(mapping, pack=pack) == Entry(Event("a", "e", date(2024, 3, 5)))


def refusals(mapping, pack, known_ids=None):
    with pytest.raises(LedgerRefused) as refused:
        read_entry(mapping, pack=pack, known_ids=known_ids)
    return [(one.code, one.line, dict(one.values).get("key")) for one in refused.value.problems]


def test_one_entry_is_refused_with_the_key_at_fault(pack):
    assert refusals({"act": {"body": "a", "kind": "k", "ordinal": 0}}, pack) == [
        ("missing_key", 0, "start"),
        ("number_too_small", 0, "ordinal"),
    ]


def test_one_entry_joins_those_on_record(pack):
    act = {"act": {"id": "m-1", "body": "a", "kind": "k", "start": "2024-03-05", "plan": "p-1"}}
    assert read_entry(act, pack=pack).content.id == "m-1"
    assert read_entry(act, pack=pack, known_ids={"p-1"}).content.plan == "p-1"
    assert refusals(act, pack, {"m-1", "p-1"}) == [("on_record", 0, None)]
    assert refusals(act, pack, set()) == [("unknown_plan", 0, None)]
    assert refusals(act, pack, {"p-1": "event"}) == [("unknown_plan", 0, None)]


def test_a_further_entry_of_a_plan_joins_it(pack):
    plan = {"plan": {"id": "p-1", "body": "a", "kind": "k", "start": "2024-03-05"}}
    assert read_entry(plan, pack=pack, known_ids={"p-1"}).content.id == "p-1"
    assert read_entry(plan, pack=pack, known_ids={"p-1": "plan"}).content.id == "p-1"
    assert refusals(plan, pack, {"p-1": "act"}) == [("on_record", 0, None)]


def test_corrections_of_what_is_on_record(pack):
    retract = {"retract": {"entry": "m-1", "reason": "typo"}}
    replace = {
        "replace": {"entry": "m-1", "reason": "typo", "event": {"body": "a", "kind": "e", "at": "2024-03-05"}}
    }
    assert read_entry(retract, pack=pack, known_ids={"m-1": "act"}).content == Retract("m-1", "typo")
    assert refusals(retract, pack, {}) == [("unknown_entry", 0, None)]
    assert read_entry(replace, pack=pack, known_ids={"m-1": "event"}).content.fact.id == "m-1"
    assert refusals(replace, pack, {"m-1": "act"}) == [("replaces_other_type", 0, None)]


def test_files(tmp_path, pack):
    (tmp_path / "l.yaml").write_text("format: 1\ncomplete_from: null\n", encoding="utf-8")
    assert len(read_ledger_file(tmp_path / "l.yaml", pack=pack).entries) == 1
    with pytest.raises(LedgerRefused) as refused:
        read_ledger_file(tmp_path / "none.yaml", pack=pack)
    assert [one.code for one in refused.value.problems] == ["file_missing"]


def test_a_title_in_two_languages_is_kept_as_one_text(pack):
    act = "{body: a, kind: plenary, start: 2024-03-05, title: {zh: 第五次全体会议, en: Fifth plenary}}"
    event = "{body: a, kind: incident, at: 2024-03-05, title: {zh: 同, en: 同}}"
    planned = "{id: p, body: a, kind: plenary, start: 2024-03-05, title: Plan}"
    text = f"format: 1\nentries: [{{act: {act}}}, {{event: {event}}}, {{plan: {planned}}}]"
    titles = [entry.content.title for entry in read_ledger(text, name="l", pack=pack).entries]
    assert titles == ["第五次全体会议 / Fifth plenary", "同", "Plan"]
