"""Decisions of the authority about a window, and the next due day that a body sets itself."""

from collections.abc import Sequence
from dataclasses import replace

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access.permits import RECORDERS, RELIEVERS, allow
from meeting_cadence.ledger.entries import Entry, Relief
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.pages.drafts import opened
from meeting_cadence.pages.entry_form import Field, Sheet, show, take
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled, next_due_entry, relief_entry
from meeting_cadence.pages.mending import Mending, as_correction, fill_in, mending_of, reason_field, words_of
from meeting_cadence.pages.options import Option, body_options
from meeting_cadence.pages.row_words import window_in_words
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit

router = APIRouter(include_in_schema=False)
RELIEF = Sheet("relief", "/relief", relief_entry, hidden=("mandate", "window", "back"))
NEXT_DUE = Sheet("next_due", "/next-due", next_due_entry, hidden=("mandate", "back"))
RELIEFS = ("extend", "waive", "postpone", "set_date", "advance", "suspend")


@router.get("/relief")
@allow(RELIEVERS)
def relief_page(visit: Visit = Depends(open_visit)) -> Response:
    """A decision of the authority about one window; or the one of the address, to be corrected."""
    with visit.view() as view:
        filled = opened(visit, view)
        mending = _mending(visit, view, filled)
        fill_in(filled, mending)
        return _relief_form(visit, view, filled, mending)


@router.post("/relief")
@allow(RELIEVERS)
def relief(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Put the decision, or its correction, on record."""
    with visit.view() as view:
        mending = _mending(visit, view, filled)
        if mending is not None and mending.conflict is not None:
            return _relief_form(visit, view, filled, mending)
    sheet = RELIEF if mending is None else as_correction(RELIEF)
    return take(
        visit,
        sheet,
        filled,
        lambda view, problems, lines: _relief_form(visit, view, filled, mending, problems, lines),
    )


def _mending(visit: Visit, view: View, filled: Filled) -> Mending | None:
    return mending_of(visit, view, filled, Relief, _answers, view.may_relieve)


def _answers(known: Relief) -> dict[str, list[str]]:
    written = entry_as_mapping(Entry(known))["relief"]
    assert isinstance(written, dict)
    answers = {name: [str(value)] for name, value in written.items() if name not in ("id", "retroactive")}
    return {**answers, "retroactive": ["yes"]} if known.retroactive else answers


def _relief_form(
    visit: Visit,
    view: View,
    filled: Filled,
    mending: Mending | None,
    problems: Sequence[str] = (),
    consequence: Sequence[str] = (),
) -> Response:
    fields = [
        Field("body", visit.say("field.body"), options=body_options(view.names, view.recordable)),
        Field(
            "type", visit.say("field.type"), options=[(one, visit.say(f"relief.{one}")) for one in RELIEFS]
        ),
        Field("until", visit.say("field.until"), "date", hint=visit.say("field.until.hint")),
        Field("granted", visit.say("field.granted"), "date", required=True),
        Field("authority", visit.say("field.authority")),
        Field("instrument", visit.say("field.instrument")),
        *(replace(field, folded=True) for field in _seldom(visit, view)),
    ]
    if mending is not None:
        fields.append(reason_field(visit))
    text = " · ".join(one for one in (_what(view, filled).strip(), visit.say("relief.text")) if one)
    sheet = RELIEF if mending is None else as_correction(RELIEF)
    more = {"text": text, **words_of(visit, filled, mending)}
    return show(visit, view, sheet, fields, filled, problems=problems, consequence=consequence, **more)


def _seldom(visit: Visit, view: View) -> list[Field]:
    return [
        Field("from", visit.say("field.suspend_from"), "date", hint=visit.say("field.suspend_from.hint")),
        Field("authority_body", visit.say("field.authority_body"), options=_authorities(visit, view)),
        Field("retroactive", visit.say("field.retroactive"), "flag"),
    ]


def _authorities(visit: Visit, view: View) -> list[Option]:
    none = ("", visit.say("field.authority_body.none"))
    return [none, *body_options(view.names, [view.world.body(one) for one in view.bodies])]


def _what(view: View, filled: Filled) -> str:
    """The mandate and its window in words."""
    asked = (filled.one("mandate"), filled.one("window"))
    rows = view.rows([filled.one("body")], asked[0]) if all(asked) else []
    row = next((one for one in rows if one.label == asked[1]), None)
    window = window_in_words(row, view.names) if row is not None else asked[1]
    return f"{view.names.mandate(asked[0])} {window}".strip()


@router.get("/next-due")
@allow(RECORDERS)
def next_due_page(visit: Visit = Depends(open_visit)) -> Response:
    """The next due day that a body sets itself under a gap."""
    with visit.view() as view:
        return _next_due_form(visit, view, opened(visit, view))


@router.post("/next-due")
@allow(RECORDERS)
def next_due(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Put it on record."""
    return take(
        visit,
        NEXT_DUE,
        filled,
        lambda view, problems, lines: _next_due_form(visit, view, filled, problems, lines),
    )


def _next_due_form(
    visit: Visit, view: View, filled: Filled, problems: Sequence[str] = (), consequence: Sequence[str] = ()
) -> Response:
    fields = [
        Field("body", visit.say("field.body"), options=body_options(view.names, view.recordable)),
        Field("on", visit.say("next_due.on"), "date", required=True),
        Field("decided", visit.say("field.decided"), "date", hint=visit.say("field.decided.hint")),
    ]
    text = f"{view.names.mandate(filled.one('mandate'))} — {visit.say('next_due.text')}"
    return show(visit, view, NEXT_DUE, fields, filled, problems=problems, consequence=consequence, text=text)
