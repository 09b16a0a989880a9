"""The page of a year's calendar: days off, what falls due and is planned, the load of each week, the year-end cliff."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.dates.workdays import Certainty, WorkdayTable
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.load_chart import Load, by_month, by_week, draw_load, heaviest, parts_of
from meeting_cadence.pages.picture_bar import picture_bar
from meeting_cadence.pages.piles import wanted_in
from meeting_cadence.pages.scope import Scope, scope_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.pages.year_calendar import Day, Labels, days_of, draw_year
from meeting_cadence.queries.faces import FACES, Faces, ordered
from meeting_cadence.store.grouped import Span
from meeting_cadence.store.piles import piles
from meeting_cadence.words.say import render, say

router = APIRouter(include_in_schema=False)
Year = Annotated[int, Path(ge=1950, le=2200)]
WEEK = timedelta(days=6)


@router.get("/calendar")
@allow(SIGNED_IN)
def this_year(visit: Visit = Depends(open_visit)) -> Response:
    """The calendar of the year that is spoken of."""
    with visit.view() as view:
        return visit.go(scope_of(visit, view).href(f"/calendar/{view.today.year}"))


@router.get("/calendar/{year}")
@allow(SIGNED_IN)
def calendar_page(year: Year, visit: Visit = Depends(open_visit)) -> Response:
    """Twelve months, fifty-odd weeks, and what they hold; each number leads to its rows."""
    with visit.view() as view:
        scope = scope_of(visit, view)
        span = Span.of_year(year)
        due = _by_day(view, scope, "due", due=span)
        planned = {day: faces.total() for day, faces in _by_day(view, scope, "planned", planned=span).items()}
        table = view.tables(view.world.pack.workdays)
        days = days_of(year, lambda day: _day(visit, scope, day, table, due, planned))
        weeks = [
            _load(visit, scope, start, (max(start, days[0].day), min(start + WEEK, days[-1].day)), faces)
            for start, faces in by_week(due, year).items()
        ]
        months = [
            _load(visit, scope, start, (start, _last(start)), faces)
            for start, faces in by_month(due, year).items()
        ]
        return answer(
            visit,
            view,
            "calendar.html",
            **picture_bar(visit, scope, "/calendar"),
            **_pictures(visit, view, scope, year, days, weeks),
            year=year,
            sentence=_cliff(visit, months, weeks),
            weeks=[week for week in weeks if week.number],
            months=months,
            planned=planned,
            in_month=_in_month(planned),
            days=[day for day in days if day.due.total() or day.planned],
            ordered=ordered,
            faces=[face for face in FACES if any(faces[face] for faces in due.values())],
            makeup=[day.day for day in days if day.kind == "makeup"],
            is_estimated=table.certainty(date(year, 7, 1)) is Certainty.ESTIMATED,
        )


def _by_day(view: View, scope: Scope, by: str, **asked: Any) -> dict[date, Faces]:
    """Day to what falls due (or is planned) on it."""
    days: dict[date, Faces] = {}
    for pile in piles(view, wanted_in(scope, **asked), (by,)):
        days.setdefault(pile.keys[0], Counter())[pile.face] += pile.number
    return days


def _day(
    visit: Visit,
    scope: Scope,
    day: date,
    table: WorkdayTable,
    due: Mapping[date, Faces],
    planned: Mapping[date, int],
) -> Day:
    faces, plans = due.get(day, Counter()), planned.get(day, 0)
    kind = kind_of(day, table)
    name = "due" if faces.total() else "planned"
    told = [visit.say("calendar.day", day=day)]
    told += [visit.say(f"calendar.{kind}")] if kind in ("holiday", "makeup") else []
    told += [_faces(visit, faces)] if faces.total() else []
    told += [visit.say("calendar.plans", count=plans)] if plans else []
    href = scope.href("/windows", **{f"{name}_from": day, f"{name}_to": day})
    return Day(day, kind, faces, plans, href, visit.say("semicolon").join(told))


def kind_of(day: date, table: WorkdayTable) -> str:
    """Whether a day is worked, and whether that is unlike its weekday."""
    if table.is_working(day):
        return "work" if day.weekday() < 5 else "makeup"
    return "holiday" if day.weekday() < 5 else "weekend"


def _load(visit: Visit, scope: Scope, start: date, days: tuple[date, date], faces: Faces) -> Load:
    """`days`: the first and the last that count."""
    first, last = days
    href = scope.href("/windows", due_from=first, due_to=last)
    told = visit.say("calendar.span", first=first, last=last)
    return Load(start, parts_of(faces), href, visit.say("windows.colon").join((told, _faces(visit, faces))))


def _faces(visit: Visit, faces: Faces) -> str:
    """逾期未见登记 1、已召开 3."""
    told = [f"{say(f'standings.{face}', visit.language)} {number}" for face, number in ordered(faces)]
    return str(render(told, visit.language))


def _last(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _in_month(planned: Mapping[date, int]) -> Counter[date]:
    """First of the month to the number of plans in it."""
    found: Counter[date] = Counter()
    for day, number in planned.items():
        found[day.replace(day=1)] += number
    return found


def _pictures(
    visit: Visit, view: View, scope: Scope, year: int, days: list[Day], weeks: list[Load]
) -> dict[str, Any]:
    names = [visit.say(f"calendar.month.{number}") for number in range(1, 13)]
    labels = Labels(
        visit.say("calendar.title", body=scope.name, year=str(year)),
        names,
        [visit.say(f"calendar.weekday.{number}") for number in range(7)],
        visit.say("calendar.off"),
        visit.say("calendar.on"),
    )
    word = visit.say("timeline.day" if visit.is_past else "timeline.today")
    load = draw_load(
        weeks,
        year=year,
        months=names,
        title=visit.say("calendar.load.title", year=str(year)),
        today=view.today,
        today_word=word,
    )
    return {"picture": draw_year(year, days, labels, today=view.today), "load": load, "month_names": names}


def _cliff(visit: Visit, months: list[Load], weeks: list[Load]) -> str:
    """How much of a year falls due at its end, and where most does."""
    whole = sum(month.number for month in months)
    week = heaviest(weeks)
    if week is None:
        return visit.say("calendar.cliff.none")
    last = months[-1].number
    return visit.say(
        "calendar.cliff",
        whole=whole,
        last=last,
        share=round(100 * last / whole),
        week=week.start,
        most=week.number,
    )
