"""Triggers: something happened that sets limits running, put on record or corrected."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.ledger.entries import Event
from meeting_cadence.pages.drafts import opened
from meeting_cadence.pages.entry_form import Field, Sheet, show, take
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled, event_entry, local_instant, offset_at
from meeting_cadence.pages.mending import Mending, as_correction, fill_in, mending_of, reason_field, words_of
from meeting_cadence.pages.options import body_options, event_options
from meeting_cadence.pages.times import as_answers, zone_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit

router = APIRouter(include_in_schema=False)
EVENT = Sheet("event", "/events/new", event_entry, hidden=("back",))


@router.get("/events/new")
@allow(RECORDERS)
def event_page(visit: Visit = Depends(open_visit)) -> Response:
    """The empty form, or the event of the address, to be corrected."""
    with visit.view() as view:
        filled = opened(visit, view)
        mending = _mending(visit, view, filled)
        fill_in(filled, mending)
        return _form(visit, view, filled, mending)


@router.post("/events/new")
@allow(RECORDERS)
def event(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Put the event, or its correction, on record; a time is taken in the body's own zone."""
    with visit.view() as view:
        zone = zone_of(view, filled.one("body"))
        mending = _mending(visit, view, filled)
        if mending is not None and mending.conflict is not None:
            return _form(visit, view, filled, mending)
    at = filled.one("day") + (f"T{filled.one('time')}" if filled.one("time") else "")
    filled.answers["at"] = [local_instant(at, offset_at(at, zone))]
    sheet = EVENT if mending is None else as_correction(EVENT)
    return take(
        visit,
        sheet,
        filled,
        lambda view, problems, lines: _form(visit, view, filled, mending, problems, lines),
    )


def _mending(visit: Visit, view: View, filled: Filled) -> Mending | None:
    return mending_of(visit, view, filled, Event, lambda known: _answers(view, known), view.may_record)


def _answers(view: View, known: Event) -> dict[str, list[str]]:
    times = as_answers(known.at, None, zone_of(view, known.body))
    answers = {"body": [known.body], "kind": [known.kind], "day": times.pop("start"), **times}
    return {**answers, "title": [known.title]} if known.title else answers


def _form(
    visit: Visit,
    view: View,
    filled: Filled,
    mending: Mending | None,
    problems: Sequence[str] = (),
    consequence: Sequence[str] = (),
) -> Response:
    kinds = event_options(view) or [("", visit.say("event.none"))]
    fields = [
        Field("body", visit.say("field.body"), options=body_options(view.names, view.recordable)),
        Field("kind", visit.say("field.event"), options=kinds),
        Field("day", visit.say("field.at"), "date", required=True),
        Field("time", visit.say("field.time"), "time", hint=visit.say("field.time.hint")),
        Field("title", visit.say("field.title"), hint=visit.say("event.title.hint")),
    ]
    if mending is not None:
        fields.append(reason_field(visit))
    sheet = EVENT if mending is None else as_correction(EVENT)
    more = words_of(visit, filled, mending)
    return show(visit, view, sheet, fields, filled, problems=problems, consequence=consequence, **more)
