"""A judgement as the row of the judgement format: docs/reference/judgements.md, a promise to users."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from meeting_cadence.obligations.window import Occasion
from meeting_cadence.standing.judgement import Judgement
from meeting_cadence.words.why import explain


def as_row(row: Judgement, *, why: bool = True) -> dict[str, Any]:
    """Plain JSON values. Days are ISO, instants carry the body's offset; without `why` the sentence is left out."""
    zone = row.stream.body.zone
    found: dict[str, Any] = {
        "key": row.key,
        "mandate": row.mandate,
        "version": row.version,
        "clause": row.clause,
        "form": row.form,
        "body": row.body,
        "window": row.label,
        "opens": _iso(row.opens, zone),
        "due": _iso(row.due, zone),
        "original_due": _iso(row.original_due, zone),
        "standing": row.standing.value,
        "need": row.need,
        "count": row.count,
        "by": [day.isoformat() for day in row.by],
        "settled_on": _iso(row.settled_on, zone),
        "days_late": row.days_late,
        "planned": _iso(row.planned, zone),
        "not_before": _iso(row.not_before, zone),
        "surplus": row.surplus,
        "binding": row.binding,
        "force": row.force,
        "forecast": row.forecast,
        "provisional": row.provisional,
        "missing_ordinals": list(row.missing_ordinals),
        "annotations": [_plain(note.as_mapping(), zone) for note in row.annotations],
    }
    if row.member is not None:
        found["member"] = row.member
    if why:
        found["why"] = explain(row)._asdict()
    return found


def as_kept_row(row: Judgement) -> dict[str, Any]:
    """The row as it is kept and listed: without `why`; of a deadline with the `occasion` that triggered it.

    `occasion` is {kind, on (a day or an instant), title or null, happened}: what people call the window by.
    """
    found = as_row(row, why=False)
    occasion = row.window.occasion
    if occasion is not None:
        found["occasion"] = {**occasion._asdict(), "on": _iso(occasion.on, row.stream.body.zone)}
    return found


def read_occasion(judged: Mapping[str, Any]) -> Occasion | None:
    """What triggered a kept row; None where it has no trigger, or was judged by an earlier release."""
    given = judged.get("occasion")
    if given is None:
        return None
    on = datetime.fromisoformat(given["on"]) if "T" in given["on"] else date.fromisoformat(given["on"])
    return Occasion(given["kind"], on, given["title"], given["happened"])


def as_answer(
    rows: Iterable[dict[str, Any]], *, at: date | datetime, known_at: datetime | None
) -> dict[str, Any]:
    """The whole answer: the question's times and its rows."""
    return {
        "at": at.isoformat(),
        "known_at": known_at.isoformat() if known_at else None,
        "rows": list(rows),
    }


def _iso(value: date | datetime | None, zone: ZoneInfo) -> str | None:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    return value.isoformat() if value is not None else None


def _plain(values: Any, zone: ZoneInfo) -> dict[str, Any]:
    return {name: _iso(value, zone) if isinstance(value, date) else value for name, value in values.items()}
