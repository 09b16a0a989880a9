"""A judged obligation as its calendar entry: the last permitted day, said so that its standing is seen first.

Nothing in it depends on the day of the request: how long something is overdue is said by "since".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from meeting_cadence.feeds.entry import CalendarEntry, uid
from meeting_cadence.feeds.names import Names
from meeting_cadence.obligations.window import Occasion
from meeting_cadence.queries.judgement_row import read_occasion
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.say import say

COLORS: Final = {
    "upcoming": "slategray",
    "open": "royalblue",
    "met": "seagreen",
    "met_extended": "seagreen",
    "met_late": "darkorange",
    "postponed": "gray",
    "excused": "gray",
    "optional": "lightslategray",
    "no_record": "goldenrod",
    "overdue": "crimson",
    "missed": "darkred",
    "violated": "darkred",
}

_BY_MATTER: Final = frozenset({"met", "met_extended", "met_late", "missed", "open"})
"""Standings whose word differs between meetings and other matters."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What the calendar needs of an `obligation` row. Days are local; instants are aware."""

    key: str
    mandate: str
    body: str
    label: str
    standing: str
    due: date | datetime
    opens: date | datetime | None = None
    original_due: date | datetime | None = None
    member: str | None = None
    occasion: Occasion | None = None
    form: str = "quota"
    need: int = 1
    count: int = 0
    settled_on: date | None = None
    days_late: int = 0
    planned: date | None = None
    lead_from: date | None = None
    force: str = "must"
    forecast: bool = False
    provisional: bool = False

    @property
    def is_settled(self) -> bool:
        return self.settled_on is not None and self.standing.startswith("met")


def read_owed(judged: Mapping[str, Any], lead_from: date | None) -> Owed | None:
    """A stored row of the judgement format; None where it has no place in a calendar (no due, superseded)."""
    due = _when(judged["due"])
    if due is None or judged["standing"] == "superseded":
        return None
    return Owed(
        key=judged["key"],
        mandate=judged["mandate"],
        body=judged["body"],
        label=judged["window"],
        standing=judged["standing"],
        due=due,
        opens=_when(judged["opens"]),
        original_due=_when(judged["original_due"]),
        member=judged.get("member"),
        occasion=read_occasion(judged),
        form=judged["form"],
        need=judged["need"],
        count=judged["count"],
        settled_on=_day(judged["settled_on"]),
        days_late=judged["days_late"],
        planned=_day(judged["planned"]),
        lead_from=lead_from,
        force=judged["force"],
        forecast=judged["forecast"],
        provisional=judged["provisional"],
    )


def _when(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def deadline(owed: Owed, names: Names, *, host: str, link: str) -> CalendarEntry:
    """The entry on the last permitted day. `link`: the obligation's own page."""
    mandate = names.pack.mandate[owed.mandate]
    zone = names.pack.tree[owed.body].zone
    prefix = _prefix(owed, mandate, names)
    return CalendarEntry(
        uid=uid("due", owed.key, host),
        start=owed.due,
        zone=zone,
        summary=summary_of(owed, mandate, names, prefix),
        description=tuple(_description(owed, mandate, names, zone)),
        status="TENTATIVE" if owed.forecast or owed.provisional else "CONFIRMED",
        categories=(names.text(mandate.title), names.body(owed.body), prefix),
        color=COLORS.get(owed.standing, "gray"),
        url=link,
        language=names.language,
    )


def _prefix(owed: Owed, mandate: Mandate, names: Names) -> str:
    if owed.forecast and owed.standing in ("upcoming", "open"):
        return say("feeds.prefix.forecast", names.language)
    if owed.standing in _BY_MATTER - {"open"} and not mandate.is_meeting:
        return say(f"feeds.prefix.done.{owed.standing}", names.language)
    return say(f"feeds.prefix.{owed.standing}", names.language)


def summary_of(owed: Owed, mandate: Mandate, names: Names, prefix: str) -> str:
    """Standing, duty, window, body: what a calendar shows in one line."""
    title = names.text(mandate.title)
    if owed.member is not None:
        title = say("feeds.about", names.language, title=title, member=names.body(owed.member))
    window = names.window(owed.label, mandate, owed.occasion)
    values = {"prefix": prefix, "title": title, "body": names.body(owed.body)}
    if not window:
        return say("feeds.summary", names.language, **values)
    return say("feeds.summary.window", names.language, window=window, **values)


def _description(owed: Owed, mandate: Mandate, names: Names, zone: ZoneInfo) -> Iterator[str]:
    yield names.clause(mandate)
    if mandate.quote is not None:
        yield say("feeds.quote", names.language, quote=mandate.quote)
    yield say("feeds.body", names.language, body=names.body(owed.body))
    yield from _limits(owed, mandate, names, zone)
    yield from _state(owed, mandate, names, zone)
    if f"feeds.do.{owed.standing}" in _DO:
        yield say(f"feeds.do.{owed.standing}", names.language)


_DO: Final = frozenset(
    f"feeds.do.{standing}"
    for standing in (
        "upcoming",
        "open",
        "overdue",
        "no_record",
        "missed",
        "postponed",
        "violated",
        "optional",
    )
)


def _limits(owed: Owed, mandate: Mandate, names: Names, zone: ZoneInfo) -> Iterator[str]:
    due = _local(owed.due, zone)
    if owed.opens is not None and owed.form == "quota":
        span = "feeds.span.meeting" if mandate.is_meeting else "feeds.span.matter"
        yield say(span, names.language, opens=_local(owed.opens, zone), due=due)
    if isinstance(owed.due, datetime):
        yield say("feeds.due_at", names.language, due=due, zone=zone.key)
    else:
        yield say("feeds.due", names.language, due=due)
    if owed.original_due is not None and owed.original_due != owed.due:
        yield say("feeds.due.moved", names.language, original=_local(owed.original_due, zone))
    if owed.forecast:
        yield say("feeds.forecast", names.language)
    elif owed.provisional:
        yield say("feeds.provisional", names.language)
    if owed.force == "normally":
        yield say("feeds.soft", names.language)


def _state(owed: Owed, mandate: Mandate, names: Names, zone: ZoneInfo) -> Iterator[str]:
    by_matter = owed.standing in _BY_MATTER and not mandate.is_meeting
    standing = say(f"standings.{'done.' if by_matter else ''}{owed.standing}", names.language)
    if owed.standing in ("overdue", "missed"):
        since = _since(owed.due, zone)
        yield say("feeds.standing.since", names.language, standing=standing, day=since)
    else:
        yield say("feeds.standing", names.language, standing=standing)
    if owed.need > 1:
        yield say("feeds.need", names.language, need=owed.need, count=owed.count)
    if owed.is_settled:
        yield say("feeds.settled", names.language, day=owed.settled_on)
        if owed.days_late:
            yield say("feeds.late", names.language, days=owed.days_late)
        return
    if owed.planned is not None:
        yield say("feeds.planned", names.language, day=owed.planned)
    if owed.lead_from is not None and owed.standing in ("upcoming", "open"):
        yield say("feeds.soon", names.language, day=owed.lead_from)


def _since(due: date | datetime, zone: ZoneInfo) -> date | datetime:
    """From when it is late: the day after the last permitted one, or the instant itself."""
    return _local(due, zone) if isinstance(due, datetime) else due + timedelta(days=1)


def _local(when: date | datetime, zone: ZoneInfo) -> date | datetime:
    return when.astimezone(zone) if isinstance(when, datetime) else when
