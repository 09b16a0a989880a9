"""Which acts count: kind, form, part, quorum, agenda items, joint acts."""

from datetime import date

import pytest
from tests.engine.asking import (
    after,
    board_of,
    body,
    by_window,
    duty,
    event,
    gap,
    meet,
    pack_of,
    pick,
    plan,
    quota,
    rows_of,
    standings,
)


def verdict(*entries, **mandate):
    return standings(duty(quota(), effective="2024-01-01", **mandate), *entries, at="2024-12-31")["2024"]


@pytest.mark.parametrize(
    ("form", "standing"),
    [("in_person", "met"), ("video", "met"), ("hybrid", "met"), ("written", "open"), (None, "met")],
)
def test_written_circulation_does_not_count_and_forms_bind_only_acts_that_say_theirs(form, standing):
    assert verdict(meet("2024-05-01", **({"form": form} if form else {}))) == standing


@pytest.mark.parametrize(("form", "standing"), [("written", "met"), ("video", "open"), (None, "met")])
def test_a_mandate_may_allow_other_forms(form, standing):
    act = meet("2024-05-01", **({"form": form} if form else {}))
    assert verdict(act, counts={"forms": ["in_person", "written"]}) == standing


@pytest.mark.parametrize(
    ("part", "standing"),
    [("main", "met"), ("preparatory", "open"), ("resumed", "open"), ("cancelled", "open")],
)
def test_parts_of_a_meeting_do_not_count_again(part, standing):
    assert verdict(meet("2024-05-01", part=part)) == standing


def test_a_mandate_may_count_a_resumed_meeting():
    assert (
        verdict(meet("2024-05-01", part="resumed"), counts={"exclude": ["preparatory", "cancelled"]}) == "met"
    )


@pytest.mark.parametrize(
    ("quorum", "present", "entitled", "standing"),
    [
        ("more_than_half", 12, 24, "open"),
        ("more_than_half", 13, 24, "met"),
        ("more_than_half", 13, 25, "met"),
        ("at_least_half", 12, 24, "met"),
        ("at_least_half", 12, 25, "open"),
        ("2/3", 16, 24, "met"),
        ("2/3", 15, 24, "open"),
    ],
)
def test_a_quorum(quorum, present, entitled, standing):
    assert (
        verdict(meet("2024-05-01", present=present, entitled=entitled), counts={"quorum": quorum}) == standing
    )


@pytest.mark.parametrize("known", [{}, {"present": 3}, {"entitled": 25}])
def test_unknown_attendance_counts_and_is_annotated(known):
    rule = duty(quota(), effective="2024-01-01", counts={"quorum": "2/3"})
    row = by_window(rule, meet("2024-05-01", **known), at="2024-12-31")["2024"]
    assert pick(row, "standing", "annotations") == (
        "met",
        [{"type": "unknown_attendance", "day": "2024-05-01"}],
    )


def test_where_no_quorum_is_asked_attendance_is_of_no_matter():
    assert (
        by_window(
            duty(quota(), effective="2024-01-01"), meet("2024-05-01", present=1, entitled=99), at="2024-12-31"
        )["2024"]["annotations"]
        == []
    )


class TestAgendaItems:
    """省委常委会每年听取一次报告: the duty is discharged by the item, not by the meeting."""

    def test_an_item_inside_any_meeting(self):
        act = {"item": "hear_report"}
        assert verdict(meet("2024-05-01", kind="standing", items=["hear_report"]), act=act) == "met"
        assert verdict(meet("2024-05-01", kind="standing"), act=act) == "open"
        assert verdict(meet("2024-05-01", kind="hear_report"), act=act) == "open"

    def test_any_of_several(self):
        act = {"any_of": ["plenary", {"item": "convey"}]}
        assert verdict(meet("2024-05-01", kind="plenary"), act=act) == "met"
        assert verdict(meet("2024-05-01", kind="standing", items=["convey"]), act=act) == "met"
        assert verdict(meet("2024-05-01", kind="standing"), act=act) == "open"

    def test_a_meeting_that_is_both_counts_once(self):
        rule = duty(quota(min=2), effective="2024-01-01", act={"any_of": ["plenary", {"item": "convey"}]})
        row = by_window(rule, meet("2024-05-01", kind="plenary", items=["convey"]), at="2024-12-31")["2024"]
        assert pick(row, "standing", "count") == ("open", 1)


