"""Many accounts and contacts from one table; the links for the first sign-in are shown once, to be printed."""

from collections.abc import Sequence
from typing import NamedTuple

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from meeting_cadence.access import Person
from meeting_cadence.access.permits import ADMINISTRATORS, allow
from meeting_cadence.actions.contacts import add_contact
from meeting_cadence.actions.people import LINK_LASTS, add_person
from meeting_cadence.actions.table_port import PersonGiven
from meeting_cadence.bodies import Contact
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.admin.body_table import XLSX
from meeting_cadence.pages.admin.table_form import lines_of, read_form, table_in, unfold
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.words.say import say

router = APIRouter(include_in_schema=False)
PATH = "/registry/people"
COLUMNS = ("name", "login", "role", "scope", "email", "contact")


class Link(NamedTuple):
    """What one person needs to sign in for the first time."""

    person: Person
    address: str


class Looked(NamedTuple):
    """What saving would do or did, or why it cannot be saved."""

    given: Sequence[PersonGiven] = ()
    links: Sequence[Link] = ()
    problems: Sequence[str] = ()
    is_done: bool = False

    @property
    def people(self) -> int:
        return sum(bool(one.login) for one in self.given)

    @property
    def contacts(self) -> int:
        return sum(bool(one.contact) for one in self.given)


@router.get(PATH)
@allow(ADMINISTRATORS)
def people_table_page(visit: Visit = Depends(open_visit)) -> Response:
    """The empty form."""
    with visit.view() as view:
        return _page(visit, view, Filled(), Looked())


@router.get(PATH + ".xlsx")
@allow(ADMINISTRATORS)
def people_template(visit: Visit = Depends(open_visit)) -> Response:
    """The table to fill in."""
    with visit.view() as view:
        book = visit.site.lists.template("people", view.world, visit.language)
    headers = {"content-disposition": 'attachment; filename="people.xlsx"'}
    return Response(book, media_type=XLSX, headers=headers)


@router.post(PATH)
@allow(ADMINISTRATORS)
async def people_table(request: Request, visit: Visit = Depends(open_visit)) -> Response:
    """Take the table over into the box, see what it would do, or save it and show the links once."""
    filled, given = await read_form(request)
    problems = await unfold(visit, filled, given, "people")
    return await run_in_threadpool(_take, visit, filled, problems)


def _take(visit: Visit, filled: Filled, problems: Sequence[str]) -> Response:
    text, keep = table_in(filled), filled.one("do") == "save"
    if not problems and not text.strip():
        problems = [visit.say("table.nothing")]
    looked = Looked(problems=problems) if problems else _look(visit, text, keep=keep)
    with visit.view() as view:
        return _page(visit, view, filled, looked)


def _look(visit: Visit, text: str, *, keep: bool) -> Looked:
    """Everything is put down in one transaction; it is rolled back where it is only looked at or a row is refused."""
    links: list[Link] = []
    problems: list[str] = []
    try:
        with visit.site.store.session() as session:
            desk = SqlDesk(session, at=visit.now, tables=visit.site.tables, actor=visit.signed_in.login)
            people = SqlPeople(session, at=visit.now)
            given = visit.site.lists.people(text, desk.world)
            for one in given:
                try:
                    links.extend(_put(visit, desk, people, one))
                except MeetingCadenceError as error:
                    lines = problem_lines(error, visit.language)
                    problems.extend(visit.say("table.row", row=one.row, text=line) for line in lines)
            if problems or not keep:
                session.rollback()
    except MeetingCadenceError as error:
        return Looked(problems=lines_of(error, visit))
    if problems:
        return Looked(problems=problems)
    return Looked(given, links if keep else (), is_done=keep)


def _put(visit: Visit, desk: SqlDesk, people: SqlPeople, one: PersonGiven) -> list[Link]:
    by = visit.signed_in.login
    if one.contact and one.scope and one.email:
        add_contact(desk, body=one.scope, contact=Contact(one.contact, one.email, one.name), by=by)
    if not one.login:
        return []
    invited = add_person(
        people,
        desk.world,
        login=one.login,
        name=one.name,
        role=one.role or "",
        scope=one.scope,
        by=by,
        language=visit.site.language,
        email=one.email,
    )
    assert invited.person is not None, "a person was added"
    return [Link(invited.person, f"{visit.site.public_url}/welcome/{invited.token}")]


def _page(visit: Visit, view: View, filled: Filled, looked: Looked) -> Response:
    return answer(
        visit,
        view,
        "people_table.html",
        status=422 if looked.problems else 200,
        filled=filled,
        table="" if looked.is_done else table_in(filled),
        looked=looked,
        problems=looked.problems,
        hours=int(LINK_LASTS.total_seconds() // 3600),
        contact_word=lambda role: visit.say(f"contact.{role}"),
        columns=" | ".join(say(f"imports.people.{one}", visit.language) for one in COLUMNS),
    )
