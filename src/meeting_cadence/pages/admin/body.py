"""A body as its pack defines it, in a form: name, superior, order, terms; and its reorganisation (机构改革)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access.permits import ADMINISTRATORS, allow
from meeting_cadence.actions.edit_packs import Edit
from meeting_cadence.actions.edit_parts import abolish, merge, put_body, rename, split
from meeting_cadence.actions.pack_parts import Packs, Part, part_of
from meeting_cadence.bodies import Text
from meeting_cadence.pages.admin.changing import Tried, try_edit
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import asked, filled_form
from meeting_cadence.pages.forms import Filled, whole
from meeting_cadence.pages.options import body_options
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.registry import packs_in_force

router = APIRouter(include_in_schema=False)
MORE_TERMS = 2
"""So many empty lines for further terms."""
ACTS = ("rename", "merge", "split", "abolish")


@router.get("/bodies/{body_id}/edit")
@allow(ADMINISTRATORS)
def edit_page(body_id: str, request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """The form as the pack has it."""
    with visit.view() as view:
        view.body(body_id)
        part = part_of(packs_in_force(view.session), "body", body_id)
        filled = asked(request)
        filled.answers |= _answers(part)
        return _edit_form(visit, view, body_id, filled, Tried())


@router.post("/bodies/{body_id}/edit")
@allow(ADMINISTRATORS)
def edit(body_id: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """See what the change does, or save it as a new version of the pack."""
    with visit.view() as view:
        view.body(body_id)

    def find(packs: Packs) -> Edit:
        known = part_of(packs, "body", body_id)
        return put_body(packs, body_id, _defined(known, filled), pack=None, seen=filled.one("state") or None)

    tried = try_edit(visit, find, keep=filled.one("do") == "save", reason=filled.one("reason"))
    if tried.done is not None:
        code = "definition.saved" if tried.done.versions else "definition.unchanged"
        return visit.go(f"/bodies/{body_id}", visit.say(code, id=body_id))
    with visit.view() as view:
        return _edit_form(visit, view, body_id, filled, tried)


def _answers(part: Part) -> dict[str, list[str]]:
    known = part.definition
    name = known.get("name", "")
    zh, en = (name, "") if isinstance(name, str) else (name["zh"], name["en"])
    terms: Sequence[Mapping[str, Any]] = known.get("terms", ())
    return {
        "state": [part.state],
        "zh": [zh],
        "en": [en],
        "parent": [known.get("parent") or ""],
        "order": [str(known.get("order", ""))],
        "tier": [known.get("tier") or ""],
        "term-number": [str(one["number"]) for one in terms],
        "term-from": [one["from"] for one in terms],
        "term-to": [one.get("to") or "" for one in terms],
        "term-expected": [one.get("expected_to") or "" for one in terms],
    }


def _defined(known: Part, filled: Filled) -> dict[str, Any]:
    """The definition with what the form says; what it does not speak of stays."""
    zh, en = filled.one("zh"), filled.one("en")
    told: dict[str, Any] = {
        "name": {"zh": zh, "en": en} if en else zh,
        "parent": filled.one("parent") or None,
        "order": whole(filled.one("order")) if filled.one("order") else None,
        "tier": filled.one("tier") or None,
        "terms": list(_terms(filled)),
    }
    kept = {name: value for name, value in known.definition.items() if name not in told}
    return {**kept, **{name: value for name, value in told.items() if value not in (None, [])}}


def _terms(filled: Filled) -> Sequence[dict[str, Any]]:
    columns = [filled.answers.get(f"term-{name}", []) for name in ("number", "from", "to", "expected")]
    found = []
    for number, start, end, expected in zip(*columns, strict=False):
        if any(one.strip() for one in (number, start, end, expected)):
            given = {"number": whole(number.strip()), "from": start, "to": end, "expected_to": expected}
            found.append({name: value for name, value in given.items() if value != ""})
    return found


def _edit_form(visit: Visit, view: View, body_id: str, filled: Filled, tried: Tried) -> Response:
    columns = [filled.answers.get(f"term-{name}", []) for name in ("number", "from", "to", "expected")]
    others = [body for body in view.world.pack.tree if body.id != body_id]
    return answer(
        visit,
        view,
        "body_edit.html",
        status=422 if tried.problems else 200,
        body_id=body_id,
        filled=filled,
        terms=[*zip(*columns, strict=False), *[("", "", "", "")] * MORE_TERMS],
        parents=[("", visit.say("body.edit.no_parent")), *body_options(view.names, others)],
        problems=tried.problems,
        effects=tried.effects,
    )


@router.get("/bodies/{body_id}/reorganise")
@allow(ADMINISTRATORS)
def reorganise_page(body_id: str, request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """Rename, merge, split or abolish it."""
    with visit.view() as view:
        view.body(body_id)
        filled = asked(request)
        filled.answers["state"] = [part_of(packs_in_force(view.session), "body", body_id).state]
        return _reorganise_form(visit, view, body_id, filled, Tried())


@router.post("/bodies/{body_id}/reorganise")
@allow(ADMINISTRATORS)
def reorganise(
    body_id: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)
) -> Response:
    """See what it does, or carry it out in every pack that defines the bodies."""
    with visit.view() as view:
        view.body(body_id)
    problems = _missing(visit, filled)
    if problems:
        tried = Tried(problems=problems)
    else:
        keep = filled.one("do") == "save"
        tried = try_edit(
            visit,
            lambda packs: _reorganisation(packs, body_id, filled),
            keep=keep,
            reason=filled.one("reason"),
        )
    if tried.done is not None:
        return visit.go("/bodies", visit.say("reorganise.done"))
    with visit.view() as view:
        return _reorganise_form(visit, view, body_id, filled, tried)


def _missing(visit: Visit, filled: Filled) -> list[str]:
    """What the form itself lacks for the chosen act."""
    act, told = filled.one("act"), []
    if act not in ACTS:
        told.append(visit.say("reorganise.missing.act"))
    if act != "rename" and _day(filled) is None:
        told.append(visit.say("reorganise.missing.day"))
    if act in ("rename", "merge", "split") and not filled.one("zh"):
        told.append(visit.say("reorganise.missing.name"))
    if act in ("merge", "split") and not filled.one("new_id"):
        told.append(visit.say("reorganise.missing.id"))
    if act == "merge" and not filled.many("others"):
        told.append(visit.say("reorganise.missing.others"))
    if act == "split" and not (filled.one("second_id") and filled.one("second_zh")):
        told.append(visit.say("reorganise.missing.second"))
    return told


def _reorganisation(packs: Packs, body_id: str, filled: Filled) -> Edit:
    seen = filled.one("state") or None
    name = Text(filled.one("zh"), filled.one("en") or filled.one("zh"))
    act = filled.one("act")
    if act == "rename":
        return rename(packs, body_id, name, seen=seen)
    on = _day(filled)
    assert on is not None, "the form was looked at before"
    if act == "merge":
        bodies = [body_id, *(one for one in filled.many("others") if one != body_id)]
        return merge(packs, bodies, filled.one("new_id"), name, on, seen=seen)
    if act == "split":
        second = Text.both(filled.one("second_zh"))
        into = {filled.one("new_id"): name, filled.one("second_id"): second}
        return split(packs, body_id, into, on, seen=seen)
    return abolish(packs, body_id, on, seen=seen)


def _day(filled: Filled) -> date | None:
    try:
        return date.fromisoformat(filled.one("on"))
    except ValueError:
        return None


def _reorganise_form(visit: Visit, view: View, body_id: str, filled: Filled, tried: Tried) -> Response:
    others = [body for body in view.world.pack.tree if body.id != body_id and body.until is None]
    return answer(
        visit,
        view,
        "reorganise.html",
        status=422 if tried.problems else 200,
        body_id=body_id,
        filled=filled,
        acts=[(act, visit.say(f"reorganise.{act}")) for act in ACTS],
        others=body_options(view.names, others),
        problems=tried.problems,
        effects=tried.effects,
    )
