"""Working days: which years are announced, and the notice of a new year, pasted in its own words and seen first."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import ADMINISTRATORS, PEOPLE_READERS, allow
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.regulations.workday_notices import NoticeFolder, read_notices
from meeting_cadence.store.kept_notices import changed_by, keep_notice, kept_notices, notice_name, state_of
from meeting_cadence.words.holiday_notice import Days, days_in_notice, plain_days

router = APIRouter(include_in_schema=False)
PATH = "/workdays"
COUNTRY = "CN"
YEARS = 4
"""The years that may be chosen, last year first."""


class Known(NamedTuple):
    """A notice in force. `is_kept`: put here, so that it can be taken out here."""

    year: int
    off: Sequence[date]
    work: Sequence[date]
    is_kept: bool


class Looked(NamedTuple):
    """What a notice says, what it would change, or why it cannot be taken."""

    days: Days | None = None
    moved: int | None = None
    problems: Sequence[str] = ()


@router.get(PATH)
@allow(PEOPLE_READERS)
def workdays_page(visit: Visit = Depends(open_visit)) -> Response:
    """The notices in force, and the form for another."""
    with visit.view() as view:
        return _page(visit, view, Filled({"year": [str(view.today.year + 1)]}), Looked())


@router.post(PATH)
@allow(ADMINISTRATORS)
def workdays(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Read the days out of the notice's words, see what moves, keep it, or take one out."""
    do, year = filled.one("do"), _year(filled)
    try:
        if do == "drop" and year is not None:
            _keep(visit, year, None, filled)
            return visit.go(PATH, visit.say("workdays.dropped", year=str(year)))
        looked = _look(visit, filled, year)
        if do == "save" and not looked.problems and year is not None and looked.days is not None:
            _keep(visit, year, _text(year, looked.days, filled.one("source")), filled)
            return visit.go(PATH, visit.say("workdays.kept", year=str(year)))
    except MeetingCadenceError as error:
        looked = Looked(problems=problem_lines(error, visit.language))
    with visit.view() as view:
        return _page(visit, view, filled, looked)


def _year(filled: Filled) -> int | None:
    text = filled.one("year")
    return int(text) if text.isascii() and text.isdigit() and 1000 <= int(text) <= 9999 else None


def _look(visit: Visit, filled: Filled, year: int | None) -> Looked:
    if year is None:
        return Looked(problems=[visit.say("workdays.year_missing")])
    days = _days(filled, year)
    problems = [visit.say("workdays.unreadable", text=one) for one in days.unreadable]
    if not days.off and not problems:
        problems = [visit.say("workdays.nothing")]
    if problems:
        return Looked(days, problems=problems)
    text = _text(year, days, filled.one("source"))
    with visit.site.store.session() as session:
        name = notice_name(COUNTRY, year)
        moved = changed_by(session, visit.site.tables, name, text, at=visit.now)
        kept = kept_notices(session).get(name)
        session.rollback()
    filled.answers["state"] = [state_of(kept)] if kept is not None else []
    return Looked(days, moved)


def _days(filled: Filled, year: int) -> Days:
    """From the notice's words where they are there, else from the two lists; the lists then show them."""
    if filled.one("words"):
        days = days_in_notice(filled.one("words"), year)
        filled.answers["words"] = []
        filled.answers["off"] = ["\n".join(map(str, days.off))]
        filled.answers["work"] = ["\n".join(map(str, days.work))]
        return days
    off, work = plain_days(filled.one("off"), year), plain_days(filled.one("work"), year)
    return Days(off.off, work.off, (*off.unreadable, *work.unreadable))


def _text(year: int, days: Days, source: str) -> str:
    told = {"country": COUNTRY, "year": year, "source": source}
    told |= {"off": [str(day) for day in days.off], "work": [str(day) for day in days.work]}
    return json.dumps({key: value for key, value in told.items() if value != ""}, ensure_ascii=False)


def _keep(visit: Visit, year: int, text: str | None, filled: Filled) -> None:
    keep_notice(
        visit.site.store,
        visit.site.tables,
        notice_name(COUNTRY, year),
        text,
        seen=filled.one("state") or None,
        at=visit.now,
        by=visit.signed_in.login,
        reason=filled.one("source") or None,
    )


def _known(visit: Visit, view: View) -> list[Known]:
    kept = kept_notices(view.session)
    folder = visit.site.tables.folder if isinstance(visit.site.tables, NoticeFolder) else None
    return [
        Known(year, sorted(notice.off), sorted(notice.work), notice_name(country, year) in kept)
        for (country, year), (_, notice) in sorted(read_notices(folder, kept).items())
        if country == COUNTRY
    ]


def _page(visit: Visit, view: View, filled: Filled, looked: Looked) -> Response:
    kept = kept_notices(view.session)
    return answer(
        visit,
        view,
        "workdays.html",
        status=422 if looked.problems else 200,
        filled=filled,
        looked=looked,
        problems=looked.problems,
        years=[view.today.year - 1 + step for step in range(YEARS)],
        known=[(one, state_of(kept.get(notice_name(COUNTRY, one.year), ""))) for one in _known(visit, view)],
        weekday=lambda day: visit.say(f"calendar.weekday.{day.weekday()}"),
    )
