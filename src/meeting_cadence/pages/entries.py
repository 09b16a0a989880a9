"""The plain entries: plan, event, adopt, confirm, declare complete, relieve, retract."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import ADOPTERS, RECORDERS, RELIEVERS, allow
from meeting_cadence.bodies import Body
from meeting_cadence.ledger.entries import Plan, Replace, Retract
from meeting_cadence.pages.drafts import opened
from meeting_cadence.pages.entry_form import Field, Sheet, own_back, show, take, told
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import (
    Filled,
    adopt_entry,
    complete_entry,
    event_entry,
    local_instant,
    not_held_entry,
    plan_entry,
    relief_entry,
    retract_entry,
)
from meeting_cadence.pages.options import (
    Option,
    body_options,
    event_options,
    item_options,
    kind_options,
)
from meeting_cadence.pages.trial import put_entry
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.ledger_lines import bodies_in_words, fact_in_words
from meeting_cadence.queries.scope import EVERY_BODY, bodies_of
from meeting_cadence.store.ledger import load_history

router = APIRouter(include_in_schema=False)

PLAN = Sheet("plan", "/plan", plan_entry, hidden=("id", "back"))
EVENT = Sheet("event", "/events/new", event_entry, hidden=("back",))
ADOPT = Sheet("adopt", "/adopt", adopt_entry, hidden=("mandate", "back"))
COMPLETE = Sheet("complete", "/confirm/complete", complete_entry, hidden=("declared", "back"))
RELIEF = Sheet("relief", "/relief", relief_entry, hidden=("mandate", "window", "back"))
RETRACT = Sheet("retract", "/retract", retract_entry, hidden=("entry", "back"), can_undo=False)
STATUSES = ("confirmed", "tentative", "cancelled")
RELIEFS = ("extend", "waive", "postpone", "set_date", "advance")


def _bodies(view: View, extra: Sequence[Body] = ()) -> list[Option]:
    return body_options(view.names, extra or view.recordable)


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
    """Put the plan on record; with an id it moves, confirms or cancels that one."""
    return take(
        visit, PLAN, filled, lambda view, problems, lines: _plan_form(visit, view, filled, problems, lines)
    )


def _plan_form(
    visit: Visit, view: View, filled: Filled, problems: Sequence[str] = (), consequence: Sequence[str] = ()
) -> Response:
    body = filled.one("body") or None
    none = ("", visit.say("field.plan.none_item"))
    fields = [
        Field("body", visit.say("field.body"), options=_bodies(view)),
        Field(
            "kind",
            visit.say("field.kind"),
            options=[
                ("", visit.say("field.choose")),
                *_plannable(view, body, filled.one("mandate") or None),
            ],
            required=True,
        ),
        Field("start", visit.say("field.plan_start"), "date", required=True),
        Field("items", visit.say("field.items"), options=[none, *item_options(view, body)]),
        Field(
            "status",
            visit.say("field.status"),
            options=[(one, visit.say(f"status.{one}")) for one in STATUSES],
        ),
        Field("title", visit.say("field.title")),
        Field("place", visit.say("field.place")),
    ]
    return show(
        visit,
        view,
        PLAN,
        fields,
        filled,
        problems=problems,
        consequence=consequence,
        **_plan_list(visit, view),
    )


def _plannable(view: View, body: str | None, mandate: str | None) -> list[Option]:
    """Kinds of acts, and kinds of events: a plan may be of either."""
    return list(dict.fromkeys([*kind_options(view, body, mandate), *event_options(view)]))


def _take_over_plan(view: View, filled: Filled) -> None:
    """The plan of the address, as it stands, into the form."""
    known = next((one for one in _plans(view) if one.id == filled.one("id")), None)
    if known is None:
        filled.answers.pop("id", None)
        return
    given = {
        "body": known.bodies[0],
        "kind": known.kind,
        "start": known.start.isoformat()[:10],
        "status": known.status,
        "title": known.title or "",
        "place": known.place or "",
    }
    filled.answers |= {name: [value] for name, value in given.items()} | {"items": sorted(known.items)}


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


@router.get("/events/new")
@allow(RECORDERS)
def event_page(visit: Visit = Depends(open_visit)) -> Response:
    """Something happened that sets limits running."""
    with visit.view() as view:
        return _event_form(visit, view, opened(visit, view))


@router.post("/events/new")
@allow(RECORDERS)
def event(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Put the event on record; a time is taken in the body's own zone."""
    with visit.view() as view:
        zone = next((body.zone for body in view.recordable if body.id == filled.one("body")), view.zone)
    at = filled.one("day") + (f"T{filled.one('time')}" if filled.one("time") else "")
    filled.answers["at"] = [local_instant(at, _offset(at, zone))]
    return take(
        visit, EVENT, filled, lambda view, problems, lines: _event_form(visit, view, filled, problems, lines)
    )


