"""Every way in which a pack as a whole is refused, with the code and the exact place; and all at once."""

import pytest

HEAD = "format: 1\npack: p\ntitle: T\ntimezone: Asia/Shanghai\n"
LAW = "regulations: [{id: r, title: R, mandates: [{id: m, title: M, obliged: {body: a}, act: x, clauses: [%s]}]}]\n"


@pytest.mark.parametrize(
    "text",
    [
        "⟦wrong_type⟧- a\n",
        "⟦missing_key,missing_key,missing_key⟧format: 1\n",
        HEAD.replace("1", "⟦unknown_format⟧2"),
        HEAD.replace("1", "⟦wrong_type⟧'1'"),
        HEAD.replace("p\n", "⟦bad_pack_id⟧P 1\n"),
        HEAD.replace("p\n", "⟦bad_pack_id⟧-p\n"),
        HEAD.replace("p\n", "⟦wrong_type⟧1\n"),
        HEAD.replace("T\n", "⟦missing_key⟧{zh: T}\n"),
        HEAD.replace("T\n", "⟦wrong_type⟧[T]\n"),
        HEAD.replace("Asia", "⟦unknown_zone⟧Aisa"),
        HEAD.replace("Asia/Shanghai", "⟦unknown_zone⟧Asia"),
        HEAD.replace("Asia/Shanghai", "⟦unknown_zone⟧../etc/passwd"),
        HEAD.replace("Asia/Shanghai", "⟦unknown_zone⟧localtime"),
        HEAD + "workdays: ⟦unknown_word⟧XX\n",
        HEAD + "profile: ⟦unknown_word⟧cn-civl\n",
        HEAD + "⟦unknown_key⟧regulation: []\n",
        HEAD + "bodies: ⟦wrong_type⟧{}\n",
        HEAD + "vocabulary: {acts: ⟦wrong_type⟧[x]}\n",
        HEAD + "vocabulary: {⟦unknown_key⟧act: {}}\n",
        HEAD + "vocabulary: {acts: {⟦bad_id⟧a b: C, d: ⟦wrong_type⟧null, e: ⟦wrong_type⟧1}}\n",
        HEAD + "alert_policies: ⟦wrong_type⟧[]\n",
        HEAD + "alert_policies: {p: ⟦missing_key⟧{}}\n",
        HEAD + "alert_policies: {p: {rungs: ⟦empty_list⟧[]}}\n",
        HEAD + "alert_policies: {p: {rungs: [⟦missing_key⟧{before: 30wd}]}}\n",
        HEAD + "alert_policies: {p: {rungs: [⟦missing_one_of⟧{to: [s]}]}}\n",
        HEAD + "alert_policies: {p: {rungs: [{at: ⟦unknown_word⟧breech, to: [s]}]}}\n",
        HEAD + "alert_policies: {p: {rungs: [{every: ⟦zero_duration⟧0d, to: ⟦empty_list⟧[]}]}}\n",
        HEAD + "alert_policies: {p: {rungs: [{every: 7d, to: [s], period_at_least: ⟦wrong_unit⟧7d}]}}\n",
    ],
)
def test_the_head_of_a_pack(text, unmark, problems_of):
    plain, expected = unmark(text)
    assert problems_of(plain) == expected


