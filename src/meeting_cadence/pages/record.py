"""Record what took place: one form, checked before it is saved, that asks where a window would have to be guessed."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.effects import effect_in_words, effects_of
from meeting_cadence.pages.entry_form import not_taken, told_of
from meeting_cadence.pages.form_data import asked, filled_form
from meeting_cadence.pages.forms import Filled, act_entry, form_problems
from meeting_cadence.pages.options import (
    Option,
    body_options,
    duties_of,
    item_options,
    kind_options,
)
from meeting_cadence.pages.questions import Question, fits, question_again, questions_for, unanswered
from meeting_cadence.pages.row_words import window_in_words, word_of
from meeting_cadence.pages.rows import Row
from meeting_cadence.pages.trial import Outcome, put_entry
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.regulations.model import Mandate
from meeting_cadence.words.say import say

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the form is for: to record an act, or to correct the one on record.

    `topic`: of its words. `entry`: makes the ledger entry. `carried`: answers without a field of their own.
    Of a correction: `original` in words, the `windows` it was named for (mandate, label), the bodies of a `joint` act.
    """

    topic: str
    action: str
    entry: Callable[[Filled], Mapping[str, Any]]
    carried: Sequence[str] = ()
    original: str = ""
    windows: Sequence[tuple[str, str]] = ()
    joint: Sequence[str] = ()
    back: str = ""


RECORD: Final = Purpose("record", "/record", act_entry, carried=("window", "mandate"))
FORMS = ("in_person", "video", "hybrid", "written")
MOST_EFFECTS_TOLD = 3


