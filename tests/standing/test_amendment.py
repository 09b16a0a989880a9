"""Versions: a rule edit never rewrites a closed window."""

import pytest
from tests.engine.asking import body, by_window, duty, gap, meet, pack_of, pick, quota, rows_of, standings


def amended(old, new, on="2024-07-01", **more):
    clauses = [one if isinstance(one, list) else [one] for one in (old, new)]
    return duty(
        versions=[{"to": on, "clauses": clauses[0]}, {"from": on, "clauses": clauses[1]}],
        **{"effective": "2022-01-01", **more},
    )


class TestAnotherGrid:
    RULE = amended(quota(), quota(per="6m"), on="2024-05-01")

    def test_the_open_window_is_superseded_and_the_new_grid_binds_from_its_first_full_one(self):
        found = rows_of(self.RULE, meet("2022-05-01"), at="2025-01-01")
        assert [pick(row, "version", "window", "standing", "binding") for row in found] == [
            (0, "2022", "met", True),
            (0, "2023", "missed", True),
            (0, "2024", "superseded", False),
            (1, "2024-H1", "optional", False),
            (1, "2024-H2", "overdue", True),
            (1, "2025-H1", "open", True),
            (1, "2025-H2", "upcoming", True),
        ]

    def test_the_day_before_the_old_one_is_in_force(self):
        assert standings(self.RULE, at="2024-04-30")["2024"] == "open"
        assert standings(self.RULE, at="2024-05-01")["2024"] == "superseded"

    def test_an_amendment_on_a_boundary_supersedes_nothing(self):
        rule = amended(quota(), quota(per="6m"), on="2025-01-01")
        found = {(row["version"], row["window"]): row["standing"] for row in rows_of(rule, at="2025-02-01")}
        assert (found[0, "2024"], found[1, "2025-H1"]) == ("overdue", "open")
        assert (1, "2024-H2") not in found

    def test_a_first_date_speaks_of_the_first_grid_only(self):
        rule = amended(quota(), quota(per="6m"), on="2024-05-01", first="2022-01-01")
        found = [pick(row, "version", "window") for row in rows_of(rule, at="2024-06-01")]
        assert [label for version, label in found if version == 1] == ["2024-H1", "2024-H2"]


class TestTheSameGrid:
    def test_a_raised_minimum_binds_from_the_next_window(self):
        found = by_window(
            amended(quota(), quota(min=2)), meet("2024-03-01"), meet("2025-03-01"), at="2025-12-31"
        )
        assert pick(found["2024"], "version", "need", "standing") == (0, 1, "met")
        assert pick(found["2025"], "version", "need", "standing") == (1, 2, "open")

    @pytest.mark.parametrize(
        ("at", "need", "standing"), [("2024-06-30", 2, "open"), ("2024-07-01", 1, "met")]
    )
    def test_a_lowered_one_binds_at_once(self, at, need, standing):
        row = by_window(amended(quota(min=2), quota()), meet("2024-03-01"), at=at)["2024"]
        assert pick(row, "need", "standing") == (need, standing)

    def test_but_not_backwards(self):
        found = by_window(amended(quota(min=2), quota()), meet("2023-03-01"), at="2025-06-01")
        assert pick(found["2023"], "need", "standing") == (2, "missed")

    @pytest.mark.parametrize(("on", "standing"), [("2024-12-31", "met"), ("2025-01-01", "overdue")])
    def test_up_to_the_last_day_of_the_window(self, on, standing):
        row = by_window(amended(quota(min=2), quota(), on=on), meet("2024-03-01"), at="2025-06-01")["2024"]
        assert row["standing"] == standing

    def test_lowered_twice_the_lowest_holds(self):
        rule = duty(
            versions=[
                {"to": "2024-03-01", "clauses": [quota(min=3)]},
                {"from": "2024-03-01", "to": "2024-06-01", "clauses": [quota(min=2)]},
                {"from": "2024-06-01", "clauses": [quota(min=1)]},
            ]
        )
        assert by_window(rule, meet("2024-02-01"), at="2024-12-31")["2024"]["need"] == 1

    def test_a_new_maximum_binds_from_the_next_window(self):
        rule = amended({"quota": {"max": 2, "per": "1y"}}, {"quota": {"max": 1, "per": "1y"}})
        acts = [meet(f"{year}-0{month}-01") for year in (2024, 2025) for month in (3, 4)]
        found = standings(rule, *acts, at="2025-12-31")
        assert (found["2024"], found["2025"]) == ("met", "violated")

    def test_the_force_is_that_of_the_version_that_made_the_window(self):
        rule = amended(quota(), {**quota(min=2), "force": "normally"})
        found = by_window(rule, at="2025-06-01")
        assert (found["2024"]["force"], found["2025"]["force"]) == ("must", "normally")

    def test_keys_stay_when_the_numbers_change(self):
        plain = by_window(duty(quota(), effective="2022-01-01"), at="2025-06-01")
        raised = by_window(amended(quota(), quota(min=2)), at="2025-06-01")
        assert {label: row["key"] for label, row in plain.items()} == {
            label: row["key"] for label, row in raised.items()
        }

    def test_a_clause_with_an_id_continues_at_another_place(self):
        half, year = {**quota(per="6m"), "id": "half"}, {**quota(), "id": "year"}
        rule = amended([year, half], [half, {**year, "quota": {"min": 2, "per": "1y"}}])
        found = {(row["version"], row["window"]): row["clause"] for row in rows_of(rule, at="2025-02-01")}
        assert {key: found[key] for key in ((0, "2024"), (1, "2025"), (0, "2024-H1"), (1, "2025-H1"))} == {
            (0, "2024"): 0, (1, "2025"): 1, (0, "2024-H1"): 1, (1, "2025-H1"): 0,
        }  # fmt: skip