@pytest.mark.parametrize(
    "bodies",
    [
        "- ⟦missing_key⟧{name: A}",
        "- ⟦missing_key⟧{id: a}",
        "- {id: ⟦bad_id⟧a b, name: A}",
        "- {id: ⟦bad_id⟧-a, name: A}",
        "- {id: ⟦wrong_type⟧1, name: A}",
        "- {id: ⟦reserved_id⟧superior, name: A}",
        "- {id: a, name: ⟦missing_key⟧null}",
        "- {id: a, name: A, ⟦unknown_key⟧teir: x}",
        "- {id: a, name: A, timezone: ⟦unknown_zone⟧Asia/Shangai}",
        "- {id: a, name: A, parent: ⟦unknown_body⟧b}",
        "- {id: a, name: A, predecessor: [⟦unknown_body⟧b]}",
        "- {id: a, name: A, predecessor: ⟦empty_list⟧[]}",
        "- {id: a, name: A, order: ⟦wrong_type⟧1.0}",
        "- {id: a, name: A, roles: ⟦wrong_type⟧x}",
        "- {id: a, name: A, roles: [⟦wrong_type⟧1]}",
        "- {id: a, name: A, since: 2020-01-01, until: ⟦inverted_days⟧2020-01-01}",
        "- {id: a, name: A, since: ⟦no_such_day⟧2023-02-29}",
        "- {id: a, name: A, since: ⟦no_such_day⟧0999-12-31, until: ⟦no_such_day⟧3000-01-01}",
        "- {id: a, name: A, since: ⟦bad_day⟧2023-2-9}",
        "- {id: a, name: A, since: ⟦wrong_type⟧2023}",
        "- {id: a, name: A, attributes: {n: ⟦wrong_type⟧null, m: ⟦wrong_type⟧[1], k: ⟦wrong_type⟧.nan}}",
        "- {id: a, name: A, attributes: ⟦wrong_type⟧[1]}",
        "- {id: a, name: A, contacts: [⟦missing_one_of⟧{role: x}]}",
        "- {id: a, name: A, contacts: [{role: x, email: a@b.example, ⟦contradictory_keys⟧channel: webhook}]}",
        "- {id: a, name: A, contacts: [{role: x, channel: ⟦bad_address⟧webhook}]}",
        "- {id: a, name: A, contacts: [{role: x, channel: ⟦bad_address⟧We Com}]}",
        "- {id: a, name: A, contacts: [{role: x, channel: ⟦bad_address⟧webhook, address: 'https://u:p@oa.example'}]}",
        "- {id: a, name: A, contacts: [{role: x, email: ⟦bad_email⟧office}]}",
        "- {id: a, name: A, fiscal_year_end: ⟦bad_month_day⟧02-30}",
        "- {id: a, name: A, fiscal_year_end: ⟦bad_month_day⟧3-31}",
        "- {id: a, name: A, terms: [{number: ⟦number_too_small⟧0, from: 2020-01-01}]}",
        "- {id: a, name: A, terms: [⟦missing_key⟧{number: 1}]}",
        "- {id: a, name: A, terms: [{number: 1, from: 2020-01-01, to: ⟦inverted_days⟧2019-01-01}]}",
        "- {id: a, name: A, terms: [{number: 1, from: 2020-01-01, to: 2021-01-01, "
        "⟦contradictory_keys⟧expected_to: 2021-01-01}]}",
        "- {id: a, name: A, terms: [{number: 1, from: 2020-01-01, to: 2021-01-01}, "
        "⟦terms_overlap⟧{number: 2, from: 2020-12-31}]}",
        "- {id: a, name: A, terms: [{number: 2, from: 2020-01-01}, ⟦terms_unordered⟧{number: 1, from: 2021-01-01}]}",
        "- {id: a, name: A, terms: [{number: 1, from: 2020-01-01}, ⟦terms_unordered⟧{number: 2, from: 2020-01-01}]}",
        "- {id: a, name: A}\n- {id: ⟦duplicate_id⟧a, name: B}",
        "- {id: ⟦parent_circle⟧a, name: A, parent: a}",
        "- {id: ⟦parent_circle⟧a, name: A, parent: b}\n- {id: b, name: B, parent: a}",
        "- {id: ⟦predecessor_circle⟧a, name: A, predecessor: b}\n- {id: b, name: B, predecessor: [a]}",
        "- {id: x, name: X, parent: a}\n- {id: ⟦parent_circle⟧a, name: A, parent: b}\n- {id: b, name: B, parent: a}",
    ],
)
def test_bodies(bodies, unmark, problems_of):
    plain, expected = unmark(f"{HEAD}bodies:\n{bodies}\n")
    assert problems_of(plain) == expected


@pytest.mark.parametrize(
    "regulations",
    [
        "- ⟦missing_key⟧{id: r}",
        "- ⟦missing_key⟧{title: R}",
        "- {id: r, title: R, effective: 2020-01-01, until: ⟦inverted_days⟧2019-01-01}",
        "- {id: r, title: R, mandates: [⟦missing_act,missing_key,missing_key,missing_one_of⟧{id: m}]}",
        "- {id: r, title: R}\n- {id: ⟦duplicate_id⟧r, title: S}",
        "- {id: r, title: R, ⟦unknown_key⟧mandate: []}",
    ],
)
def test_regulations(regulations, unmark, problems_of):
    plain, expected = unmark(f"{HEAD}regulations:\n{regulations}\n")
    assert problems_of(plain) == expected


def test_a_mandate_id_is_given_once_in_the_whole_pack(unmark, problems_of):
    mandate = "{id: %sm, title: M, obliged: {tier: t}, act: x, clauses: [{gap: {max: 1y}}]}"
    text = f"""{HEAD}regulations:
- {{id: r, title: R, mandates: [{mandate % ""}]}}
- {{id: s, title: S, mandates: [{mandate % "⟦duplicate_id⟧"}]}}
"""
    plain, expected = unmark(text)
    assert problems_of(plain) == expected


