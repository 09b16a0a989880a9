"""`before`: the act must exist and come first. 任免前应当事先征求意见."""

import pytest
from tests.engine.asking import before, by_window, duty, event, meet, pick, plan, rows_of, standings

CONSULT = duty(before({"event": "appointment"}, "0d"))
WEEK = duty(before({"event": "appointment"}, "7d"))


def appointment(day, id="e"):
    return event(day, id, kind="appointment")


def planned(day, id="e", **more):
    return plan(day, id, kind="appointment", **more)


@pytest.mark.parametrize(
    ("held", "standing"),
    [
        ("2024-03-10", "met"),
        ("2024-03-09", "met"),
        ("2024-03-11", "violated"),
        ("2023-03-10", "met"),
        ("2023-03-09", "violated"),
    ],
)
def test_the_nearest_act_in_the_year_before_and_the_same_day_satisfies(held, standing):
    assert standings(CONSULT, meet(held), appointment("2024-03-10"), at="2024-12-31") == {"e": standing}


@pytest.mark.parametrize(
    ("held", "standing", "days_late"),
    [("2024-03-03", "met", 0), ("2024-03-04", "met_late", 1), ("2024-03-10", "met_late", 7)],
)
def test_at_least_so_long_before(held, standing, days_late):
    row = by_window(WEEK, meet(held), appointment("2024-03-10"), at="2024-12-31")["e"]
    assert pick(row, "standing", "days_late", "opens", "due") == (
        standing,
        days_late,
        "2024-03-10",
        "2024-03-03",
    )


class TestItOpensWhenTheEventIsPlanned:
    @pytest.mark.parametrize(
        ("at", "standing"), [("2024-03-03", "open"), ("2024-03-04", "overdue"), ("2024-03-10", "overdue")]
    )
    def test_and_is_due_before_it(self, at, standing):
        assert standings(WEEK, planned("2024-03-10"), at=at) == {"e": standing}

    def test_it_moves_with_the_plan(self):
        first = planned("2024-03-10", recorded="2024-02-01T09:00:00+08:00")
        moved = planned("2024-03-20", recorded="2024-02-10T09:00:00+08:00")
        assert by_window(WEEK, first, moved, at="2024-02-20")["e"]["due"] == "2024-03-13"

    def test_a_cancelled_plan_asks_for_nothing(self):
        assert rows_of(WEEK, planned("2024-03-10", status="cancelled"), at="2024-02-20") == []

    def test_a_plan_that_passed_without_its_event_asks_for_nothing_more(self):
        assert rows_of(WEEK, planned("2024-03-10"), at="2024-03-11") == []

    def test_an_event_recorded_ahead_is_known_too(self):
        assert standings(WEEK, appointment("2024-03-10"), at="2024-02-20") == {"e": "open"}

    def test_the_event_takes_the_place_of_its_plan(self):
        found = standings(CONSULT, planned("2024-03-10", "p"), appointment("2024-03-10"), at="2024-03-10")
        assert found == {"e": "violated"}


def test_if_the_event_happens_first_the_result_is_violated():
    assert standings(CONSULT, appointment("2024-03-10"), at="2024-03-09") == {"e": "open"}
    assert standings(CONSULT, appointment("2024-03-10"), at="2024-03-10") == {"e": "violated"}
    assert standings(CONSULT, appointment("2024-03-10T09:00:00+08:00"), at="2024-03-10T08:59:59+08:00") == {
        "e": "open"
    }
    assert standings(CONSULT, appointment("2024-03-10T09:00:00+08:00"), at="2024-03-10T09:00:00+08:00") == {
        "e": "violated"
    }


def test_without_a_complete_record_nobody_is_accused():
    undeclared = {"declared": {}}
    assert standings(CONSULT, appointment("2024-03-10"), at="2024-04-01", **undeclared) == {"e": "no_record"}
    late = meet("2024-03-11", counts_for={"m": "e"})
    assert standings(CONSULT, appointment("2024-03-10"), late, at="2024-04-01", **undeclared) == {
        "e": "violated"
    }


class TestWhichActIsItsOwn:
    def by(self, *entries):
        return {label: row["by"] for label, row in by_window(CONSULT, *entries, at="2024-12-31").items()}

    def test_the_one_that_names_the_event(self):
        acts = [meet("2024-01-05", counts_for={"m": "e"}), meet("2024-03-01")]
        assert self.by(*acts, appointment("2024-03-10")) == {"e": ["2024-01-05"]}

    def test_else_the_nearest(self):
        assert self.by(meet("2024-01-05"), meet("2024-03-01"), appointment("2024-03-10")) == {
            "e": ["2024-03-01"]
        }

    def test_an_act_is_used_once(self):
        found = self.by(
            meet("2024-03-01"), appointment("2024-03-10", "one"), appointment("2024-03-20", "two")
        )
        assert found == {"one": ["2024-03-01"], "two": []}

    def test_each_takes_the_nearest_unused(self):
        acts = [meet("2024-01-05"), meet("2024-03-01")]
        found = self.by(*acts, appointment("2024-03-10", "one"), appointment("2024-03-20", "two"))
        assert found == {"one": ["2024-03-01"], "two": ["2024-01-05"]}

    def test_one_in_time_goes_before_a_nearer_one_too_late(self):
        acts = [meet("2024-03-01"), meet("2024-03-08")]
        assert by_window(WEEK, *acts, appointment("2024-03-10"), at="2024-12-31")["e"]["by"] == ["2024-03-01"]

    def test_named_by_another_event_it_is_not_free(self):
        act = meet("2024-03-01", counts_for={"m": "two"})
        found = self.by(act, appointment("2024-03-10", "one"), appointment("2024-03-20", "two"))
        assert found == {"one": [], "two": ["2024-03-01"]}


def test_before_an_act_of_the_body_itself():
    """A draft budget goes to the committee a month before the session, planned or held."""
    rule = duty(before({"act": "session"}, "1m"))
    session = plan("2024-03-05", "s", kind="session")
    assert by_window(rule, session, at="2024-01-15")["s"]["due"] == "2024-02-05"
    held = meet("2024-03-05", kind="session", id="s7", plan="s")
    assert standings(rule, session, held, meet("2024-02-05"), at="2024-04-01") == {"s7": "met"}
