"""A mandate, regulation or body as its pack defines it, as a text: seen before it works, saved as a new version."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access.permits import ADMINISTRATORS, allow
from meeting_cadence.actions.edit_packs import Edit
from meeting_cadence.actions.edit_parts import drop, put_body, put_mandate, put_regulation
from meeting_cadence.actions.pack_parts import Packs, Sort, find_part
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.admin.changing import Tried, lines_of_refusal, try_edit
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import asked, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.regulations.definition_text import definition_text, read_definition
from meeting_cadence.store.registry import packs_in_force

router = APIRouter(include_in_schema=False)
SortOf = Annotated[Literal["body", "regulation", "mandate"], Path()]
PartId = Annotated[str, Path(max_length=100)]
BEGUN = {
    "mandate": (
        "id: \ntitle: \nobliged:\n  body: \nact: \n"
        "clauses:\n  - quota:\n      min: 1\n      per: 1y\n      align: calendar\n"
    ),
    "regulation": "id: \ntitle: \neffective: \nmandates: []\n",
    "body": "id: \nname: \nparent: \n",
}
"""How something new begins, in the keys of the pack's file; its own `id` stands in the text."""
NEW = "new"


@router.get("/registry/{sort}/{part}")
@allow(ADMINISTRATORS)
def definition_page(
    sort: SortOf, part: PartId, request: Request, visit: Visit = Depends(open_visit)
) -> Response:
    """The text as it is in force; of something new how it begins."""
    with visit.view() as view:
        filled = asked(request)
        known = find_part(packs_in_force(view.session), sort, part)
        text = definition_text(known.definition) if known else BEGUN[sort]
        filled.answers |= {"definition": [text], "state": [known.state if known else ""]}
        return _page(visit, view, sort, part, filled, Tried())


@router.post("/registry/{sort}/{part}")
@allow(ADMINISTRATORS)
def define(
    sort: SortOf,
    part: PartId,
    visit: Visit = Depends(open_visit),
    filled: Filled = Depends(filled_form),
) -> Response:
    """See what it would change, save it as a new version, or take it out."""
    try:
        definition = read_definition(filled.one("definition"))
    except MeetingCadenceError as error:
        tried = Tried(problems=lines_of_refusal(error, visit.language))
    else:
        what = filled.one("do")
        if part == NEW:
            part = str(definition.get("id") or NEW)

        def find(packs: Packs) -> Edit:
            seen = filled.one("state") or None
            if what == "drop":
                return drop(packs, sort, part, seen=seen)
            return _put(packs, sort, part, definition, filled, seen)

        tried = try_edit(visit, find, keep=what in ("save", "drop"), reason=filled.one("reason"))
    if tried.done is not None:
        told = visit.say("definition.saved" if tried.done.versions else "definition.unchanged", id=part)
        return visit.go(_onward(sort, part, dropped=filled.one("do") == "drop"), told)
    with visit.view() as view:
        return _page(visit, view, sort, part, filled, tried)


def _put(
    packs: Packs, sort: Sort, part: str, definition: dict[str, object], filled: Filled, seen: str | None
) -> Edit:
    pack = filled.one("pack") or None
    if sort == "body":
        return put_body(packs, part, definition, pack=pack, seen=seen)
    if sort == "regulation":
        return put_regulation(packs, part, definition, pack=pack, seen=seen)
    regulation = filled.one("regulation") or None
    return put_mandate(packs, part, definition, regulation=regulation, seen=seen)


def _onward(sort: Sort, part: str, *, dropped: bool) -> str:
    if dropped or sort == "regulation":
        return "/packs"
    return f"/bodies/{part}" if sort == "body" else f"/mandates/{part}"


def _page(visit: Visit, view: View, sort: Sort, part: str, filled: Filled, tried: Tried) -> Response:
    packs = packs_in_force(view.session)
    is_new = not filled.one("state")
    return answer(
        visit,
        view,
        "definition.html",
        status=422 if tried.problems else 200,
        title=visit.say(f"definition.{'new' if is_new else 'title'}.{sort}", id=part),
        action=f"/registry/{sort}/{NEW if is_new else part}",
        filled=filled,
        is_new=is_new,
        problems=tried.problems,
        effects=tried.effects,
        packs=[(name, view.names.text(pack.title)) for name, pack in packs.items()]
        if sort != "mandate"
        else [],
        regulations=[(one.id, view.names.text(one.title)) for one in view.world.pack.regulations]
        if sort == "mandate"
        else [],
    )
