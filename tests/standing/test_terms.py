"""Per term (届): a term ends when the next one really begins."""

import pytest
from tests.engine.asking import body, by_window, duty, meet, pack_of, pick, plan, quota, relief, standings

RULE = duty(quota(per="term"), effective="2012-01-01")


def pack(*terms, rule=RULE):
    return pack_of(rule, bodies=[body(terms=list(terms))])


FOURTEENTH = {"number": 14, "from": "2017-06-12", "to": "2022-06-20"}
FIFTEENTH = {"number": 15, "from": "2022-06-20", "expected_to": "2027-07-01"}
ENDED_FIFTEENTH = {"number": 15, "from": "2022-06-20", "to": "2027-06-20"}
TWO = pack(FOURTEENTH, FIFTEENTH)


@pytest.mark.parametrize(
    ("held", "window"),
    [("2017-06-11", None), ("2017-06-12", "term 14"), ("2022-06-19", "term 14"), ("2022-06-20", "term 15")],
)
def test_an_act_counts_for_the_term_in_which_it_falls(held, window):
    met = [label for label, one in standings(TWO, meet(held), at="2024-01-01").items() if one == "met"]
    assert met == ([window] if window else [])


def test_its_days():
    found = by_window(TWO, at="2024-01-01")
    assert pick(found["term 14"], "opens", "due", "provisional") == ("2017-06-12", "2022-06-19", False)
    assert pick(found["term 15"], "opens", "due", "provisional") == ("2022-06-20", "2027-06-30", True)


@pytest.mark.parametrize("at", ["2027-06-30", "2027-07-01", "2029-01-01"])
def test_an_expected_end_is_provisional_the_window_stays_open(at):
    assert standings(TWO, meet("2018-01-01"), at=at)["term 15"] == "open"


@pytest.mark.parametrize("named", [{}, {"counts_for": {"m": "term 15"}}])
def test_a_term_that_goes_on_beyond_its_expected_end_takes_what_is_held_then(named):
    """It is open until the next one begins: what was held in time stays in time when that is known."""
    act = meet("2027-08-10", **named)
    row = by_window(TWO, act, at="2027-08-10")["term 15"]
    assert pick(row, "due", "standing", "count", "days_late") == ("2027-06-30", "met", 1, 0)
    ended = pack(FOURTEENTH, FIFTEENTH, {"number": 16, "from": "2027-08-11"})
    assert pick(by_window(ended, act, at="2027-09-01")["term 15"], "due", "standing") == ("2027-08-10", "met")
    ended = pack(FOURTEENTH, FIFTEENTH, {"number": 16, "from": "2027-08-10"})
    later = by_window(ended, act, at="2027-09-01")
    assert later["term 16"]["standing"] == ("open" if named else "met")
    assert later["term 15"]["standing"] == ("met_late" if named else "overdue")


def test_a_cap_holds_to_the_real_end_of_a_term():
    rule = duty({"quota": {"max": 1, "per": "term"}}, effective="2012-01-01")
    acts = [meet("2024-01-10", id="1"), meet("2027-08-10", id="2")]
    row = by_window(pack(FOURTEENTH, FIFTEENTH, rule=rule), *acts, at="2027-08-10")["term 15"]
    assert pick(row, "standing", "count", "surplus") == ("violated", 2, 1)
    planned = [acts[0], plan("2027-08-10")]
    row = by_window(pack(FOURTEENTH, FIFTEENTH, rule=rule), *planned, at="2027-07-10")["term 15"]
    assert pick(row, "standing", "count", "surplus") == ("met", 1, 1)


def test_an_extension_of_an_expected_end_is_told():
    longer = relief("extend", "term 15", until="2027-12-31", granted="2027-06-01")
    row = by_window(TWO, longer, meet("2027-08-10"), at="2027-08-10")["term 15"]
    assert pick(row, "due", "original_due", "standing") == ("2027-12-31", "2027-06-30", "met_extended")


def test_a_rule_that_ends_after_the_expected_end_takes_the_open_window_with_it():
    rule = duty(quota(per="term", min=2), effective="2012-01-01")
    ends = pack_of(rule, bodies=[body(terms=[FOURTEENTH, FIFTEENTH])], until="2027-08-01")
    found = {at: by_window(ends, at=at)["term 15"]["standing"] for at in ("2027-07-31", "2027-08-01")}
    assert found == {"2027-07-31": "open", "2027-08-01": "superseded"}


