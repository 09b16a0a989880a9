"""The instant at which a row can next change without new facts; that nothing changes before is a property elsewhere."""

from datetime import UTC, date, datetime

import pytest
from tests.engine.asking import (
    TABLES,
    after,
    before,
    body,
    duty,
    event,
    gap,
    ledger_of,
    meet,
    pack_of,
    plan,
    quota,
    relief,
)

from meeting_cadence.dates.holiday_table import table_for
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.next_change import lead_day, next_change


def ask(pack, *entries, at, window, declared=None):
    whole = pack if not isinstance(pack, dict) else pack_of(pack)
    facts = Facts.fold(
        ledger_of(whole, entries, **({"complete_from": None} if declared is None else declared)).entries
    )
    instant = datetime.fromisoformat(f"{at}+08:00" if "T" in at else f"{at}T12:00:00+08:00")
    (row,) = [one for one in read_board(whole, facts, at=instant, tables=TABLES) if one.label == window]
    found = next_change(row, facts, at=instant, tree=whole.tree)
    assert found is None or found.tzinfo is UTC
    return found.astimezone(row.stream.body.zone).isoformat() if found else None


YEARLY = duty(quota(), effective="2024-01-01", lead="30d")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2023-06-01", "2024-01-01T00:00:00+08:00"),  # it opens
        ("2024-06-01", "2024-12-01T00:00:00+08:00"),  # it is due soon
        ("2024-12-05", "2025-01-01T00:00:00+08:00"),  # it is overdue
        ("2025-06-01", "2026-01-01T00:00:00+08:00"),  # it is missed
        ("2026-06-01", None),
        ("2024-11-30T23:59:59", "2024-12-01T00:00:00+08:00"),
        ("2024-12-01T00:00:00", "2025-01-01T00:00:00+08:00"),
    ],
)
def test_a_window_of_a_grid(at, expected):
    window = "2024"
    if at.startswith("2023"):
        assert ask(duty(quota(), effective="2023-01-01", lead="30d"), at=at, window=window) == expected
    else:
        assert ask(YEARLY, at=at, window=window) == expected


def test_a_settled_row_waits_for_nothing():
    assert ask(YEARLY, meet("2024-03-01"), at="2024-06-01", window="2024") is None


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([meet("2024-07-01T09:00:00+08:00")], "2024-07-01T09:00:00+08:00"),
        ([meet("2024-07-01")], "2024-07-01T00:00:00+08:00"),
        ([plan("2024-11-01", decided="2024-06-15")], "2024-06-15T00:00:00+08:00"),
        ([plan("2024-11-01", recorded="2024-06-15T08:30:00+08:00")], "2024-06-15T08:30:00+08:00"),
        ([relief("waive", "2024", granted="2024-06-20")], "2024-06-20T00:00:00+08:00"),
        (
            [{"not_held": {"mandate": "m", "body": "b", "window": "2024", "confirmed": "2024-06-21"}}],
            "2024-06-21T00:00:00+08:00",
        ),
        (
            [{"complete": {"body": "b", "act": "meet", "from": "2024-01-01", "declared": "2024-06-22"}}],
            "2024-06-22T00:00:00+08:00",
        ),
        ([meet("2024-07-01", kind="other")], "2024-12-01T00:00:00+08:00"),
    ],
)
def test_facts_on_record_for_days_to_come_count(entries, expected):
    assert ask(YEARLY, *entries, at="2024-06-01", window="2024") == expected


def test_an_amendment_and_the_end_of_a_body_are_known_ahead():
    amended = duty(
        versions=[
            {"to": "2024-08-01", "clauses": [quota()]},
            {"from": "2024-08-01", "clauses": [quota(per="6m")]},
        ],
        effective="2024-01-01",
    )
    assert ask(amended, at="2024-06-01", window="2024") == "2024-08-01T00:00:00+08:00"
    lowered = duty(
        versions=[
            {"to": "2024-08-01", "clauses": [quota(min=2)]},
            {"from": "2024-08-01", "clauses": [quota()]},
        ],
        effective="2024-01-01",
    )
    assert ask(lowered, meet("2024-02-01"), at="2024-06-01", window="2024") == "2024-08-01T00:00:00+08:00"
    pack = pack_of(YEARLY, bodies=[body(until="2024-09-01")])
    assert ask(pack, meet("2024-02-01"), at="2024-06-01", window="2024") == "2024-09-01T00:00:00+08:00"


