"""Every way in which a clause or a mandate is refused: one case each, with its code and its exact place."""

import pytest

PACK = """format: 1
pack: p
title: T
timezone: Asia/Shanghai
bodies: [{id: a, name: A, fiscal_year_end: 03-31}, {id: b, name: B, parent: a}]
regulations:
  - {id: r, title: R, effective: 2020-01-01, until: 2030-01-01, mandates: [
      {id: m, title: M, obliged: {body: a}, HERE}]}
"""
QUOTAS = [
    "quota: ⟦missing_one_of⟧{per: 1y}",
    "quota: {min: ⟦demands_nothing⟧0, per: 1y}",
    "quota: {min: ⟦number_too_small⟧-1, per: 1y}",
    "quota: {min: ⟦wrong_type⟧1.5, per: 1y}",
    "quota: {min: ⟦wrong_type⟧true, per: 1y}",
    "quota: {min: ⟦wrong_type⟧'1', per: 1y}",
    "quota: {min: 3, max: ⟦max_below_min⟧2, per: 1y}",
    "quota: ⟦missing_key⟧{min: 1}",
    "quota: {min: 1, per: ⟦wrong_unit⟧4h}",
    "quota: {min: 1, per: ⟦wrong_unit⟧30min}",
    "quota: {min: 1, per: ⟦wrong_unit⟧30wd}",
    "quota: {min: 1, per: ⟦zero_duration⟧0y}",
    "quota: {min: 1, per: ⟦bad_duration⟧1 year}",
    "quota: {min: 1, per: ⟦wrong_type⟧1}",
    "quota: {min: 1, per: ⟦duration_too_long⟧501y, align: {date: 2020-01-01}}",
    "quota: {min: 1, per: ⟦per_needs_date⟧5y}",
    "quota: {min: 1, per: ⟦per_needs_date⟧5m}",
    "quota: {min: 1, per: ⟦per_needs_date⟧10d}",
    "quota: {min: 1, per: ⟦per_needs_date⟧2w}",
    "quota: {min: 1, per: ⟦per_needs_date⟧1w, align: fiscal_year}",
    "quota: {min: 1, per: 1y, align: ⟦unknown_word⟧fiscal}",
    "quota: {min: 1, per: 1y, align: {date: ⟦no_such_day⟧2023-02-29}}",
    "quota: {min: 1, per: 1y, align: {⟦unknown_key⟧day: 2023-02-28, date: 2023-02-28}}",
    "quota: {min: 1, per: term, align: ⟦term_with_align⟧fiscal_year}",
    "quota: {min: 1, per: ⟦terms_needed⟧term}",
    "quota: {min: 1, per: ⟦terms_needed⟧term, ⟦slots_of_term⟧slots: [{from: +0m, to: +1m}]}",
    "quota: {min: 1, per: 1y, slots: ⟦empty_list⟧[]}",
    "quota: {min: 1, per: 1y, slots: [⟦missing_one_of⟧{from: 01-01}]}",
    "quota: {min: 1, per: 1y, slots: [{from: 01-01, to: ⟦mixed_slot⟧+1m}]}",
    "quota: {min: 1, per: 1y, slots: [{from: ⟦bad_month_day⟧02-30, to: 04-01}]}",
    "quota: {min: 1, per: 1y, slots: [{from: 11-01, to: ⟦slot_outside⟧02-01}]}",
    "quota: {min: 1, per: 1y, align: {date: 2021-04-01}, slots: [{from: 03-01, to: ⟦slot_outside⟧05-01}]}",
    "quota: {min: 1, per: 3m, slots: [⟦slot_needs_years⟧{from: 01-01, to: 02-01}]}",
    "quota: {min: 1, per: 1y, slots: [{from: +2m, to: ⟦empty_slot⟧+2m}]}",
    "quota: {min: 1, per: 1y, slots: [{from: +6m, to: ⟦slot_outside⟧+13m}]}",
    "quota: {min: 1, per: 1y, slots: [{from: +0m, to: ⟦bad_offset⟧+4h}]}",
    "quota: {min: 1, per: 1y, slots: [{week: ⟦number_too_big⟧5, month: 9}]}",
    "quota: {min: 1, per: 1y, slots: [{week: 3, month: ⟦number_too_big⟧13}]}",
    "quota: {min: 1, per: 1y, slots: [⟦missing_key⟧{week: 3}]}",
    "quota: {min: 1, per: 1y, slots: [{week: 3, month: 9, ⟦contradictory_keys⟧from: 01-01}]}",
    "quota: {min: 1, per: 6m, first_slots: [⟦slot_needs_years⟧{week: 3, month: 9}]}",
    "quota: {min: 1, per: 1y, each_of: ⟦selects_nobody⟧{tier: county}}",
    "quota: {min: 1, per: 1y, each_of: {⟦unknown_key⟧teir: county, body: a}}",
]
GAPS = [
    "gap: ⟦missing_one_of⟧{snap: year}",
    "gap: {max: ⟦max_below_min⟧90d, min: 5m}",
    "gap: {max: ⟦wrong_unit⟧4h}",
    "gap: {max: ⟦wrong_unit⟧30wd}",
    "gap: {max: 5y, snap: ⟦unknown_word⟧years}",
    "gap: {max: 5y, from: ⟦unknown_word⟧begin}",
    "gap: {max: 5y, first: ⟦missing_key⟧{within: 30d}}",
    "gap: {max: 5y, first: {after: ⟦unknown_word⟧efective}}",
    "gap: {max: 5y, first: {after: ⟦no_such_day⟧2020-13-01}}",
    "gap: {max: 5y, first: {after: {⟦unknown_key⟧act: x, event: e}}}",
    "gap: {max: 5y, first: {after: effective, within: ⟦zero_duration⟧0d}}",
]
DEADLINES = [
    "deadline: ⟦missing_one_of⟧{within: 30d}",
    "deadline: {after: {event: e}, ⟦contradictory_keys⟧before: {event: e}, within: 30d}",
    "deadline: ⟦missing_limit⟧{after: {event: e}}",
    "deadline: ⟦missing_key⟧{before: {event: e}}",
    "deadline: {before: {event: e}, at_least: ⟦missing_key⟧null}",
    "deadline: {before: {event: e}, ⟦wrong_limit⟧within: 30d}",
    "deadline: {after: {event: e}, ⟦wrong_limit⟧at_least: 30d}",
    "deadline: {after: {event: e}, within: ⟦zero_duration⟧0h}",
    "deadline: {after: {event: e}, within: 2m, count: ⟦instant_needs_clock⟧instant}",
    "deadline: {after: {event: e}, within: 1y, count: ⟦instant_needs_clock⟧instant}",
    "deadline: {after: {event: e}, within: 5wd, count: ⟦instant_needs_clock⟧instant}",
    "deadline: {after: {event: e}, within: 4h, count: ⟦clock_needs_instant⟧next_day}",
    "deadline: {after: {event: e}, within: 30min, count: ⟦clock_needs_instant⟧same_day}",
    "deadline: {after: {event: e}, within: 4h, roll: ⟦roll_with_clock⟧following}",
    "deadline: {after: {event: e}, within: 30d, count: instant, roll: ⟦roll_with_clock⟧preceding}",
    "deadline: {before: {event: e}, at_least: 7d, roll: ⟦roll_on_before⟧preceding}",
    "deadline: {after: {event: e}, within: 30d, count: ⟦unknown_word⟧nextday}",
    "deadline: {after: ⟦missing_one_of⟧{}, within: 30d}",
    "deadline: {after: {event: e, ⟦contradictory_keys⟧act: x}, within: 30d}",
    "deadline: {after: {event: e, ⟦contradictory_keys⟧by: superior}, within: 30d}",
    "deadline: {after: {act: x, by: ⟦unknown_body⟧c}, within: 30d}",
    "deadline: {after: {act: x, at: ⟦unknown_word⟧begin}, within: 30d}",
    "deadline: ⟦deadline_after_itself⟧{after: {act: session}, within: 30d}",
    "deadline: ⟦deadline_after_itself⟧{after: {act: session, by: a}, within: 0d}",
]
OTHERS = [
    "review: {every: ⟦wrong_unit⟧4h}",
    "review: {every: ⟦bad_duration⟧yearly}",
    "review: ⟦wrong_type⟧1y",
]