class TestTerms:
    BODIES = (body(terms=[{"number": 1, "from": "2022-01-01", "expected_to": "2027-01-01"}]),)

    def term(self, old, new, at):
        rule = amended(quota(per="term", min=old), quota(per="term", min=new))
        return rows_of(pack_of(rule, bodies=self.BODIES), meet("2023-05-01"), at=at)[0]

    def test_a_lowered_minimum_binds_the_running_term_at_once(self):
        assert pick(self.term(3, 1, "2024-06-30"), "need", "standing") == (3, "open")
        assert pick(self.term(3, 1, "2024-07-01"), "need", "standing") == (1, "met")

    @pytest.mark.parametrize(("on", "need"), [("2026-12-31", 1), ("2027-01-01", 3)])
    def test_up_to_the_last_day_of_the_term(self, on, need):
        terms = [{"number": 1, "from": "2022-01-01", "to": "2027-01-01"}, {"number": 2, "from": "2027-01-01"}]
        rule = amended(quota(per="term", min=3), quota(per="term", min=1), on=on)
        assert rows_of(pack_of(rule, bodies=[body(terms=terms)]), at="2028-01-01")[0]["need"] == need

    def test_an_amendment_before_the_term_is_no_matter(self):
        rule = duty(
            versions=[
                {"to": "2021-01-01", "clauses": [quota(per="term", min=3)]},
                {"from": "2021-01-01", "to": "2021-06-01", "clauses": [quota(per="term", min=1)]},
                {"from": "2021-06-01", "clauses": [quota(per="term", min=2)]},
            ]
        )
        row = rows_of(pack_of(rule, bodies=self.BODIES), meet("2023-05-01"), at="2024-01-01")[0]
        assert pick(row, "version", "need", "standing") == (2, 2, "open")

    def test_a_raised_one_does_not(self):
        assert pick(self.term(1, 3, "2024-07-01"), "need", "standing") == (1, "met")


