"""A gap: at most so long since the body's own previous act."""

import pytest
from tests.engine.asking import by_window, duty, event, gap, meet, pick, plan, rows_of, standings

FIVE_YEARS = duty(gap(max="5y"), effective=None)
FIRST, SECOND = meet("2017-10-18", id="19"), meet("2022-10-16", id="20")


def test_every_act_settles_the_window_before_and_anchors_the_next():
    found = rows_of(FIVE_YEARS, FIRST, SECOND, at="2024-06-01")
    assert [pick(row, "window", "opens", "due", "standing", "settled_on") for row in found] == [
        ("after 2017-10-18", "2017-10-18", "2022-10-18", "met", "2022-10-16"),
        ("after 2022-10-16", "2022-10-16", "2027-10-16", "open", None),
    ]


@pytest.mark.parametrize(
    ("at", "standing", "days_late"),
    [("2027-10-16", "open", 0), ("2027-10-17", "overdue", 1), ("2040-10-16", "overdue", 4749)],
)
def test_there_is_no_missed(at, standing, days_late):
    row = by_window(FIVE_YEARS, SECOND, at=at)["after 2022-10-16"]
    assert pick(row, "standing", "days_late") == (standing, days_late)


@pytest.mark.parametrize(
    ("held", "standing", "days_late"), [("2027-10-16", "met", 0), ("2027-10-17", "met_late", 1)]
)
def test_the_next_act_settles_it_late_or_not(held, standing, days_late):
    row = by_window(FIVE_YEARS, SECOND, meet(held), at="2028-01-01")["after 2022-10-16"]
    assert pick(row, "standing", "days_late", "settled_on") == (standing, days_late, held)


def test_early_re_anchors_at_once():
    """Party congresses of 1973 and 1977."""
    found = by_window(FIVE_YEARS, meet("1973-08-24"), meet("1977-08-12"), at="1980-01-01")
    assert found["after 1973-08-24"]["standing"] == "met"
    assert found["after 1977-08-12"]["due"] == "1982-08-12"


def test_snap_moves_the_due_day_to_the_end_of_its_year():
    found = by_window(duty(gap(max="5y", snap="year"), effective=None), SECOND, at="2027-12-31")
    assert pick(found["after 2022-10-16"], "due", "standing") == ("2027-12-31", "open")


def test_it_may_run_from_the_end():
    rule = duty(gap(max="1y", **{"from": "end"}), effective=None)
    row = by_window(rule, meet("2024-12-30", end="2025-01-03"), at="2025-06-01")["after 2025-01-03"]
    assert pick(row, "opens", "due") == ("2025-01-03", "2026-01-03")
    row = by_window(rule, meet("2024-12-30"), at="2025-06-01")["after 2024-12-30"]
    assert pick(row, "opens", "due") == ("2024-12-30", "2025-12-30")


def test_while_a_session_lasts_the_window_from_its_end_is_upcoming():
    rule = duty(gap(max="1y", **{"from": "end"}), effective=None)
    assert standings(rule, meet("2024-12-30", end="2025-01-03"), at="2025-01-02") == {
        "after 2025-01-03": "upcoming"
    }
    assert standings(rule, meet("2024-12-30", end="2025-01-03"), at="2025-01-03") == {
        "after 2025-01-03": "open"
    }


class TestBeforeTheEffectiveDay:
    def test_the_last_act_before_it_anchors_too_and_earlier_ones_are_history(self):
        rule = duty(gap(max="1y"), effective="2024-01-01")
        found = by_window(rule, meet("2021-03-01"), meet("2023-03-01"), at="2024-06-01")
        assert {label: row["due"] for label, row in found.items()} == {"after 2023-03-01": "2024-03-01"}

    def test_nothing_on_record_is_one_row_without_days(self):
        row = rows_of(duty(gap(max="1y"), effective="2020-01-01"), at="2024-06-01")
        assert [pick(one, "window", "opens", "due", "standing") for one in row] == [
            ("first", None, None, "no_record")
        ]

    def test_a_plan_is_told_even_then(self):
        row = by_window(duty(gap(max="1y"), effective=None), plan("2024-08-01"), at="2024-06-01")["first"]
        assert pick(row, "standing", "planned") == ("no_record", "2024-08-01")


