"""Bodies, regulations and mandates as the packs define them: read, put, taken out; each change is a new version.

A change is refused where a file with that content would be, where it would rewrite the verdict of a closed window, and
where the caller did not see what is replaced.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from meeting_cadence.access.permits import ADMINISTRATORS, PEOPLE_READERS, allow
from meeting_cadence.actions.edit_parts import drop, put_body, put_mandate, put_regulation
from meeting_cadence.actions.pack_parts import Sort, part_of
from meeting_cadence.api.call import Answer, Call, Caller
from meeting_cadence.api.documented import CREATED_TOO
from meeting_cadence.api.editing import (
    Definition,
    IfMatch,
    InPack,
    PreviewOnly,
    Reason,
    carry_out,
    part_answer,
)
from meeting_cadence.api.subjects import BodyId, MandateId
from meeting_cadence.store.registry import packs_in_force

router = APIRouter(prefix="/api/v1", tags=["registry"])
RegulationId = Annotated[str, Path(description="Id of a regulation, as in the pack.")]


@router.get("/bodies/{body}/definition")
@allow(PEOPLE_READERS)
def body_definition(call: Caller, body: BodyId, response: Response) -> Answer:
    """A body in the keys of the pack's file, with the contacts of the pack; its ETag is what a change names."""
    return _read(call, "body", body, response)


@router.put("/bodies/{body}/definition", responses=CREATED_TOO)
@allow(ADMINISTRATORS)
def define_body(
    call: Caller,
    body: BodyId,
    definition: Definition,
    response: Response,
    if_match: IfMatch = None,
    pack: InPack = None,
    preview: PreviewOnly = False,
    reason: Reason = None,
) -> Answer:
    """Define a body anew (terms, superior, roles, attributes, …), or make one (201)."""
    return carry_out(
        call,
        response,
        lambda packs: put_body(packs, body, definition, pack=pack, seen=if_match),
        preview=preview,
        reason=reason,
    )


@router.delete("/bodies/{body}/definition")
@allow(ADMINISTRATORS)
def drop_body(
    call: Caller,
    body: BodyId,
    response: Response,
    if_match: IfMatch = None,
    preview: PreviewOnly = False,
    reason: Reason = None,
) -> Answer:
    """Take out a body that was entered by mistake; one that ends is abolished (`/reorganisations`), not taken out."""
    return _drop(call, "body", body, response, if_match, preview, reason)


@router.get("/regulations/{regulation}/definition")
@allow(PEOPLE_READERS)
def regulation_definition(call: Caller, regulation: RegulationId, response: Response) -> Answer:
    """A regulation with all its mandates in the keys of the pack's file."""
    return _read(call, "regulation", regulation, response)


@router.put("/regulations/{regulation}/definition", responses=CREATED_TOO)
@allow(ADMINISTRATORS)
def define_regulation(
    call: Caller,
    regulation: RegulationId,
    definition: Definition,
    response: Response,
    if_match: IfMatch = None,
    pack: InPack = None,
    preview: PreviewOnly = False,
    reason: Reason = None,
) -> Answer:
    """Define a regulation with all its mandates anew, or make one (201)."""
    return carry_out(
        call,
        response,
        lambda packs: put_regulation(packs, regulation, definition, pack=pack, seen=if_match),
        preview=preview,
        reason=reason,
    )


@router.delete("/regulations/{regulation}/definition")
@allow(ADMINISTRATORS)
def drop_regulation(
    call: Caller,
    regulation: RegulationId,
    response: Response,
    if_match: IfMatch = None,
    preview: PreviewOnly = False,
    reason: Reason = None,
) -> Answer:
    """Take out a regulation and its mandates; one that was repealed gets its `until` instead."""
    return _drop(call, "regulation", regulation, response, if_match, preview, reason)


@router.get("/mandates/{mandate}/definition")
@allow(PEOPLE_READERS)
def mandate_definition(call: Caller, mandate: MandateId, response: Response) -> Answer:
    """A mandate in the keys of the pack's file, and the regulation in which it stands."""
    return _read(call, "mandate", mandate, response)


@router.put("/mandates/{mandate}/definition", responses=CREATED_TOO)
@allow(ADMINISTRATORS)
def define_mandate(
    call: Caller,
    mandate: MandateId,
    definition: Definition,
    response: Response,
    regulation: Annotated[
        str | None, Query(max_length=100, description="Of a new mandate: the regulation it stands in.")
    ] = None,
    if_match: IfMatch = None,
    preview: PreviewOnly = False,
    reason: Reason = None,
) -> Answer:
    """Define a mandate anew, or make one (201). A rule that changes becomes a version with its day (`versions`)."""
    return carry_out(
        call,
        response,
        lambda packs: put_mandate(packs, mandate, definition, regulation=regulation, seen=if_match),
        preview=preview,
        reason=reason,
    )


@router.delete("/mandates/{mandate}/definition")
@allow(ADMINISTRATORS)
def drop_mandate(
    call: Caller,
    mandate: MandateId,
    response: Response,
    if_match: IfMatch = None,
    preview: PreviewOnly = False,
    reason: Reason = None,
) -> Answer:
    """Take out a mandate that was entered by mistake; one that no longer holds gets a version that ends."""
    return _drop(call, "mandate", mandate, response, if_match, preview, reason)


def _read(call: Call, sort: Sort, part_id: str, response: Response) -> Answer:
    with call.house.store.reading() as session:
        return part_answer(part_of(packs_in_force(session), sort, part_id), response)


def _drop(
    call: Call,
    sort: Sort,
    part_id: str,
    response: Response,
    seen: str | None,
    preview: bool,
    reason: str | None,
) -> Answer:
    return carry_out(
        call,
        response,
        lambda packs: drop(packs, sort, part_id, seen=seen),
        preview=preview,
        reason=reason,
    )
