"""A deadline after or with an anchor: one obligation per event or act."""

import pytest
from tests.engine.asking import (
    after,
    body,
    by_window,
    duty,
    event,
    meet,
    pack_of,
    pick,
    plan,
    rows_of,
    standings,
)

THIRTY_DAYS = duty(after({"event": "incident"}, "30d"))


@pytest.mark.parametrize(
    ("at", "standing", "days_late"),
    [
        ("2024-03-01", "open", 0),
        ("2024-03-31", "open", 0),
        ("2024-04-01", "overdue", 1),
        ("2034-03-31", "overdue", 3652),
    ],
)
def test_it_opens_with_its_anchor_and_is_overdue_without_end(at, standing, days_late):
    row = by_window(THIRTY_DAYS, event("2024-03-01", "e"), at=at)["e"]
    assert pick(row, "standing", "days_late", "opens", "due") == (
        standing,
        days_late,
        "2024-03-01",
        "2024-03-31",
    )


def test_before_the_event_there_is_nothing():
    assert rows_of(THIRTY_DAYS, event("2024-03-01", "e"), at="2024-02-29") == []


@pytest.mark.parametrize(
    ("held", "standing", "days_late"),
    [
        ("2024-03-01", "met", 0),
        ("2024-03-31", "met", 0),
        ("2024-04-01", "met_late", 1),
        ("2024-02-29", "overdue", 61),
    ],
)
def test_the_next_act_settles_it(held, standing, days_late):
    row = by_window(THIRTY_DAYS, event("2024-03-01", "e"), meet(held), at="2024-05-31")["e"]
    assert pick(row, "standing", "days_late") == (standing, days_late)


def test_without_an_id_the_label_is_the_day():
    assert list(by_window(THIRTY_DAYS, event("2024-03-01T23:59:00+08:00"), at="2024-03-02")) == ["2024-03-01"]


def test_events_before_the_rule_oblige_nobody():
    rule = duty(after({"event": "incident"}, "30d"), effective="2024-03-01")
    assert list(by_window(rule, event("2024-02-29", "old"), event("2024-03-01", "new"), at="2024-05-01")) == [
        "new"
    ]


def test_promptly_is_open_and_never_overdue():
    """及时."""
    rule = duty(after({"event": "incident"}, None))
    assert pick(by_window(rule, event("2024-03-01", "e"), at="2034-03-01")["e"], "standing", "due") == (
        "open",
        None,
    )
    assert standings(rule, event("2024-03-01", "e"), meet("2033-01-01"), at="2034-03-01") == {"e": "met"}


class TestHours:
    RULE = duty(after({"event": "incident"}, "4h"))
    NIGHT = event("2025-11-08T23:20:00+08:00", "e")

    @pytest.mark.parametrize(
        ("at", "standing", "days_late"),
        [
            ("2025-11-08T23:20:00+08:00", "open", 0),
            ("2025-11-09T03:20:00+08:00", "open", 0),
            ("2025-11-09T03:20:01+08:00", "overdue", 1),
            ("2025-11-10T03:20:00+08:00", "overdue", 1),
            ("2025-11-10T03:20:01+08:00", "overdue", 2),
            ("2025-11-08", "open", 0),
            ("2025-11-09", "overdue", 1),
        ],
    )
    def test_they_run_across_midnight(self, at, standing, days_late):
        row = by_window(self.RULE, self.NIGHT, at=at)["e"]
        assert pick(row, "standing", "days_late", "opens", "due") == (
            standing, days_late, "2025-11-08T23:20:00+08:00", "2025-11-09T03:20:00+08:00",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("held", "standing"),
        [
            ("2025-11-09T03:20:00+08:00", "met"),
            ("2025-11-09T03:20:01+08:00", "met_late"),
            ("2025-11-08T19:20:00+00:00", "met"),
            ("2025-11-09", "met"),  # dated by day, it exists from midnight
            ("2025-11-10", "met_late"),
        ],
    )
    def test_the_report_is_judged_by_its_instant(self, held, standing):
        assert standings(self.RULE, self.NIGHT, meet(held), at="2025-11-11") == {"e": standing}

    def test_a_report_before_the_incident_is_about_something_else(self):
        assert standings(self.RULE, self.NIGHT, meet("2025-11-08T23:19:59+08:00"), at="2025-11-11") == {
            "e": "overdue"
        }

    def test_without_a_time_it_is_no_record_time_needed(self):
        row = by_window(
            self.RULE, event("2025-11-08", "e"), meet("2025-11-08T12:00:00+08:00"), at="2025-11-11"
        )["e"]
        assert pick(row, "standing", "due", "count", "annotations") == (
            "no_record", None, 0, [{"type": "time_needed", "anchor": "e"}],
        )  # fmt: skip

    def test_and_takes_no_report_from_an_event_with_a_time(self):
        found = standings(
            self.RULE,
            event("2025-11-08", "x"),
            self.NIGHT,
            meet("2025-11-09T01:00:00+08:00"),
            at="2025-11-11",
        )
        assert found == {"x": "no_record", "e": "met"}


