"""The ledger: reading it, and putting an entry on it. It only grows: corrections are entries."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Body, Header, Path, Query, Response
from sqlmodel import Session

from meeting_cadence.access.permits import ADOPTERS, SIGNED_IN, allow
from meeting_cadence.actions.lock import require_state, state_of
from meeting_cadence.actions.on_behalf import enter_for, require_right
from meeting_cadence.actions.ports import Flip, Receipt
from meeting_cadence.actions.refusals import EntryUnknown, RequestKeyReused
from meeting_cadence.api.board import entry_answer
from meeting_cadence.api.call import Answer, Call, Caller, KnownAt
from meeting_cadence.api.csv_answer import csv_stream
from meeting_cadence.api.documented import CSV_TOO
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.queries.scope import EVERY_BODY, bodies_of
from meeting_cadence.queries.time_asked import read_instant
from meeting_cadence.store.board import rows_of
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.ledger import facts_in, load_history, targets_of
from meeting_cadence.store.recent import load_recent

router = APIRouter(prefix="/api/v1", tags=["ledger"])
MOST = 1000
_COLUMNS: Final = ("seq", "id", "appended", "recorded", "by", "kind", "bodies", "reason", "entry")
Form = Annotated[
    Literal["json", "csv"], Query(alias="format", description="`csv`: all entries, whatever `limit` is.")
]
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


@router.get("/ledger", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def ledger(
    call: Caller,
    known_at: KnownAt = None,
    body: Annotated[str | None, Query(description="Only entries that concern this body.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
    after: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="`next` of the page before.")] = None,
    form: Form = "json",
) -> Answer | Response:
    """Entries that concern a body you see, the latest first; `next`: where the next page goes on."""
    with call.reading() as reading:
        bodies: Collection[str] = [reading.body(body).id] if body is not None else reading.bodies
    known = read_instant(known_at, call.house.zone)
    if form == "csv":
        rows = (_row(one) for page in _pages(call, bodies, known, after) for one in page)
        return csv_stream(_COLUMNS, rows, "ledger")
    page = next(_pages(call, bodies, known, after, limit + 1))
    more = len(page) > limit
    return {
        "entries": [entry_answer(one) for one in page[:limit]],
        "next": page[limit - 1].seq if more else None,
    }


def _pages(
    call: Call, bodies: Collection[str], known: datetime | None, after: int | None, size: int = MOST
) -> Iterator[list[Kept]]:
    """Each in a reading of its own: a slow reader of a long file holds nothing up."""
    while True:
        with call.reading() as reading:
            page = load_recent(reading.session, bodies, size, known, before=after)[::-1]
        yield page
        if len(page) < size:
            return
        after = page[-1].seq


def _row(kept: Kept) -> dict[str, Any]:
    told = entry_as_mapping(kept.entry)
    kind = kept.entry.content.type
    return {
        "seq": kept.seq,
        "id": kept.entry_id,
        "appended": kept.appended.isoformat(),
        "recorded": told.get("recorded"),
        "by": kept.entry.by,
        "kind": kind,
        "bodies": " ".join(sorted(body for fact in facts_in([kept.entry]) for body in bodies_of(fact))),
        "reason": kept.reason,
        "entry": json.dumps(told[kind], ensure_ascii=False),
    }


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
        Header(
            max_length=180,
            description="The same key and entry again answer the first receipt. Each person has keys of their own.",
        ),
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
        key = f"{call.person.id} {idempotency_key}" if idempotency_key is not None else None
        require_state(desk, entry, if_match, request_key=key)
        try:
            receipt = enter_for(desk, call.person, entry, request_key=key)
        except RequestKeyReused as reused:
            raise RequestKeyReused(idempotency_key or "") from reused
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
