"""No record (无登记) is not overdue: absence of evidence."""

import pytest
from tests.engine.asking import body, by_window, duty, meet, pack_of, pick, quota, rows_of, standings

YEARLY = duty(quota(), effective="2020-01-01")
UNDECLARED = {"declared": {}}


def complete(**more):
    return {"complete": more}


class TestDeclared:
    @pytest.mark.parametrize(
        ("complete_from", "standing"),
        [("2022-01-01", "missed"), ("2022-01-02", "no_record"), (None, "missed")],
    )
    def test_a_window_is_covered_when_the_record_is_whole_from_its_opening(self, complete_from, standing):
        found = standings(YEARLY, at="2024-06-01", declared={"complete_from": complete_from})
        assert found["2022"] == standing

    def test_where_nothing_is_declared_nobody_is_overdue(self):
        assert set(standings(YEARLY, at="2024-06-01", **UNDECLARED).values()) == {
            "no_record",
            "open",
            "upcoming",
        }

    def test_what_is_on_record_counts_all_the_same(self):
        assert standings(YEARLY, meet("2022-05-01"), at="2024-06-01", **UNDECLARED)["2022"] == "met"

    @pytest.mark.parametrize(
        ("entry", "standing"),
        [
            (complete(body="b", act="meet", **{"from": "2022-01-01"}), "missed"),
            (complete(body="b", act="other", **{"from": "2022-01-01"}), "no_record"),
            (complete(body="b", act="meet", **{"from": "2022-01-02"}), "no_record"),
            (complete(body="b", act="meet", **{"from": "2022-01-01"}, declared="2024-06-01"), "missed"),
            (complete(body="b", act="meet", **{"from": "2022-01-01"}, declared="2024-06-02"), "no_record"),
        ],
    )
    def test_by_an_entry_for_a_body_and_a_kind(self, entry, standing):
        assert standings(YEARLY, entry, at="2024-06-01", **UNDECLARED)["2022"] == standing

    def test_by_another_body_it_says_nothing(self):
        pack = pack_of(YEARLY, bodies=[body(), body("other")])
        entry = complete(body="other", act="meet", **{"from": "2020-01-01"})
        assert standings(pack, entry, at="2024-06-01", **UNDECLARED)["2022"] == "no_record"

    def test_of_several_matters_all_must_be_complete(self):
        rule = duty(quota(), effective="2020-01-01", act={"any_of": ["plenary", {"item": "convey"}]})
        one = complete(body="b", act="plenary", **{"from": "2020-01-01"})
        other = complete(body="b", act="convey", **{"from": "2022-06-01"})
        assert standings(rule, one, at="2024-06-01", **UNDECLARED)["2022"] == "no_record"
        found = standings(rule, one, other, at="2024-06-01", **UNDECLARED)
        assert (found["2022"], found["2023"]) == ("no_record", "overdue")

    @pytest.mark.parametrize("subject", [{"mandate": "m"}, {"regulation": "r"}])
    def test_by_the_adoption(self, subject):
        entry = {"adopt": {**subject, "body": "b", "on": "2023-01-01", "complete_from": "2022-01-01"}}
        found = standings(YEARLY, entry, at="2024-06-01", **UNDECLARED)
        assert (found["2021"], found["2022"]) == ("no_record", "missed")


class TestAdoption:
    """Where the text's effective day is unknown, the day of adoption serves as it."""

    RULE = duty(quota(), effective=None)

    def test_with_neither_there_is_one_row_without_days(self):
        found = rows_of(self.RULE, at="2024-06-01")
        assert [pick(row, "window", "standing", "opens", "due", "need") for row in found] == [
            ("first", "no_record", None, None, 1)
        ]

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2023-01-01", {"2023": "overdue", "2024": "open", "2025": "upcoming"}),
            ("2023-01-02", {"2023": "optional", "2024": "open", "2025": "upcoming"}),
        ],
    )
    def test_nobody_is_called_overdue_before_somebody_said_from_here_on(self, on, expected):
        entry = {"adopt": {"mandate": "m", "body": "b", "on": on}}
        assert standings(self.RULE, entry, at="2024-06-01") == expected

    def test_of_the_mandate_goes_before_that_of_its_regulation(self):
        own = {"adopt": {"mandate": "m", "body": "b", "on": "2023-01-01"}}
        whole = {"adopt": {"regulation": "r", "body": "b", "on": "2021-01-01"}}
        assert next(iter(standings(self.RULE, whole, at="2024-06-01"))) == "2021"
        assert next(iter(standings(self.RULE, whole, own, at="2024-06-01"))) == "2023"

    def test_adopted_twice_the_earlier_day_holds(self):
        days = [{"adopt": {"mandate": "m", "body": "b", "on": day}} for day in ("2023-01-01", "2022-01-01")]
        assert next(iter(standings(self.RULE, *days, at="2024-06-01"))) == "2022"

    def test_a_known_effective_day_is_not_moved(self):
        own = {"adopt": {"mandate": "m", "body": "b", "on": "2023-01-01"}}
        assert next(iter(standings(YEARLY, own, at="2024-06-01"))) == "2020"


