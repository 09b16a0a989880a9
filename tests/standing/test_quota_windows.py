"""A quota: windows on a grid, each bound on both sides, from the opening to the verdict for good."""

import pytest
from tests.engine.asking import body, by_window, duty, meet, pack_of, pick, plan, quota, rows_of, standings

YEARLY = duty(quota(), effective="2023-01-01")


@pytest.mark.parametrize(
    ("at", "standing", "days_late"),
    [
        ("2023-12-31", "upcoming", 0),
        ("2024-01-01", "open", 0),
        ("2024-12-31", "open", 0),
        ("2025-01-01", "overdue", 1),
        ("2025-12-31", "overdue", 365),
        ("2026-01-01", "missed", 366),
    ],
)
def test_a_window_opens_closes_can_be_made_up_and_is_missed(at, standing, days_late):
    row = by_window(YEARLY, at=at)["2024"]
    assert pick(row, "standing", "days_late", "count", "settled_on") == (standing, days_late, 0, None)
    assert pick(row, "opens", "due", "original_due") == ("2024-01-01", "2024-12-31", "2024-12-31")


@pytest.mark.parametrize(
    ("held", "standing"),
    [("2023-12-31", "overdue"), ("2024-01-01", "met"), ("2024-12-31", "met"), ("2025-01-01", "overdue")],
)
def test_both_bounds_are_inclusive(held, standing):
    assert standings(YEARLY, meet(held), at="2025-06-01")["2024"] == standing


def test_the_breach_begins_at_the_local_midnight():
    at_the_end, at_midnight = "2024-12-31T23:59:59.999999+08:00", "2025-01-01T00:00:00+08:00"
    assert standings(YEARLY, at=at_the_end)["2024"] == "open"
    assert standings(YEARLY, at=at_midnight)["2024"] == "overdue"


@pytest.mark.parametrize(
    ("start", "window"),
    [
        ("2023-12-31T23:59:59+08:00", "2023"),
        ("2023-12-31T16:00:00+00:00", "2024"),
        ("2024-12-31T23:59:59+08:00", "2024"),
    ],
)
def test_the_day_of_an_act_is_the_local_day_on_which_it_opens(start, window):
    """Property 13."""
    met = [label for label, one in standings(YEARLY, meet(start), at="2025-06-01").items() if one == "met"]
    assert met == [window]


def test_a_session_that_crosses_new_year_counts_once_for_its_opening_year():
    """NPC 3rd, 1st session: 21 December 1964 to 4 January 1965."""
    found = standings(YEARLY, meet("2023-12-21", end="2024-01-04"), at="2024-06-01")
    assert (found["2023"], found["2024"]) == ("met", "open")


def test_several_acts_reach_the_need_and_the_last_of_them_settles():
    twice = duty(quota(min=2), effective="2024-01-01")
    acts = [meet("2024-03-01"), meet("2024-05-01"), meet("2024-09-01")]
    row = by_window(twice, *acts, at="2024-12-31")["2024"]
    assert pick(row, "standing", "need", "count", "by", "settled_on") == (
        "met", 2, 3, ["2024-03-01", "2024-05-01"], "2024-05-01",
    )  # fmt: skip
    row = by_window(twice, acts[0], at="2025-01-01")["2024"]
    assert pick(row, "standing", "need", "count", "by", "settled_on") == ("overdue", 2, 1, [], None)


def test_a_window_met_in_time_has_nothing_else_to_say():
    """Such rows are made by a quicker way: all of it."""
    row = by_window(YEARLY, meet("2024-03-01"), at="2024-06-30")["2024"]
    del row["key"]
    assert row == {
        "mandate": "m",
        "version": 0,
        "clause": 0,
        "form": "quota",
        "body": "b",
        "window": "2024",
        "opens": "2024-01-01",
        "due": "2024-12-31",
        "original_due": "2024-12-31",
        "standing": "met",
        "need": 1,
        "count": 1,
        "by": ["2024-03-01"],
        "settled_on": "2024-03-01",
        "days_late": 0,
        "planned": None,
        "not_before": None,
        "surplus": 0,
        "binding": True,
        "force": "must",
        "forecast": False,
        "provisional": False,
        "missing_ordinals": [],
        "annotations": [],
    }


def test_two_acts_of_one_day_are_two_acts():
    twice = duty(quota(min=2), effective="2024-01-01")
    acts = [meet("2024-03-01T09:00:00+08:00"), meet("2024-03-01T14:00:00+08:00")]
    assert by_window(twice, *acts, at="2024-12-31")["2024"]["by"] == ["2024-03-01", "2024-03-01"]


def test_an_act_that_has_not_happened_yet_does_not_count():
    assert standings(YEARLY, meet("2024-05-02"), at="2024-05-01")["2024"] == "open"
    assert standings(YEARLY, meet("2024-05-02"), at="2024-05-02")["2024"] == "met"
    assert (
        standings(YEARLY, meet("2024-05-02T09:00:00+08:00"), at="2024-05-02T08:59:59+08:00")["2024"] == "open"
    )
    assert (
        standings(YEARLY, meet("2024-05-02T09:00:00+08:00"), at="2024-05-02T09:00:00+08:00")["2024"] == "met"
    )


