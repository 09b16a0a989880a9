"""Correct what was recorded: the form to record, filled in with the entry; what is saved replaces it, for a reason."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.ledger.entries import Act, Entry, Event, Fact, Relief
from meeting_cadence.ledger.facts import fact_in_force, last_fact
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.pages.conflicts import Conflict, conflict_of, retraction_of, version_of
from meeting_cadence.pages.drafts import opened
from meeting_cadence.pages.entry_form import own_back
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled, act_entry
from meeting_cadence.pages.panel import Purpose
from meeting_cadence.pages.record import act_form, show_panel, take_act
from meeting_cadence.pages.times import as_answers, zone_of
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.ledger_lines import bodies_in_words, fact_in_words
from meeting_cadence.store.ledger import load_history

router = APIRouter(include_in_schema=False)
_FORMS: Final[Mapping[type[Fact], str]] = {Event: "/events/new", Relief: "/relief"}
"""What is corrected on the form that records it."""


@router.get("/correct")
@allow(RECORDERS)
def correct_page(visit: Visit = Depends(open_visit)) -> Response:
    """The entry as it stands, to be changed."""
    with visit.view() as view:
        filled = opened(visit, view)
        elsewhere = _form_of(view, filled.one("entry"))
        if elsewhere:
            return visit.go(f"{elsewhere}?{visit.request.url.query}")
        purpose = _purpose(view, filled)
        was = purpose.was or Filled()
        return act_form(visit, view, Filled({**was.answers, **filled.answers}), purpose)


def _form_of(view: View, entry_id: str) -> str:
    """The address of the form that records what is no act; empty: an act, or nothing that is corrected."""
    history = load_history(view.session, entry_id) if entry_id else []
    fact = fact_in_force([one.entry for one in history], entry_id)
    return next((path for kind, path in _FORMS.items() if isinstance(fact, kind)), "")


@router.post("/correct")
@allow(RECORDERS)
def correct(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Check what the correction would change, or save it."""
    with visit.view() as view:
        purpose = _purpose(view, filled, sent=True)
    return take_act(visit, filled, purpose, lambda view: _conflict(view, purpose, filled))


@router.post("/correct/panel")
@allow(RECORDERS)
def correct_panel(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """What the correction as it stands would change, for the panel beside the form; nothing is kept."""
    with visit.view() as view:
        purpose = _purpose(view, filled, sent=True)
    return show_panel(visit, filled, purpose)


def _conflict(view: View, purpose: Purpose, filled: Filled) -> Conflict | None:
    """Somebody has corrected it or taken it back since the form was opened."""
    entry_id = purpose.entry_id or ""
    history = load_history(view.session, entry_id)
    gone = retraction_of(history, entry_id, filled)
    return gone or conflict_of(view, history, Act, lambda act: _in_form(view, act), filled)


def _in_form(view: View, act: Act) -> dict[str, list[str]]:
    return answers_of(act, zone_of(view, act.bodies[0]))


def _purpose(view: View, filled: Filled, *, sent: bool = False) -> Purpose:
    """What the form is for. Raises NotFound: no act on record that the person may correct.

    A form that was `sent` may be about one that was taken back meanwhile: then it is the act as it last stood.
    """
    entry_id = filled.one("entry")
    history = load_history(view.session, entry_id) if entry_id else []
    act = fact_in_force([one.entry for one in history], entry_id)
    if act is None and sent:
        act = last_fact([one.entry for one in history], entry_id)
    if not isinstance(act, Act) or not all(view.may_record(body) for body in act.bodies):
        raise NotFound(entry_id)
    was = Filled(_in_form(view, act))
    return Purpose(
        topic="correct",
        action="/correct",
        entry=lambda given: replacement(act, was, given),
        carried=("entry", "back"),
        entry_id=act.id,
        version=version_of(history),
        original=f"{bodies_in_words(act, view.names)} · {fact_in_words(act, view.names)}",
        was=was,
        windows=act.counts_for,
        back=own_back(filled),
    )


def answers_of(act: Act, zone: tzinfo) -> dict[str, list[str]]:
    """The act as the form to record would have been filled in, its times by the clock of the zone."""
    written = _written(act)
    answers = {"body": list(act.bodies[:1]), "with": list(act.bodies[1:])}
    answers |= as_answers(act.start, act.end, zone)
    for name, value in written.items():
        if name == "counts_for":
            answers |= {f"window:{mandate}": [window] for mandate, window in value.items()}
        elif name == "evidence":
            answers[name] = ["\n".join(value)]
        elif name not in ("id", "body", "bodies", "start", "end"):
            answers[name] = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return answers


def replacement(act: Act, was: Filled, filled: Filled) -> dict[str, Any]:
    """A `replace` with what was filled in; a beginning or end that was left alone stays to the second."""
    written = _written(act)
    fields = act_entry(filled)["act"]
    same_day = all(was.one(name) == filled.one(name) for name in ("start", "time"))
    for name, own in (("start", ()), ("end", ("end", "end_time"))):
        if name in written and same_day and all(was.one(one) == filled.one(one) for one in own):
            fields[name] = written[name]
    fields.pop("id", None)
    return {"replace": {"entry": act.id, "reason": filled.one("reason"), "act": fields}}


def _written(act: Act) -> Mapping[str, Any]:
    written = entry_as_mapping(Entry(act))["act"]
    assert isinstance(written, dict)
    return written
