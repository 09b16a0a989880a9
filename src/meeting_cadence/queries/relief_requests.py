"""Requests for a relief, and what became of each. Pure: answers, reliefs and rows in, requests out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from meeting_cadence.actions.answer_alert import ASKS, DECISIONS, AlertAnswer

State = Literal["waiting", "granted", "refused", "withdrawn", "lapsed"]


class Granted(NamedTuple):
    """A relief on the ledger for the window: when it was put on record, by whom."""

    recorded: datetime | None
    by: str | None


class Asked(NamedTuple):
    """What a request is about, as it stands now. `open`: a relief could still help."""

    due_revision: str
    open: bool


class Request(NamedTuple):
    """One request. `decided_*`: how it ended; `lapsed`: it was settled, asked anew or given another due day."""

    obligation: str
    kind: str
    by: str
    at: datetime
    reason: str
    until: date | None
    state: State
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision: str = ""


def requests_of(
    answers: Sequence[AlertAnswer], granted: Iterable[Granted], asked: Asked | None
) -> list[Request]:
    """The requests about one obligation, in order. `asked` None: there is no such obligation any more."""
    reliefs = sorted((one for one in granted if one.recorded), key=lambda one: str(one.recorded))
    asks = [number for number, answer in enumerate(answers) if answer.kind in ASKS]
    return [_request(answers, number, reliefs, asked, is_last=number == asks[-1]) for number in asks]


def waiting(requests: Iterable[Request]) -> Request | None:
    """The one that waits for a decision."""
    return next((one for one in requests if one.state == "waiting"), None)


def _request(
    answers: Sequence[AlertAnswer],
    number: int,
    reliefs: Sequence[Granted],
    asked: Asked | None,
    *,
    is_last: bool,
) -> Request:
    ask = answers[number]
    request = Request(ask.obligation, ask.kind, ask.by, ask.at, ask.reason or "", ask.until, "waiting")
    for later in answers[number + 1 :]:
        if later.kind in ASKS:
            break
        if later.kind in DECISIONS:
            state: State = "refused" if later.kind == "refuse_relief" else "withdrawn"
            return request._replace(
                state=state, decided_by=later.by, decided_at=later.at, decision=later.reason or ""
            )
    for relief in reliefs if is_last else ():
        if relief.recorded is not None and relief.recorded >= ask.at:
            return request._replace(state="granted", decided_by=relief.by, decided_at=relief.recorded)
    if not is_last or asked is None or not asked.open or asked.due_revision != ask.due_revision:
        return request._replace(state="lapsed")
    return request
