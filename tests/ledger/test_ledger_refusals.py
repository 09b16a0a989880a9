"""Every way in which a ledger is refused: one case each, with its code and its exact place."""

import pytest

HEAD = "format: 1\nentries:\n"
ACT = "- act: {id: m-1, body: a, kind: plenary, start: 2023-05-05}\n"
PLAN = "- plan: {id: p-1, body: a, kind: plenary, start: 2024-03-05}\n"


@pytest.mark.parametrize(
    "text",
    [
        "⟦wrong_type⟧[]",
        "⟦missing_key⟧{}",
        "format: ⟦unknown_format⟧2",
        "format: 1\n⟦unknown_key⟧entires: []",
        "format: 1\nentries: ⟦wrong_type⟧{}",
        "format: 1\ncomplete_from: ⟦wrong_type⟧true",
        "format: 1\ncomplete_from: ⟦bad_day⟧beginning",
    ],
)
def test_the_head_of_a_ledger(text, unmark, problems_of):
    plain, expected = unmark(text)
    assert problems_of(plain) == expected


@pytest.mark.parametrize(
    "entry",
    [
        "⟦missing_one_of⟧{}",
        "⟦wrong_type⟧act",
        "⟦missing_one_of⟧{⟦unknown_key⟧acts: {}}",
        "{event: {body: a, kind: e, at: 2024-01-01}, "
        "⟦contradictory_keys⟧not_held: {mandate: yearly, body: a, window: '2021'}}",
        "{recorded: ⟦naive_instant⟧2024-03-06T09:00:00, event: {body: a, kind: e, at: 2024-01-01}}",
        "{recorded: ⟦bad_instant⟧2024-03-06, event: {body: a, kind: e, at: 2024-01-01}}",
        "{recorded: ⟦wrong_type⟧2024, by: ⟦wrong_type⟧7, event: {body: a, kind: e, at: 2024-01-01}}",
        "{act: ⟦missing_key,missing_one_of⟧{kind: plenary}}",
        "{act: ⟦missing_key⟧{body: a, start: 2024-03-05}}",
        "{act: {body: ⟦unknown_body⟧c, kind: plenary, start: 2024-03-05}}",
        "{act: {bodies: [a, ⟦named_twice⟧a, ⟦unknown_body⟧c], kind: plenary, start: 2024-03-05}}",
        "{act: {bodies: ⟦empty_list⟧[], kind: plenary, start: 2024-03-05}}",
        "{act: {body: a, ⟦contradictory_keys⟧bodies: [b], kind: plenary, start: 2024-03-05}}",
        "{act: {body: a, kind: plenary, start: ⟦no_such_day⟧2024-02-30}}",
        "{act: {body: a, kind: plenary, start: ⟦bad_when⟧5 March}}",
        "{act: {body: a, kind: plenary, start: ⟦naive_instant⟧2024-03-05T09:00}}",
        "{act: {body: a, kind: plenary, start: ⟦bad_when⟧2024-03-05T24:00:00+08:00}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, end: ⟦end_before_start⟧2024-03-04}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05T10:00+08:00, end: ⟦end_before_start⟧2024-03-05T01:59Z}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05T23:00Z, end: ⟦end_before_start⟧2024-03-05}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, ordinal: ⟦number_too_small⟧0}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, ordinal: ⟦wrong_type⟧第5次}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, form: ⟦unknown_word⟧online}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, part: ⟦unknown_word⟧resume}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, present: ⟦more_present⟧26, entitled: 25}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, entitled: ⟦number_too_small⟧0}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, items: ⟦wrong_type⟧hear}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, about: [⟦unknown_body⟧c]}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, series: ⟦wrong_type⟧15}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, plan: ⟦unknown_plan⟧p-9}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, counts_for: {⟦unknown_mandate⟧yerly: '2023'}}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, counts_for: {yearly: ⟦wrong_type⟧2023}}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, counts_for: {yearly: ⟦missing_key⟧null}}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, counts_for: ⟦wrong_type⟧[yearly]}}",
        "{act: {id: ⟦bad_entry_id⟧' m', body: a, kind: plenary, start: 2024-03-05}}",
        "{act: {id: ⟦wrong_type⟧1, body: a, kind: plenary, start: 2024-03-05}}",
        "{plan: ⟦missing_key⟧{body: a, kind: plenary, start: 2024-03-05}}",
        "{plan: {id: p, body: a, kind: plenary, start: 2024-03-05, status: ⟦unknown_word⟧done}}",
        "{event: ⟦missing_key⟧{body: a, kind: e}}",
        "{event: {body: a, kind: e, at: ⟦wrong_type⟧20240101}}",
        "{relief: {mandate: yearly, body: a, window: '2020', type: ⟦unknown_word⟧exempt, granted: 2020-03-27}}",
        "{relief: ⟦relief_needs⟧{mandate: yearly, body: a, window: '2020', type: extend, granted: 2020-03-27}}",
        "{relief: ⟦relief_needs⟧{mandate: yearly, body: a, window: '2020', type: set_date, granted: 2020-03-27}}",
        "{relief: ⟦relief_needs⟧{mandate: yearly, body: a, type: waive, granted: 2020-03-27}}",
        "{relief: {mandate: yearly, body: a, window: '2020', type: waive, ⟦relief_has_no⟧until: 2021-01-01, "
        "granted: 2020-03-27}}",
        "{relief: {mandate: yearly, body: a, window: '2020', type: extend, ⟦relief_has_no⟧from: 2020-01-01, "
        "until: 2021-01-01, granted: 2020-03-27}}",
        "{relief: ⟦relief_needs⟧{mandate: yearly, body: a, type: suspend, until: 2021-01-01, granted: 2020-03-27}}",
        "{relief: {mandate: yearly, body: a, type: suspend, from: 2021-01-02, until: ⟦end_before_start⟧2021-01-01, "
        "granted: 2020-03-27}}",
        "{relief: {mandate: ⟦unknown_mandate⟧y, body: a, window: '2020', type: waive, granted: 2020-03-27, "
        "authority_body: ⟦unknown_body⟧c, retroactive: ⟦wrong_type⟧yes}}",
        "{relief: {mandate: yearly, body: a, window: ⟦wrong_type⟧2020, type: waive, granted: 2020-03-27}}",
        "{relief: {mandate: yearly, body: a, window: ⟦no_such_window⟧2020-Q1, type: waive, granted: 2020-03-27}}",
        "{relief: {mandate: yearly, body: a, window: ⟦no_such_window⟧2020年度, type: suspend, from: 2020-01-01, "
        "until: 2020-02-01, granted: 2020-03-27}}",
        "{not_held: {mandate: yearly, body: a, window: ⟦no_such_window⟧'20211'}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, counts_for: {yearly: ⟦no_such_window⟧2O23, convey: x}}}",
        "{adopt: ⟦missing_one_of⟧{body: a, on: 2024-01-01}}",
        "{adopt: {regulation: law, ⟦contradictory_keys⟧mandate: yearly, body: a, on: 2024-01-01}}",
        "{adopt: {regulation: ⟦unknown_regulation⟧lwa, body: a, on: 2024-01-01}}",
        "{complete: ⟦missing_start⟧{body: a}}",
        "{complete: {body: ⟦unknown_body⟧c, from: null}}",
        "{next_due: ⟦missing_key⟧{mandate: yearly, body: a}}",
        "{not_held: ⟦missing_key⟧{mandate: yearly, body: a}}",
        "{retract: {entry: ⟦unknown_entry⟧m-9, reason: r}}",
        "{retract: ⟦missing_key⟧{entry: m-1}}",
        "{retract: {id: r, entry: ⟦unknown_entry⟧r, reason: r}}",
        "{replace: ⟦missing_one_of⟧{entry: m-1, reason: r}}",
        "{replace: {entry: ⟦unknown_entry⟧m-9, reason: r, act: {body: a, kind: plenary, start: 2024-03-05}}}",
        "{replace: {entry: ⟦replaces_other_type⟧m-1, reason: r, event: {body: a, kind: e, at: 2024-03-05}}}",
        "{replace: {entry: m-1, reason: r, act: {id: ⟦replacement_keeps_id⟧m-2, body: a, kind: plenary, "
        "start: 2024-03-05}}}",
        "{replace: {entry: m-1, reason: r, act: {body: a, kind: plenary, start: 2024-03-05, plan: ⟦unknown_plan⟧q}}}",
        "{act: {id: ⟦duplicate_id⟧m-1, body: a, kind: plenary, start: 2024-03-05}}",
        "{event: {id: ⟦duplicate_id⟧p-1, body: a, kind: e, at: 2024-03-05}}",
        "{plan: {id: ⟦plan_recorded_twice⟧p-1, body: a, kind: plenary, start: 2024-03-06}}",
    ],
)
def test_an_entry(entry, unmark, problems_of):
    plain, expected = unmark(f"{HEAD}{ACT}{PLAN}- {entry}\n")
    assert problems_of(plain) == expected