@pytest.mark.parametrize("clause", [*QUOTAS, *GAPS, *DEADLINES, *OTHERS])
def test_a_clause(clause, unmark, problems_of):
    text, expected = unmark(PACK.replace("HERE", f"act: session, clauses: [{{{clause}}}]"))
    assert problems_of(text) == expected


@pytest.mark.parametrize(
    "clauses",
    [
        "clauses: ⟦empty_list⟧[]",
        "clauses: ⟦wrong_type⟧{quota: {min: 1, per: 1y}}",
        "clauses: [⟦missing_one_of⟧{id: only}]",
        "clauses: [{quota: {min: 1, per: 1y}, ⟦contradictory_keys⟧gap: {max: 1y}}]",
        "clauses: [{⟦unknown_key⟧qouta: {min: 1, per: 1y}, gap: {max: 1y}}]",
        "clauses: [{gap: {max: 1y}, force: ⟦unknown_word⟧should}]",
        "clauses: [{gap: {max: 1y}, id: ⟦numeric_id⟧'1'}]",
        "clauses: [{gap: {max: 1y}, id: ⟦wrong_type⟧1}]",
        "clauses: [{gap: {max: 1y}, id: one}, {gap: {max: 2y}, id: ⟦given_twice⟧one}]",
        "clauses: [{gap: {max: 1y}}], ⟦contradictory_keys⟧versions: [{clauses: [{gap: {max: 1y}}]}]",
        "versions: ⟦empty_list⟧[]",
        "versions: [⟦missing_key⟧{to: 2021-01-01}, {from: 2021-01-01, clauses: [{gap: {max: 1y}}]}]",
        "versions: [⟦missing_key⟧{clauses: [{gap: {max: 1y}}]}, {from: 2021-01-01, clauses: [{gap: {max: 2y}}]}]",
        "versions: [{to: 2021-01-01, clauses: [{gap: {max: 1y}}]}, ⟦missing_key⟧{clauses: [{gap: {max: 2y}}]}]",
        "versions: [{to: 2021-01-01, clauses: [{gap: {max: 1y}}]}, "
        "{from: ⟦versions_gap⟧2021-01-02, clauses: [{gap: {max: 2y}}]}]",
        "versions: [{to: 2021-01-01, clauses: [{gap: {max: 1y}}]}, "
        "{from: ⟦versions_overlap⟧2020-12-31, clauses: [{gap: {max: 2y}}]}]",
        "versions: [{from: 2021-01-01, to: 2022-01-01, clauses: [{gap: {max: 1y}}]}, "
        "{from: ⟦versions_unordered⟧2020-01-01, clauses: [{gap: {max: 2y}}]}]",
        "versions: [{from: 2021-01-01, to: ⟦inverted_days⟧2021-01-01, clauses: [{gap: {max: 1y}}]}]",
    ],
)
def test_the_clauses_of_a_mandate(clauses, unmark, problems_of):
    text, expected = unmark(PACK.replace("HERE", f"act: session, {clauses}"))
    assert problems_of(text) == expected


