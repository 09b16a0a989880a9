"""What a board is made of: binding, order, keys, reviews, notices."""

import hashlib
from base64 import b32encode
from datetime import date, timedelta
from zoneinfo import ZoneInfo

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
    plan,
    quota,
    relief,
    rows_of,
    standings,
)

from meeting_cadence.dates import start_of_day


class TestBinding:
    """Two clauses: eight a year, and at most ten weeks apart. The nearer one binds."""

    RULE = duty(quota(min=2), gap(max="10w"), effective="2024-01-01")

    def ask(self, *entries, at, rule=RULE):
        return {(row["clause"], row["window"]): row["binding"] for row in rows_of(rule, *entries, at=at)}

    def test_an_unsettled_row_yields_to_another_clauses_row_with_an_earlier_due(self):
        assert self.ask(meet("2024-02-01"), at="2024-03-01") == {
            (0, "2024"): False, (0, "2025"): False, (1, "after 2024-02-01"): True,
        }  # fmt: skip

    def test_and_the_other_way_round(self):
        assert self.ask(meet("2024-12-01"), at="2024-12-05") == {
            (0, "2024"): True, (0, "2025"): False, (1, "after 2024-12-01"): False,
        }  # fmt: skip

    def test_settled_rows_bind_and_do_not_push(self):
        found = self.ask(meet("2024-02-01"), meet("2024-03-01"), at="2024-03-05")
        assert found == {
            (0, "2024"): True, (0, "2025"): False, (1, "after 2024-02-01"): True, (1, "after 2024-03-01"): True,
        }  # fmt: skip

    def test_ties_bind_all(self):
        rule = duty({**quota(), "id": "a"}, {**quota(), "id": "b"}, effective="2024-01-01")
        assert set(self.ask(at="2024-03-01", rule=rule).values()) == {True, False}
        found = rows_of(rule, at="2024-03-01", span=(None, "2024-12-31"))
        assert [row["binding"] for row in found] == [True, True]

    def test_the_current_due_decides_not_the_original(self):
        rule = duty(
            quota(), {**quota(slots=[{"from": "01-01", "to": "12-01"}]), "id": "s"}, effective="2024-01-01"
        )
        given = relief("advance", "2024", until="2024-06-30", granted="2024-01-01")
        assert [row["binding"] for row in rows_of(rule, at="2024-03-01", span=(None, "2024-12-31"))] == [
            False,
            True,
        ]
        found = rows_of(rule, given, at="2024-03-01", span=(None, "2024-12-31"))
        assert [row["binding"] for row in found] == [True, True]  # both advanced: a tie

    def test_a_row_without_a_due_day_yields(self):
        rule = duty(quota(), after({"event": "incident"}, None), effective="2024-01-01")
        assert self.ask(event("2024-02-01", "e"), at="2024-03-01", rule=rule)[1, "e"] is False

    def test_rows_of_one_clause_do_not_push_each_other(self):
        found = by_window(duty(quota(), effective="2024-01-01"), at="2025-06-01")
        assert [row["binding"] for row in found.values()] == [True, True, True]


class TestOrder:
    def test_by_mandate_version_clause_body_opening_and_key(self):
        bodies = [body("z", tier="x", order=1), body("a", tier="x"), body("c", tier="x", order=2)]
        two = duty(quota(per="6m"), gap(), id="second", obliged={"tier": "x"}, effective="2024-01-01")
        pack = pack_of(
            duty(quota(), id="zeroth", obliged={"tier": "x"}, effective="2024-01-01"), two, bodies=bodies
        )
        acts = [meet("2024-03-01", body=who) for who in "acz"]
        found = rows_of(pack, *acts, at="2024-08-01", span=(None, "2024-12-31"))
        assert [pick(row, "mandate", "clause", "body", "window") for row in found] == [
            *[("zeroth", 0, who, "2024") for who in "zca"],
            *[("second", 0, who, half) for who in "zca" for half in ("2024-H1", "2024-H2")],
            *[("second", 1, who, "after 2024-03-01") for who in "zca"],
        ]

    def test_null_openings_come_first_then_days_then_instants_of_the_day_by_the_clock(self):
        rule = duty(after({"event": "incident"}, "4h"))
        found = rows_of(
            rule,
            event("2024-03-01T15:00:00+08:00", "b"),
            event("2024-03-01T09:00:00+08:00", "c"),
            event("2024-03-01", "a"),
            at="2024-03-02",
        )
        assert [row["window"] for row in found] == ["a", "c", "b"]

    def test_versions_come_before_clauses(self):
        rule = duty(
            versions=[
                {"to": "2024-07-01", "clauses": [{**quota(), "id": "a"}, {**quota(per="6m"), "id": "b"}]},
                {"from": "2024-07-01", "clauses": [{**quota(), "id": "a"}, {**quota(per="6m"), "id": "b"}]},
            ],
            effective="2024-01-01",
        )
        found = rows_of(rule, at="2024-12-31")
        assert [pick(row, "version", "clause", "window") for row in found] == [
            (0, 0, "2024"), (0, 1, "2024-H1"), (1, 0, "2025"), (1, 1, "2024-H2"), (1, 1, "2025-H1"),
        ]  # fmt: skip