@router.get("/record")
@allow(RECORDERS)
def record_page(request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """The empty form, filled in as far as the link that led here says."""
    with visit.view() as view:
        filled = asked(request)
        _fill_in(view, filled)
        return act_form(visit, view, filled, RECORD)


@router.post("/record")
@allow(RECORDERS)
def record(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Check what the entry would settle, or save it; a window that is not named is asked for first."""
    return take_act(visit, filled, RECORD)


def take_act(visit: Visit, filled: Filled, purpose: Purpose) -> Response:
    """Check or save what was filled in; what cannot be is shown again with the reason, and nothing is lost."""
    keep = filled.one("do") == "save"
    with visit.view() as view:
        problems = form_problems(filled, visit.language)
        questions = _questions(view, filled, purpose, view.rows(filled.many("body")))
        if keep and unanswered(questions):
            problems.append(visit.say("record.which.needed"))
        if problems or unanswered(questions):
            return act_form(visit, view, filled, purpose, problems=problems)
    for question in questions:
        filled.answers[f"window:{question.mandate}"] = [question.chosen]
    try:
        outcome = put_entry(
            visit, purpose.entry(filled), keep=keep, request_key=filled.one("request_key") or None
        )
    except MeetingCadenceError as error:
        return not_taken(
            visit, error, lambda view, lines: act_form(visit, view, filled, purpose, problems=lines)
        )
    if keep:
        return _saved(visit, filled, purpose, outcome)
    with visit.view() as view:
        return act_form(visit, view, filled, purpose, outcome=outcome)


def _questions(view: View, filled: Filled, purpose: Purpose, rows: Sequence[Row]) -> list[Question]:
    """Which window, where one could be made up for; of a correction also where one was named before."""
    found = questions_for(view, filled, rows)
    asked_for = {question.mandate for question in found}
    named = [(mandate, label) for mandate, label in purpose.windows if mandate not in asked_for]
    return found + [question_again(view, filled, mandate, label, rows) for mandate, label in named]


def _fill_in(view: View, filled: Filled) -> None:
    """What the link that led here already knows; a kind that would have to be guessed is left to be chosen."""
    if filled.one("obligation"):
        row = view.row(filled.one("obligation"))
        filled.answers |= {"body": [row.body], "mandate": [row.mandate], "window": [row.label]}
    mandate = view.world.pack.mandate.get(filled.one("mandate"))
    if mandate is not None and not filled.many("kind"):
        filled.answers["kind"] = list(mandate.kinds) if len(mandate.kinds) == 1 else []
        if mandate.items:
            filled.answers["items"] = sorted(mandate.items)[:1]
    if not filled.many("body") and view.recordable:
        filled.answers["body"] = [view.recordable[0].id]


def _saved(visit: Visit, filled: Filled, purpose: Purpose, outcome: Outcome) -> Response:
    effects = [effect_in_words(row, outcome.names) for row in outcome.changed[:MOST_EFFECTS_TOLD]]
    target = _settled_key(outcome.changed)
    onward = f"/obligations/{target}" if target else f"/bodies/{filled.one('body')}"
    return visit.go(purpose.back or onward, told_of(visit, outcome, effects))


def _settled_key(rows: Iterable[Row]) -> str | None:
    """The row to go on to: one that was settled, else any that changed."""
    changed = list(rows)
    return next((row.key for row in changed if row.is_settled), changed[0].key if changed else None)


def act_form(
    visit: Visit,
    view: View,
    filled: Filled,
    purpose: Purpose,
    *,
    problems: Sequence[str] = (),
    outcome: Outcome | None = None,
) -> Response:
    """The form with what was filled in."""
    body = filled.one("body")
    rows = view.rows([body]) if body else []
    return answer(
        visit,
        view,
        "record.html",
        status=422 if problems else 200,
        purpose=purpose,
        carried=[(name, one) for name in purpose.carried for one in filled.many(name)],
        joint_words=view.names.several(map(view.names.body, purpose.joint)),
        filled=filled,
        problems=problems,
        questions=_questions(view, filled, purpose, rows),
        led_here=_led_here(view, filled, rows),
        checked=outcome is not None,
        effects=effects_of(outcome.changed, view.names) if outcome else [],
        reasons=_reasons(visit, view, filled, outcome) if outcome else [],
        body_options=body_options(view.names, view.recordable),
        kind_options=kind_options(view, body or None, filled.one("mandate") or None),
        item_options=item_options(view, body or None),
        plan_options=_plan_options(view, filled),
        form_options=[(form, visit.say(f"form.{form}")) for form in FORMS],
        request_key=filled.one("request_key") or secrets.token_urlsafe(12),
    )


def _led_here(view: View, filled: Filled, rows: Sequence[Row]) -> str:
    """The obligation whose link led here: what it is, its standing and its due day."""
    asked_for = (filled.one("mandate"), filled.one("window"))
    row = next((one for one in rows if (one.mandate, one.label) == asked_for), None)
    if row is None:
        return ""
    names = view.names
    told = [names.mandate(row.mandate), window_in_words(row, names), word_of(row, names)]
    if row.due_day:
        told.append(say("pages.point.due", names.language, day=row.due_day))
    return " · ".join(told)


def _plan_options(view: View, filled: Filled) -> list[Option]:
    """Plans of a body that is seen, of the kind, that no act has carried out yet."""
    names, body = view.names, filled.one("body")
    if body not in view.bodies:
        return []
    kinds = [filled.one("kind"), *filled.many("items")]
    known = [one.plan for kind in kinds for one in view.facts.plans.get((body, kind), ())]
    waiting = {
        plan.id: plan
        for plan in known
        if plan.status != "cancelled" and plan.id not in view.facts.carried_out
    }
    ordered = sorted(waiting.values(), key=lambda plan: plan.start.isoformat())
    return [(plan.id, f"{plan.start.isoformat()[:10]} {names.kind(plan.kind)}") for plan in ordered]


def _reasons(visit: Visit, view: View, filled: Filled, outcome: Outcome) -> list[str]:
    """Why mandates of this body that one might have thought of are not served."""
    served = {row.mandate for row in outcome.changed}
    told = []
    for mandate in duties_of(view, filled.one("body")):
        if all(clause.rule.form == "review" for clause in mandate.versions[-1].clauses):
            continue
        reason = _reason(visit, view, mandate, filled) if mandate.id not in served else None
        if reason is not None:
            told.append(reason)
    return told


def _reason(visit: Visit, view: View, mandate: Mandate, filled: Filled) -> str | None:
    def say(code: str, **values: Any) -> str:
        return visit.say(f"record.reason.{code}", mandate=view.names.text(mandate.title), **values)

    names, form = view.names, filled.one("form")
    if not fits(mandate, filled):
        if mandate.items and not mandate.kinds:
            return say("item", items=[names.kind(item) for item in sorted(mandate.items)])
        kinds = [names.kind(kind) for kind in sorted(mandate.kinds)]
        return say("kind", kinds=kinds, kind=names.kind(filled.one("kind"))) if mandate.is_meeting else None
    if form and form not in mandate.counts.forms:
        return say("form", form=visit.say(f"form.{form}"))
    if _is_inquorate(mandate, filled):
        return say("quorum")
    return say("other")


def _is_inquorate(mandate: Mandate, filled: Filled) -> bool:
    present, entitled = filled.one("present"), filled.one("entitled")
    if mandate.counts.quorum is None or not (present.isdecimal() and entitled.isdecimal()):
        return False
    part, whole, strict = mandate.counts.quorum
    share, needed = int(present) * whole, int(entitled) * part
    return share <= needed if strict else share < needed