class TestJointActs:
    def test_one_act_discharges_many_mandates(self):
        pack = pack_of(
            duty(quota(), effective="2024-01-01"), duty(quota(per="6m"), id="n", effective="2024-01-01")
        )
        found = rows_of(pack, meet("2024-05-01"), at="2024-06-30")
        assert [pick(row, "mandate", "window", "standing") for row in found] == [
            ("m", "2024", "met"), ("m", "2025", "upcoming"), ("n", "2024-H1", "met"), ("n", "2024-H2", "upcoming"),
        ]  # fmt: skip

    def test_and_of_many_bodies(self):
        rule = duty(quota(), effective="2024-01-01", obliged={"tier": "city"})
        pack = pack_of(rule, bodies=[body("a", tier="city"), body("c", tier="city"), body("d", tier="city")])
        found = rows_of(
            pack, meet("2024-05-01", bodies=["a", "c"]), at="2024-12-31", span=(None, "2024-12-31")
        )
        assert [pick(row, "body", "standing") for row in found] == [("a", "met"), ("c", "met"), ("d", "open")]

    def test_but_at_most_one_window_of_a_clause(self):
        rule = duty(quota(min=2), effective="2024-01-01")
        assert by_window(rule, meet("2024-05-01"), at="2024-12-31")["2024"]["count"] == 1


class TestEachOf:
    """Coverage: one row per member of a set; an act says whom it is about."""

    RULE = duty(quota(each_of={"tier": "city"}), effective="2024-01-01", obliged={"body": "top"})
    PACK = pack_of(
        RULE, bodies=[body("top"), body("b1", tier="city", order=2), body("a1", tier="city", order=1)]
    )

    def test_every_member_has_rows_of_its_own(self):
        inspected = meet("2024-05-01", body="top", about=["b1"])
        found = rows_of(self.PACK, inspected, at="2024-12-31", span=(None, "2024-12-31"))
        assert {row["member"]: row["standing"] for row in found} == {"a1": "open", "b1": "met"}
        assert [row["key"] for row in found] == sorted(row["key"] for row in found)

    def test_one_act_may_be_about_several(self):
        inspected = meet("2024-05-01", body="top", about=["a1", "b1"])
        found = rows_of(self.PACK, inspected, at="2024-12-31", span=(None, "2024-12-31"))
        assert {row["member"]: row["standing"] for row in found} == {"a1": "met", "b1": "met"}

    def test_an_act_about_nobody_covers_nobody(self):
        found = rows_of(self.PACK, meet("2024-05-01", body="top"), at="2024-12-31", span=(None, "2024-12-31"))
        assert {row["standing"] for row in found} == {"open"}

    def test_rows_without_members_have_no_member(self):
        assert "member" not in rows_of(duty(quota(), effective="2024-01-01"), at="2024-06-01")[0]


class TestWhoIsObliged:
    def test_by_selectors_and_conditions(self):
        """有正式党员7人以上的支部."""
        rule = duty(
            quota(), effective="2024-01-01",
            obliged={"tier": "branch", "under": "top", "if": {"full_members": {"at_least": 7}}},
        )  # fmt: skip
        bodies = [
            body("top", tier="branch", attributes={"full_members": 9}),
            body("seven", tier="branch", parent="top", attributes={"full_members": 7}),
            body("six", tier="branch", parent="top", attributes={"full_members": 6}),
            body("unknown", tier="branch", parent="top"),
        ]
        found = rows_of(pack_of(rule, bodies=bodies), at="2024-06-01", span=(None, "2024-12-31"))
        assert [row["body"] for row in found] == ["seven"]