class TestOrdinals:
    """第1次 and 第3次 are on record: the 2nd exists."""

    def ask(self, *acts, rule=YEARLY, bodies=None, at="2024-06-01"):
        found = by_window(pack_of(rule, bodies=bodies), *acts, at=at)
        return {
            label: (row["standing"], row["missing_ordinals"])
            for label, row in found.items()
            if label < "2024"
        }

    def test_a_missing_one_turns_the_window_in_which_it_may_lie_into_no_record(self):
        acts = [meet("2020-05-01", ordinal=1), meet("2022-05-01", ordinal=3)]
        assert self.ask(*acts) == {
            "2020": ("met", []), "2021": ("no_record", [2]), "2022": ("met", []), "2023": ("overdue", []),
        }  # fmt: skip

    def test_windows_on_either_side_are_not_touched(self):
        found = self.ask(meet("2021-05-01", ordinal=1), meet("2022-05-01", ordinal=3))
        assert found == {
            "2020": ("missed", []), "2021": ("met", []), "2022": ("met", []), "2023": ("overdue", []),
        }  # fmt: skip

    def test_with_none_missing_it_is_missed(self):
        acts = [meet("2020-05-01", ordinal=1), meet("2022-05-01", ordinal=2)]
        assert self.ask(*acts)["2021"] == ("missed", [])

    def test_those_before_the_first_on_record(self):
        found = self.ask(meet("2022-05-01", ordinal=3))
        assert found["2020"] == ("no_record", [1, 2])
        assert found["2021"] == ("no_record", [1, 2])

    def test_a_persons_confirmation_ends_the_doubt(self):
        acts = [meet("2020-05-01", ordinal=1), meet("2022-05-01", ordinal=3)]
        not_held = {"not_held": {"mandate": "m", "body": "b", "window": "2021", "confirmed": "2024-01-10"}}
        assert self.ask(*acts, not_held)["2021"] == ("missed", [2])
        assert self.ask(*acts, not_held, at="2024-01-09")["2021"] == ("no_record", [2])

    def test_another_kind_or_an_inquorate_meeting_numbers_too(self):
        """The ordinals of a kind count whether or not the meeting itself counts."""
        acts = [
            meet("2020-05-01", ordinal=1),
            meet("2021-05-01", ordinal=2, form="written"),
            meet("2022-05-01", ordinal=3),
        ]
        assert self.ask(*acts)["2021"] == ("missed", [])
        acts = [
            meet("2020-05-01", ordinal=1),
            meet("2022-05-01", ordinal=3),
            meet("2021-05-01", ordinal=2, kind="other"),
        ]
        assert self.ask(*acts)["2021"] == ("no_record", [2])

    def test_series_count_by_themselves(self):
        acts = [meet("2020-05-01", ordinal=1, series="a"), meet("2022-05-01", ordinal=3, series="b")]
        assert self.ask(*acts)["2021"] == ("no_record", [1, 2])
        acts = [
            meet("2020-05-01", ordinal=2, series="a"),
            meet("2020-04-01", ordinal=1, series="a"),
            meet("2022-05-01", ordinal=1, series="b"),
        ]
        assert self.ask(*acts)["2021"] == ("missed", [])

    def test_the_default_series_is_the_term(self):
        terms = [{"number": 1, "from": "2019-01-01", "to": "2021-07-01"}, {"number": 2, "from": "2021-07-01"}]
        acts = [meet("2020-05-01", ordinal=1), meet("2020-09-01", ordinal=2), meet("2022-05-01", ordinal=1)]
        assert self.ask(*acts, bodies=[body(terms=terms)])["2021"] == ("missed", [])
        acts = [meet("2020-05-01", ordinal=1), meet("2022-05-01", ordinal=2)]
        assert self.ask(*acts, bodies=[body(terms=terms)])["2021"] == ("no_record", [1])

    def test_meetings_to_come_prove_nothing_yet(self):
        acts = [meet("2020-05-01", ordinal=1), meet("2024-06-02", ordinal=3)]
        assert self.ask(*acts)["2021"] == ("missed", [])

    def test_a_record_declared_whole_is_not_doubted_for_what_may_lie_before_it(self):
        acts = [meet("2022-05-01", ordinal=9)]
        found = standings(YEARLY, *acts, at="2024-06-01", declared={"complete_from": "2021-01-01"})
        assert (found["2020"], found["2021"]) == ("no_record", "missed")


def test_not_held_turns_no_record_into_overdue_or_missed():
    for window, standing in (("2022", "missed"), ("2023", "overdue")):
        not_held = {"not_held": {"mandate": "m", "body": "b", "window": window}}
        found = standings(YEARLY, not_held, at="2024-06-01", **UNDECLARED)
        assert found == {**standings(YEARLY, at="2024-06-01", **UNDECLARED), window: standing}
