"""The page that says beforehand who will hear what on which day about one obligation: as a calendar and as a table."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.actions.alert_port import Asked, Forecast
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.addresses import addresses_in_sight
from meeting_cadence.words.channels import channel_name
from meeting_cadence.words.rungs import rung_named
from meeting_cadence.words.say import say

router = APIRouter(include_in_schema=False)
_AHEAD: Final = timedelta(days=400)
MOST_MONTHS: Final = 12
Days = Mapping[date, Mapping[str, tuple[str, int]]]
"""Day to kind to its word and how many hear it."""
_WEEKS: Final = Calendar(firstweekday=0)


class Told(NamedTuple):
    """One notice in words."""

    day: date
    at: datetime
    who: str
    role: str
    kind: str
    kind_word: str
    rung: str


class Cell(NamedTuple):
    """A day of a month; `kinds`: what is told on it, each kind with how many hear it."""

    day: date
    inside: bool
    is_due: bool
    kinds: tuple[tuple[str, str, int], ...]


class Month(NamedTuple):
    first: date
    weeks: tuple[tuple[Cell, ...], ...]


@router.get("/obligations/{key}/alerts")
@allow(SIGNED_IN)
def foreseen_page(key: str, visit: Visit = Depends(open_visit)) -> Response:
    """Nothing is sent or kept by looking."""
    with visit.view() as view:
        row = view.row(key)
        policies = dict(view.world.pack.alert_policies)
        tried = visit.request.query_params.get("policy") or None
        if tried is not None and tried not in policies:
            raise NotFound(tried)
        policy: Any = policies[tried] if tried is not None else None
        first = view.today_of(row.body)
        asked = Asked(datetime.combine(first, time(), UTC), visit.now + _AHEAD, key, policy=policy)
        told = _told(visit, view, visit.site.alerts.foresee(view.session, asked))
        return answer(
            visit,
            view,
            "foreseen.html",
            row=row,
            notices=told,
            months=months_of(told, row.due_day),
            kinds=list(dict.fromkeys((one.kind, one.kind_word) for one in told)),
            weekdays=[visit.say(f"calendar.weekday.{number}") for number in range(7)],
            month_name=lambda first: visit.say(
                "foreseen.month", year=str(first.year), month=f"{first.month:02d}"
            ),
            policies=list(policies),
            tried=tried,
            until=(visit.now + _AHEAD).date(),
        )


def _told(visit: Visit, view: View, found: Sequence[Forecast]) -> list[Told]:
    shown = addresses_in_sight(view.world.pack.tree, view.seen)
    zone = view.world.pack.tree
    return [
        Told(
            one.day,
            one.leaves.astimezone(zone[one.body].zone),
            _who(one, one.recipient in shown, visit),
            _role(one.role, visit),
            one.kind,
            say(f"alerts.kind.{one.kind}", visit.language),
            rung_named(one.rung, one.occurrence, visit.language),
        )
        for one in found
    ]


def _who(one: Forecast, shown: bool, visit: Visit) -> str:
    """Name and address, over which channel; of a body out of sight nothing but the role."""
    if not one.recipient:
        return say("alerts.nobody", visit.language)
    if not shown:
        return ""
    if one.channel != "email":
        return channel_name(one.channel, visit.language)
    return f"{one.name} <{one.recipient}>" if one.name else one.recipient


def _role(role: str, visit: Visit) -> str:
    """A role we know in words, a pack's own word as it is."""
    known = ("secretariat", "chair", "supervisor", "superior_secretariat", "administrator")
    return say(f"alerts.role.{role}", visit.language) if role in known else role


def months_of(told: Sequence[Told], due: date | None) -> list[Month]:
    """The months in which anything is told or falls due, the first twelve, week by week from Monday."""
    by_day: dict[date, dict[str, tuple[str, int]]] = {}
    for one in told:
        kinds = by_day.setdefault(one.day, {})
        kinds[one.kind] = (one.kind_word, kinds.get(one.kind, ("", 0))[1] + 1)
    ahead = [due] if due is not None and by_day and due >= min(by_day) else []
    firsts = list(dict.fromkeys(day.replace(day=1) for day in sorted([*by_day, *ahead])))
    return [_month(first, by_day, due) for first in firsts[:MOST_MONTHS]]


def _month(first: date, by_day: Days, due: date | None) -> Month:
    weeks = _WEEKS.monthdatescalendar(first.year, first.month)
    return Month(first, tuple(tuple(_cell(day, first, by_day, due) for day in week) for week in weeks))


def _cell(day: date, first: date, by_day: Days, due: date | None) -> Cell:
    inside = day.month == first.month
    kinds = by_day.get(day, {}) if inside else {}
    told = tuple((kind, word, count) for kind, (word, count) in kinds.items())
    return Cell(day, inside, inside and day == due, told)
