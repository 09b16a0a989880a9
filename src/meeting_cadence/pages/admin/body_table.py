"""Many bodies from one table: seen first, then saved as one new version of their pack, or refused whole."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access.permits import ADMINISTRATORS, allow
from meeting_cadence.actions.contacts import add_contact
from meeting_cadence.actions.edit_packs import make_edit, plan_edit
from meeting_cadence.actions.edit_parts import put_bodies
from meeting_cadence.actions.pack_parts import Packs, find_part
from meeting_cadence.actions.table_port import BodyGiven
from meeting_cadence.bodies import Contact
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.admin.changing import Effects, effects_of, lines_of_refusal
from meeting_cadence.pages.admin.table_form import lines_of, read_form, table_in, unfold
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.queries.world import World
from meeting_cadence.regulations.problems import PackRefused
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.registry import packs_in_force, world_with
from meeting_cadence.words.bodies import role_named, tier_named
from meeting_cadence.words.say import say

router = APIRouter(include_in_schema=False)
PATH = "/registry/bodies"
SECRETARIAT = "secretariat"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = ("name", "parent", "role", "tier", "order", "since", "email")


class Line(NamedTuple):
    """A body of the table as the preview shows it. `what`: fresh, changed or same."""

    name: str
    parent: str
    roles: str
    tier: str
    email: str
    what: str
    duties: int


class Looked(NamedTuple):
    """What saving would do, or why it cannot be saved."""

    lines: Sequence[Line] = ()
    effects: Effects | None = None
    problems: Sequence[str] = ()
    is_done: bool = False

    def count(self, what: str) -> int:
        return sum(line.what == what for line in self.lines)


@router.get(PATH)
@allow(ADMINISTRATORS)
def body_table_page(visit: Visit = Depends(open_visit)) -> Response:
    """The empty form."""
    with visit.view() as view:
        return _page(visit, view, Filled(), Looked())


@router.get(PATH + ".xlsx")
@allow(ADMINISTRATORS)
def body_template(visit: Visit = Depends(open_visit)) -> Response:
    """The table to fill in."""
    with visit.view() as view:
        book = visit.site.lists.template("bodies", view.world, visit.language)
    headers = {"content-disposition": 'attachment; filename="bodies.xlsx"'}
    return Response(book, media_type=XLSX, headers=headers)


@router.post(PATH)
@allow(ADMINISTRATORS)
async def body_table(request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """Take the table over into the box, see what it would do, or save it."""
    filled, given = await read_form(request)
    problems = await unfold(visit, filled, given, "bodies")
    return await run_in_threadpool(_take, visit, filled, problems)


def _take(visit: Visit, filled: Filled, problems: Sequence[str]) -> Response:
    text, keep = table_in(filled), filled.one("do") == "save"
    if not problems and not text.strip():
        problems = [visit.say("table.nothing")]
    looked = Looked(problems=problems) if problems else _look(visit, filled, text, keep=keep)
    if looked.is_done:
        counts = {"fresh": looked.count("fresh"), "changed": looked.count("changed")}
        return visit.go("/bodies", visit.say("body_table.done", **counts))
    with visit.view() as view:
        return _page(visit, view, filled, looked)


def _look(visit: Visit, filled: Filled, text: str, *, keep: bool) -> Looked:
    try:
        with visit.site.store.session() as session:
            desk = SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=visit.signed_in.login)
            given = visit.site.lists.bodies(text, desk.world)
            edit = put_bodies(
                desk.packs(), [one.definition for one in given], pack=filled.one("pack") or None
            )
            found = plan_edit(desk, edit)
            after = world_with(session, {name: edit.change(desk.packs()[name]) for name in edit.packs})
            lines = [_line(one, desk.packs(), after, visit) for one in given]
            effects = effects_of(desk, found, visit.language)
            if keep:
                make_edit(desk, edit, by=visit.signed_in.name, reason=filled.one("reason") or None)
                _tell(desk, given, visit.signed_in.login)
            else:
                session.rollback()
    except PackRefused as error:
        return Looked(problems=lines_of_refusal(error, visit.language))
    except MeetingCadenceError as error:
        return Looked(problems=lines_of(error, visit))
    return Looked(lines, effects, is_done=keep)


def _tell(desk: SqlDesk, given: Sequence[BodyGiven], by: str) -> None:
    """The secretariats' addresses, those that are not known yet."""
    for one in given:
        if one.email is not None:
            contact = Contact(SECRETARIAT, one.email)
            if contact.key not in {known.key for known in desk.world.body(one.id).contacts}:
                add_contact(desk, body=one.id, contact=contact, by=by)


def _line(one: BodyGiven, packs: Packs, after: World, visit: Visit) -> Line:
    known = find_part(packs, "body", one.id)
    before: Mapping[str, Any] = known.definition if known else {}
    now = {**before, **one.definition}
    name = now["name"]
    what = "fresh" if known is None else "same" if now == before and one.email is None else "changed"
    roles = [role_named(role, visit.language) for role in now.get("roles", ())]
    return Line(
        name if isinstance(name, str) else name["en" if visit.language == "en" else "zh"],
        after.body(now["parent"]).name.in_language(visit.language) if now.get("parent") else "",
        say("pages.semicolon", visit.language).join(roles),
        tier_named(now["tier"], visit.language) if now.get("tier") else "",
        one.email or "",
        what,
        len(after.duties.get(one.id, ())),
    )


def _page(visit: Visit, view: View, filled: Filled, looked: Looked) -> Response:
    packs = packs_in_force(view.session)
    return answer(
        visit,
        view,
        "body_table.html",
        status=422 if looked.problems else 200,
        filled=filled,
        table=table_in(filled),
        looked=looked,
        problems=looked.problems,
        effects=looked.effects,
        columns=" | ".join(say(f"imports.bodies.{one}", visit.language) for one in COLUMNS),
        packs=[(name, view.names.text(pack.title)) for name, pack in packs.items()],
    )
