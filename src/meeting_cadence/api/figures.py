"""Figures of a body and all below it: tallies, compliance, the load of the calendar and how the year can end."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.api.call import Answer, At, Caller, KnownAt
from meeting_cadence.api.csv_answer import csv_answer
from meeting_cadence.api.documented import CSV_TOO
from meeting_cadence.queries.compliance import figures, outlook
from meeting_cadence.queries.time_asked import FIRST_YEAR, LAST_YEAR
from meeting_cadence.store.load import due_by_week
from meeting_cadence.store.reading import Reading
from meeting_cadence.store.scope_counts import counts_at
from meeting_cadence.store.tallies import Count

router = APIRouter(prefix="/api/v1", tags=["figures"])
Under = Annotated[
    str | None, Query(max_length=200, description="This body and all below it; default: all that you see.")
]
Form = Annotated[Literal["json", "csv"], Query(alias="format")]
Year = Annotated[
    int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Only obligations due in this year.")
]


@router.get("/tallies", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def tallies(
    call: Caller, under: Under = None, at: At = None, known_at: KnownAt = None, form: Form = "json"
) -> Answer | Response:
    """How many binding, unforecast obligations stand where, by the year of their due day (0: none) and weight.

    `behind`: so many duties of bodies (a mandate and a body each) wait for the next tick and are counted as they were.
    """
    with call.reading(at=at, known_at=known_at) as reading:
        counts = [count for count in counts_at(reading, under) if not count.frozen]
        behind = _behind(reading, under)
    rows = [_plain(count) for count in sorted(counts)]
    if form == "csv":
        return csv_answer(("year", "weight", "standing", "number"), rows, "tallies")
    total: Counter[str] = Counter()
    for count in counts:
        total[count.standing] += count.number
    return _head(call, under, at, known_at, behind) | {
        "standings": dict(sorted(total.items())),
        "counts": rows,
    }


@router.get("/compliance", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def compliance(
    call: Caller,
    under: Under = None,
    year: Year = None,
    at: At = None,
    known_at: KnownAt = None,
    form: Form = "json",
) -> Answer | Response:
    """On time, extended, late, missed, excused, no record, not yet due: by year, for duties that must be met.

    `now`: as the obligations stand. `at_close`: as they stood when their windows closed, which nothing changes later;
    windows that had closed before they were kept here are not among them.
    """
    with call.reading(at=at, known_at=known_at) as reading:
        counts = [count for count in counts_at(reading, under) if count.weight == "must" and count.year]
        behind = _behind(reading, under)
    years = sorted({count.year for count in counts if year in (None, count.year)})
    rows = [_figures(counts, one, frozen) for one in years for frozen in (False, True)]
    if form == "csv":
        columns = tuple(rows[0]) if rows else ("year", "basis")
        return csv_answer(columns, rows, "compliance")
    return _head(call, under, at, known_at, behind) | {
        "years": [
            {"year": one, "now": _without(rows[2 * place]), "at_close": _without(rows[2 * place + 1])}
            for place, one in enumerate(years)
        ]
    }


@router.get("/forecast", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def forecast(
    call: Caller,
    under: Under = None,
    weeks: Annotated[int, Query(ge=1, le=160)] = 53,
    form: Form = "json",
) -> Answer | Response:
    """What falls due in each of the next weeks, and between which rates this year can end."""
    with call.reading() as reading:
        first = reading.today
        bodies = _bodies(reading, under)
        load = due_by_week(reading.session, bodies, first=first, last=first + timedelta(weeks=weeks))
        counts = [
            count for count in counts_at(reading, under)
            if count.year == first.year and count.weight == "must" and not count.frozen
        ]  # fmt: skip
        behind = _behind(reading, under)
    rows = [{"week": _week(monday), "monday": monday.isoformat(), "due": due} for monday, due in load.items()]
    if form == "csv":
        return csv_answer(("week", "monday", "due"), rows, "forecast")
    now = figures((count.standing, count.number) for count in counts)
    year_end = {"year": first.year, **now.as_mapping(), **outlook(now)._asdict()}
    return _head(call, under, None, None, behind) | {"weeks": rows, "year_end": year_end}


def _bodies(reading: Reading, under: str | None) -> tuple[str, ...] | None:
    """None: every body there is."""
    if under is None and len(reading.bodies) == len(reading.world.pack.tree):
        return None
    return reading.below(reading.body(under).id if under is not None else None)


def _figures(counts: Iterable[Count], year: int, frozen: bool) -> dict[str, Any]:
    mine = [(one.standing, one.number) for one in counts if (one.year, one.frozen) == (year, frozen)]
    return {"year": year, "basis": "at_close" if frozen else "now", **figures(mine).as_mapping()}


def _without(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("year", "basis")}


def _plain(count: Count) -> dict[str, Any]:
    return {
        "year": count.year,
        "weight": count.weight,
        "standing": count.standing,
        "number": count.number,
    }


def _week(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def _behind(reading: Reading, under: str | None) -> int:
    """How many streams (a mandate and a body) of the scope wait for the next tick and are counted as they were."""
    if reading.at is None and reading.known_at is None:
        reading.note_behind(_bodies(reading, under) or reading.bodies)
    return reading.behind


def _head(call: Caller, under: str | None, at: str | None, known_at: str | None, behind: int) -> Answer:
    return {"under": under, "at": at or call.now.isoformat(), "known_at": known_at, "behind": behind}
