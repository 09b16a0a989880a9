"""Relief: extend, advance, postpone, set_date, waive, suspend; in force only if granted in time."""

import pytest
from tests.engine.asking import (
    after,
    body,
    by_window,
    duty,
    event,
    gap,
    meet,
    pack_of,
    pick,
    quota,
    relief,
    standings,
)

YEARLY = duty(quota(), effective="2024-01-01")


def row(*entries, at, rule=YEARLY, window="2024"):
    return by_window(rule, *entries, at=at)[window]


def types(found):
    return [note["type"] for note in found["annotations"]]


class TestExtend:
    @pytest.mark.parametrize(
        ("granted", "due", "notes"),
        [("2024-12-31", "2025-03-31", ["relief"]), ("2025-01-01", "2024-12-31", ["late_relief"])],
    )
    def test_it_works_only_if_granted_on_or_before_the_current_due_day(self, granted, due, notes):
        found = row(relief("extend", "2024", until="2025-03-31", granted=granted), at="2025-02-01")
        assert (found["due"], found["original_due"], types(found)) == (due, "2024-12-31", notes)

    @pytest.mark.parametrize(
        ("held", "standing", "days_late"),
        [
            ("2024-12-31", "met", 0),
            ("2025-01-01", "met_extended", 0),
            ("2025-03-31", "met_extended", 0),
            ("2025-04-01", "met_late", 1),
        ],
    )
    def test_within_it_an_act_is_met_extended(self, held, standing, days_late):
        act = meet(held, counts_for={"m": "2024"})
        found = row(relief("extend", "2024", until="2025-03-31", granted="2024-12-01"), act, at="2025-06-01")
        assert pick(found, "standing", "days_late") == (standing, days_late)

    def test_until_it_is_granted_it_is_not_there(self):
        extended = relief("extend", "2024", until="2025-03-31", granted="2024-12-02")
        assert row(extended, at="2024-12-01")["due"] == "2024-12-31"
        assert row(extended, at="2024-12-02")["due"] == "2025-03-31"

    def test_extensions_chain_each_within_the_one_before(self):
        first = relief("extend", "2024", until="2025-03-31", granted="2024-12-01")
        second = relief("extend", "2024", until="2025-06-30", granted="2025-03-31")
        too_late = relief("extend", "2024", until="2025-06-30", granted="2025-04-01")
        assert pick(row(first, second, at="2025-05-01"), "standing", "due") == ("open", "2025-06-30")
        assert pick(row(first, too_late, at="2025-05-01"), "standing", "due") == ("overdue", "2025-03-31")

    def test_an_earlier_day_does_not_shorten(self):
        assert (
            row(relief("extend", "2024", until="2024-06-30", granted="2024-02-01"), at="2024-03-01")["due"]
            == "2024-12-31"
        )

    def test_a_late_one_leaves_the_act_late(self):
        act = meet("2025-02-10", counts_for={"m": "2024"})
        found = row(relief("extend", "2024", until="2025-03-31", granted="2025-01-10"), act, at="2025-06-01")
        assert pick(found, "standing", "days_late") == ("met_late", 41)
        assert found["annotations"] == [
            {"type": "late_relief", "relief": "extend", "granted": "2025-01-10", "until": "2025-03-31"}
        ]

    def test_retroactive_only_where_the_instrument_says_so(self):
        act = meet("2025-02-10", counts_for={"m": "2024"})
        back = relief("extend", "2024", until="2025-03-31", granted="2025-01-10", retroactive=True)
        assert row(back, act, at="2025-06-01")["standing"] == "met_extended"
        assert row(back, act, at="2025-01-09")["standing"] == "overdue"
        assert types(row(back, act, at="2025-06-01")) == ["relief", "retroactive_relief"]

    def test_it_moves_the_end_of_the_make_up_time_only_when_it_reaches_beyond(self):
        assert (
            row(relief("extend", "2024", until="2025-03-31", granted="2024-12-01"), at="2025-12-31")[
                "standing"
            ]
            == "overdue"
        )
        assert (
            row(relief("extend", "2024", until="2025-03-31", granted="2024-12-01"), at="2026-01-01")[
                "standing"
            ]
            == "missed"
        )
        assert (
            row(relief("extend", "2024", until="2026-03-31", granted="2024-12-01"), at="2026-03-31")[
                "standing"
            ]
            == "open"
        )
        assert (
            row(relief("extend", "2024", until="2026-03-31", granted="2024-12-01"), at="2026-04-01")[
                "standing"
            ]
            == "missed"
        )

    def test_it_touches_no_other_window(self):
        found = by_window(
            YEARLY, relief("extend", "2024", until="2025-03-31", granted="2024-12-01"), at="2025-01-01"
        )
        assert pick(found["2025"], "due", "standing", "annotations") == ("2025-12-31", "open", [])


