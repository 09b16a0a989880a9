"""What has happened by `at`, and what had been recorded by `known_at`. The ledger is append-only."""

import pytest
from tests.engine.asking import by_window, duty, meet, pick, plan, quota, relief, standings

YEARLY = duty(quota(), effective="2024-01-01")
HELD = meet("2024-12-20", recorded="2025-01-10T09:00:00+08:00", id="x")


def retract(recorded=None, entry="x", **more):
    return {
        "retract": {"entry": entry, "reason": "error", **more},
        **({"recorded": recorded} if recorded else {}),
    }


def replace(start, recorded=None, **more):
    act = {"body": "b", "kind": "meet", "start": start}
    return {
        "replace": {"entry": "x", "reason": "error", "act": act, **more},
        **({"recorded": recorded} if recorded else {}),
    }


class TestKnownAt:
    @pytest.mark.parametrize(
        ("known_at", "standing"),
        [
            ("2025-01-10T08:59:59+08:00", "overdue"),
            ("2025-01-10T09:00:00+08:00", "met"),
            ("2025-01-10T01:00:00+00:00", "met"),
            (None, "met"),
        ],
    )
    def test_what_the_page_showed_then_can_be_shown_again(self, known_at, standing):
        assert standings(YEARLY, HELD, at="2025-02-01", known_at=known_at)["2024"] == standing

    def test_what_is_recorded_without_a_time_was_always_known(self):
        assert (
            standings(YEARLY, meet("2024-12-20"), at="2025-02-01", known_at="1990-01-01T00:00:00+08:00")[
                "2024"
            ]
            == "met"
        )

    @pytest.mark.parametrize("known_at", ["2024-12-31T00:00:00+08:00", "2025-03-01T00:00:00+08:00"])
    def test_reliefs_are_recorded_too(self, known_at):
        given = {
            **relief("extend", "2024", until="2025-06-30", granted="2024-12-01"),
            "recorded": "2025-01-15T09:00:00+08:00",
        }
        row = by_window(YEARLY, given, at="2025-02-01", known_at=known_at)["2024"]
        assert row["due"] == ("2024-12-31" if known_at < "2025-01-15" else "2025-06-30")


class TestShownOverdue:
    """The verdict follows the fact, and says that the page had shown it overdue."""

    def test_dated_on_time_but_recorded_after_the_due_day(self):
        row = by_window(YEARLY, HELD, at="2025-02-01")["2024"]
        assert pick(row, "standing", "days_late", "annotations") == (
            "met", 0, [{"type": "shown_overdue", "since": "2024-12-31", "recorded": "2025-01-10"}],
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("recorded", "shown"),
        [
            ("2024-12-31T23:59:59+08:00", False),
            ("2025-01-01T00:00:00+08:00", True),
            ("2024-12-31T16:00:00+00:00", True),
        ],
    )
    def test_the_local_day_of_the_recording_decides(self, recorded, shown):
        row = by_window(YEARLY, meet("2024-12-20", recorded=recorded), at="2025-02-01")["2024"]
        assert [note["type"] for note in row["annotations"]] == ["shown_overdue"] * shown

    def test_of_several_acts_the_last_recorded_decides(self):
        rule = duty(quota(min=2), effective="2024-01-01")
        acts = [
            meet("2024-03-01", recorded="2025-01-02T09:00:00+08:00"),
            meet("2024-05-01", recorded="2024-05-02T09:00:00+08:00"),
        ]
        row = by_window(rule, *acts, at="2025-02-01")["2024"]
        assert row["annotations"] == [
            {"type": "shown_overdue", "since": "2024-12-31", "recorded": "2025-01-02"}
        ]

    def test_what_was_no_record_was_never_shown_overdue(self):
        row = by_window(YEARLY, HELD, at="2025-02-01", declared={})["2024"]
        assert row["annotations"] == []

    def test_an_optional_window_was_never_shown_overdue(self):
        row = by_window(duty(quota(), effective="2024-06-01"), HELD, at="2025-02-01")["2024"]
        assert row["annotations"] == []