class TestActsAsAnchors:
    def test_of_the_body_itself_from_their_end_by_default(self):
        rule = duty(after({"act": "session"}, "10d"))
        session = meet("2024-03-01", kind="session", id="s", end="2024-03-05")
        assert by_window(rule, session, at="2024-03-06")["s"]["due"] == "2024-03-15"
        assert rows_of(rule, session, at="2024-03-04") == []

    def test_from_their_start_where_the_clause_says_so(self):
        rule = duty(after({"act": "session", "at": "start"}, "10d"))
        session = meet("2024-03-01", kind="session", id="s", end="2024-03-05")
        assert by_window(rule, session, at="2024-03-01")["s"]["due"] == "2024-03-11"

    def test_an_agenda_item_is_an_act_too(self):
        rule = duty(after({"act": "budget"}, "10d"))
        assert list(
            by_window(rule, meet("2024-03-01", kind="session", id="s", items=["budget"]), at="2024-03-06")
        ) == ["s"]

    @pytest.mark.parametrize("part", ["preparatory", "resumed", "cancelled"])
    def test_parts_do_not_trigger(self, part):
        assert (
            rows_of(
                duty(after({"act": "session"}, "10d")),
                meet("2024-03-01", kind="session", part=part),
                at="2024-03-06",
            )
            == []
        )

    def test_an_act_does_not_discharge_its_own_limit(self):
        rule = duty(after({"act": "budget"}, "30d"))
        session = meet("2024-03-01", id="s", items=["budget"])
        assert standings(rule, session, at="2024-03-06") == {"s": "open"}
        assert standings(rule, session, meet("2024-03-05", id="t"), at="2024-03-06") == {"s": "met"}

    @pytest.mark.parametrize(("by", "who"), [("superior", "top"), ("peer", "peer")])
    def test_of_the_superior_or_a_named_body(self, by, who):
        """会后30日内传达."""
        bodies = [body("top"), body("peer"), body(parent="top")]
        pack = pack_of(duty(after({"act": "plenary", "by": by}, "30d")), bodies=bodies)
        entries = [
            meet("2024-03-01", kind="plenary", id="s", body=who),
            meet("2024-03-01", kind="plenary", id="x"),
        ]
        assert standings(pack, *entries, at="2024-03-06") == {"s": "open"}
        assert standings(pack, *entries, meet("2024-03-05"), at="2024-03-06") == {"s": "met"}

    def test_a_body_without_a_superior_owes_nothing(self):
        rule = duty(after({"act": "plenary", "by": "superior"}, "30d"))
        assert rows_of(rule, meet("2024-03-01", kind="plenary"), at="2024-03-06") == []