class TestAdvance:
    def test_the_due_day_comes_earlier(self):
        earlier = relief("advance", "2024", until="2024-06-30", granted="2024-02-01")
        assert pick(row(earlier, at="2024-07-01"), "due", "standing", "days_late") == (
            "2024-06-30",
            "overdue",
            1,
        )
        assert row(earlier, meet("2024-06-30"), at="2024-07-01")["standing"] == "met"
        assert pick(row(earlier, meet("2024-07-01"), at="2024-07-01"), "standing", "days_late") == (
            "met_late",
            1,
        )

    def test_a_later_day_does_not_lengthen(self):
        assert (
            row(relief("advance", "2024", until="2025-06-30", granted="2024-02-01"), at="2024-03-01")["due"]
            == "2024-12-31"
        )

    def test_an_act_before_the_window_may_then_serve_it_when_it_names_it(self):
        """The session of next spring is brought forward into December."""
        rule = duty(quota(slots=[{"from": "01-01", "to": "04-01"}]), effective="2023-01-01")
        earlier = relief("advance", "2024", until="2023-12-31", granted="2023-11-01")
        act = meet("2023-12-20", counts_for={"m": "2024"})
        assert row(earlier, act, at="2024-02-01", rule=rule)["standing"] == "met"
        assert row(act, at="2024-02-01", rule=rule)["standing"] == "open"


class TestPostpone:
    """NPC 2020: postponed on 24 February without a date, the date set on 29 April, opened on 22 May."""

    SPRING = duty(quota(slots=[{"from": "01-01", "to": "04-01"}]), effective="2020-01-01")
    POSTPONED = relief("postpone", "2020", granted="2020-02-24", authority="NPCSC")
    SET = relief("set_date", "2020", until="2020-05-22", granted="2020-04-29", authority="NPCSC")

    @pytest.mark.parametrize(
        ("at", "standing", "due"),
        [
            ("2020-02-23", "open", "2020-03-31"),
            ("2020-02-24", "postponed", None),
            ("2020-04-28", "postponed", None),
            ("2020-04-29", "open", "2020-05-22"),
            ("2020-05-22", "open", "2020-05-22"),
            ("2020-05-23", "overdue", "2020-05-22"),
        ],
    )
    def test_without_a_date_there_is_no_due_day_until_one_is_set(self, at, standing, due):
        found = row(self.POSTPONED, self.SET, at=at, rule=self.SPRING, window="2020")
        assert pick(found, "standing", "due", "original_due", "days_late") == (
            standing, due, "2020-03-31", int(standing == "overdue"),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("held", "standing"),
        [("2020-05-22", "met_extended"), ("2020-05-23", "met_late"), ("2020-03-31", "met")],
    )
    def test_the_session_is_judged_by_the_new_date(self, held, standing):
        act = meet(held, counts_for={"m": "2020"})
        assert (
            row(self.POSTPONED, self.SET, act, at="2020-06-01", rule=self.SPRING, window="2020")["standing"]
            == standing
        )

    def test_an_act_settles_a_window_postponed_without_a_date(self):
        found = row(self.POSTPONED, meet("2020-05-22"), at="2020-06-01", rule=self.SPRING, window="2020")
        assert pick(found, "standing", "due") == ("met_extended", None)

    def test_it_takes_no_act_that_another_window_needs(self):
        """Property 9: postponing one window changes no other."""
        postponed = relief("postpone", "2024", granted="2024-06-01")
        found = standings(YEARLY, postponed, meet("2025-02-01"), at="2025-06-01")
        assert (found["2024"], found["2025"]) == ("postponed", "met")
        found = by_window(YEARLY, postponed, meet("2025-02-01"), meet("2025-03-01"), at="2025-06-01")
        assert (found["2024"]["standing"], found["2025"]["standing"]) == ("met_extended", "met")

    def test_granted_too_late_it_does_not_work(self):
        found = row(
            relief("postpone", "2020", granted="2020-04-01"), at="2020-05-01", rule=self.SPRING, window="2020"
        )
        assert (found["standing"], types(found)) == ("overdue", ["late_relief"])

    def test_after_a_postponement_an_extension_sets_a_date_too(self):
        extended = relief("extend", "2020", until="2020-05-22", granted="2020-04-29")
        assert (
            row(self.POSTPONED, extended, at="2020-05-01", rule=self.SPRING, window="2020")["due"]
            == "2020-05-22"
        )


