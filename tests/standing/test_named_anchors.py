"""A report that names its incident answers that one and no other, whatever has become of it."""

from typing import Any

from tests.engine.asking import after, before, by_window, duty, event, gap, meet, pick, quota, relief, rows_of

INCIDENT = {"event": "incident"}
REPORT = duty(after(INCIDENT, "3d"), effective="2025-11-01")


def for_(event_id: str, start: str = "2025-11-03", **more: Any) -> dict[str, Any]:
    return meet(start, id="report", counts_for={"m": event_id}, **more)


def test_a_report_on_an_incident_before_the_rule_answers_no_later_one():
    row = by_window(
        REPORT, event("2025-10-30", "old"), event("2025-11-02", "new"), for_("old"), at="2025-11-10"
    )
    assert pick(row["new"], "standing", "days_late") == ("overdue", 5)


def test_a_report_on_an_incident_that_was_taken_back_answers_no_other():
    entries = [event("2025-11-02", "false"), event("2025-11-02", "true"), for_("false")]
    entries.append({"retract": {"entry": "false", "reason": "false alarm"}})
    assert pick(by_window(REPORT, *entries, at="2025-11-10")["true"], "standing", "count") == ("overdue", 0)


def test_a_report_on_an_incident_not_known_yet_answers_no_other():
    late = event("2025-11-02", "late") | {"recorded": "2025-11-09T09:00:00+08:00"}
    entries = [event("2025-11-02", "seen"), late, for_("late")]
    before_, later = "2025-11-08T09:00:00+08:00", "2025-11-09T09:00:00+08:00"
    rows = by_window(REPORT, *entries, at="2025-11-10", known_at=before_)
    assert {label: row["standing"] for label, row in rows.items()} == {"seen": "overdue"}
    rows = by_window(REPORT, *entries, at="2025-11-10", known_at=later)
    assert {label: row["standing"] for label, row in rows.items()} == {"seen": "overdue", "late": "met"}


def test_a_consultation_for_an_earlier_appointment_is_not_one_for_the_next():
    consult = duty(before(INCIDENT, "0d"), effective="2025-11-01")
    entries = [event("2025-10-30", "old"), event("2025-11-02", "new"), for_("old", "2025-10-29")]
    assert by_window(consult, *entries, at="2025-11-10")["new"]["standing"] == "violated"


def test_the_year_of_a_clause_beside_it_says_nothing_about_an_incident():
    both = duty(after(INCIDENT, "3d"), quota(), effective="2025-01-01")
    rows = by_window(both, event("2025-11-02", "e"), for_("2025"), at="2025-11-10")
    assert pick(rows["e"], "standing", "settled_on") == ("met", "2025-11-03")
    assert rows["2025"]["standing"] == "met"


def test_the_opening_of_a_gap_beside_it_says_nothing_about_an_incident():
    both = duty(after(INCIDENT, "3d"), gap(), effective="2025-01-01")
    rows = by_window(both, event("2025-11-02", "e"), for_("after 2025-01-01"), at="2025-11-10")
    assert rows["e"]["standing"] == "met"


def test_a_report_made_before_the_incident_that_it_names_is_misplaced():
    row = by_window(REPORT, event("2025-11-02", "e"), for_("e", "2025-11-01"), at="2025-11-04")["e"]
    assert pick(row, "standing", "count") == ("open", 0)
    assert row["annotations"] == [{"type": "misplaced", "day": "2025-11-01", "window": "e"}]


def test_a_report_of_the_day_itself_is_in_its_place():
    row = by_window(REPORT, event("2025-11-02", "e"), for_("e", "2025-11-02"), at="2025-11-04")["e"]
    assert pick(row, "standing", "annotations") == ("met", [])


def test_two_meetings_of_one_day_break_a_minimum_distance_and_keep_keys_of_their_own():
    rows = rows_of(duty(gap(max=None, min="10d")), meet("2025-01-01"), meet("2025-01-01"), at="2025-02-01")
    assert [pick(row, "standing", "not_before", "by") for row in rows] == [
        ("violated", "2025-01-11", ["2025-01-01"]),
        ("open", "2025-01-11", []),
    ]
    assert rows[0]["key"] != rows[1]["key"]


def test_an_act_called_first_has_another_key_than_the_first_window():
    since = duty(gap(first={"after": "effective"}), effective="2024-01-01")
    rows = rows_of(since, meet("2024-06-01", id="first"), at="2025-02-01")
    assert [row["window"] for row in rows] == ["first", "after 2024-06-01"]
    assert rows[0]["key"] != rows[1]["key"]


def test_a_suspension_meets_an_hour_limit_on_the_body_s_own_days():
    """The incident is written down in UTC; in Shanghai it is the ninth already, and the suspension is over."""
    night = event("2025-11-08T20:00:00+00:00", "e")
    rest = relief("suspend", **{"from": "2025-11-07", "until": "2025-11-08", "granted": "2025-11-07"})
    row = by_window(duty(after(INCIDENT, "48h")), night, rest, at="2025-11-09")["e"]
    assert pick(row, "opens", "due") == ("2025-11-09T04:00:00+08:00", "2025-11-11T04:00:00+08:00")
    rest["relief"]["until"] = "2025-11-09"
    row = by_window(duty(after(INCIDENT, "48h")), night, rest, at="2025-11-09")["e"]
    assert pick(row, "due", "original_due") == ("2025-11-12T04:00:00+08:00", "2025-11-11T04:00:00+08:00")