@pytest.mark.parametrize(
    "terms",
    [
        "act: ⟦bad_id⟧' '",
        "act: x, quote: ⟦empty_text⟧' '",
        "act: ⟦bad_id⟧a session",
        "act: ⟦wrong_type⟧7",
        "act: ⟦missing_key⟧{}",
        "act: {any_of: ⟦empty_list⟧[]}",
        "act: {any_of: [x, {⟦unknown_key⟧itme: y, item: y}]}",
        "act: x, counts: {forms: [in_person, ⟦unknown_word⟧in_persom]}",
        "act: x, counts: {forms: ⟦empty_list⟧[]}",
        "act: x, counts: {exclude: [⟦unknown_word⟧main]}",
        "act: x, counts: {quorum: ⟦bad_quorum⟧half}",
        "act: x, counts: {quorum: ⟦bad_quorum⟧3/2}",
        "act: x, counts: {quorum: ⟦wrong_type⟧0.5}",
        "act: x, force: ⟦unknown_word⟧Must",
        "act: x, effective: ⟦inverted_days⟧2030-01-01",
        "act: x, effective: ⟦wrong_type⟧2020",
        "act: x, first: ⟦unknown_word⟧fully",
        "act: x, first: ⟦bad_day⟧2020-1-1",
        "act: x, makeup: {until: ⟦unknown_word⟧end_of_window}",
        "act: x, makeup: ⟦wrong_unit⟧30wd",
        "act: x, makeup: ⟦wrong_type⟧false",
        "act: x, relief: {types: [⟦unknown_word⟧exempt]}",
        "act: x, relief: {before_due: ⟦wrong_type⟧yes}",
        "act: x, coalesce: ⟦wrong_type⟧1",
        "act: x, notice: [⟦missing_key⟧{before: self}]",
        "act: x, notice: [{before: ⟦unknown_word⟧other, at_least: 7d}]",
        "act: x, notice: [{before: self, at_least: ⟦wrong_unit⟧7h}]",
        "act: x, lead: ⟦wrong_unit⟧60min",
        "act: x, reading: ⟦missing_one_of⟧{decided_by: Z}",
        "act: x, reading: {chosen: ⟦missing_key⟧{zh: 甲}, decided_on: ⟦bad_day⟧2026.01.05}",
        "act: x, alerts: ⟦unknown_policy⟧strict",
        "act: x, to: {body: ⟦unknown_body⟧c}",
        "act: x, to: ⟦empty_selector⟧{}",
        "act: x, ⟦unknown_key⟧artcle: 9",
        "act: x, article: ⟦wrong_type⟧9",
        "act: x, ⟦duplicate_key⟧id: n",
    ],
)
def test_the_terms_of_a_mandate(terms, unmark, problems_of):
    text, expected = unmark(PACK.replace("HERE", f"{terms}, clauses: [{{gap: {{max: 1y}}}}]"))
    assert problems_of(text) == expected


