"""From a judgement to the columns of an `obligation` row, and what of it counts as its content."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from meeting_cadence.dates import local_day, start_of_day
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import UNSETTLED, Judgement
from meeting_cadence.standing.next_change import lead_day, next_change
from meeting_cadence.store.tables.columns import canonical

_NOT_CONTENT: Final = frozenset({"next_change", "days_late", "judged", "revision", "changed_at", "gone_at"})


def columns_of(row: Judgement, facts: Facts, world: World, *, at: datetime, tables: Tables) -> dict[str, Any]:
    """The columns, without `revision` and `changed_at`."""
    lead = lead_from(row, tables)
    return {
        "key": row.key,
        "mandate": row.mandate,
        "clause": row.clause,
        "clause_id": row.stream.clause_id,
        "version": row.version,
        "form": row.form,
        "body": row.body,
        "member": row.member,
        "label": row.label,
        **_days(row, "opens", row.opens),
        **_days(row, "due", row.due),
        **_days(row, "original_due", row.original_due),
        "standing": row.standing.value,
        "need": row.need,
        "count": row.count,
        "settled_on": row.settled_on,
        "days_late": row.days_late,
        "planned": row.planned,
        "not_before": row.not_before,
        "surplus": row.surplus,
        "binding": row.binding,
        "force": row.force,
        "forecast": row.forecast,
        "provisional": row.provisional,
        "lead_from": lead,
        "judged": as_row(row, why=False),
        "next_change": _next_change(row, facts, world, lead, at),
        "gone_at": None,
    }


def content_of(columns: Mapping[str, Any]) -> str:
    """What a reader of the row would call its content; the days late of an unsettled row only count time."""
    judged = dict(columns["judged"])
    if columns["settled_on"] is None:
        judged.pop("days_late", None)
    kept = {name: value for name, value in columns.items() if name not in _NOT_CONTENT}
    return canonical([kept, judged])


def lead_from(row: Judgement, tables: Tables | None = None) -> date | None:
    """The local day from which an unsettled row is due soon; `tables` for leads in working days."""
    if row.standing not in UNSETTLED:
        return None
    if tables is None:
        return lead_day(row)
    return lead_day(row, tables(row.stream.mandate.workdays))


def _next_change(
    row: Judgement, facts: Facts, world: World, lead: date | None, at: datetime
) -> datetime | None:
    soon = start_of_day(lead, row.stream.body.zone) if lead is not None else None
    found = next_change(row, facts, at=at, tree=world.pack.tree)
    return min((one for one in (soon, found) if one is not None and one > at), default=None)


def _days(row: Judgement, name: str, when: date | datetime | None) -> dict[str, Any]:
    if isinstance(when, datetime):
        return {name: local_day(when, row.stream.body.zone), f"{name}_at": when.astimezone(UTC)}
    return {name: when, f"{name}_at": None}