class TestKeys:
    def expected(self, *parts):
        return b32encode(hashlib.sha256("\x1f".join(parts).encode()).digest()).decode().lower()[:26]

    @pytest.mark.parametrize(
        ("rule", "entries", "parts"),
        [
            (duty(quota()), [], ("m", "0", "0", "b", "", "2019")),
            (duty({**quota(), "id": "c"}), [], ("m", "c", "0", "b", "", "2019")),
            (duty(quota(slots=[{"from": "01-01", "to": "04-01"}])), [], ("m", "0", "0", "b", "", "2019/0")),
            (duty(gap(), effective=None), [meet("2020-05-01", id="x")], ("m", "0", "0", "b", "", "x")),
            (duty(gap(), effective=None), [meet("2020-05-01")], ("m", "0", "0", "b", "", "2020-05-01")),
            (
                duty(after({"event": "incident"}, "30d")),
                [event("2020-05-01", "e")],
                ("m", "0", "0", "b", "", "e"),
            ),
        ],
    )
    def test_they_are_a_digest_of_mandate_clause_grid_body_member_and_anchor(self, rule, entries, parts):
        assert rows_of(rule, *entries, at="2020-06-01")[0]["key"] == self.expected(*parts)

    def test_they_never_depend_on_a_due_day_a_horizon_a_title_or_an_article(self):
        plain = by_window(duty(quota()), at="2020-06-01")["2020"]["key"]
        given = relief("extend", "2020", until="2021-05-01", granted="2020-02-01")
        other = duty(quota(min=3), title="another", article="第九条")
        assert {
            by_window(duty(quota()), at="2030-06-01")["2020"]["key"],
            by_window(duty(quota()), given, at="2020-06-01", span=("2020-01-01", "2040-01-01"))["2020"][
                "key"
            ],
            by_window(other, at="2020-06-01")["2020"]["key"],
        } == {plain}

    def test_an_amended_grid_and_a_member_have_their_own(self):
        rule = duty(
            versions=[
                {"to": "2020-03-01", "clauses": [quota()]},
                {"from": "2020-03-01", "clauses": [quota(per="6m")]},
            ]
        )
        found = rows_of(rule, at="2020-06-01")
        assert found[1]["key"] == self.expected("m", "0", "1", "b", "", "4038")
        covered = duty(quota(each_of={"body": "b"}))
        assert rows_of(covered, at="2020-06-01")[0]["key"] == self.expected("m", "0", "0", "b", "b", "2019")


class TestReview:
    """定期, 适时, 常态化: no date in the text, a local reminder, never overdue."""

    def ask(self, *entries, at, every="1y", **more):
        rule = duty({"review": {"every": every}}, effective=more.pop("effective", "2024-01-01"))
        rows = rows_of(pack_of(rule, **more), *entries, at=at)
        assert [pick(row, "window", "due", "binding") for row in rows] == [("review", None, False)]
        return pick(rows[0], "standing", "opens", "by")

    def test_upcoming_until_the_last_act_and_every_then_open(self):
        act = meet("2024-03-01")
        assert self.ask(act, at="2025-02-28") == ("upcoming", "2025-03-01", ["2024-03-01"])
        assert self.ask(act, at="2025-03-01") == ("open", "2025-03-01", ["2024-03-01"])
        assert self.ask(act, at="2050-03-01")[0] == "open"

    def test_without_an_act_it_is_open_from_the_first_day(self):
        assert self.ask(at="2023-12-31") == ("upcoming", "2024-01-01", [])
        assert self.ask(at="2024-01-01") == ("open", "2024-01-01", [])
        assert self.ask(at="2024-01-01", effective=None) == ("open", None, [])

    def test_without_a_length_it_waits_for_no_day(self):
        assert self.ask(meet("2024-03-01"), at="2050-01-01", every=None) == ("upcoming", None, ["2024-03-01"])

    def test_once_a_term(self):
        terms = [
            {"number": 1, "from": "2022-01-01", "to": "2027-01-01"},
            {"number": 2, "from": "2027-01-01", "expected_to": "2032-01-01"},
        ]
        assert self.ask(meet("2024-03-01"), at="2026-12-31", every="term", bodies=[body(terms=terms)])[
            :2
        ] == ("upcoming", "2027-01-01")
        assert (
            self.ask(meet("2024-03-01"), at="2027-01-01", every="term", bodies=[body(terms=terms)])[0]
            == "open"
        )
        assert self.ask(meet("2028-03-01"), at="2029-01-01", every="term", bodies=[body(terms=terms)])[
            :2
        ] == ("upcoming", "2032-01-01")