def test_without_an_end_the_answer_is_every_open_window_and_the_next_one():
    assert list(by_window(YEARLY, at="2025-06-01")) == ["2023", "2024", "2025", "2026"]


def test_with_an_end_the_answer_is_every_window_that_opens_by_then():
    assert list(by_window(YEARLY, at="2025-06-01", span=(None, "2028-01-01"))) == [
        "2023", "2024", "2025", "2026", "2027", "2028",
    ]  # fmt: skip
    assert list(by_window(YEARLY, at="2025-06-01", span=(None, "2025-12-31"))) == ["2023", "2024", "2025"]


def test_a_span_keeps_what_touches_it_and_all_that_is_unsettled():
    acts = [meet("2023-05-01"), meet("2025-05-01")]
    found = standings(YEARLY, *acts, at="2025-06-01", span=("2025-01-01", "2025-12-31"))
    assert found == {"2024": "overdue", "2025": "met"}
    assert list(standings(YEARLY, *acts, at="2025-06-01", span=("2023-12-31", "2023-12-31"))) == [
        "2023",
        "2024",
    ]


class TestTheFirstWindow:
    """A rule cannot demand an act before it existed."""

    MIDYEAR = duty(quota(), effective="2024-07-01")

    @pytest.mark.parametrize(
        ("at", "standing"),
        [
            ("2024-06-30", "upcoming"),
            ("2024-07-01", "open"),
            ("2024-12-31", "open"),
            ("2025-01-01", "optional"),
            ("2030-01-01", "optional"),
        ],
    )
    def test_the_partial_one_is_optional(self, at, standing):
        row = by_window(self.MIDYEAR, at=at)["2024"]
        assert pick(row, "standing", "binding", "opens", "due") == (
            standing,
            False,
            "2024-01-01",
            "2024-12-31",
        )

    @pytest.mark.parametrize(("held", "standing"), [("2024-01-01", "met"), ("2023-12-31", "optional")])
    def test_it_keeps_its_grid_bounds_and_counts_every_act_inside_them(self, held, standing):
        assert standings(self.MIDYEAR, meet(held), at="2025-02-01")["2024"] == standing

    def test_the_first_full_one_binds(self):
        row = by_window(self.MIDYEAR, at="2026-01-01")["2025"]
        assert pick(row, "standing", "binding") == ("overdue", True)

    def test_a_rule_in_force_from_the_first_day_binds_at_once(self):
        row = by_window(duty(quota(), effective="2024-01-01"), at="2025-01-01")["2024"]
        assert pick(row, "standing", "binding") == ("overdue", True)

    def test_first_partial_binds_the_partial_one(self):
        row = by_window(duty(quota(), effective="2024-07-01", first="partial"), at="2025-01-01")["2024"]
        assert pick(row, "standing", "binding") == ("overdue", True)

    def test_a_date_names_the_first_window_that_binds(self):
        found = by_window(duty(quota(), effective="2020-01-01", first="2022-05-01"), at="2023-01-01")
        assert [(label, *pick(row, "standing", "binding")) for label, row in found.items()] == [
            ("2020", "optional", False),
            ("2021", "optional", False),
            ("2022", "overdue", True),
            ("2023", "open", True),
            ("2024", "upcoming", True),
        ]

    def test_a_date_before_the_effective_day_binds_from_there(self):
        assert standings(duty(quota(), effective="2022-05-01", first="2021-03-01"), at="2023-01-01") == {
            "2021": "missed", "2022": "overdue", "2023": "open", "2024": "upcoming",
        }  # fmt: skip

    def test_a_date_says_nothing_of_a_body_that_came_later(self):
        pack = pack_of(
            duty(quota(), effective="2020-01-01", first="2020-01-01"), bodies=[body(since="2022-07-01")]
        )
        assert standings(pack, at="2024-01-01") == {
            "2022": "optional", "2023": "overdue", "2024": "open", "2025": "upcoming",
        }  # fmt: skip


