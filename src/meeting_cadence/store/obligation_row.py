"""From a judgement to the columns of an `obligation` row, and what of it counts as its content."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from meeting_cadence.dates import local_day, start_of_day
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.judgement_row import as_kept_row
from meeting_cadence.queries.world import World
from meeting_cadence.standing.judgement import UNSETTLED, Judgement
from meeting_cadence.standing.next_change import change_by_itself, lead_day, next_fact
from meeting_cadence.store.tables.columns import canonical

_NOT_CONTENT: Final = frozenset(
    {"next_change", "days_late", "judged", "revision", "changed_at", "changed_in", "gone_at"}
)
_SAME: Final = (
    "key", "mandate", "clause", "version", "form", "body", "standing", "need", "count", "days_late", "surplus",
    "binding", "force", "forecast", "provisional",
)  # fmt: skip
"""What a column and the row of the judgement format say in one and the same way."""


class Ahead:
    """When the next fact on record for days to come holds, asked once for each stream of a board."""

    def __init__(self, facts: Facts, world: World, at: datetime) -> None:
        self._facts, self._tree, self._at = facts, world.pack.tree, at
        self._found: dict[int, tuple[object, datetime | None]] = {}

    def of(self, row: Judgement) -> datetime | None:
        found = self._found.get(id(row.stream))
        if found is None:
            when = next_fact(row, self._facts, at=self._at, tree=self._tree)
            found = self._found[id(row.stream)] = (row.stream, when)
        return found[1]


def columns_of(row: Judgement, ahead: Ahead, *, at: datetime, tables: Tables) -> dict[str, Any]:
    """The columns, without `revision` and `changed_at`."""
    lead = lead_from(row, tables)
    judged = as_kept_row(row)
    return {
        **{name: judged[name] for name in _SAME},
        "clause_id": row.stream.clause_id,
        "member": row.member,
        "label": judged["window"],
        **_days(row, "opens", row.opens),
        **_days(row, "due", row.due),
        **_days(row, "original_due", row.original_due),
        "settled_on": row.settled_on,
        "planned": row.planned,
        "not_before": row.not_before,
        "lead_from": lead,
        "judged": judged,
        "next_change": _next_change(row, ahead.of(row), lead, at),
        "gone_at": None,
    }


def is_same_content(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rows say the same; only rows that differ as values are compared as they would be kept."""
    if one["standing"] != other["standing"]:
        return False
    return _content(one) == _content(other) or content_of(one) == content_of(other)


def content_of(columns: Mapping[str, Any]) -> str:
    """What a reader of the row would call its content; the days late of an unsettled row only count time."""
    return canonical(_content(columns))


def _content(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    judged = dict(columns["judged"])
    if columns["settled_on"] is None:
        judged.pop("days_late", None)
    kept = {name: value for name, value in columns.items() if name not in _NOT_CONTENT}
    return [kept, judged]


def lead_from(row: Judgement, tables: Tables | None = None) -> date | None:
    """The local day from which an unsettled row is due soon; `tables` for leads in working days."""
    if row.standing not in UNSETTLED:
        return None
    if tables is None:
        return lead_day(row)
    return lead_day(row, tables(row.stream.mandate.workdays))


def _next_change(row: Judgement, ahead: datetime | None, lead: date | None, at: datetime) -> datetime | None:
    soon = start_of_day(lead, row.stream.body.zone) if lead is not None else None
    found = change_by_itself(row, at=at, ahead=ahead)
    return min((one for one in (soon, found) if one is not None and one > at), default=None)


def _days(row: Judgement, name: str, when: date | datetime | None) -> dict[str, Any]:
    if isinstance(when, datetime):
        return {name: local_day(when, row.stream.body.zone), f"{name}_at": when.astimezone(UTC)}
    return {name: when, f"{name}_at": None}
