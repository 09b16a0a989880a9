"""Importing past years over the API. It stands here, for the API and the imports do not know each other."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.api.call import Answer, Caller
from meeting_cadence.app.import_port import reach_of
from meeting_cadence.imports.answer import import_answer, undo_answer
from meeting_cadence.imports.batches import apply, undo
from meeting_cadence.imports.package import MOST_UNPACKED
from meeting_cadence.imports.prepare import Wish, prepare
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.registry import load_world

router = APIRouter(prefix="/api/v1", tags=["imports"])
_LONGEST_NAME = 200


class Undo(BaseModel):
    """Why a batch is taken back."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=2000)


@router.post("/imports", status_code=201)
@allow(RECORDERS)
def import_table(
    call: Caller,
    response: Response,
    file: UploadFile,
    preview: Annotated[bool, Query(description="Only say what it would do (answers 200).")] = False,
    skip_known: Annotated[bool, Query(description="Pass over what is on record already.")] = False,
    sheet: Annotated[str | None, Query(description="The sheet, where several hold a record.")] = None,
) -> Answer:
    """Put the rows of an .xlsx or .csv on record as one batch: all of them, or none and every problem (422)."""
    raw = file.file.read(MOST_UNPACKED + 1)
    wish = Wish(raw, (file.filename or "")[:_LONGEST_NAME], sheet, skip_known, call.person.name)
    if preview:
        response.status_code = 200
        with call.house.store.reading() as session:
            world = load_world(session)
            reach = reach_of(call.person, world)
            done = prepare(session, world, wish, at=call.now, tables=call.house.tables, reach=reach)
    else:
        with call.house.store.session() as session:
            desk = SqlDesk(session, at=call.now, tables=call.house.tables, actor=call.person.login)
            done = apply(desk, wish, reach=reach_of(call.person, desk.world))
        response.status_code = 201 if done.entries else 200
    return import_answer(done, preview=preview)


@router.post("/imports/{batch}/undo")
@allow(RECORDERS)
def undo_import(call: Caller, batch: Annotated[str, Path(max_length=60)], why: Undo) -> Answer:
    """Retract every entry of a batch; they stay on the ledger, marked. Needs the right to all of its bodies."""
    with call.house.store.session() as session:
        desk = SqlDesk(session, at=call.now, tables=call.house.tables, actor=call.person.login)
        reach = reach_of(call.person, desk.world)
        return undo_answer(undo(desk, batch, reason=why.reason, by=call.person.name, reach=reach))