def test_a_minimum_lowered_after_the_expected_end_binds_at_once():
    two, one = ([quota(per="term", min=least)] for least in (2, 1))
    rule = duty(versions=[{"to": "2027-08-01", "clauses": two}, {"from": "2027-08-01", "clauses": one}])
    lowered = pack(FOURTEENTH, FIFTEENTH, rule=rule)
    found = {
        at: by_window(lowered, meet("2024-01-10"), at=at)["term 15"] for at in ("2027-07-31", "2027-08-01")
    }
    assert [pick(row, "need", "standing") for row in found.values()] == [(2, "open"), (1, "met")]


def test_a_term_that_ended_can_be_made_up_until_the_next_one_ends():
    assert standings(TWO, at="2024-01-01")["term 14"] == "overdue"
    late = meet("2024-05-01", counts_for={"m": "term 14"})
    assert standings(TWO, late, at="2024-06-01")["term 14"] == "met_late"
    three = pack(FOURTEENTH, ENDED_FIFTEENTH, {"number": 16, "from": "2027-06-20"})
    assert standings(three, at="2027-06-19")["term 14"] == "overdue"
    assert standings(three, at="2027-06-20")["term 14"] == "missed"


@pytest.mark.parametrize("begins", ["2026-11-01", "2028-03-01"])
def test_when_the_next_term_begins_earlier_or_later_the_window_is_recomputed(begins):
    """提前或延期举行，任期相应地改变."""
    found = by_window(pack(FOURTEENTH, FIFTEENTH, {"number": 16, "from": begins}), at="2028-06-01")
    assert found["term 15"]["due"] < begins
    assert (found["term 15"]["provisional"], found["term 15"]["standing"]) == (False, "overdue")
    assert pick(found["term 16"], "opens", "due", "standing", "provisional") == (begins, None, "open", True)


def test_keys_hang_on_the_number_of_the_term_not_on_its_days():
    moved = {**FOURTEENTH, "from": "2017-07-01"}
    assert [row["key"] for row in by_window(TWO, at="2024-01-01").values()] == [
        row["key"] for row in by_window(pack(moved, FIFTEENTH), at="2024-01-01").values()
    ]


def test_the_term_in_which_the_rule_came_is_optional_the_next_binds():
    rule = duty(quota(per="term"), effective="2020-01-01")
    found = by_window(pack(FOURTEENTH, FIFTEENTH, rule=rule), at="2024-01-01")
    assert pick(found["term 14"], "standing", "binding") == ("optional", False)
    assert pick(found["term 15"], "standing", "binding") == ("open", True)


def test_first_partial_binds_it():
    rule = duty(quota(per="term"), effective="2020-01-01", first="partial")
    assert standings(pack(FOURTEENTH, FIFTEENTH, rule=rule), at="2024-01-01")["term 14"] == "overdue"


def test_terms_that_ended_before_the_rule_are_not_there():
    rule = duty(quota(per="term"), effective="2022-06-20")
    assert list(by_window(pack(FOURTEENTH, FIFTEENTH, rule=rule), at="2024-01-01")) == ["term 15"]


def test_the_next_term_is_answered_when_it_is_known():
    three = pack(
        FOURTEENTH,
        ENDED_FIFTEENTH,
        {"number": 16, "from": "2027-06-20"},
        {"number": 17, "from": "2032-06-20"},
    )
    assert list(by_window(three, at="2024-01-01")) == ["term 14", "term 15", "term 16"]


@pytest.mark.parametrize(
    ("makeup", "at", "standing"),
    [
        ({"until": "none"}, "2022-06-20", "missed"),
        ({"until": "30d"}, "2022-07-19", "overdue"),
        ({"until": "30d"}, "2022-07-20", "missed"),
    ],
)
def test_make_up_time(makeup, at, standing):
    rule = duty(quota(per="term"), effective="2012-01-01", makeup=makeup)
    assert standings(pack(FOURTEENTH, FIFTEENTH, rule=rule), at=at)["term 14"] == standing


def test_a_term_without_any_end_is_open():
    row = by_window(pack({"number": 1, "from": "2020-01-01"}), at="2040-01-01")["term 1"]
    assert pick(row, "standing", "due", "provisional") == ("open", None, True)


def test_a_term_that_begins_on_the_day_on_which_the_rule_ends_is_not_there():
    for until, labels in (("2022-06-20", ["term 14"]), ("2022-06-21", ["term 14", "term 15"])):
        found = pack_of(RULE, bodies=[body(terms=[FOURTEENTH, FIFTEENTH])], until=until)
        assert list(by_window(found, at="2024-01-01")) == labels
