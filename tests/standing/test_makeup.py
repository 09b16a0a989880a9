"""Late is never silent: only an act whose record names the window makes it up, and only in time."""

import pytest
from tests.engine.asking import by_window, duty, meet, pick, quota, relief, standings

YEARLY = duty(quota(), effective="2024-01-01")


def late(day, window="2024", **more):
    return meet(day, counts_for={"m": window}, **more)


def test_an_act_that_names_the_window_serves_that_window_and_no_other():
    found = by_window(YEARLY, late("2025-01-15"), at="2025-02-01")
    assert pick(found["2024"], "standing", "days_late", "settled_on", "by") == (
        "met_late", 15, "2025-01-15", ["2025-01-15"],
    )  # fmt: skip
    assert pick(found["2025"], "standing", "count") == ("open", 0)


@pytest.mark.parametrize(("held", "standing"), [("2025-12-31", "met_late"), ("2026-01-01", "missed")])
def test_make_up_closes_at_the_end_of_the_following_window(held, standing):
    assert standings(YEARLY, late(held), at="2026-06-01")["2024"] == standing


def test_an_act_too_late_for_its_window_is_shown_and_serves_nothing():
    found = by_window(YEARLY, late("2026-01-01"), at="2026-06-01")
    assert found["2024"]["annotations"] == [{"type": "misplaced", "day": "2026-01-01", "window": "2024"}]
    assert found["2026"]["standing"] == "open"


def test_an_act_before_its_window_settles_nothing():
    found = by_window(YEARLY, late("2024-05-01", "2025"), at="2025-06-01")
    assert pick(found["2025"], "standing", "annotations") == (
        "open", [{"type": "misplaced", "day": "2024-05-01", "window": "2025"}],
    )  # fmt: skip
    assert found["2024"]["standing"] == "overdue"


@pytest.mark.parametrize(
    ("makeup", "at", "standing"),
    [
        ({"until": "none"}, "2025-01-01", "missed"),
        ({"until": "30d"}, "2025-01-30", "overdue"),
        ({"until": "30d"}, "2025-01-31", "missed"),
        ({"until": "end_of_next_window"}, "2025-12-31", "overdue"),
    ],
)
def test_the_mandate_may_set_another_make_up_time(makeup, at, standing):
    assert standings(duty(quota(), effective="2024-01-01", makeup=makeup), at=at)["2024"] == standing


def test_an_act_may_name_a_window_that_it_lies_in():
    assert by_window(YEARLY, late("2024-12-31"), at="2025-02-01")["2024"]["standing"] == "met"


def test_a_named_act_that_completes_a_need_makes_it_late():
    twice = duty(quota(min=2), effective="2024-01-01")
    row = by_window(twice, meet("2024-05-01"), late("2025-02-01"), at="2025-03-01")["2024"]
    assert pick(row, "standing", "by", "days_late") == ("met_late", ["2024-05-01", "2025-02-01"], 32)


def test_a_label_of_another_clause_does_not_bind_the_act_here():
    both = duty({**quota(), "id": "year"}, {**quota(per="1m"), "id": "month"}, effective="2024-01-01")
    act = meet("2024-05-10", counts_for={"m": "2024-04"})
    found = standings(both, act, at="2024-05-31")
    assert (found["2024"], found["2024-04"], found["2024-05"]) == ("met", "met_late", "open")


def test_a_window_out_of_range_takes_its_act_with_it():
    """An act for 2023, before the rule: it serves that year and no other."""
    assert standings(YEARLY, late("2024-02-01", "2023"), at="2024-06-01")["2024"] == "open"


class TestAnExtendedWindow:
    EXTENDED = relief("extend", "2024", until="2025-04-30", granted="2024-12-01")

    def test_an_act_in_the_extension_settles_the_extended_window_first(self):
        found = by_window(YEARLY, self.EXTENDED, meet("2025-02-10"), at="2025-06-01")
        assert pick(found["2024"], "standing", "by") == ("met_extended", ["2025-02-10"])
        assert pick(found["2025"], "standing", "by") == ("open", [])

    def test_the_next_one_settles_the_window_in_which_it_falls(self):
        found = by_window(YEARLY, self.EXTENDED, meet("2025-02-10"), meet("2025-03-20"), at="2025-06-01")
        assert (found["2024"]["by"], found["2025"]["by"]) == (["2025-02-10"], ["2025-03-20"])

    def test_its_record_may_say_otherwise(self):
        found = standings(YEARLY, self.EXTENDED, late("2025-02-10", "2025"), at="2025-06-01")
        assert (found["2024"], found["2025"]) == ("overdue", "met")

    @pytest.mark.parametrize(("held", "count"), [("2025-12-31", 2), ("2026-01-01", 1), ("2025-01-01", 2)])
    def test_an_act_that_no_window_needs_is_counted_where_it_falls(self, held, count):
        entries = [self.EXTENDED, meet("2024-05-01"), meet("2025-05-01"), meet(held)]
        assert by_window(YEARLY, *entries, at="2026-06-01")["2025"]["count"] == count

    def test_also_on_the_first_day_of_a_window_that_another_act_names(self):
        entries = [self.EXTENDED, meet("2024-05-01"), late("2025-06-01", "2025"), meet("2025-01-01")]
        assert by_window(YEARLY, *entries, at="2026-06-01")["2025"]["count"] == 2

    def test_as_many_windows_as_possible_are_settled(self):
        """Two acts, the first inside the extension only together with 2025, the second in 2025 alone."""
        found = standings(YEARLY, self.EXTENDED, meet("2025-04-30"), meet("2025-05-01"), at="2025-06-01")
        assert (found["2024"], found["2025"]) == ("met_extended", "met")

    def test_after_the_extension_an_act_counts_where_it_falls(self):
        found = standings(YEARLY, self.EXTENDED, meet("2025-05-01"), at="2025-06-01")
        assert (found["2024"], found["2025"]) == ("overdue", "met")
