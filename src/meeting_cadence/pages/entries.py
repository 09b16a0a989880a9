"""The plain entries: adopt, confirm, declare complete, retract."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import ADOPTERS, RECORDERS, allow
from meeting_cadence.actions.refusals import EntryRetracted
from meeting_cadence.bodies import Body
from meeting_cadence.ledger.entries import Fact, Replace
from meeting_cadence.ledger.facts import is_taken_back, last_fact
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.pages.conflicts import has_seen, version_of
from meeting_cadence.pages.drafts import opened
from meeting_cadence.pages.entry_form import Field, Sheet, own_back, show, take, told
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import (
    Filled,
    adopt_entry,
    complete_entry,
    not_held_entry,
    retract_entry,
)
from meeting_cadence.pages.options import (
    Option,
    body_options,
    kind_options,
)
from meeting_cadence.pages.trial import is_repeated, put_entry
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.ledger_lines import bodies_in_words, fact_in_words
from meeting_cadence.queries.scope import EVERY_BODY, bodies_of
from meeting_cadence.store.ledger import load_history
from meeting_cadence.words.errors import tell

router = APIRouter(include_in_schema=False)

ADOPT = Sheet("adopt", "/adopt", adopt_entry, hidden=("mandate", "back"))
COMPLETE = Sheet("complete", "/confirm/complete", complete_entry, hidden=("declared", "back"))
RETRACT = Sheet("retract", "/retract", retract_entry, hidden=("entry", "version", "back"), can_undo=False)


def _bodies(view: View, extra: Sequence[Body] = ()) -> list[Option]:
    return body_options(view.names, extra or view.recordable)


@router.get("/adopt")
@allow(ADOPTERS)
def adopt_page(visit: Visit = Depends(open_visit)) -> Response:
    """From which day a body is tracked, and from when its record is whole."""
    with visit.view() as view:
        return _adopt_form(visit, view, opened(visit, view))


@router.post("/adopt")
@allow(ADOPTERS)
def adopt(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Adopt a regulation for a body."""
    return take(
        visit, ADOPT, filled, lambda view, problems, lines: _adopt_form(visit, view, filled, problems, lines)
    )


def _adopt_form(
    visit: Visit, view: View, filled: Filled, problems: Sequence[str] = (), consequence: Sequence[str] = ()
) -> Response:
    names = view.names
    obliged = [
        body for body in view.world.pack.tree if body.id in view.bodies and view.world.duties.get(body.id)
    ]
    regulations = [(one.id, names.text(one.title)) for one in view.world.pack.regulations]
    fields = [
        Field("body", visit.say("field.body"), options=_bodies(view, obliged)),
        Field("regulation", visit.say("field.regulation"), options=regulations),
        Field("on", visit.say("field.on"), "date", required=True, hint=visit.say("adopt.on.hint")),
        Field(
            "complete_from", visit.say("field.complete_from"), "date", hint=visit.say("adopt.complete.hint")
        ),
    ]
    link = ("/adopt/many", visit.say("adoption.link"))
    return show(visit, view, ADOPT, fields, filled, problems=problems, consequence=consequence, link=link)


@router.post("/confirm/not-held")
@allow(RECORDERS)
def not_held(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """A person confirms that nothing was held in the window."""
    with visit.view() as view:
        filled.answers["confirmed"] = [view.today.isoformat()]
    outcome = put_entry(
        visit, not_held_entry(filled), keep=True, request_key=filled.one("request_key") or None
    )
    return visit.go(own_back(filled) or "/", told(visit, outcome), undo=outcome.receipt.entry_id)


@router.get("/confirm/complete")
@allow(RECORDERS)
def complete_page(visit: Visit = Depends(open_visit)) -> Response:
    """Declare from which day a body's record is whole."""
    with visit.view() as view:
        return _complete_form(visit, view, opened(visit, view))


@router.post("/confirm/complete")
@allow(RECORDERS)
def complete(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Put the declaration on record, dated today."""
    with visit.view() as view:
        filled.answers["declared"] = [view.today.isoformat()]
    return take(
        visit,
        COMPLETE,
        filled,
        lambda view, problems, lines: _complete_form(visit, view, filled, problems, lines),
    )


def _complete_form(
    visit: Visit, view: View, filled: Filled, problems: Sequence[str] = (), consequence: Sequence[str] = ()
) -> Response:
    every = ("", visit.say("field.act.all"))
    fields = [
        Field("body", visit.say("field.body"), options=_bodies(view)),
        Field(
            "act", visit.say("field.act"), options=[every, *kind_options(view, filled.one("body") or None)]
        ),
        Field("from", visit.say("field.from"), "date", required=True),
    ]
    return show(visit, view, COMPLETE, fields, filled, problems=problems, consequence=consequence)


@router.get("/retract")
@allow(ADOPTERS)
def retract_page(visit: Visit = Depends(open_visit)) -> Response:
    """Take an entry back."""
    with visit.view() as view:
        filled = opened(visit, view)
        if not filled.one("version"):
            filled.answers["version"] = [str(version_of(load_history(view.session, filled.one("entry"))))]
        return _retract_form(visit, view, filled)


@router.post("/retract")
@allow(ADOPTERS)
def retract(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Put the retraction on record, of the entry as it was when the form was opened."""
    with visit.view() as view:
        changed = _changed_since(visit, view, filled)
        if changed is not None:
            answered = _retract_form(visit, view, filled, [changed])
            answered.status_code = 409
            return answered
    return take(
        visit,
        RETRACT,
        filled,
        lambda view, problems, lines: _retract_form(visit, view, filled, problems, lines),
    )


def _changed_since(visit: Visit, view: View, filled: Filled) -> str | None:
    """Who corrected the entry since the form was opened, in words; from now on the form is about what stands."""
    entry_id = filled.one("entry")
    history = load_history(view.session, entry_id)
    is_old = filled.one("version").isdecimal() and not has_seen(history, filled)
    if filled.one("do") != "save" or not is_old or is_repeated(visit, view, filled):
        return None
    _entry_words(view, entry_id)
    last = max(history, key=lambda kept: kept.seq)
    if is_taken_back([kept.entry for kept in history], entry_id):
        return tell(EntryRetracted(entry_id, by=last.entry.by or "–"), visit.language)
    filled.answers["version"] = [str(version_of(history))]
    return visit.say("retract.changed", by=last.entry.by or "–")


def _retract_form(
    visit: Visit, view: View, filled: Filled, problems: Sequence[str] = (), consequence: Sequence[str] = ()
) -> Response:
    fields = [Field("reason", visit.say("field.reason"), "textarea", required=True)]
    what = _entry_words(view, filled.one("entry"))
    text = visit.say("retract.of", what=what, text=visit.say("retract.text"))
    return show(visit, view, RETRACT, fields, filled, problems=problems, consequence=consequence, text=text)


def _entry_words(view: View, entry_id: str) -> str:
    """What is to be taken back. Raises NotFound: no such entry, or none that the person sees."""
    history = load_history(view.session, entry_id) if entry_id else []
    fact = last_fact([one.entry for one in history], entry_id) or _corrected(history, entry_id)
    if fact is None or not set(bodies_of(fact)) & {*view.bodies, EVERY_BODY}:
        raise NotFound(entry_id)
    return f"{bodies_in_words(fact, view.names)} · {fact_in_words(fact, view.names)}"


def _corrected(history: Sequence[Kept], entry_id: str) -> Fact | None:
    """What a correction with that id put in another's place."""
    content = next((one.entry.content for one in history if one.entry_id == entry_id), None)
    return content.fact if isinstance(content, Replace) else None