def test_fiscal_years_and_terms_need_bodies_that_have_them(unmark, problems_of):
    text = f"""{HEAD}bodies: [{{id: a, name: A}}]
regulations:
- id: r
  title: R
  mandates:
  - {{id: m, title: M, obliged: {{body: a}}, act: x, clauses: [
      {{quota: {{min: 1, per: 1y, align: ⟦fiscal_year_needed⟧fiscal_year}}}},
      {{quota: {{min: 1, per: ⟦terms_needed⟧term}}}}]}}
"""
    plain, expected = unmark(text)
    assert problems_of(plain) == expected


def test_a_pack_without_bodies_leaves_them_to_the_pack_that_includes_it(problems_of):
    law = LAW.replace("{body: a}", "{tier: city}") % "{quota: {min: 1, per: term}}"
    assert problems_of(HEAD + law) == []


def cascades(*mandates):
    """A pack of two bodies, b below a. Each mandate: (its own act, the rest of its trigger, who is obliged)."""
    lines = [
        f"  - {{id: m{number}, title: M, obliged: {{body: {body}}}, act: {act}, clauses: [\n"
        f"      {{deadline: {{after: {trigger}, within: 30d}}}}]}}"
        for number, (act, trigger, body) in enumerate(mandates)
    ]
    bodies = "bodies: [{id: a, name: A}, {id: b, name: B, parent: a}]\nregulations:\n- id: r\n  title: R\n  mandates:\n"
    return HEAD + bodies + "\n".join(lines) + "\n"


def test_deadlines_that_set_each_other_off(problems_of):
    codes = [problem[:2] for problem in problems_of(cascades(("x", "{act: y}", "a"), ("y", "{act: x}", "a")))]
    assert codes == [("cascade_circle", 11)]


def test_a_circle_through_the_superior(problems_of):
    up_and_down = cascades(("x", "{act: y, by: superior}", "b"), ("y", "{act: x, by: b}", "a"))
    assert [problem[:2] for problem in problems_of(up_and_down)] == [("cascade_circle", 11)]


def test_a_cascade_down_the_tree_ends(problems_of):
    assert problems_of(cascades(("x", "{act: x, by: superior}", "b"))) == []


def test_the_same_acts_of_other_bodies_are_no_circle(problems_of):
    assert problems_of(cascades(("x", "{act: y}", "a"), ("y", "{act: x}", "b"))) == []


def test_a_closed_vocabulary(unmark, problems_of):
    text = f"""{HEAD}vocabulary: {{acts: {{plenary: P}}, items: {{hear: H}}, events: {{incident: I}}}}
bodies: [{{id: a, name: A}}]
regulations:
- id: r
  title: R
  mandates:
  - id: m
    title: M
    obliged: {{body: a}}
    act: {{any_of: [⟦not_in_vocabulary⟧plenery, {{item: ⟦not_in_vocabulary⟧heer}}, plenary, {{item: hear}}]}}
    clauses:
    - deadline: {{after: {{event: ⟦not_in_vocabulary⟧incidnt}}, within: 1d}}
    - deadline: {{after: {{act: ⟦not_in_vocabulary⟧report}}, within: 1d}}
    - gap: {{max: 1y, first: {{after: {{event: ⟦not_in_vocabulary⟧founding}}}}}}
"""
    plain, expected = unmark(text)
    assert problems_of(plain) == expected


def test_a_vocabulary_section_that_is_not_given_is_open(problems_of):
    text = f"{HEAD}vocabulary: {{events: {{e: E}}}}\nbodies: [{{id: a, name: A}}]\n{LAW % '{gap: {max: 1y}}'}"
    assert problems_of(text) == []


def test_ten_mistakes_are_reported_at_once(unmark, problems_of):
    text = """format: 1
pack: ⟦bad_pack_id⟧Zhejiang
title: 浙江
timezone: ⟦unknown_zone⟧Asia/Hangzhou
⟦unknown_key⟧bodeis: []
bodies:
  - id: zj
    name: {zh: 省委, ⟦unknown_key⟧cn: 省委, en: Committee}
    since: ⟦no_such_day⟧1949-02-30
    parent: ⟦unknown_body⟧cpc
  - id: ⟦duplicate_id⟧zj
    name: ⟦wrong_type⟧42
regulations:
  - id: r
    title: R
    mandates:
      - id: m
        title: M
        obliged: {body: zj}
        act: plenary
        clauses:
          - quota: {min: 2, max: ⟦max_below_min⟧1, per: 1y}
          - deadline: {after: {event: e}, within: 4h, count: ⟦clock_needs_instant⟧next_day}
"""
    plain, expected = unmark(text)
    assert len(expected) == 10
    assert problems_of(plain) == expected


def test_problems_of_the_text_and_of_its_meaning_are_told_together(unmark, problems_of):
    plain, expected = unmark(HEAD + "bodies:\n- {id: ⟦anchor⟧&x a, name: ⟦alias⟧*x, ⟦unknown_key⟧tire: t}\n")
    assert problems_of(plain) == expected
