"""The whole ledger as a file: taken out, and brought in from elsewhere as its file says it was known."""

from fastapi import APIRouter, UploadFile
from starlette.responses import Response

from meeting_cadence.access.permits import MIGRATORS, PEOPLE_READERS, allow
from meeting_cadence.actions.import_ledger import import_ledger
from meeting_cadence.api.call import Answer, Caller
from meeting_cadence.api.editing import Reason
from meeting_cadence.ledger.write import write_ledger
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.ledger import load_entries

router = APIRouter(prefix="/api/v1", tags=["ledger"])
_FILE = "application/json"
_LONGEST_NAME = 200


@router.get(
    "/ledger/file",
    response_class=Response,
    responses={200: {"content": {_FILE: {}}, "description": "The ledger in its file format."}},
)
@allow(PEOPLE_READERS)
def take_out(call: Caller) -> Response:
    """Every entry, corrections too, with when it became known and by whom. Importing it elsewhere loses nothing."""
    with call.house.store.reading() as session:
        text = write_ledger(load_entries(session))
    headers = {"content-disposition": 'attachment; filename="ledger.json"'}
    return Response(text, media_type=_FILE, headers=headers)


@router.post("/ledger/file")
@allow(MIGRATORS)
def bring_in(call: Caller, file: UploadFile, reason: Reason = None) -> Answer:
    """Put every entry of a ledger file on record, or none and every problem (422); those here already are passed over.

    What the file says of authors and of when things became known holds; entries that name no author get yours. Files
    larger than a request may be come in by the command line (`ledger import`).
    """
    name = (file.filename or "ledger")[:_LONGEST_NAME]
    with call.house.store.session() as session:
        desk = SqlDesk(session, at=call.now, tables=call.house.tables, actor=call.person.login)
        done = import_ledger(desk, file.file.read(), name=name, by=call.person.name, reason=reason)
    return {"added": done.added, "known": done.known}
