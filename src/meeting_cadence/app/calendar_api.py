"""Calendars over the API. It stands here, for the API and the imports do not know each other."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session
from starlette.requests import Request

from meeting_cadence.access import NotAllowed
from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.actions.on_behalf import enter_for
from meeting_cadence.api.call import Answer, Call, Caller
from meeting_cadence.imports.calendar.answer import found_answer, put_answer, source_answer
from meeting_cadence.imports.calendar.confirm import confirm, dismiss, reopen
from meeting_cadence.imports.calendar.fetch import Terms
from meeting_cadence.imports.calendar.keep import Wish, add_address, bring_file, read_source
from meeting_cadence.imports.calendar.proposals import (
    choice_of,
    content_of,
    decided_entries,
    one_proposal,
    proposals,
)
from meeting_cadence.imports.calendar.reading import MOST_BYTES
from meeting_cadence.store.calendar_sources import remove_source, source_of, sources_of
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.reading import Reading
from meeting_cadence.words.names import Names

router = APIRouter(prefix="/api/v1", tags=["calendars"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of a calendar.")]
Fingerprint = Annotated[str, Path(max_length=26, description="Key of an entry of the calendar.")]


class Chosen(BaseModel):
    """Which of the choices of a proposal it is."""

    model_config = ConfigDict(extra="forbid")

    obligation: str = Field(max_length=26)
    kind: str = Field(max_length=200)


def terms_in(request: Request) -> Terms:
    """Which hosts this installation may read from."""
    terms: Terms = request.app.state.calendar_terms
    return terms


def mine(reading: Reading) -> list[str]:
    """The bodies whose calendars somebody works with: those they record for."""
    return [body.id for body in reading.recordable]


@router.get("/calendars")
@allow(RECORDERS)
def calendars(call: Caller) -> Answer:
    """The calendars of the bodies that you record for."""
    with call.reading() as reading:
        return {"calendars": [source_answer(one) for one in sources_of(reading.session, mine(reading))]}


@router.post("/calendars", status_code=201)
@allow(RECORDERS)
def add(
    call: Caller,
    request: Request,
    body: Annotated[str, Form(max_length=200)],
    name: Annotated[str, Form(max_length=200)],
    file: UploadFile | None = None,
    address: Annotated[str | None, Form(max_length=2000)] = None,
) -> Answer:
    """Bring an .ics file (instead of the one of that name), or have an address of a permitted host read from now on."""
    with call.reading() as reading:
        if not reading.may_record(reading.body(body).id):
            raise NotAllowed(body)
    wish = Wish(body, name, call.person.login)
    if file is not None:
        raw = file.file.read(MOST_BYTES + 1)
        return {"entries": bring_file(call.house.store, wish, raw, at=call.now)}
    number = add_address(call.house.store, wish, address or "", terms_in(request), at=call.now)
    return {"id": number}


@router.delete("/calendars/{number}", status_code=204)
@allow(RECORDERS)
def remove(call: Caller, number: Number) -> Response:
    """Take a calendar away with its entries; what was recorded from it stays."""
    with call.house.store.session() as session:
        source = source_of(session, number, mine(call.reading_on(session)))
        remove_source(session, source, by=call.person.login, at=call.now)
    return Response(status_code=204)


@router.post("/calendars/{number}/read")
@allow(RECORDERS)
def read_now(call: Caller, request: Request, number: Number) -> Answer:
    """Read an address now instead of at its turn; a file is answered as it was brought."""
    with call.reading() as reading:
        bodies = mine(reading)
        source = source_of(reading.session, number, bodies)
    if source.address is not None:
        every = request.app.state.calendar_every
        read_source(call.house.store, source, terms_in(request), at=call.now, every=every)
    with call.reading() as reading:
        return source_answer(source_of(reading.session, number, bodies))


@router.get("/calendar-proposals")
@allow(RECORDERS)
def list_proposals(
    call: Caller, body: Annotated[str | None, Query(description="Only calendars of this body.")] = None
) -> Answer:
    """What the calendars may mean, and what was decided about their entries. Nothing goes on record by itself."""
    with call.reading() as reading:
        bodies = (
            mine(reading) if body is None else [one for one in mine(reading) if one == reading.body(body).id]
        )
        zh, en = Names(reading.world.pack, "zh"), Names(reading.world.pack, "en")
        return {
            "proposals": [found_answer(one, zh, en) for one in proposals(reading, bodies)],
            "decided": [put_answer(one) for one in decided_entries(reading, bodies)],
        }


@router.post("/calendars/{number}/entries/{fingerprint}/confirm", status_code=201)
@allow(RECORDERS)
def confirm_entry(
    call: Caller,
    response: Response,
    number: Number,
    fingerprint: Fingerprint,
    chosen: Chosen,
    preview: Annotated[bool, Query(description="Only say what it would do (answers 200).")] = False,
) -> Answer:
    """Put a proposal on the ledger as the chosen kind; with `preview` nothing is written."""
    with call.house.store.session() as session:
        desk = SqlDesk(session, at=call.now, tables=call.house.tables, actor=call.person.login)
        reading = call.reading_on(session)
        found = one_proposal(reading, number, fingerprint, mine(reading))
        choice = choice_of(found.proposal, chosen.obligation, chosen.kind)
        receipt = confirm(
            session, found, choice, lambda content: enter_for(desk, call.person, content),
            by=call.person.login, at=call.now,
        )  # fmt: skip
        answer = {
            "written": not preview,
            "entry_id": None if preview else receipt.entry_id,
            "content": content_of(found.proposal, choice),
            "changes": [_flip(one) for one in receipt.flips],
        }
        if preview:
            session.rollback()
            response.status_code = 200
    return answer


@router.post("/calendars/{number}/entries/{fingerprint}/dismiss")
@allow(RECORDERS)
def dismiss_entry(call: Caller, number: Number, fingerprint: Fingerprint) -> Answer:
    """It is nothing of the kind: not proposed again as long as it stays on its day."""
    with call.house.store.session() as session:
        reading = call.reading_on(session)
        found = one_proposal(reading, number, fingerprint, mine(reading))
        dismiss(session, found, by=call.person.login, at=call.now)
    return {"dismissed": fingerprint}


@router.post("/calendars/{number}/entries/{fingerprint}/reopen")
@allow(RECORDERS)
def reopen_entry(call: Caller, number: Number, fingerprint: Fingerprint) -> Answer:
    """Have a dismissed entry proposed again."""
    with call.house.store.session() as session:
        _reopen(session, call, number, fingerprint)
    return {"reopened": fingerprint}


def _reopen(session: Session, call: Call, number: int, fingerprint: str) -> None:
    source = source_of(session, number, mine(call.reading_on(session)))
    reopen(session, source, fingerprint, by=call.person.login, at=call.now)


def _flip(flip: Any) -> Answer:
    return {
        "obligation": flip.key,
        "before": flip.old_standing,
        "after": flip.new_standing,
    }