class TestTheFirstWindow:
    @pytest.mark.parametrize(
        ("first", "opens", "due"),
        [
            ({"after": "effective"}, "2024-01-01", "2025-01-01"),
            ({"after": "effective", "within": "30d"}, "2024-01-01", "2024-01-31"),
            ({"after": "2023-06-01"}, "2023-06-01", "2024-06-01"),
            ({"after": "2025-06-01", "within": "6m"}, "2025-06-01", "2025-12-01"),
        ],
    )
    def test_it_runs_from_where_the_clause_says(self, first, opens, due):
        rule = duty(gap(max="1y", first=first), effective="2024-01-01")
        row = by_window(rule, at="2025-06-01")["first"]
        assert pick(row, "opens", "due") == (opens, due)

    def test_it_may_run_from_an_event(self):
        """A company's first board meeting: within 30 days of its incorporation."""
        rule = duty(
            gap(max="120d", first={"after": {"event": "incorporation"}, "within": "30d"}), effective=None
        )
        born = event("2024-03-01", kind="incorporation")
        assert pick(by_window(rule, born, at="2024-03-31")["first"], "due", "standing") == (
            "2024-03-31",
            "open",
        )
        assert standings(rule, born, at="2024-04-01") == {"first": "overdue"}
        found = by_window(rule, born, meet("2024-03-20"), at="2024-04-01")
        assert pick(found["first"], "standing", "settled_on") == ("met", "2024-03-20")
        assert found["after 2024-03-20"]["due"] == "2024-07-18"
        assert standings(rule, at="2024-04-01") == {"first": "no_record"}
        assert standings(rule, born, at="2024-02-29") == {"first": "no_record"}

    def test_only_without_an_earlier_act(self):
        rule = duty(gap(max="1y", first={"after": "effective"}), effective="2024-01-01")
        assert list(by_window(rule, meet("2023-05-01"), at="2024-06-01")) == ["after 2023-05-01"]
        assert standings(rule, meet("2024-01-01"), at="2024-06-01") == {
            "first": "met",
            "after 2024-01-01": "open",
        }
        dated = duty(gap(max="1y", first={"after": "2024-05-01"}), effective=None)
        assert list(by_window(dated, meet("2024-02-01"), at="2024-06-01")) == ["after 2024-02-01"]

    def test_before_it_opens_it_is_upcoming(self):
        rule = duty(gap(max="1y", first={"after": "effective"}), effective="2024-01-01")
        assert standings(rule, at="2023-12-31") == {"first": "upcoming"}
        assert standings(rule, at="2024-01-01") == {"first": "open"}


class TestTheMinimum:
    RULE = duty(gap(max="1y", min="90d"), effective=None)

    @pytest.mark.parametrize(("held", "standing"), [("2024-03-30", "violated"), ("2024-03-31", "met")])
    def test_an_act_too_soon_breaks_it(self, held, standing):
        row = by_window(self.RULE, meet("2024-01-01"), meet(held), at="2024-06-01")["after 2024-01-01"]
        assert pick(row, "standing", "not_before") == (standing, "2024-03-31")

    def test_the_row_tells_it_before_the_meeting(self):
        row = by_window(self.RULE, meet("2024-01-01"), plan("2024-02-01"), at="2024-01-15")[
            "after 2024-01-01"
        ]
        assert pick(row, "standing", "planned", "not_before") == ("open", "2024-02-01", "2024-03-31")
        assert row["annotations"] == [
            {"type": "too_soon", "planned": "2024-02-01", "not_before": "2024-03-31"}
        ]
        row = by_window(self.RULE, meet("2024-01-01"), plan("2024-03-31"), at="2024-01-15")[
            "after 2024-01-01"
        ]
        assert row["annotations"] == []

    def test_without_a_maximum_there_is_no_due_day(self):
        rule = duty(gap(max=None, min="90d"), effective=None)
        row = by_window(rule, meet("2024-01-01"), at="2034-01-01")["after 2024-01-01"]
        assert pick(row, "standing", "due", "not_before") == ("open", None, "2024-03-31")

    def test_two_acts_of_one_day_are_too_close(self):
        acts = [meet("2024-01-01", id="a"), meet("2024-01-01", id="b")]
        found = rows_of(self.RULE, *acts, at="2024-06-01")
        assert [row["standing"] for row in found] == ["violated", "open"]
        assert len({row["key"] for row in found}) == 2


