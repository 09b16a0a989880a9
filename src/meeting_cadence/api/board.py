"""One obligation: its row with its reasons, now or at any time."""

from fastapi import APIRouter

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.api.call import Answer, At, Caller, KnownAt
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.obligations.stream import Stream as StreamValue
from meeting_cadence.queries.judgement_row import as_kept_row
from meeting_cadence.queries.scope import Stream
from meeting_cadence.store.spine import Line, history_of
from meeting_cadence.words.why import explain
from meeting_cadence.words.windows import window_named

router = APIRouter(prefix="/api/v1", tags=["board"])


@router.get("/obligations/{key}")
@allow(SIGNED_IN)
def obligation(call: Caller, key: str, at: At = None, known_at: KnownAt = None) -> Answer:
    """One row with its `why`, the day from which it is due soon, and every ledger entry that touches it."""
    with call.reading(at=at, known_at=known_at) as reading:
        judgement = reading.judgement(key)
        stream = Stream(judgement.mandate, judgement.body)
        named = window_named(judgement.label, judgement.stream.mandate, judgement.window.occasion)
        told = {"window_name": named._asdict(), "why": explain(judgement)._asdict()}
        lines = history_of(reading.session, reading.world, stream, known_at=reading.known_at)
        return {
            "at": at or call.now.isoformat(),
            "known_at": known_at,
            "obligation": as_kept_row(judgement) | told,
            "quote": _quote(judgement.stream),
            "history": [_line(line) for line in lines],
        }


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
