"""Planning: a plan is put on record, moved, confirmed or cancelled; who is second sees what the first one did."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

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
from meeting_cadence.pages.forms import Filled, local_instant, offset_at, plan_entry
from meeting_cadence.pages.options import Option, body_options, event_options, item_options, kind_options
from meeting_cadence.pages.trial import is_repeated
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.ledger import load_history

router = APIRouter(include_in_schema=False)


def timed_entry(filled: Filled) -> dict[str, Any]:
    """The plan, with the instants that its day and its times of day make."""
    content = plan_entry(filled)
    for name, moment in (("start", filled.one("begins")), ("end", filled.one("ends"))):
        if moment:
            content["plan"][name] = moment
    return content


PLAN = Sheet("plan", "/plan", timed_entry, hidden=("id", "version", "back"))
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
        _add_instants(view, filled)
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
    found = gone or conflict_of(view, history, _plan_answers(view, last), filled)
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
    none = ("", visit.say("field.plan.none_item"))
    fields = [
        Field("body", visit.say("field.body"), options=body_options(view.names, view.recordable)),
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
        Field("time", visit.say("field.time"), "time", hint=visit.say("field.plan_time.hint")),
        Field("end_time", visit.say("field.end_time"), "time"),
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
        conflict=conflict,
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
    version = version_of(load_history(view.session, known.id))
    filled.answers |= _plan_answers(view, known) | {"version": [str(version)]}


def _add_instants(view: View, filled: Filled) -> None:
    """A time of day is taken in the body's own zone; one without a day means nothing."""
    zone = next((body.zone for body in view.recordable if body.id == filled.one("body")), view.zone)
    day = filled.one("start")
    for name, time in (("begins", filled.one("time")), ("ends", filled.one("end_time"))):
        moment = f"{day}T{time}"
        if day and filled.one("time") and time:
            filled.answers[name] = [local_instant(moment, offset_at(moment, zone))]


def _plan_answers(view: View, known: Plan) -> dict[str, list[str]]:
    """A plan as the form would have been filled in."""
    zone = view.world.body(known.bodies[0]).zone
    start, end = _local(known.start, zone), _local(known.end, zone)
    given = {
        "body": known.bodies[0],
        "kind": known.kind,
        "start": start.isoformat()[:10] if start is not None else "",
        "time": f"{start:%H:%M}" if isinstance(start, datetime) else "",
        "end_time": f"{end:%H:%M}" if isinstance(end, datetime) else "",
        "status": known.status,
        "title": known.title or "",
        "place": known.place or "",
    }
    return {name: [value] for name, value in given.items() if value} | {"items": sorted(known.items)}


def _local(when: date | datetime | None, zone: ZoneInfo) -> date | datetime | None:
    return when.astimezone(zone) if isinstance(when, datetime) else when


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
