"""Planning: a plan is put on record, moved, confirmed or cancelled; who is second sees what the first one did."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import Response

from meeting_cadence.access.permits import RECORDERS, allow
from meeting_cadence.ledger.entries import Plan
from meeting_cadence.ledger.facts import last_fact
from meeting_cadence.pages.conflicts import Conflict, conflict_of, retraction_of, version_of
from meeting_cadence.pages.drafts import opened
from meeting_cadence.pages.entry_form import Field, Sheet, show, take
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import ACT_FORMS, Filled, plan_entry
from meeting_cadence.pages.options import (
    Option,
    body_options,
    event_options,
    item_options,
    joint_options,
    kind_options,
)
from meeting_cadence.pages.times import as_answers, make_instants, zone_of
from meeting_cadence.pages.trial import is_repeated
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.ledger import load_history

router = APIRouter(include_in_schema=False)


PLAN = Sheet("plan", "/plan", plan_entry, hidden=("id", "version", "back"))
STATUSES = ("confirmed", "tentative", "cancelled")


@router.get("/plan")
@allow(RECORDERS)
def plan_page(visit: Visit = Depends(open_visit)) -> Response:
    """Plan something, or move or cancel the plan that the address names."""
    with visit.view() as view:
        filled = opened(visit, view)
        if not filled.one("draft"):
            _take_over_plan(view, filled)
        mandate = view.world.pack.mandate.get(filled.one("mandate"))
        if mandate is not None and not filled.many("kind"):
            filled.answers["kind"] = list(mandate.kinds) if len(mandate.kinds) == 1 else []
            filled.answers["items"] = sorted(mandate.items)[:1]
        return _plan_form(visit, view, filled)


@router.post("/plan")
@allow(RECORDERS)
def plan(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Put the plan on record; with an id it moves, confirms or cancels that one, as it was when the form was opened."""
    with visit.view() as view:
        make_instants(filled, zone_of(view, filled.one("body")))
        conflict = _plan_conflict(visit, view, filled)
        if conflict is not None:
            return _plan_form(visit, view, filled, conflict=conflict)
    return take(
        visit, PLAN, filled, lambda view, problems, lines: _plan_form(visit, view, filled, problems, lines)
    )


def _plan_conflict(visit: Visit, view: View, filled: Filled) -> Conflict | None:
    """Somebody has moved or cancelled the plan in between; from now on the form is about what stands."""
    if filled.one("do") != "save" or is_repeated(visit, view, filled):
        return None
    history = load_history(view.session, filled.one("id")) if filled.one("id") else []
    last = last_fact([kept.entry for kept in history], filled.one("id"))
    if not isinstance(last, Plan) or not all(view.may_record(body) for body in last.bodies):
        return None
    gone = retraction_of(history, last.id, filled)
    found = gone or conflict_of(view, history, Plan, lambda plan: _plan_answers(view, plan), filled)
    filled.answers["version"] = [str(version_of(history))]
    return found


def _plan_form(
    visit: Visit,
    view: View,
    filled: Filled,
    problems: Sequence[str] = (),
    consequence: Sequence[str] = (),
    conflict: Conflict | None = None,
) -> Response:
    body = filled.one("body") or None
    kinds = _plannable(view, body, filled.one("mandate") or None, filled.many("kind"))
    fields = [
        Field("body", visit.say("field.body"), options=body_options(view.names, view.recordable)),
        Field(
            "kind", visit.say("field.kind"), options=[("", visit.say("field.choose")), *kinds], required=True
        ),
        Field("start", visit.say("field.plan_start"), "date", required=True),
        Field("time", visit.say("field.time"), "time", hint=visit.say("field.plan_time.hint")),
        Field("end_time", visit.say("field.end_time"), "time"),
        Field("status", visit.say("field.status"), options=_named(visit, "status", STATUSES)),
        Field("place", visit.say("field.place")),
        Field(
            "items",
            visit.say("field.items"),
            "checks",
            options=item_options(view, body, filled.many("items")),
        ),
        *(replace(field, folded=True) for field in _seldom(visit, view, filled)),
    ]
    return show(
        visit,
        view,
        PLAN,
        fields,
        filled,
        problems=problems,
        consequence=consequence,
        conflict=conflict,
        **_plan_list(visit, view),
    )


def _seldom(visit: Visit, view: View, filled: Filled) -> list[Field]:
    """What most plans do without."""
    forms = [("", visit.say("field.not_said")), *_named(visit, "form", ACT_FORMS)]
    several = visit.say("field.several.hint")
    return [
        Field("title", visit.say("field.title")),
        Field("end", visit.say("field.end"), "date"),
        Field("form", visit.say("field.form"), options=forms),
        Field("with", visit.say("field.with"), "several", options=joint_options(view, filled), hint=several),
        Field("decided", visit.say("field.decided"), "date", hint=visit.say("field.decided.hint")),
    ]


def _named(visit: Visit, topic: str, codes: Sequence[str]) -> list[Option]:
    return [(one, visit.say(f"{topic}.{one}")) for one in codes]


def _plannable(view: View, body: str | None, mandate: str | None, chosen: Sequence[str]) -> list[Option]:
    """Kinds of acts, and kinds of events: a plan may be of either."""
    return list(dict.fromkeys([*kind_options(view, body, mandate, chosen), *event_options(view)]))


def _take_over_plan(view: View, filled: Filled) -> None:
    """The plan of the address, as it stands, into the form."""
    known = next((one for one in _plans(view) if one.id == filled.one("id")), None)
    if known is None:
        filled.answers.pop("id", None)
        return
    version = version_of(load_history(view.session, known.id))
    filled.answers |= _plan_answers(view, known) | {"version": [str(version)]}


def _plan_answers(view: View, known: Plan) -> dict[str, list[str]]:
    """A plan as the form would have been filled in."""
    zone = zone_of(view, known.bodies[0])
    given = {
        "body": known.bodies[0],
        "kind": known.kind,
        "status": known.status,
        "title": known.title or "",
        "place": known.place or "",
        "form": known.form or "",
        "decided": known.decided.isoformat() if known.decided else "",
    }
    answers = {name: [value] for name, value in given.items() if value}
    several = {"items": sorted(known.items), "with": list(known.bodies[1:])}
    return {**answers, **as_answers(known.start, known.end, zone), **several}


def _plans(view: View) -> list[Plan]:
    """Plans of the bodies that the person records for, not carried out, each once, by day."""
    mine = {body.id for body in view.recordable}
    found = {
        known.plan.id: known.plan
        for (body, _), plans in view.facts.plans.items()
        for known in plans
        if body in mine and known.plan.id not in view.facts.carried_out
    }
    return sorted(found.values(), key=lambda one: (one.start.isoformat(), one.id))


def _plan_list(visit: Visit, view: View) -> dict[str, Any]:
    names = view.names
    rows = [
        (
            one.start.isoformat()[:10],
            names.several(names.body(body) for body in one.bodies),
            names.kind(one.kind),
            visit.say(f"status.{one.status}"),
            Markup('<a href="/plan?id={}">{}</a>').format(quote(one.id), visit.say("plan.change")),
        )
        for one in _plans(view)
    ]
    heads = ("field.plan_start", "field.body", "field.kind", "field.status", "plan.change")
    return {
        "list_rows": rows,
        "list_title": visit.say("plan.list"),
        "list_head": [visit.say(head) for head in heads],
    }