class TestWaive:
    @pytest.mark.parametrize(("granted", "standing"), [("2024-12-31", "excused"), ("2025-01-01", "overdue")])
    def test_it_excuses_if_in_time(self, granted, standing):
        assert row(relief("waive", "2024", granted=granted), at="2025-02-01")["standing"] == standing

    def test_excused_goes_before_met(self):
        assert (
            row(relief("waive", "2024", granted="2024-02-01"), meet("2024-05-01"), at="2025-02-01")[
                "standing"
            ]
            == "excused"
        )

    def test_waived_then_taken_back_is_as_if_never_waived(self):
        """Property 9."""
        waived = relief("waive", "2024", granted="2024-02-01", id="w")
        back = {"retract": {"entry": "w", "reason": "issued in error"}}
        for at in ("2024-03-01", "2025-02-01", "2026-02-01"):
            assert by_window(YEARLY, waived, back, at=at) == by_window(YEARLY, at=at)


class TestSuspend:
    """The due day is lengthened by the days, both ends inclusive, that the suspension shares with the window."""

    @pytest.mark.parametrize(
        ("start", "until", "due"),
        [
            ("2024-02-01", "2024-02-29", "2025-01-29"),
            ("2024-12-31", "2025-06-30", "2025-01-01"),
            ("2023-11-01", "2024-01-01", "2025-01-01"),
            ("2025-01-01", "2025-02-01", "2024-12-31"),
            ("2024-05-05", "2024-05-05", "2025-01-01"),
        ],
    )
    def test_by_its_overlap_with_the_window(self, start, until, due):
        pause = relief("suspend", "2024", granted="2023-12-01", **{"from": start, "until": until})
        assert row(pause, at="2024-06-01")["due"] == due

    def test_without_a_window_it_concerns_every_one_that_it_overlaps(self):
        pause = relief("suspend", granted="2024-12-01", **{"from": "2024-12-22", "until": "2025-01-10"})
        found = by_window(YEARLY, pause, at="2025-02-01")
        assert (found["2024"]["due"], found["2025"]["due"], found["2026"]["due"]) == (
            "2025-01-10", "2026-01-10", "2026-12-31",
        )  # fmt: skip

    def test_a_limit_in_hours_is_lengthened_by_whole_days(self):
        rule = duty(after({"event": "incident"}, "4h"))
        pause = relief("suspend", "e", granted="2024-03-01", **{"from": "2024-03-01", "until": "2024-03-02"})
        found = by_window(rule, event("2024-03-01T22:00:00+08:00", "e"), pause, at="2024-03-01")["e"]
        assert found["due"] == "2024-03-04T02:00:00+08:00"


class TestTheRuleOfRelief:
    """Breaking what the mandate says of relief annotates, it never refuses."""

    def outside(self, rule, **more):
        mandate = duty(quota(), effective="2024-01-01", relief=rule)
        bodies = [body("top"), body("other"), body(parent="top")]
        given = relief("extend", "2024", until="2025-03-31", granted="2024-12-01", **more)
        found = by_window(pack_of(mandate, bodies=bodies), given, at="2025-01-01")["2024"]
        assert found["due"] == "2025-03-31"
        return [note["rule"] for note in found["annotations"] if note["type"] == "relief_outside_rule"]

    @pytest.mark.parametrize(
        ("rule", "broken"),
        [
            ({"types": ["waive"]}, ["types"]),
            ({"types": ["waive", "extend"]}, []),
            ({"max": "3m"}, []),
            ({"max": "89d"}, ["max"]),
            ({"max": "90d"}, []),
            ({}, []),
        ],
    )
    def test_types_and_max(self, rule, broken):
        assert self.outside(rule) == broken

    @pytest.mark.parametrize(("by", "broken"), [("top", []), ("other", ["by"]), (None, [])])
    def test_by_the_superior(self, by, broken):
        assert self.outside({"by": "superior"}, **({"authority_body": by} if by else {})) == broken

    @pytest.mark.parametrize(("by", "broken"), [("top", ["by"]), ("other", []), (None, [])])
    def test_by_a_body_that_the_text_names(self, by, broken):
        assert self.outside({"by": "other"}, **({"authority_body": by} if by else {})) == broken

    def test_before_due_may_be_switched_off(self):
        rule = duty(quota(), effective="2024-01-01", relief={"before_due": False})
        late = relief("extend", "2024", until="2025-03-31", granted="2025-01-10")
        assert row(late, at="2025-02-01", rule=rule)["due"] == "2025-03-31"