def test_two_acts_of_one_day_anchor_together_where_only_a_maximum_counts():
    found = by_window(FIVE_YEARS, meet("2024-01-01", id="a"), meet("2024-01-01", id="b"), at="2024-06-01")
    assert list(found) == ["after 2024-01-01"]


class TestForecasts:
    def test_with_an_end_the_windows_to_come_are_chained_from_due_days(self):
        found = rows_of(FIVE_YEARS, SECOND, at="2024-06-01", span=(None, "2037-12-31"))
        assert [pick(row, "window", "opens", "due", "standing", "forecast", "binding") for row in found] == [
            ("after 2022-10-16", "2022-10-16", "2027-10-16", "open", False, True),
            ("forecast 1", "2027-10-16", "2032-10-16", "upcoming", True, False),
            ("forecast 2", "2032-10-16", "2037-10-16", "upcoming", True, False),
            ("forecast 3", "2037-10-16", "2042-10-16", "upcoming", True, False),
        ]

    def test_the_end_is_inclusive(self):
        assert len(rows_of(FIVE_YEARS, SECOND, at="2024-06-01", span=(None, "2027-10-16"))) == 2
        assert len(rows_of(FIVE_YEARS, SECOND, at="2024-06-01", span=(None, "2027-10-15"))) == 1

    def test_without_an_end_there_are_none(self):
        assert len(rows_of(FIVE_YEARS, SECOND, at="2024-06-01")) == 1


class TestTheBodysOwnNextDue:
    def own(self, on, decided):
        return {"next_due": {"mandate": "m", "body": "b", "on": on, "decided": decided}}

    def test_it_replaces_the_computed_day(self):
        row = by_window(FIVE_YEARS, SECOND, self.own("2027-03-31", "2024-01-01"), at="2024-06-01")[
            "after 2022-10-16"
        ]
        assert pick(row, "due", "original_due") == ("2027-03-31", "2027-03-31")
        assert row["annotations"] == [
            {"type": "next_due", "on": "2027-03-31", "decided": "2024-01-01", "computed": "2027-10-16"}
        ]

    def test_until_it_is_decided_it_is_not_there(self):
        own = self.own("2027-03-31", "2024-06-02")
        assert by_window(FIVE_YEARS, SECOND, own, at="2024-06-01")["after 2022-10-16"]["due"] == "2027-10-16"
        assert by_window(FIVE_YEARS, SECOND, own, at="2024-06-02")["after 2022-10-16"]["due"] == "2027-03-31"

    def test_decided_after_the_due_day_it_is_an_annotation_only(self):
        own = self.own("2029-03-31", "2027-10-17")
        row = by_window(FIVE_YEARS, SECOND, own, at="2028-01-01")["after 2022-10-16"]
        assert pick(row, "due", "standing") == ("2027-10-16", "overdue")
        assert [note["type"] for note in row["annotations"]] == ["late_next_due"]

    def test_it_concerns_the_window_that_was_current(self):
        own = self.own("2022-12-31", "2020-01-01")
        found = by_window(FIVE_YEARS, FIRST, SECOND, own, at="2024-06-01")
        assert (found["after 2017-10-18"]["due"], found["after 2022-10-16"]["due"]) == (
            "2022-12-31",
            "2027-10-16",
        )

    def test_without_a_day_of_decision_it_belongs_to_the_window_in_which_it_falls(self):
        own = {"next_due": {"mandate": "m", "body": "b", "on": "2027-03-31"}}
        found = by_window(FIVE_YEARS, FIRST, SECOND, own, at="2024-06-01")
        assert (found["after 2017-10-18"]["due"], found["after 2022-10-16"]["due"]) == (
            "2022-10-18",
            "2027-03-31",
        )


def test_an_unsettled_window_past_due_without_a_complete_record_is_no_record():
    declared = {"declared": {"complete_from": "2022-10-17"}}
    assert standings(FIVE_YEARS, SECOND, at="2028-01-01", **declared) == {"after 2022-10-16": "no_record"}
    declared = {"declared": {"complete_from": "2022-10-16"}}
    assert standings(FIVE_YEARS, SECOND, at="2028-01-01", **declared) == {"after 2022-10-16": "overdue"}
