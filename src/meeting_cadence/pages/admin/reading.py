"""Recording a reading (口径): what was decided where the text leaves a choice, by whom and when."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access.permits import ADMINISTRATORS, allow
from meeting_cadence.actions.edit_packs import Edit
from meeting_cadence.actions.edit_parts import put_mandate
from meeting_cadence.actions.pack_parts import Packs, part_of
from meeting_cadence.pages.admin.changing import Tried, try_edit
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import asked, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.registry import packs_in_force

router = APIRouter(include_in_schema=False)


@router.get("/mandates/{mandate_id}/reading")
@allow(ADMINISTRATORS)
def reading_page(mandate_id: str, request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """The reading as it stands, open or decided."""
    with visit.view() as view:
        part = part_of(packs_in_force(view.session), "mandate", mandate_id)
        known: Mapping[str, Any] = part.definition.get("reading", {})
        filled = asked(request)
        filled.answers |= {
            "state": [part.state],
            **_texts("chosen", known.get("chosen")),
            **_texts("by", known.get("decided_by")),
            "decided_on": [known.get("decided_on") or ""],
        }
        return _form(visit, view, mandate_id, filled, Tried())


@router.post("/mandates/{mandate_id}/reading")
@allow(ADMINISTRATORS)
def record_reading(
    mandate_id: str, visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)
) -> Response:
    """Save it as a new version of the pack; no verdict depends on it."""

    def find(packs: Packs) -> Edit:
        known = part_of(packs, "mandate", mandate_id)
        definition = {**known.definition, "reading": _reading(known.definition.get("reading", {}), filled)}
        return put_mandate(packs, mandate_id, definition, regulation=None, seen=filled.one("state") or None)

    tried = try_edit(visit, find, keep=True, reason=filled.one("reason"))
    if tried.done is not None:
        code = "reading.saved" if tried.done.versions else "definition.unchanged"
        return visit.go(f"/mandates/{mandate_id}", visit.say(code, id=mandate_id))
    with visit.view() as view:
        return _form(visit, view, mandate_id, filled, tried)


def _texts(name: str, value: Any) -> dict[str, list[str]]:
    zh, en = (value or "", "") if not isinstance(value, Mapping) else (value["zh"], value["en"])
    return {f"{name}-zh": [zh], f"{name}-en": [en]}


def _reading(known: Mapping[str, Any], filled: Filled) -> dict[str, Any]:
    told = {
        "chosen": _text(filled, "chosen"),
        "decided_by": _text(filled, "by"),
        "decided_on": filled.one("decided_on") or None,
    }
    kept = {name: value for name, value in known.items() if name not in told}
    return {**{name: value for name, value in told.items() if value is not None}, **kept}


def _text(filled: Filled, name: str) -> Any:
    zh, en = filled.one(f"{name}-zh"), filled.one(f"{name}-en")
    return {"zh": zh, "en": en} if zh and en else zh or None


def _form(visit: Visit, view: View, mandate_id: str, filled: Filled, tried: Tried) -> Response:
    mandate = view.world.mandate(mandate_id)
    return answer(
        visit,
        view,
        "reading.html",
        status=422 if tried.problems else 200,
        mandate=mandate,
        alternatives=[view.names.text(one) for one in mandate.reading.alternatives]
        if mandate.reading
        else [],
        filled=filled,
        problems=tried.problems,
    )