class TestSlots:
    QUARTER = duty(quota(slots=[{"from": "01-01", "to": "04-01"}]), effective="2024-01-01")

    @pytest.mark.parametrize(
        ("held", "standing"), [("2024-03-31", "met"), ("2024-04-01", "overdue"), ("2023-12-31", "overdue")]
    )
    def test_the_act_must_lie_in_the_slot(self, held, standing):
        row = by_window(self.QUARTER, meet(held), at="2024-06-01")["2024"]
        assert pick(row, "standing", "opens", "due") == (standing, "2024-01-01", "2024-03-31")

    def test_make_up_ends_with_the_same_slot_of_the_next_window(self):
        assert standings(self.QUARTER, at="2025-03-31")["2024"] == "overdue"
        assert standings(self.QUARTER, at="2025-04-01")["2024"] == "missed"

    def test_the_next_slot_is_answered_too(self):
        both = duty(
            quota(slots=[{"from": "01-01", "to": "04-01"}, {"from": "07-01", "to": "10-01"}]),
            effective="2024-01-01",
        )
        assert standings(both, meet("2024-02-01"), at="2024-05-01") == {"2024": "met", "2024#2": "upcoming"}
        assert standings(both, meet("2024-02-01"), at="2024-08-01") == {
            "2024": "met", "2024#2": "open", "2025": "upcoming",
        }  # fmt: skip

    def test_a_week_of_a_month(self):
        general_debate = duty(quota(slots=[{"week": 3, "month": 9}]), effective="2024-01-01")
        row = by_window(general_debate, meet("2024-09-16"), at="2024-12-01")["2024"]
        assert pick(row, "opens", "due", "standing") == ("2024-09-16", "2024-09-22", "met")

    def test_offsets_from_the_windows_start(self):
        rule = duty(
            quota(align="fiscal_year_following", slots=[{"from": "+0m", "to": "+6m"}]), effective="2023-04-01"
        )
        pack = pack_of(rule, bodies=[body(fiscal_year_end="03-31")])
        row = by_window(pack, meet("2024-09-30"), at="2024-12-01")["2024"]
        assert pick(row, "opens", "due", "standing") == ("2024-04-01", "2024-09-30", "met")
        assert standings(pack, meet("2024-10-01"), at="2024-12-01")["2024"] == "overdue"

    def test_first_slots_are_of_the_first_binding_window_only(self):
        rule = duty(
            quota(slots=[{"from": "01-01", "to": "07-01"}], first_slots=[{"from": "01-01", "to": "10-01"}]),
            effective="2023-06-01",
        )
        dues = {label: row["due"] for label, row in by_window(rule, at="2025-02-01").items()}
        assert dues == {
            "2023": "2023-06-30",
            "2024": "2024-09-30",
            "2025": "2025-06-30",
            "2026": "2026-06-30",
        }

    def test_a_rule_in_force_from_the_first_day_has_its_first_slots_in_that_window(self):
        rule = duty(
            quota(slots=[{"from": "01-01", "to": "07-01"}], first_slots=[{"from": "01-01", "to": "10-01"}]),
            effective="2024-01-01",
        )
        dues = {label: row["due"] for label, row in by_window(rule, at="2025-02-01").items()}
        assert dues == {"2024": "2024-09-30", "2025": "2025-06-30", "2026": "2026-06-30"}

    def test_a_first_slot_without_a_counterpart_is_made_up_until_the_last_slot_of_the_next_window(self):
        two = [{"from": "01-01", "to": "04-01"}, {"from": "07-01", "to": "10-01"}]
        rule = duty(quota(slots=[{"from": "01-01", "to": "05-01"}], first_slots=two), effective="2024-01-01")
        assert standings(rule, at="2025-04-30")["2024#2"] == "overdue"
        assert standings(rule, at="2025-05-01")["2024#2"] == "missed"


def test_the_next_plan_is_shown_and_moves():
    first = plan("2024-05-01", recorded="2024-01-10T09:00:00+08:00")
    moved = plan("2024-06-01", recorded="2024-03-10T09:00:00+08:00")
    assert (
        by_window(YEARLY, first, moved, at="2024-02-01", known_at="2024-02-01T00:00:00+08:00")["2024"][
            "planned"
        ]
        == "2024-05-01"
    )
    assert by_window(YEARLY, first, moved, at="2024-04-01")["2024"]["planned"] == "2024-06-01"


@pytest.mark.parametrize(
    ("entries", "planned"),
    [
        ([plan("2024-05-01", status="cancelled")], None),
        ([plan("2024-05-01", status="tentative")], "2024-05-01"),
        ([plan("2024-05-01", decided="2024-02-02")], None),
        ([plan("2024-05-01", decided="2024-02-01")], "2024-05-01"),
        ([plan("2024-05-01", recorded="2024-02-02T00:00:00+08:00")], None),
        ([plan("2024-05-01"), plan("2024-04-01", id="q")], "2024-04-01"),
        ([plan("2023-12-31")], None),  # before the window opens
        ([plan("2024-05-01", kind="other")], None),
        (
            [plan("2024-01-20"), meet("2024-01-22", plan="p", form="written")],
            None,
        ),  # carried out, though it counts not
    ],
)
def test_planned_is_the_earliest_known_uncancelled_unheld_matching_plan(entries, planned):
    rule = duty(quota(), effective="2024-01-01")
    assert by_window(rule, *entries, at="2024-02-01")["2024"]["planned"] == planned


def test_a_settled_window_has_no_plan():
    assert (
        by_window(YEARLY, meet("2024-02-01"), plan("2024-05-01"), at="2024-03-01")["2024"]["planned"] is None
    )


def test_rows_of_a_mandate_with_no_effective_day_are_one_first_row_without_days():
    row = rows_of(duty(quota(), effective=None), meet("2024-01-01"), at="2024-06-01")
    assert [pick(one, "window", "opens", "due", "standing") for one in row] == [
        ("first", None, None, "no_record")
    ]
