"""Working days: the notices in force, and those put here, year by year, when the State Council announces them."""

import json
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import ADMINISTRATORS, SIGNED_IN, allow
from meeting_cadence.api.call import Answer, Call, Caller
from meeting_cadence.api.day import Day
from meeting_cadence.api.documented import CREATED_TOO
from meeting_cadence.api.editing import IfMatch, Reason
from meeting_cadence.dates.holiday_table import COUNTRIES
from meeting_cadence.regulations.workday_notices import NoticeFolder, read_notices
from meeting_cadence.store.kept_notices import keep_notice, kept_notices, notice_name, state_of

router = APIRouter(prefix="/api/v1", tags=["registry"])
Country = Annotated[
    str, Path(pattern="^[A-Z]{2}$", description="Code of the table, as in a pack's `workdays`.")
]
Year = Annotated[int, Path(ge=1000, le=9999)]
Days = Annotated[list[Day], Field(max_length=366)]


class NoticeGiven(BaseModel):
    """A year whole: every weekday off, and every weekend day worked (调休上班)."""

    model_config = ConfigDict(extra="forbid")

    source: str | None = Field(None, max_length=500, description="The notice, word for word.")
    off: Days = Field(description="Weekdays off; weekends are off unless worked.")
    work: Days = Field([], description="Weekend days worked.")


@router.get("/workdays")
@allow(SIGNED_IN)
def notices(call: Caller) -> Answer:
    """The notices in force here. `kept`: put over the API; the others are files of this machine."""
    with call.house.store.reading() as session:
        kept = kept_notices(session)
    folder = _folder(call)
    found = read_notices(folder.folder, kept) if folder is not None else {}
    return {
        "notices": [
            {
                "country": country,
                "year": year,
                "kept": path.name in kept,
                "where": path.name,
                "off": sorted(day.isoformat() for day in notice.off),
                "work": sorted(day.isoformat() for day in notice.work),
            }
            for (country, year), (path, notice) in sorted(found.items())
        ]
    }


@router.get("/workdays/{country}/{year}")
@allow(SIGNED_IN)
def notice(call: Caller, country: Country, year: Year, response: Response) -> Answer:
    """A notice that is kept here; its ETag is what a change names."""
    with call.house.store.reading() as session:
        text = kept_notices(session).get(notice_name(country, year))
    if text is None:
        raise NotFound(notice_name(country, year))
    response.headers["etag"] = state_of(text)
    told: Answer = json.loads(text)
    return told


@router.put("/workdays/{country}/{year}", responses=CREATED_TOO)
@allow(ADMINISTRATORS)
def put(
    call: Caller,
    country: Country,
    year: Year,
    given: NoticeGiven,
    response: Response,
    if_match: IfMatch = None,
    reason: Reason = None,
) -> Answer:
    """Keep the notice of a year (201: a new one). Everything is judged again by it, at once."""
    told = {"country": country, "year": year, **given.model_dump(mode="json", exclude_none=True)}
    is_new = _keep(call, country, year, json.dumps(told, ensure_ascii=False), if_match, reason)
    response.status_code = 201 if is_new else 200
    return told


@router.delete("/workdays/{country}/{year}")
@allow(ADMINISTRATORS)
def drop(
    call: Caller, country: Country, year: Year, if_match: IfMatch = None, reason: Reason = None
) -> Answer:
    """Keep the notice no longer: the year is what the installed release or a file of this machine says."""
    with call.house.store.reading() as session:
        if notice_name(country, year) not in kept_notices(session):
            raise NotFound(notice_name(country, year))
    _keep(call, country, year, None, if_match, reason)
    return {"country": country, "year": year, "kept": False}


def _keep(
    call: Call, country: str, year: int, text: str | None, seen: str | None, reason: str | None
) -> bool:
    """Check it beside all others, keep it, judge by it; answers whether it is new. Raises NoticesRefused."""
    if country not in COUNTRIES:
        raise NotFound(country)
    return keep_notice(
        call.house.store,
        call.house.tables,
        notice_name(country, year),
        text,
        seen=seen,
        at=call.now,
        by=call.person.login,
        reason=reason,
    )


def _folder(call: Call) -> NoticeFolder | None:
    tables = call.house.tables
    return tables if isinstance(tables, NoticeFolder) else None
