"""Notices: who was told what, what became of it, and sending again by hand what failed."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query

from meeting_cadence.access import Role
from meeting_cadence.access.permits import RETRIERS, SIGNED_IN, allow
from meeting_cadence.api.call import Answer, Call, Caller, Number
from meeting_cadence.store.letters import MOST, Letter, letter, letters
from meeting_cadence.store.reading import Reading
from meeting_cadence.store.retry import retry_notice

router = APIRouter(prefix="/api/v1", tags=["notices"])
_OF_THE_SERVICE: Final = ""
"""The body of letters that are about no body: the reports of the service on itself."""
State = Literal["pending", "leased", "sent", "dead", "uncertain", "cancelled", "shown"]
After = Annotated[
    int | None, Query(ge=1, le=2**31 - 1, description="`next` of the page before; none: from the latest on.")
]
States = Annotated[list[State] | None, Query(alias="state", description="Only these states.", max_length=20)]


@router.get("/notices")
@allow(SIGNED_IN)
def list_notices(
    call: Caller,
    states: States = None,
    obligation: str | None = None,
    after: After = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
) -> Answer:
    """Notices about bodies that you see, or of one obligation; of some states only; the latest first, page by page."""
    with call.reading() as reading:
        found = letters(
            reading.session,
            bodies_seen(call, reading),
            call.person.language,
            obligation,
            states or (),
            before=after,
            most=limit,
        )
    return {
        "notices": [_answer(one) for one in found],
        "next": found[-1].id if len(found) == limit else None,
    }


@router.get("/notices/{number}")
@allow(SIGNED_IN)
def one_notice(call: Caller, number: Number) -> Answer:
    """One notice, word for word."""
    with call.reading() as reading:
        found = letter(reading.session, number, bodies_seen(call, reading), call.person.language)
    return {**_answer(found), "text": found.text}


@router.post("/notices/{number}/retry")
@allow(RETRIERS)
def retry(call: Caller, number: Number) -> Answer:
    """Send a notice again that was refused, or of which it is not known whether it arrived; `again`: how many wait.

    What left in the same message is sent again with it, under the same Message-ID. 409 for one that has not failed.
    """
    with call.house.store.session() as session:
        seen = bodies_seen(call, call.reading_on(session))
        letter(session, number, seen, call.person.language)
        again = retry_notice(session, number, at=call.now, by=call.person.login)
    return {"number": number, "again": again}


def bodies_seen(call: Call, reading: Reading) -> list[str]:
    """The bodies whose notices somebody sees; administrators see those of the service itself too."""
    own = (_OF_THE_SERVICE,) if call.person.role is Role.ADMINISTRATOR else ()
    return [*reading.bodies, *own]


def _answer(found: Letter) -> dict[str, Any]:
    return {
        "number": found.id,
        "at": found.at.isoformat(),
        "state": found.state_code,
        "kind": found.kind,
        "body": found.body or None,
        "obligation": found.obligation or None,
        "recipient": found.recipient,
        "channel": found.channel,
        "subject": found.subject,
        "attempts": found.attempts,
        "error": found.error,
        "message_id": found.message_id,
    }