class TestCorrections:
    def ask(self, *entries, known_at=None):
        return standings(YEARLY, *entries, at="2025-02-01", known_at=known_at)["2024"]

    def test_a_retraction_takes_an_entry_back_from_when_it_is_known(self):
        back = retract("2025-01-20T09:00:00+08:00")
        assert self.ask(HELD, back) == "overdue"
        assert self.ask(HELD, back, known_at="2025-01-20T08:59:59+08:00") == "met"
        assert self.ask(HELD, back, known_at="2025-01-20T09:00:00+08:00") == "overdue"

    def test_without_a_time_it_holds_all_the_same(self):
        assert self.ask(HELD, retract()) == "overdue"
        assert self.ask(retract(), HELD) == "overdue"
        assert self.ask(HELD, retract(), known_at="2025-01-15T00:00:00+08:00") == "overdue"

    def test_a_replacement_keeps_the_id_and_may_be_replaced_again(self):
        first, second = (
            replace("2025-01-05", "2025-01-20T09:00:00+08:00"),
            replace("2024-11-01", "2025-01-25T09:00:00+08:00"),
        )
        assert self.ask(HELD, first) == "overdue"
        assert self.ask(HELD, first, second) == "met"
        assert self.ask(second, HELD, first) == "met"
        assert self.ask(HELD, first, second, known_at="2025-01-22T00:00:00+08:00") == "overdue"
        assert self.ask(HELD, first, second, retract("2025-01-26T09:00:00+08:00")) == "overdue"

    def test_a_replacement_without_a_time_holds_until_a_later_correction(self):
        assert self.ask(HELD, replace("2025-01-05")) == "overdue"
        assert (
            self.ask(HELD, replace("2025-01-05"), replace("2024-11-01", "2025-01-25T09:00:00+08:00")) == "met"
        )

    def test_a_corrected_title_does_not_make_the_act_known_any_later(self):
        early = meet("2024-12-20", recorded="2024-12-21T09:00:00+08:00", id="x")
        again = {"recorded": "2025-01-20T09:00:00+08:00"}
        act = {"body": "b", "kind": "meet", "start": "2024-12-20", "title": "better"}
        titled = {"replace": {"entry": "x", "reason": "title", "act": act}, **again}
        moved = {"replace": {"entry": "x", "reason": "day", "act": {**act, "start": "2024-12-19"}}, **again}
        assert by_window(YEARLY, early, titled, at="2025-02-01")["2024"]["annotations"] == []
        assert by_window(YEARLY, early, moved, at="2025-02-01")["2024"]["annotations"] == [
            {"type": "shown_overdue", "since": "2024-12-31", "recorded": "2025-01-20"}
        ]

    def test_a_retraction_of_a_retraction_restores(self):
        back = retract("2025-01-20T09:00:00+08:00", id="r1")
        restored = retract("2025-01-21T09:00:00+08:00", entry="r1", id="r2")
        again = retract("2025-01-22T09:00:00+08:00", entry="r2")
        assert self.ask(HELD, back, restored) == "met"
        assert self.ask(HELD, back, restored, again) == "overdue"
        assert self.ask(again, restored, back, HELD) == "overdue"

    def test_a_retracted_relief_a_retracted_plan(self):
        given = relief("extend", "2024", until="2025-06-30", granted="2024-12-01", id="x")
        assert (self.ask(given), self.ask(given, retract())) == ("open", "overdue")
        row = by_window(YEARLY, plan("2025-05-01", "x"), retract(), at="2025-02-01")["2025"]
        assert row["planned"] is None


def test_of_one_plans_entries_the_latest_known_one_holds():
    lines = [
        plan("2025-05-01", recorded="2025-01-10T09:00:00+08:00"),
        plan("2025-06-01", recorded="2025-01-20T09:00:00+08:00"),
        plan("2025-06-01", status="cancelled", recorded="2025-01-30T09:00:00+08:00"),
    ]
    seen = [
        by_window(YEARLY, *order, at="2025-02-15", known_at=f"2025-{day}T00:00:00+08:00")["2025"]["planned"]
        for day in ("01-05", "01-15", "01-25", "02-05")
        for order in (lines, lines[::-1])
    ]
    assert seen == [None, None, "2025-05-01", "2025-05-01", "2025-06-01", "2025-06-01", None, None]
