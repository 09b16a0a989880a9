"""The audit trail, for auditors only: its lines, and whether it is whole."""

from typing import Annotated

from fastapi import APIRouter, Query

from meeting_cadence.access.audit_chain import AuditLine, content_of
from meeting_cadence.access.permits import AUDITORS, allow
from meeting_cadence.api.call import Answer, Caller
from meeting_cadence.queries.time_asked import read_beginning, read_instant
from meeting_cadence.store.audit import Asked, list_lines
from meeting_cadence.store.audit_check import check_trail, verdict_as_mapping

router = APIRouter(prefix="/api/v1", tags=["audit"])
MOST = 1000


@router.get("/audit")
@allow(AUDITORS)
def audit(
    call: Caller,
    actor: Annotated[str | None, Query(description="Only by this login or name.")] = None,
    action: Annotated[
        str | None, Query(description="Only this action; `person.`: all that begin so.")
    ] = None,
    subject: Annotated[str | None, Query(description="Only about this.")] = None,
    first: Annotated[str | None, Query(description="From this instant on.")] = None,
    last: Annotated[str | None, Query(description="Up to this instant (a day: its end).")] = None,
    before: Annotated[
        int | None, Query(ge=1, le=2**31 - 1, description="Only smaller numbers: the next page.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
) -> Answer:
    """Lines of the trail, the latest first."""
    zone = call.house.zone
    asked = Asked(
        actor, action, subject, read_beginning(first, zone), read_instant(last, zone), before, limit
    )
    with call.reading() as reading:
        return {"lines": [_line(line) for line in list_lines(reading.session, asked)]}


@router.get("/audit/verdict")
@allow(AUDITORS)
def verdict(call: Caller) -> Answer:
    """Whether anything was edited, deleted, swapped or inserted. Cut-off tails need anchors: `audit verify`."""
    with call.reading() as reading:
        return verdict_as_mapping(check_trail(reading.session, [call.house.store.secret]))


def _line(line: AuditLine) -> Answer:
    return {**line._asdict(), "content": content_of(line)}
