"""Is the process alive, and can it serve: for supervisors of processes and load balancers."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse

from meeting_cadence.access.permits import EVERYONE, allow
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.alarms import is_late
from meeting_cadence.pages.health import last_tick
from meeting_cadence.pages.site import Site
from meeting_cadence.words.errors import tell

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
@allow(EVERYONE)
def alive() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
@allow(EVERYONE)
def ready(request: Request) -> JSONResponse:
    """The database is reachable, its tables are current, and the tick has not missed three intervals."""
    site: Site = request.app.state.site
    now = site.clock()
    found: dict[str, Any] = {"database": "ok", "tick": None}
    try:
        site.store.check()
        with site.store.reading() as session:
            tick = last_tick(session)
    except MeetingCadenceError as error:
        found |= {"database": error.code, "message": tell(error, "en")}
        return JSONResponse({"status": "not ready", **found}, 503)
    started: datetime = request.app.state.started
    seconds: int = request.app.state.tick_seconds
    late = is_late(tick, started=started, now=now, tick_seconds=seconds)
    found |= {"tick": tick.isoformat() if tick else None, "tick_late": late}
    return JSONResponse({"status": "not ready" if late else "ok", **found}, 503 if late else 200)