def test_the_relief_is_told_with_its_instrument():
    given = relief(
        "extend",
        "2024",
        until="2025-03-31",
        granted="2024-12-01",
        authority="省委",
        instrument="浙委〔2024〕1号",
    )
    assert row(given, at="2025-01-01")["annotations"] == [
        {
            "type": "relief",
            "relief": "extend",
            "granted": "2024-12-01",
            "until": "2025-03-31",
            "authority": "省委",
            "instrument": "浙委〔2024〕1号",
        }
    ]


def test_a_gap_is_relieved_by_the_label_of_its_window():
    rule = duty(gap(max="1y"), effective=None)
    given = relief("extend", "after 2024-03-01", until="2025-06-30", granted="2025-03-01")
    found = by_window(rule, meet("2024-03-01"), given, at="2025-06-30")["after 2024-03-01"]
    assert pick(found, "standing", "due", "original_due") == ("open", "2025-06-30", "2025-03-01")
    found = by_window(rule, meet("2024-03-01"), given, meet("2025-06-30"), at="2025-07-30")[
        "after 2024-03-01"
    ]
    assert found["standing"] == "met_extended"
    waived = relief("waive", "after 2024-03-01", granted="2025-03-01")
    assert standings(rule, meet("2024-03-01"), waived, at="2025-07-30") == {"after 2024-03-01": "excused"}


def test_a_deadline_is_relieved_by_the_id_of_its_event():
    rule = duty(after({"event": "incident"}, "30d"))
    entries = [event("2024-03-01", "e"), relief("extend", "e", until="2024-05-31", granted="2024-03-31")]
    assert standings(rule, *entries, at="2024-05-31") == {"e": "open"}
    assert standings(rule, *entries, meet("2024-05-31"), at="2024-06-30") == {"e": "met_extended"}
    assert standings(rule, *entries, meet("2024-06-01"), at="2024-06-30") == {"e": "met_late"}
    assert standings(rule, entries[0], relief("postpone", "e", granted="2024-03-05"), at="2024-06-30") == {
        "e": "postponed"
    }


def test_the_order_of_the_entries_carries_no_meaning():
    """Reliefs of one day apply in an order of their own."""
    one = relief("postpone", "2024", granted="2024-12-01")
    two = relief("set_date", "2024", until="2025-02-28", granted="2024-12-01")
    assert row(one, two, at="2025-01-01") == row(two, one, at="2025-01-01")
    assert row(one, two, at="2025-01-01")["due"] == "2025-02-28"


@pytest.mark.parametrize(
    ("start", "until", "told"),
    [
        ("2021-02-01", "2021-03-01", ["2021"]),
        ("2021-12-31", "2022-01-01", ["2021", "2022"]),
        ("2020-12-31", "2021-01-01", ["2020", "2021"]),
        ("2025-02-01", "2025-03-01", []),
    ],
)
def test_a_suspension_without_a_window_is_told_of_those_that_it_overlaps(start, until, told):
    """A decision of 2021 changes not a byte of the years before, and says nothing of the years after."""
    rest = relief("suspend", **{"from": start, "until": until, "granted": "2020-06-01"})
    rows = by_window(duty(quota()), rest, at="2022-03-01")
    assert [label for label, row in rows.items() if row["annotations"]] == told
    plain = by_window(duty(quota()), at="2022-03-01")
    assert [label for label, row in rows.items() if row != plain[label]] == told


def test_a_suspension_granted_too_late_is_told_of_the_window_alone_that_it_overlaps():
    rest = relief("suspend", **{"from": "2020-12-01", "until": "2020-12-31", "granted": "2021-01-01"})
    rows = by_window(duty(quota()), rest, at="2022-03-01")
    assert {label: [note["type"] for note in row["annotations"]] for label, row in rows.items()} == {
        "2020": ["late_relief"],
        "2021": [],
        "2022": [],
        "2023": [],
    }


def test_a_second_suspension_may_lie_in_the_days_that_the_first_one_added():
    first = relief("suspend", **{"from": "2020-12-01", "until": "2020-12-31", "granted": "2020-12-01"})
    second = relief(
        "suspend", "2020", **{"from": "2021-01-10", "until": "2021-01-19", "granted": "2021-01-10"}
    )
    unnamed = relief("suspend", **{"from": "2021-01-10", "until": "2021-01-19", "granted": "2021-01-10"})
    for one in (second, unnamed):
        row = by_window(duty(quota()), first, one, at="2021-01-31")["2020"]
        assert pick(row, "original_due", "due") == ("2020-12-31", "2021-02-10")
