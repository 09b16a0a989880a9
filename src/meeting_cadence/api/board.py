"""The board and one obligation: the rows of the judgement format, now or at any time."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.api.call import Answer, At, Caller, KnownAt, Offset
from meeting_cadence.api.csv_answer import csv_answer
from meeting_cadence.api.documented import CSV_TOO
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.obligations.stream import Stream as StreamValue
from meeting_cadence.queries.board import Cursor, Question
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.queries.scope import Stream
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.board import list_rows
from meeting_cadence.store.reading import Reading
from meeting_cadence.store.spine import Line, history_of

router = APIRouter(prefix="/api/v1", tags=["board"])
MOST = 1000
_COLUMNS: Final = (
    *(
        "key",
        "mandate",
        "version",
        "clause",
        "form",
        "body",
        "member",
        "window",
        "opens",
        "due",
        "original_due",
    ),
    *("standing", "need", "count", "settled_on", "days_late", "planned", "not_before", "surplus", "binding"),
    *("force", "forecast", "provisional"),
)


@router.get("/due", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def due(
    call: Caller,
    under: Annotated[str | None, Query(description="This body and all below it.")] = None,
    mandate: Annotated[str | None, Query(description="Only this mandate.")] = None,
    standing: Annotated[list[Standing] | None, Query(description="Only these standings.")] = None,
    due_from: Annotated[date | None, Query(description="Current due day on or after this day.")] = None,
    due_to: Annotated[date | None, Query(description="Current due day on or before this day.")] = None,
    binding: Annotated[bool, Query(description="Only binding rows.")] = False,
    after: Annotated[str | None, Query(max_length=500, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
    form: Annotated[Literal["json", "csv"], Query(alias="format")] = "json",
) -> Answer | Response:
    """Rows as they are kept, by due day (none last), page by page: for lists of any length. No `why`, no past times."""
    with call.reading() as reading:
        if mandate is not None:
            reading.world.mandate(mandate)
        every = under is None and len(reading.bodies) == len(reading.world.pack.tree)
        question = Question(
            bodies=None if every else list(_asked_bodies(reading, None, under)),
            mandate=mandate,
            standings=[one.value for one in standing] if standing else None,
            due_from=due_from,
            due_to=due_to,
            binding_only=binding,
            after=Cursor.parse(after) if after else None,
            limit=limit,
        )
        page = list_rows(reading.session, question)
    rows = [row.judged for row in page.rows]
    following = str(page.next) if page.next else None
    if form == "csv":
        answer = csv_answer(_COLUMNS, rows, "due")
        if following:
            answer.headers["x-next"] = following
        return answer
    return {"rows": rows, "next": following}


@router.get("/board")
@allow(SIGNED_IN)
def board(
    call: Caller,
    at: At = None,
    known_at: KnownAt = None,
    body: Annotated[str | None, Query(description="Only this body.")] = None,
    under: Annotated[str | None, Query(description="This body and all below it.")] = None,
    mandate: Annotated[str | None, Query(description="Only this mandate.")] = None,
    standing: Annotated[list[Standing] | None, Query(description="Only these standings.")] = None,
    due_from: Annotated[str | None, Query(description="Current due day on or after this day.")] = None,
    due_to: Annotated[str | None, Query(description="Current due day on or before this day.")] = None,
    binding: Annotated[bool | None, Query(description="Only rows with this `binding`.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
    offset: Offset = 0,
) -> Answer:
    """Rows in the order of the pack, without `why`; `total` counts all of them, `rows` holds one page."""
    with call.reading(at=at, known_at=known_at) as reading:
        bodies = _asked_bodies(reading, body, under)
        if mandate is not None:
            reading.world.mandate(mandate)
        wanted = {one.value for one in standing} if standing else None
        rows = [
            judged.row
            for judged in reading.judged(bodies, mandate)
            if _is_wanted(judged.row, wanted, due_from, due_to, binding)
        ]
        return {
            "at": at or call.now.isoformat(),
            "known_at": known_at,
            "total": len(rows),
            "rows": rows[offset : offset + limit],
        }


@router.get("/obligations/{key}")
@allow(SIGNED_IN)
def obligation(call: Caller, key: str, at: At = None, known_at: KnownAt = None) -> Answer:
    """One row with its `why`, the day from which it is due soon, and every ledger entry that touches it."""
    with call.reading(at=at, known_at=known_at) as reading:
        judgement = reading.judgement(key)
        stream = Stream(judgement.mandate, judgement.body)
        lines = history_of(reading.session, reading.world, stream, known_at=reading.known_at)
        return {
            "at": at or call.now.isoformat(),
            "known_at": known_at,
            "obligation": as_row(judgement),
            "quote": _quote(judgement.stream),
            "history": [_line(line) for line in lines],
        }


def _asked_bodies(reading: Reading, body: str | None, under: str | None) -> Collection[str]:
    if body is not None:
        return [reading.body(body).id]
    return reading.below(reading.body(under).id if under is not None else None)


def _is_wanted(
    row: dict[str, Any], standings: set[str] | None, first: str | None, last: str | None, binding: bool | None
) -> bool:
    due = row["due"]
    return (
        (standings is None or row["standing"] in standings)
        and (first is None or (due is not None and due[:10] >= first))
        and (last is None or (due is not None and due[:10] <= last))
        and (binding is None or row["binding"] is binding)
    )


def _quote(stream: StreamValue) -> Answer:
    mandate = stream.mandate
    return {
        "quote": mandate.quote._asdict() if mandate.quote else None,
        "article": mandate.article._asdict() if mandate.article else None,
        "regulation": mandate.regulation,
    }


def _line(line: Line) -> Answer:
    return entry_answer(line.kept) | {
        "retracted_by": line.retracted_by.entry_id if line.retracted_by else None,
        "replaced_by": line.replaced_by.entry_id if line.replaced_by else None,
    }


def entry_answer(kept: Kept) -> Answer:
    """A ledger entry: its number, id, and the entry in the keys of the ledger file."""
    return {
        "seq": kept.seq,
        "id": kept.entry_id,
        "appended": kept.appended.isoformat(),
        "reason": kept.reason,
        "entry": entry_as_mapping(kept.entry),
    }