class TestTheMaximum:
    """精简会议: a cap warns when the surplus meeting is planned, not only when it is held."""

    RULE = duty({"quota": {"max": 1, "per": "1y"}}, effective="2024-01-01")

    def ask(self, *entries, rule=RULE, at="2024-06-30"):
        row = by_window(rule, *entries, at=at)["2024"]
        return pick(row, "standing", "need", "count", "surplus")

    def test_kept_it_is_met_from_the_first_day(self):
        assert self.ask(at="2023-12-31")[0] == "upcoming"
        assert self.ask(at="2024-01-01") == ("met", 0, 0, 0)
        assert self.ask(meet("2024-03-01")) == ("met", 0, 1, 0)
        assert self.ask(at="2030-01-01") == ("met", 0, 0, 0)

    def test_exceeded_it_is_violated(self):
        assert self.ask(meet("2024-03-01"), meet("2024-05-01")) == ("violated", 0, 2, 1)

    def test_confirmed_plans_count_into_the_surplus_tentative_ones_do_not(self):
        assert self.ask(meet("2024-03-01"), plan("2024-11-01")) == ("met", 0, 1, 1)
        assert self.ask(meet("2024-03-01"), plan("2024-11-01", status="tentative")) == ("met", 0, 1, 0)
        assert self.ask(meet("2024-03-01"), plan("2025-01-01")) == ("met", 0, 1, 0)
        assert self.ask(meet("2024-03-01"), plan("2024-12-31"), plan("2024-11-01", id="q")) == (
            "met",
            0,
            1,
            2,
        )

    def test_with_a_minimum_too(self):
        rule = duty(quota(min=1, max=2), effective="2024-01-01")
        assert self.ask(rule=rule) == ("open", 1, 0, 0)
        assert self.ask(meet("2024-03-01"), meet("2024-04-01"), rule=rule) == ("met", 1, 2, 0)
        assert self.ask(meet("2024-03-01"), meet("2024-04-01"), meet("2024-05-01"), rule=rule) == (
            "violated",
            1,
            3,
            1,
        )

    def test_a_rule_that_came_in_the_middle_of_a_year_does_not_judge_its_beginning(self):
        rule = duty({"quota": {"max": 1, "per": "1y"}}, effective="2024-04-01")
        assert self.ask(meet("2024-02-01"), meet("2024-03-01"), rule=rule)[0] == "met"


class TestWhatDidNotCount:
    """Kept on the row for the sentence of why: what did not count, and for which reason."""

    RULE = duty(quota(), effective="2024-01-01", counts={"quorum": "2/3"})

    def ignored(self, *entries, rule=RULE, at="2024-12-31"):
        row = board_of(pack_of(rule), entries, at)[0]
        return [tuple(note.as_mapping()[key] for key in ("day", "kind", "reason")) for note in row.ignored]

    def test_by_reason(self):
        entries = [
            meet("2024-02-01", present=1, entitled=9),
            meet("2024-03-01", form="written"),
            meet("2024-04-01", part="preparatory"),
            meet("2024-05-01", kind="other"),
        ]
        days = [date(2024, month, 1) for month in (2, 3, 4, 5)]
        reasons = [
            ("meet", "inquorate"),
            ("meet", "written"),
            ("meet", "preparatory"),
            ("other", "another_kind"),
        ]
        assert self.ignored(*entries) == [(day, *reason) for day, reason in zip(days, reasons, strict=True)]

    def test_only_within_the_window_and_by_now(self):
        outside = [meet("2023-12-31", kind="other"), meet("2025-01-01", kind="other")]
        inside = [meet("2024-01-01", kind="other"), meet("2024-12-31", kind="other")]
        assert [day for day, _, _ in self.ignored(*outside, *inside, at="2025-06-01")] == [
            date(2024, 1, 1),
            date(2024, 12, 31),
        ]
        assert [day for day, _, _ in self.ignored(*inside, at="2024-12-30")] == [date(2024, 1, 1)]

    def test_of_other_kinds_the_last_three(self):
        others = [meet(f"2024-0{month}-01", kind="other") for month in range(1, 6)]
        assert [day.month for day, _, _ in self.ignored(*others)] == [3, 4, 5]

    def test_nothing_where_the_window_is_settled_or_has_not_opened(self):
        assert self.ignored(meet("2024-02-01"), meet("2024-05-01", kind="other")) == []
        assert self.ignored(meet("2023-02-01", kind="other"), at="2023-12-31") == []

    def test_for_a_gap_and_a_deadline_too(self):
        other = meet("2024-05-01", kind="other")
        assert self.ignored(meet("2024-02-01"), other, rule=duty(gap(), effective=None)) == [
            (date(2024, 5, 1), "other", "another_kind")
        ]
        rule = duty(after({"event": "incident"}, "30d"))
        assert self.ignored(event("2024-05-01", "e"), other, rule=rule) == [
            (date(2024, 5, 1), "other", "another_kind")
        ]
