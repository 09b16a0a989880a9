"""Invitations: which meetings members were asked to, and who is coming."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict

from meeting_cadence.access import NotAllowed, NotFound
from meeting_cadence.access.permits import RECORDERS, SIGNED_IN, allow
from meeting_cadence.api.call import Answer, Caller
from meeting_cadence.api.day import Day
from meeting_cadence.api.subjects import BodyId
from meeting_cadence.store.invitations import (
    Convened,
    invitation_of,
    invitations_of,
    inviting_bodies,
    set_inviting,
)
from meeting_cadence.store.reading import Reading

router = APIRouter(prefix="/api/v1", tags=["invitations"])
First = Annotated[Day | None, Query(alias="from", description="Only meetings on or after this local day.")]
Last = Annotated[Day | None, Query(alias="to", description="Only meetings on or before this local day.")]


class Inviting(BaseModel):
    """Whether the members of a body are invited to its meetings."""

    model_config = ConfigDict(extra="forbid")

    active: bool


@router.get("/invitations")
@allow(SIGNED_IN)
def invitations(
    call: Caller,
    body: Annotated[str | None, Query(description="Only this body.")] = None,
    first: First = None,
    last: Last = None,
) -> Answer:
    """Every meeting that members of bodies you see were invited to, by day, with its counts."""
    with call.reading() as reading:
        bodies = [reading.body(body).id] if body is not None else list(reading.bodies)
        found = invitations_of(reading.session, bodies, first=first, last=last)
        return {"invitations": [invitation_answer(one, reading) for one in found]}


@router.get("/invitations/{meeting}")
@allow(SIGNED_IN)
def invitation(call: Caller, meeting: Annotated[str, Path(description="Key of the meeting.")]) -> Answer:
    """One meeting; with `guests`, each with the answer and its reason, where you record for one of its bodies."""
    with call.reading() as reading:
        convened = invitation_of(reading.session, meeting)
        if convened is None or reading.seen.isdisjoint(convened.invitation.told.bodies):
            raise NotFound(meeting)
        answer = invitation_answer(convened, reading)
        if any(reading.may_record(body) for body in convened.invitation.told.bodies):
            answer["guests"] = guests_answer(convened)
        return answer


@router.put("/bodies/{body}/invitations")
@allow(RECORDERS)
def switch(call: Caller, body: BodyId, wanted: Inviting) -> Answer:
    """Turn invitations of a body on or off. On: confirmed plans that are still ahead are sent at once, too."""
    with call.house.store.session() as session:
        reading = call.reading_on(session)
        if not reading.may_record(reading.body(body).id):
            raise NotAllowed(body)
        changed = set_inviting(session, body, wanted.active, at=call.now, by=call.person.login)
    return {"body": body, "active": wanted.active, "changed": changed}


@router.get("/bodies/{body}/invitations")
@allow(SIGNED_IN)
def switched(call: Caller, body: BodyId) -> Answer:
    """Whether the members of a body are invited to its meetings."""
    with call.reading() as reading:
        reading.body(body)
        return {"body": body, "active": body in inviting_bodies(reading.session)}


def invitation_answer(convened: Convened, reading: Reading) -> Answer:
    """A meeting as it was told last, and how many are coming."""
    invitation = convened.invitation
    told = invitation.told
    return {
        "meeting": invitation.key,
        "plan": told.subject,
        "bodies": [body for body in told.bodies if body in reading.seen],
        "kind": told.kind,
        "title": told.title,
        "start": told.start.isoformat(),
        "end": told.end.isoformat() if told.end is not None else None,
        "place": told.place,
        "cancelled": invitation.cancelled,
        "sequence": invitation.sequence,
        "counts": convened.attendance.counts,
    }


def guests_answer(convened: Convened) -> list[dict[str, Any]]:
    """Each guest; `answer` null: none yet, `to_earlier`: there was one, to another time."""
    return [
        {
            "address": one.guest.address,
            "name": one.guest.name,
            "answer": one.reply.answer if one.reply else None,
            "reason": one.reply.reason if one.reply else None,
            "at": one.reply.at.isoformat() if one.reply else None,
            "to_earlier": one.to_earlier,
        }
        for one in convened.attendance.expected
    ]