class TestNotices:
    """A notice derives from the planned day and moves with it; it may have become impossible."""

    RULE = duty(
        quota(slots=[{"from": "01-01", "to": "07-01"}]),
        effective="2020-01-01",
        notice=[{"before": "self", "at_least": "1m", "to": "members"}],
    )

    def test_npc_2020(self):
        """The day was set on 29 April for 22 May: the notice was due on 22 April."""
        planned = plan("2020-05-22", decided="2020-04-29")
        row = by_window(self.RULE, planned, at="2020-05-01")["2020"]
        assert row["annotations"] == [
            {"type": "notice", "due": "2020-04-22", "possible": False, "to": "members"}
        ]

    def test_planned_in_good_time_it_is_possible(self):
        row = by_window(self.RULE, plan("2020-05-22", decided="2020-04-22"), at="2020-05-01")["2020"]
        assert row["annotations"] == [
            {"type": "notice", "due": "2020-04-22", "possible": True, "to": "members"}
        ]

    def test_without_a_plan_there_is_none(self):
        assert by_window(self.RULE, at="2020-05-01")["2020"]["annotations"] == []

    def test_counted_in_working_days_it_uses_the_table(self):
        rule = duty(quota(), effective="2025-01-01", notice=[{"before": "self", "at_least": "3wd"}])
        row = by_window(
            pack_of(rule, workdays="CN"), plan("2025-10-10", decided="2025-09-01"), at="2025-09-02"
        )["2025"]
        assert row["annotations"][0]["due"] == "2025-09-29"


def test_clauses_are_judged_each_on_its_own():
    rule = duty(quota(min=2), gap(max="10w"), effective="2024-01-01")
    found = {
        (row["clause"], row["window"]): row["standing"]
        for row in rows_of(rule, meet("2024-02-01"), at="2024-05-01")
    }
    assert found == {(0, "2024"): "open", (0, "2025"): "upcoming", (1, "after 2024-02-01"): "overdue"}


def test_normally_is_told_on_the_row():
    """一般, 原则上."""
    assert by_window(duty(quota(), force="normally"), at="2020-06-01")["2020"]["force"] == "normally"
    assert by_window(duty({**quota(), "force": "normally"}), at="2020-06-01")["2020"]["force"] == "normally"
    assert by_window(duty(quota()), at="2020-06-01")["2020"]["force"] == "must"


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "America/Santiago", "Pacific/Kiritimati", "Africa/Lagos", "Asia/Kathmandu"]
)
def test_a_day_is_the_day_of_the_body(zone):
    pack = pack_of(duty(after({"event": "incident"}, "5d")), timezone=zone)
    midnight = start_of_day(date(2026, 9, 6), ZoneInfo(zone))  # in Santiago this day begins at one o'clock
    entries = (event("2026-08-31", "e"),)
    assert standings(pack, *entries, at=midnight) == {"e": "overdue"}
    assert standings(pack, *entries, at=midnight - timedelta(microseconds=1)) == {"e": "open"}


def test_bodies_in_several_zones_see_the_same_instant_on_their_own_days():
    rule = duty(quota(), effective="2024-01-01", obliged={"tier": "x"})
    bodies = [
        body("east", tier="x", timezone="Pacific/Kiritimati"),
        body("west", tier="x", timezone="America/Los_Angeles"),
    ]
    found = rows_of(pack_of(rule, bodies=bodies), at="2024-12-31T12:00:00+00:00")
    assert {(row["body"], row["window"]): row["standing"] for row in found} == {
        ("east", "2024"): "overdue", ("east", "2025"): "open", ("east", "2026"): "upcoming",
        ("west", "2024"): "open", ("west", "2025"): "upcoming",
    }  # fmt: skip