def test_entries_of_one_plan_differ_in_when_they_were_recorded(unmark, problems_of):
    later = (
        "- {recorded: 2024-02-01T09:00+08:00, plan: {id: %sp-1, body: a, kind: plenary, start: 2024-03-07}}\n"
    )
    plain, expected = unmark(HEAD + PLAN + later % "" + later % "⟦plan_recorded_twice⟧")
    assert problems_of(plain) == expected


def test_two_events_of_a_kind_on_one_day_need_ids(unmark, problems_of):
    event = "- event: %s{%sbody: a, kind: e, at: %s}\n"
    first, second = event % ("⟦id_needed⟧", "", "2024-03-05"), event % ("", "id: e-1, ", "2024-03-04T16:00Z")
    other_day = event % ("", "", "2024-03-05T16:00Z")
    plain, expected = unmark(HEAD + first + second + other_day)
    assert problems_of(plain) == expected


def test_acts_need_ids_on_one_day_only_where_deadlines_run_from_them(unmark, problems_of):
    act = "- act: %s{body: a, kind: %s, start: 2024-03-05}\n"
    quiet, triggers = act % ("", "talk"), act % ("⟦id_needed⟧", "plenary")
    plain, expected = unmark(HEAD + quiet + quiet + triggers + triggers)
    assert problems_of(plain) == expected