def test_only_reviews_can_do_without_an_act(unmark, problems_of):
    reviews = PACK.replace("HERE", "clauses: [{review: {every: 1y}}, {review: {}}]")
    mixed, expected = unmark(
        PACK.replace("{id: m,", "⟦missing_act⟧{id: m,").replace(
            "HERE", "clauses: [{review: {}}, {gap: {max: 1y}}]"
        )
    )
    assert problems_of(reviews) == []
    assert problems_of(mixed) == expected


@pytest.mark.parametrize(
    "selector",
    [
        "{body: ⟦unknown_body⟧c}",
        "{under: ⟦unknown_body⟧c}",
        "⟦selects_nobody⟧{under: b}",
        "⟦selects_nobody⟧{tier: city}",
        "⟦selects_nobody⟧[{tier: city}, {role: x}]",
        "⟦selects_nobody⟧{body: a, if: {members: {at_least: 7}}}",
        "⟦empty_list⟧[]",
        "⟦wrong_type⟧a",
        "[⟦empty_selector⟧{}]",
        "{body: a, if: ⟦empty_list⟧{}}",
        "{body: a, if: {members: ⟦missing_one_of⟧{}}}",
        "{body: a, if: {members: {at_least: 7, at_most: ⟦max_below_min⟧6}}}",
        "{body: a, if: {members: {at_least: ⟦wrong_type⟧'7'}}}",
        "{body: a, if: {members: {⟦unknown_key⟧more_than: 7, at_least: 1}}}",
        "{body: a, if: {members: ⟦wrong_type⟧[7]}}",
    ],
)
def test_who_is_obliged(selector, unmark, problems_of):
    pack = PACK.replace("obliged: {body: a}", f"obliged: {selector}").replace(
        "HERE", "act: x, clauses: [{gap: {max: 1y}}]"
    )
    text, expected = unmark(pack)
    wrong = [
        problem for problem in problems_of(text) if problem[0] != "selects_nobody" or problem in expected
    ]
    assert wrong == expected