def _offset(text: str, zone: tzinfo) -> str:
    """The zone's offset at a local time, as +08:00; empty where there is no time."""
    try:
        local = datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        return ""
    return local.isoformat()[-6:] if local.utcoffset() is not None else ""


def _event_form(
    visit: Visit, view: View, filled: Filled, problems: Sequence[str] = (), consequence: Sequence[str] = ()
) -> Response:
    fields = [
        Field("body", visit.say("field.body"), options=_bodies(view)),
        Field(
            "kind", visit.say("field.event"), options=event_options(view) or [("", visit.say("event.none"))]
        ),
        Field("day", visit.say("field.at"), "date", required=True),
        Field("time", visit.say("field.time"), "time", hint=visit.say("field.time.hint")),
        Field("title", visit.say("field.title")),
    ]
    return show(visit, view, EVENT, fields, filled, problems=problems, consequence=consequence)


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
    return show(visit, view, ADOPT, fields, filled, problems=problems, consequence=consequence)


@router.post("/confirm/not-held")
@allow(RECORDERS)
def not_held(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """A person confirms that nothing was held in the window."""
    with visit.view() as view:
        filled.answers["confirmed"] = [view.today.isoformat()]
    outcome = put_entry(
        visit, not_held_entry(filled), keep=True, request_key=filled.one("request_key") or None
    )
    return visit.go(own_back(filled) or "/", told(visit, outcome))


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


@router.get("/relief")
@allow(RELIEVERS)
def relief_page(visit: Visit = Depends(open_visit)) -> Response:
    """A decision of the authority about one window."""
    with visit.view() as view:
        return _relief_form(visit, view, opened(visit, view))


@router.post("/relief")
@allow(RELIEVERS)
def relief(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Put the decision on record."""
    return take(
        visit,
        RELIEF,
        filled,
        lambda view, problems, lines: _relief_form(visit, view, filled, problems, lines),
    )


def _relief_form(
    visit: Visit, view: View, filled: Filled, problems: Sequence[str] = (), consequence: Sequence[str] = ()
) -> Response:
    fields = [
        Field("body", visit.say("field.body"), options=_bodies(view)),
        Field(
            "type", visit.say("field.type"), options=[(one, visit.say(f"relief.{one}")) for one in RELIEFS]
        ),
        Field("until", visit.say("field.until"), "date"),
        Field("granted", visit.say("field.granted"), "date", required=True),
        Field("authority", visit.say("field.authority")),
        Field("instrument", visit.say("field.instrument")),
    ]
    mandate = view.names.mandate(filled.one("mandate"))
    text = f"{mandate} {filled.one('window')} — {visit.say('relief.text')}"
    return show(visit, view, RELIEF, fields, filled, problems=problems, consequence=consequence, text=text)


@router.get("/retract")
@allow(RECORDERS)
def retract_page(visit: Visit = Depends(open_visit)) -> Response:
    """Take an entry back."""
    with visit.view() as view:
        return _retract_form(visit, view, opened(visit, view))


@router.post("/retract")
@allow(RECORDERS)
def retract(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Put the retraction on record."""
    return take(
        visit,
        RETRACT,
        filled,
        lambda view, problems, lines: _retract_form(visit, view, filled, problems, lines),
    )


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
    content = next((one.entry.content for one in history if one.entry_id == entry_id), None)
    fact = content.fact if isinstance(content, Replace) else content
    if fact is None or isinstance(fact, Retract) or not set(bodies_of(fact)) & {*view.bodies, EVERY_BODY}:
        raise NotFound(entry_id)
    return f"{bodies_in_words(fact, view.names)} · {fact_in_words(fact, view.names)}"