class TestCascade:
    """One obligation per trigger; first as many on time as possible, then the earliest due."""

    TWO = (event("2024-03-01", "one"), event("2024-03-11", "two"))

    def by(self, *entries, rule=THIRTY_DAYS, at="2024-12-31"):
        return {
            label: (row["standing"], *row["by"]) for label, row in by_window(rule, *entries, at=at).items()
        }

    def test_one_act_credits_one_the_earliest_due(self):
        assert self.by(*self.TWO, meet("2024-03-20")) == {"one": ("met", "2024-03-20"), "two": ("overdue",)}

    def test_two_acts_go_to_them_in_order(self):
        found = self.by(*self.TWO, meet("2024-03-20"), meet("2024-03-25"))
        assert found == {"one": ("met", "2024-03-20"), "two": ("met", "2024-03-25")}

    def test_an_act_too_late_for_the_first_meets_the_second_in_time(self):
        assert self.by(*self.TWO, meet("2024-04-05")) == {"one": ("overdue",), "two": ("met", "2024-04-05")}

    def test_of_those_too_late_the_earliest_due_goes_first(self):
        found = self.by(*self.TWO, meet("2024-05-01"), meet("2024-06-01"))
        assert found == {"one": ("met_late", "2024-05-01"), "two": ("met_late", "2024-06-01")}

    def test_the_record_may_name_the_one_it_is_for(self):
        found = self.by(*self.TWO, meet("2024-03-20", counts_for={"m": "two"}), meet("2024-03-25"))
        assert found == {"one": ("met", "2024-03-25"), "two": ("met", "2024-03-20")}

    def test_with_coalesce_it_credits_all_that_are_pending(self):
        rule = duty(after({"event": "incident"}, "30d"), coalesce=True)
        assert self.by(*self.TWO, event("2024-04-01", "three"), meet("2024-03-20"), rule=rule) == {
            "one": ("met", "2024-03-20"), "two": ("met", "2024-03-20"), "three": ("overdue",),
        }  # fmt: skip

    def test_a_thousand_events_and_a_thousand_acts(self):
        events = [
            event(f"20{y:02}-{m:02}-{d:02}", f"e{y}-{m}-{d}")
            for y in range(20, 24)
            for m in range(1, 13)
            for d in range(1, 27)
        ]
        acts = [
            meet(f"20{y:02}-{m:02}-{d:02}") for y in range(25, 29) for m in range(1, 13) for d in range(1, 27)
        ]
        found = rows_of(duty(after({"event": "incident"}, None)), *events, *acts, at="2030-01-01")
        assert [row["by"] for row in found] == [[act["act"]["start"]] for act in acts]


class TestWith:
    """A companion duty: copied on the same day."""

    RULE = duty({"deadline": {"with": {"act": "report"}, "within": "0d"}})

    @pytest.mark.parametrize(
        ("copied", "standing"),
        [
            ("2024-03-01", "met"),
            ("2024-03-01T09:00:00+08:00", "met"),  # before the report went out, but with it
            ("2024-03-02", "met_late"),
            ("2024-02-29", "overdue"),
        ],
    )
    def test_on_the_same_day_in_either_order(self, copied, standing):
        report = meet("2024-03-01T12:00:00+08:00", kind="report", id="r")
        assert standings(self.RULE, report, meet(copied), at="2024-03-05") == {"r": standing}


def test_a_limit_rolls_off_a_holiday_where_the_rule_says_so():
    rule = duty(after({"event": "incident"}, "30d", roll="following"))
    pack = pack_of(rule, workdays="CN")
    assert by_window(pack, event("2025-09-04", "e"), at="2025-09-05")["e"]["due"] == "2025-10-09"


def test_the_civil_profile_rolls_forward_limits_in_days_but_none_in_hours():
    rule = duty(after({"event": "incident"}, "30d"))
    pack = pack_of(rule, workdays="CN", profile="cn-civil")
    assert by_window(pack, event("2025-09-04", "e"), at="2025-09-05")["e"]["due"] == "2025-10-09"
    hours = pack_of(duty(after({"event": "incident"}, "24h")), workdays="CN", profile="cn-civil")
    night = event("2025-10-03T23:00:00+08:00", "e")
    assert by_window(hours, night, at="2025-10-04")["e"]["due"] == "2025-10-04T23:00:00+08:00"