@pytest.mark.parametrize(
    "entry",
    [
        "{act: {body: a, kind: ⟦not_in_vocabulary⟧plenery, start: 2024-03-05}}",
        "{act: {body: a, kind: plenary, start: 2024-03-05, items: [hear, ⟦not_in_vocabulary⟧heer]}}",
        "{plan: {id: p, body: a, kind: ⟦not_in_vocabulary⟧incidnt, start: 2024-03-05}}",
        "{plan: {id: p, body: a, kind: incident, start: 2024-03-05}}",
        "{event: {body: a, kind: ⟦not_in_vocabulary⟧plenary, at: 2024-03-05}}",
        "{complete: {act: ⟦not_in_vocabulary⟧sessions, from: null}}",
        "{complete: {act: hear, from: null}}",
    ],
)
def test_a_closed_vocabulary(entry, unmark, problems_of, closed_pack):
    plain, expected = unmark(f"{HEAD}- {entry}\n")
    assert problems_of(plain, closed_pack) == expected


def test_all_problems_of_a_ledger_are_told_at_once(unmark, problems_of):
    plain, expected = unmark("""format: 1
⟦unknown_key⟧complete: null
entries:
- act: {body: ⟦unknown_body⟧c, kind: plenary, start: ⟦no_such_day⟧2024-02-30}
- ⟦missing_one_of⟧{⟦unknown_key⟧evnet: {}}
- retract: {entry: ⟦unknown_entry⟧x, reason: r}
- retract: {entry: x, reason: ⟦empty_text⟧''}
""")
    assert problems_of(plain) == expected
