"""Correct what was recorded: the form to record, filled in with the entry; what is saved replaces it, for a reason."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.ledger.entries import Act, Entry
from meeting_cadence.ledger.facts import fact_in_force, last_fact
from meeting_cadence.ledger.write import entry_as_mapping
from meeting_cadence.pages.conflicts import Conflict, conflict_of, retraction_of, version_of
from meeting_cadence.pages.drafts import opened
from meeting_cadence.pages.entry_form import own_back
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled, act_entry
from meeting_cadence.pages.panel import Purpose
from meeting_cadence.pages.record import act_form, show_panel, take_act
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.ledger_lines import bodies_in_words, fact_in_words
from meeting_cadence.store.ledger import load_history

router = APIRouter(include_in_schema=False)
_CARRIED = ("part", "series", "about")
"""What an act may say and the form has no field for: it stays as it was."""


@router.get("/correct")
@allow(RECORDERS)
def correct_page(visit: Visit = Depends(open_visit)) -> Response:
    """The entry as it stands, to be changed."""
    with visit.view() as view:
        filled = opened(visit, view)
        purpose, act = _purpose(view, filled)
        return act_form(visit, view, Filled({**answers_of(act), **filled.answers}), purpose)


@router.post("/correct")
@allow(RECORDERS)
def correct(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Check what the correction would change, or save it."""
    with visit.view() as view:
        purpose, act = _purpose(view, filled, sent=True)
    return take_act(visit, filled, purpose, lambda view: _conflict(view, act, filled))


@router.post("/correct/panel")
@allow(RECORDERS)
def correct_panel(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """What the correction as it stands would change, for the panel beside the form; nothing is kept."""
    with visit.view() as view:
        purpose, _ = _purpose(view, filled, sent=True)
    return show_panel(visit, filled, purpose)


def _conflict(view: View, act: Act, filled: Filled) -> Conflict | None:
    """Somebody has corrected it or taken it back since the form was opened."""
    history, entry_id = load_history(view.session, act.id or ""), act.id or ""
    gone = retraction_of(history, entry_id, filled)
    return gone or conflict_of(view, history, answers_of(act), filled)


def _purpose(view: View, filled: Filled, *, sent: bool = False) -> tuple[Purpose, Act]:
    """What the form is for, and the act as it is on record. Raises NotFound: none that the person may correct.

    A form that was `sent` may be about one that was taken back meanwhile: then it is the act as it last stood.
    """
    entry_id = filled.one("entry")
    history = load_history(view.session, entry_id) if entry_id else []
    act = fact_in_force([one.entry for one in history], entry_id)
    if act is None and sent:
        act = last_fact([one.entry for one in history], entry_id)
    if not isinstance(act, Act) or not all(view.may_record(body) for body in act.bodies):
        raise NotFound(entry_id)
    purpose = Purpose(
        topic="correct",
        action="/correct",
        entry=lambda given: replacement(act, given),
        carried=("entry", "back", *_CARRIED),
        entry_id=act.id,
        version=version_of(history),
        original=f"{bodies_in_words(act, view.names)} · {fact_in_words(act, view.names)}",
        was=Filled(answers_of(act)),
        windows=act.counts_for,
        joint=act.bodies if len(act.bodies) > 1 else (),
        back=own_back(filled),
    )
    return purpose, act


def answers_of(act: Act) -> dict[str, list[str]]:
    """The act as the form to record would have been filled in. An instant shows its day."""
    written = _written(act)
    answers = {"body": list(act.bodies)}
    for name, value in written.items():
        if name in ("start", "end"):
            answers[name] = [value[:10]]
        elif name == "counts_for":
            answers |= {f"window:{mandate}": [window] for mandate, window in value.items()}
        elif name == "evidence":
            answers[name] = ["\n".join(value)]
        elif name not in ("id", "body", "bodies"):
            answers[name] = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return answers


def replacement(act: Act, filled: Filled) -> dict[str, Any]:
    """A `replace` with what was filled in; an instant whose day was left alone keeps its time."""
    written = _written(act)
    fields = act_entry(filled)["act"]
    for name in ("start", "end"):
        if name in fields and str(written.get(name, ""))[:10] == fields[name]:
            fields[name] = written[name]
    fields.pop("id", None)
    return {"replace": {"entry": act.id, "reason": filled.one("reason"), "act": fields}}


def _written(act: Act) -> Mapping[str, Any]:
    written = entry_as_mapping(Entry(act))["act"]
    assert isinstance(written, dict)
    return written