def test_days_in_years_without_a_published_table_are_provisional():
    pack = pack_of(duty(after({"event": "incident"}, "20wd")), workdays="CN")
    assert by_window(pack, event("2035-03-01", "e"), at="2035-03-02")["e"]["provisional"] is True
    assert by_window(pack, event("2025-03-03", "e"), at="2025-03-04")["e"]["provisional"] is False


def test_no_record_and_not_held():
    not_held = {"not_held": {"mandate": "m", "body": "b", "window": "e", "confirmed": "2024-06-01"}}
    undeclared = {"declared": {}}
    assert standings(THIRTY_DAYS, event("2024-03-01", "e"), at="2024-05-31", **undeclared) == {
        "e": "no_record"
    }
    assert standings(THIRTY_DAYS, event("2024-03-01", "e"), not_held, at="2024-05-31", **undeclared) == {
        "e": "no_record"
    }
    assert standings(THIRTY_DAYS, event("2024-03-01", "e"), not_held, at="2024-06-01", **undeclared) == {
        "e": "overdue"
    }


def test_the_plan_for_it_is_shown():
    row = by_window(THIRTY_DAYS, event("2024-03-01", "e"), plan("2024-03-20"), at="2024-03-05")["e"]
    assert row["planned"] == "2024-03-20"


def test_a_fact_dated_on_time_but_recorded_later_is_on_time_and_says_so():
    late_record = meet("2024-03-20", recorded="2024-05-01T09:00:00+08:00")
    row = by_window(THIRTY_DAYS, event("2024-03-01", "e"), late_record, at="2024-06-01")["e"]
    assert row["standing"] == "met"
    assert row["annotations"] == [{"type": "shown_overdue", "since": "2024-03-31", "recorded": "2024-05-01"}]
    in_time = meet("2024-03-20", recorded="2024-03-31T23:59:59+08:00")
    assert (
        by_window(THIRTY_DAYS, event("2024-03-01", "e"), in_time, at="2024-06-01")["e"]["annotations"] == []
    )


class TestTheEndOfTheText:
    """What was still pending when the clause or the body came to its end is superseded."""

    PACK = pack_of(THIRTY_DAYS, until="2024-03-15")

    @pytest.mark.parametrize(
        ("entries", "expected"),
        [
            ([event("2024-03-01", "e")], "superseded"),
            ([event("2024-03-01", "e"), meet("2024-03-14")], "met"),
            ([event("2024-03-01", "e"), meet("2024-03-15")], "superseded"),
            ([event("2024-02-13", "e")], "overdue"),  # due on the last day: the breach was complete
            ([event("2024-02-14", "e")], "superseded"),  # due on 15 March
        ],
    )
    def test_by_repeal(self, entries, expected):
        assert standings(self.PACK, *entries, at="2024-06-01") == {"e": expected}

    def test_events_from_that_day_on_oblige_nobody(self):
        assert rows_of(self.PACK, event("2024-03-15", "e"), at="2024-06-01") == []

    def test_the_day_before_it_is_still_open(self):
        assert standings(self.PACK, event("2024-03-01", "e"), at="2024-03-14") == {"e": "open"}
        assert standings(self.PACK, event("2024-03-01", "e"), at="2024-03-15") == {"e": "superseded"}

    def test_by_abolition(self):
        pack = pack_of(THIRTY_DAYS, bodies=[body(until="2024-03-15")])
        assert standings(pack, event("2024-03-01", "e"), at="2024-06-01") == {"e": "superseded"}
        assert standings(pack, event("2024-02-13", "e"), at="2024-06-01") == {"e": "overdue"}


def test_an_amended_limit_binds_the_events_from_its_day_on():
    rule = duty(
        versions=[
            {"to": "2024-06-01", "clauses": [after({"event": "incident"}, "30d")]},
            {"from": "2024-06-01", "clauses": [after({"event": "incident"}, "15d")]},
        ]
    )
    found = by_window(rule, event("2024-05-31", "old"), event("2024-06-01", "new"), at="2024-06-02")
    assert (pick(found["old"], "due", "version"), pick(found["new"], "due", "version")) == (
        ("2024-06-30", 0), ("2024-06-16", 1),
    )  # fmt: skip
