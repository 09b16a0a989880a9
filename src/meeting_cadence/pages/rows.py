"""One judged row as a page shows it: read from the projection or from the spine, the same value either way."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from meeting_cadence.obligations.window import Occasion
from meeting_cadence.queries.faces import face_of
from meeting_cadence.queries.judgement_row import read_occasion

When = date | datetime

SETTLED = ("met", "met_extended", "met_late")
LATE = ("overdue", "missed", "violated")
AWAITED = ("open", "postponed")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the judgement format, its days as days, with the two facets of `open`."""

    key: str
    mandate: str
    body: str
    member: str | None
    label: str
    form: str
    clause: int
    opens: When | None
    due: When | None
    original_due: When | None
    standing: str
    need: int
    count: int
    by: tuple[date, ...]
    settled_on: date | None
    days_late: int
    planned: date | None
    binding: bool
    force: str
    forecast: bool
    provisional: bool
    face: str
    lead_from: date | None = None
    surplus: int = 0
    annotations: tuple[Mapping[str, Any], ...] = ()
    missing_ordinals: tuple[int, ...] = ()
    occasion: Occasion | None = None
    days_left: int | None = None
    """Until the due day, which itself still counts; None where there is none or it has passed."""

    @property
    def due_day(self) -> date | None:
        return day_of(self.due)

    @property
    def due_year(self) -> int | None:
        return self.due_day.year if self.due_day is not None else None

    @property
    def opens_year(self) -> int:
        opens = day_of(self.opens)
        return opens.year if opens is not None else 1

    @property
    def is_settled(self) -> bool:
        return self.standing in SETTLED


def read_row(judged: Mapping[str, Any], *, today: date, lead_from: date | None) -> Row:
    """A row of the judgement format (JSON values) on a local day. `days_late` of an unsettled row is counted to it."""
    due = parse_when(judged["due"])
    planned = parse_day(judged["planned"])
    standing = str(judged["standing"])
    return Row(
        key=judged["key"],
        mandate=judged["mandate"],
        body=judged["body"],
        member=judged.get("member"),
        label=judged["window"],
        form=judged["form"],
        clause=judged["clause"],
        opens=parse_when(judged["opens"]),
        due=due,
        original_due=parse_when(judged["original_due"]),
        standing=standing,
        need=judged["need"],
        count=judged["count"],
        by=tuple(date.fromisoformat(day) for day in judged["by"]),
        settled_on=parse_day(judged["settled_on"]),
        days_late=_days_late(judged, day_of(due), standing, today),
        planned=planned,
        binding=judged["binding"],
        force=judged["force"],
        forecast=judged["forecast"],
        provisional=judged["provisional"],
        face=face_of(
            standing, planned=planned is not None, due_soon=lead_from is not None and lead_from <= today
        ),
        lead_from=lead_from,
        surplus=judged["surplus"],
        annotations=tuple(judged["annotations"]),
        missing_ordinals=tuple(judged["missing_ordinals"]),
        occasion=read_occasion(judged),
        days_left=_days_left(day_of(due), today),
    )


def _days_left(due: date | None, today: date) -> int | None:
    return (due - today).days if due is not None and due >= today else None


def _days_late(judged: Mapping[str, Any], due: date | None, standing: str, today: date) -> int:
    if standing in ("overdue", "missed") and due is not None:
        return max((today - due).days, 0)
    return int(judged["days_late"])


def parse_when(text: str | None) -> When | None:
    """A day or an instant of the judgement format."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def parse_day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def day_of(when: When | None) -> date | None:
    """The local day of a day or an instant (instants of a row carry the body's offset)."""
    return when.date() if isinstance(when, datetime) else when


def overdue(rows: Iterable[Row]) -> list[Row]:
    """What should have been done and was not, the longest first."""
    return sorted(
        (row for row in rows if row.standing == "overdue"), key=lambda row: (-row.days_late, row.key)
    )


def coming(rows: Iterable[Row], today: date, last: date) -> list[Row]:
    """Open or planned matters due from `today` to `last`, both inclusive, the next first."""
    found = [row for row in rows if row.standing in AWAITED and row.due_day and today <= row.due_day <= last]
    return sorted(found, key=lambda row: (row.due_day or today, row.key))


def unrecorded(rows: Iterable[Row], today: date) -> list[Row]:
    """Windows past their due without a record, and those without days, which a person has to confirm."""
    found = [
        row for row in rows if row.standing == "no_record" and (row.due_day is None or row.due_day < today)
    ]
    return sorted(found, key=lambda row: (row.due_day or date.min, row.key))


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the binding rows of a year were done in time, out of all whose day has come."""

    part: int
    whole: int


def on_time(rows: Iterable[Row], year: int, today: date) -> Share:
    """Rows due in `year` that are decided: settled, or past due. Excused, postponed and unknown ones do not count."""
    decided = [
        row
        for row in rows
        if row.due_day is not None
        and row.due_day.year == year
        and row.form != "review"
        and (row.is_settled or row.standing in LATE)
    ]
    return Share(sum(row.standing in ("met", "met_extended") for row in decided), len(decided))


def by_lane(rows: Iterable[Row], keep: Callable[[Row], bool]) -> dict[tuple[str, str, str | None], list[Row]]:
    """Rows grouped by mandate, body and member, in the order given."""
    lanes: dict[tuple[str, str, str | None], list[Row]] = {}
    for row in rows:
        if keep(row):
            lanes.setdefault((row.mandate, row.body, row.member), []).append(row)
    return lanes
