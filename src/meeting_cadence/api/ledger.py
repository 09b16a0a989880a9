"""The ledger: reading it, and putting an entry on it. It only grows: corrections are entries."""

from collections.abc import Collection
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Path, Query, Response
from sqlmodel import Session

from meeting_cadence.access.permits import ADOPTERS, SIGNED_IN, allow
from meeting_cadence.actions.lock import require_state, state_of
from meeting_cadence.actions.on_behalf import enter_for, require_right
from meeting_cadence.actions.ports import Flip, Receipt
from meeting_cadence.actions.refusals import EntryUnknown
from meeting_cadence.api.board import entry_answer
from meeting_cadence.api.call import Answer, Call, Caller, KnownAt, Offset
from meeting_cadence.queries.scope import EVERY_BODY, bodies_of
from meeting_cadence.queries.time_asked import read_instant
from meeting_cadence.store.board import rows_of
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.ledger import facts_in, load_history, load_kept, targets_of

router = APIRouter(prefix="/api/v1", tags=["ledger"])
MOST = 1000
_EXAMPLES = {
    "act": {
        "summary": "A meeting that took place",
        "value": {"act": {"body": "zj-commission", "kind": "commission_plenary", "start": "2026-03-05"}},
    },
    "make-up": {
        "summary": "A make-up meeting: it names the window that it is for",
        "value": {
            "act": {
                "body": "zj-commission",
                "kind": "commission_plenary",
                "start": "2026-02-05",
                "counts_for": {"zj-annual-plenary": "2025"},
            }
        },
    },
    "retract": {"summary": "Taking an entry back", "value": {"retract": {"entry": "m-12", "reason": "…"}}},
}


@router.get("/ledger")
@allow(SIGNED_IN)
def ledger(
    call: Caller,
    known_at: KnownAt = None,
    body: Annotated[str | None, Query(description="Only entries that concern this body.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
    offset: Offset = 0,
) -> Answer:
    """Entries that concern a body you see, the latest first."""
    with call.reading() as reading:
        bodies: Collection[str] = [reading.body(body).id] if body is not None else reading.bodies
        known = read_instant(known_at, call.house.zone)
        kept = [
            one
            for one in reversed(load_kept(reading.session, bodies))
            if known is None or one.entry.recorded is None or one.entry.recorded <= known
        ]
        page = kept[offset : offset + limit]
        return {"total": len(kept), "entries": [entry_answer(one) for one in page]}


@router.post("/entries", status_code=201)
@allow(ADOPTERS)
def put_entry(
    call: Caller,
    entry: Annotated[
        dict[str, Any],
        Body(
            description="One entry in the keys of the ledger file: act, plan, event, relief, adopt, complete, "
            "next_due, not_held, retract or replace.",
            openapi_examples=_EXAMPLES,
        ),
    ],
    idempotency_key: Annotated[
        str | None,
        Header(max_length=200, description="The same key and entry again answer the first receipt."),
    ] = None,
    if_match: Annotated[
        str | None,
        Header(
            max_length=200, description="Of a correction: the ETag under which the entry was read; else 412."
        ),
    ] = None,
) -> Answer:
    """Put one entry on the ledger; the answer says which obligations changed by it, and which of them it settled."""
    with call.house.store.session() as session:
        desk = SqlDesk(session, at=call.now, tables=call.house.tables, actor=call.person.login)
        require_right(desk, call.person, entry)
        require_state(desk, entry, if_match, request_key=idempotency_key)
        receipt = enter_for(desk, call.person, entry, request_key=idempotency_key)
        return _receipt(call, session, receipt)


@router.get("/entries/{entry_id}")
@allow(SIGNED_IN)
def entry_by_id(call: Caller, entry_id: Annotated[str, Path(max_length=200)], response: Response) -> Answer:
    """An entry and all that corrects it; its ETag is what a correction names in If-Match."""
    with call.reading() as reading:
        desk = SqlDesk(reading.session, at=call.now, tables=call.house.tables)
        kept = load_history(reading.session, entry_id)
        corrected = [one for line in kept for one in targets_of(reading.session, line.entry)]
        facts = facts_in(one.entry for one in (*kept, *corrected))
        concerned = {body for fact in facts for body in bodies_of(fact)}
        if not concerned & {*reading.seen, EVERY_BODY}:
            raise EntryUnknown(entry_id)
        response.headers["etag"] = state_of(desk, entry_id)
        return {"id": entry_id, "history": [entry_answer(one) for one in kept]}


def _receipt(call: Call, session: Session, receipt: Receipt) -> Answer:
    rows = _changed_rows(call, session, receipt)
    settled = ("met", "met_extended", "met_late", "excused")
    return {
        "seq": receipt.seq,
        "id": receipt.entry_id,
        "recorded": receipt.recorded.isoformat() if receipt.recorded else None,
        "repeated": receipt.repeated,
        "settled": [row["key"] for row in rows.values() if row["standing"] in settled],
        "changed": [_change(flip, rows.get(flip.key)) for flip in receipt.flips],
    }


def _changed_rows(call: Call, session: Session, receipt: Receipt) -> dict[str, dict[str, Any]]:
    """The rows of the flips as they stand now, of bodies that the person sees."""
    if not receipt.flips:
        return {}
    rows = rows_of(session, [flip.key for flip in receipt.flips])
    seen = call.reading_on(session).seen
    return {row.key: row.judged for row in rows if row.body in seen}


def _change(flip: Flip, row: dict[str, Any] | None) -> Answer:
    return {
        "key": flip.key,
        "old_standing": flip.old_standing,
        "new_standing": flip.new_standing,
        "old_due": flip.old_due.isoformat() if flip.old_due else None,
        "new_due": flip.new_due.isoformat() if flip.new_due else None,
        "row": row,
    }
