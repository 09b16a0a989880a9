"""An act that names its window serves that one and no other, also when an amendment changed the grid."""

from datetime import date

from meeting_cadence.dates.holiday_table import table_for
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.standing.board import read_board

PACK = """
format: 1
pack: named
title: Named
timezone: Asia/Shanghai
bodies: [{id: body, name: Body}]
regulations:
- id: rule
  title: Rule
  effective: 2024-01-01
  mandates:
  - id: duty
    title: Duty
    obliged: {body: body}
    act: session
"""
YEARLY_THEN_HALVES = """    versions:
    - {to: 2026-01-01, clauses: [{quota: {min: 1, per: 1y}}]}
    - {from: 2026-01-01, clauses: [{quota: {min: 1, per: 6m}}]}
"""
QUARTERS_BESIDE_MONTHS = """    clauses:
    - {id: months, quota: {min: 1, per: 1m}}
    - {id: quarters, quota: {min: 1, per: 3m}}
"""


def standings(clauses: str, label: str, start: str, at: str) -> dict[str, tuple[str, int]]:
    """Each window's standing and count, with one act that names `label`."""
    pack = read_pack_text(PACK + clauses, name="pack", include=lambda name: "")
    act = f"{{act: {{body: body, kind: session, start: {start}, counts_for: {{duty: '{label}'}}}}}}"
    ledger = read_ledger(f"format: 1\ncomplete_from: null\nentries: [{act}]", name="ledger", pack=pack)
    rows = read_board(pack, Facts.fold(ledger.entries), at=date.fromisoformat(at), tables=table_for)
    return {row.label: (row.standing.value, row.count) for row in rows}


def test_a_make_up_for_the_old_grid_does_not_count_on_the_new_one() -> None:
    found = standings(YEARLY_THEN_HALVES, "2025", "2026-02-01", "2026-03-01")
    assert found["2025"] == ("met_late", 1)
    assert found["2026-H1"] == ("open", 0)


def test_the_name_of_another_clause_s_window_says_nothing_here() -> None:
    found = standings(QUARTERS_BESIDE_MONTHS, "2024-Q1", "2024-02-10", "2024-02-20")
    assert found["2024-Q1"] == ("met", 1)
    assert found["2024-02"] == ("met", 1)


def test_a_window_out_of_range_takes_the_act_from_the_others() -> None:
    found = standings(QUARTERS_BESIDE_MONTHS, "2023-12", "2024-02-10", "2024-02-20")
    assert found["2024-02"] == ("open", 0)
    assert found["2024-Q1"] == ("met", 1)