class TestAGap:
    RULE = amended(gap(max="2y"), gap(max="1y"), effective=None)

    def test_the_running_window_is_superseded_by_one_of_the_new_length(self):
        found = rows_of(self.RULE, meet("2023-03-01"), at="2024-07-01")
        assert [pick(row, "version", "window", "due", "standing") for row in found] == [
            (0, "after 2023-03-01", "2025-03-01", "superseded"),
            (1, "after 2023-03-01", "2024-03-01", "overdue"),
        ]

    def test_until_then_the_old_length_holds(self):
        found = rows_of(self.RULE, meet("2023-03-01"), at="2024-06-30")
        assert pick(found[0], "version", "due", "standing") == (0, "2025-03-01", "open")

    def test_windows_settled_before_keep_their_verdict(self):
        found = rows_of(
            self.RULE, meet("2020-03-01"), meet("2022-02-01"), meet("2024-08-01"), at="2024-09-01"
        )
        assert [pick(row, "version", "window", "standing") for row in found] == [
            (0, "after 2020-03-01", "met"),
            (0, "after 2022-02-01", "met_late"),
            (1, "after 2022-02-01", "met_late"),
            (1, "after 2024-08-01", "open"),
        ]


def test_a_window_closed_before_an_amendment_keeps_every_byte_of_its_verdict():
    """Property 14, at one example."""
    acts = [meet("2022-03-01"), meet("2024-03-01", counts_for={"m": "2023"})]
    for at in ("2023-06-01", "2024-02-01", "2024-12-31", "2026-01-01"):
        before = by_window(duty(quota(), effective="2022-01-01"), *acts, at=at)
        after = {
            row["window"]: row
            for row in rows_of(amended(quota(), quota(per="3m")), *acts, at=at)
            if row["version"] == 0
        }
        assert {label: after[label] for label in ("2022", "2023")} == {
            label: before[label] for label in ("2022", "2023")
        }


def test_a_repealed_text_ends_as_an_amended_one():
    pack = pack_of(duty(quota(), effective="2022-01-01"), until="2024-07-01")
    assert standings(pack, at="2025-06-01") == {"2022": "missed", "2023": "missed", "2024": "superseded"}
    assert standings(pack, at="2024-06-30")["2024"] == "open"


class TestBodies:
    """The reorganisations of 2018."""

    RULE = duty(quota(), effective="2016-01-01", obliged={"tier": "x"})

    def test_a_renamed_body_keeps_its_predecessors_acts(self):
        pack = pack_of(
            self.RULE,
            bodies=[
                body("new", tier="x", since="2018-03-17", predecessor="old"),
                body("old", tier="x", until="2018-03-17"),
            ],
        )
        acts = [
            meet("2017-05-01", body="old"),
            meet("2018-02-01", body="old"),
            meet("2019-05-01", body="new"),
        ]
        found = {
            (row["body"], row["window"]): row["standing"] for row in rows_of(pack, *acts, at="2019-12-31")
        }
        assert found == {
            ("new", "2018"): "met",
            ("new", "2019"): "met",
            ("new", "2020"): "upcoming",
            ("old", "2016"): "missed",
            ("old", "2017"): "met",
            ("old", "2018"): "superseded",
        }

    def test_merged_bodies_hand_on_the_acts_of_all(self):
        rule = duty(gap(max="1y"), effective=None, obliged={"body": "new"})
        pack = pack_of(rule, bodies=[body("new", predecessor=["one", "two"]), body("one"), body("two")])
        found = standings(
            pack, meet("2023-03-01", body="one"), meet("2023-09-01", body="two"), at="2024-01-01"
        )
        assert found == {"after 2023-03-01": "met", "after 2023-09-01": "open"}

    def test_a_body_created_in_mid_window_gets_the_first_window_rule(self):
        pack = pack_of(self.RULE, bodies=[body(tier="x", since="2018-03-17")])
        assert standings(pack, at="2020-01-01") == {
            "2018": "optional", "2019": "overdue", "2020": "open", "2021": "upcoming",
        }  # fmt: skip

    @pytest.mark.parametrize(("until", "standing"), [("2018-12-31", "superseded"), ("2019-01-01", "missed")])
    def test_obligations_of_an_abolished_body_are_superseded(self, until, standing):
        pack = pack_of(self.RULE, bodies=[body(tier="x", until=until)])
        assert standings(pack, at="2020-06-01")["2018"] == standing

    def test_a_body_abolished_before_the_rule_has_no_rows(self):
        assert rows_of(pack_of(self.RULE, bodies=[body(tier="x", until="2016-01-01")]), at="2020-06-01") == []