def test_a_limit_in_hours_runs_out_just_after_itself():
    rule = duty(after({"event": "incident"}, "4h"))
    night = event("2024-06-01T11:00:00+08:00", "e")
    assert ask(rule, night, at="2024-06-01", window="e") == "2024-06-01T15:00:00.000001+08:00"
    assert ask(rule, night, at="2024-06-02", window="e") is None


def test_a_gap_and_its_own_next_due():
    rule = duty(gap(max="1y"), effective=None, lead="10d")
    own = {"next_due": {"mandate": "m", "body": "b", "on": "2024-12-31", "decided": "2024-06-10"}}
    assert (
        ask(rule, meet("2024-02-01"), at="2024-06-01", window="after 2024-02-01")
        == "2025-01-22T00:00:00+08:00"
    )
    assert (
        ask(rule, meet("2024-02-01"), own, at="2024-06-01", window="after 2024-02-01")
        == "2024-06-10T00:00:00+08:00"
    )
    assert ask(rule, meet("2024-02-01"), at="2025-06-01", window="after 2024-02-01") is None


def test_the_event_that_an_act_must_come_before():
    rule = duty(before({"event": "appointment"}, "0d"), lead="1d")
    known = event("2024-06-10T09:00:00+08:00", "e", kind="appointment")
    assert ask(rule, known, at="2024-06-01", window="e") == "2024-06-09T00:00:00+08:00"
    assert ask(rule, known, at="2024-06-10T08:00:00", window="e") == "2024-06-10T09:00:00+08:00"
    planned = plan("2024-06-10", "e", kind="appointment")
    assert ask(rule, planned, at="2024-06-10T08:00:00", window="e") == "2024-06-11T00:00:00+08:00"


def test_the_events_of_a_superior_and_of_a_first_window():
    bodies = [body("top"), body(parent="top")]
    pack = pack_of(duty(before({"act": "session", "by": "superior"}, "0d"), lead="1d"), bodies=bodies)
    session = meet("2024-06-10T09:00:00+08:00", kind="session", body="top", id="s")
    assert ask(pack, session, at="2024-06-10T08:00:00", window="s") == "2024-06-10T09:00:00+08:00"
    rule = duty(gap(max="120d", first={"after": {"event": "incorporation"}}), effective=None)
    assert (
        ask(rule, event("2024-07-01", "e", kind="incorporation"), at="2024-06-01", window="first")
        == "2024-07-01T00:00:00+08:00"
    )


class TestDueSoon:
    def lead(self, rule, *entries, at, table=None):
        pack = pack_of(rule)
        facts = Facts.fold(ledger_of(pack, entries, complete_from=None).entries)
        row = read_board(pack, facts, at=date.fromisoformat(at), tables=TABLES)[0]
        found = lead_day(row, table) if table else lead_day(row)
        return found.isoformat() if found else None

    def test_the_lead_of_the_mandate_or_sixty_days(self):
        assert self.lead(YEARLY, at="2024-06-01") == "2024-12-01"
        assert self.lead(duty(quota(), effective="2024-01-01"), at="2024-06-01") == "2024-11-01"

    def test_not_before_the_window_opens(self):
        assert self.lead(duty(quota(per="1m"), effective="2024-06-01"), at="2024-06-01") == "2024-06-01"

    def test_working_days_by_the_table(self):
        rule = duty(quota(slots=[{"from": "01-01", "to": "10-10"}]), effective="2025-01-01", lead="2wd")
        assert (
            self.lead(rule, at="2025-06-01", table=table_for("CN")) == "2025-09-29"
        )  # 30 September, 29 September

    def test_what_must_come_before_an_event_is_due_soon_before_it(self):
        rule = duty(before({"event": "appointment"}, "7d"), lead="5d")
        coming = event("2024-06-20", "e", kind="appointment")
        assert self.lead(rule, coming, at="2024-06-01") == "2024-06-08"

    def test_hour_limits_have_none(self):
        assert (
            self.lead(
                duty(after({"event": "incident"}, "4h")),
                event("2024-06-01T11:00:00+08:00", "e"),
                at="2024-06-01",
            )
            is None
        )

    def test_without_a_due_day_there_is_none(self):
        assert (
            self.lead(duty(after({"event": "incident"}, None)), event("2024-06-01", "e"), at="2024-06-01")
            is None
        )
