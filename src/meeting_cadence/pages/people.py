"""People and contacts: the administrator adds, resets and disables; auditors look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlmodel import Session
from starlette.responses import Response

from meeting_cadence.access import NotFound, Role
from meeting_cadence.access.permits import ADMINISTRATORS, PEOPLE_READERS, allow
from meeting_cadence.actions.people import Invited, add_person, disable_person, reset_person
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import Number, filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.options import body_options
from meeting_cadence.pages.problems import problem_lines
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import PersonRow
from meeting_cadence.words.channels import channel_name

router = APIRouter(include_in_schema=False)
_PEOPLE = table_of(PersonRow)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who can sign in, or could."""

    id: int
    name: str
    login: str
    role: str
    scope: str | None
    disabled: bool
    has_password: bool


@router.get("/people")
@allow(PEOPLE_READERS)
def people_page(visit: Visit = Depends(open_visit)) -> Response:
    """Everyone, and every body's contacts."""
    with visit.view() as view:
        return people_answer(visit, view, Filled())


@router.post("/people")
@allow(ADMINISTRATORS)
def add(visit: Visit = Depends(open_visit), filled: Filled = Depends(filled_form)) -> Response:
    """Add someone; the one-time link is shown in this answer and never again."""
    try:
        with visit.site.store.session() as session:
            invited = add_person(
                SqlPeople(session, at=visit.now),
                visit.view_on(session).world,
                login=filled.one("login"),
                name=filled.one("name"),
                role=filled.one("role"),
                scope=filled.one("scope") or None,
                by=visit.signed_in.login,
                language=visit.site.language,
            )
    except MeetingCadenceError as error:
        with visit.view() as view:
            return people_answer(visit, view, filled, problems=problem_lines(error, visit.language))
    return _invited(visit, invited)


@router.post("/people/{number}/reset")
@allow(ADMINISTRATORS)
def reset(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """Take the password away and show a new one-time link."""
    with visit.site.store.session() as session:
        people = SqlPeople(session, at=visit.now)
        invited = reset_person(people, _login(session, number), by=visit.signed_in.login)
    return _invited(visit, invited)


@router.post("/people/{number}/disable")
@allow(ADMINISTRATORS)
def disable(number: Number, visit: Visit = Depends(open_visit)) -> Response:
    """End every session and revoke every feed of this person, at once."""
    with visit.site.store.session() as session:
        person = disable_person(
            SqlPeople(session, at=visit.now), _login(session, number), by=visit.signed_in.login
        )
    return visit.go("/people", visit.say("people.disabled.told", name=person.name))


def _login(session: Session, number: int) -> str:
    login = session.connection().execute(select(_PEOPLE.c.login).where(_PEOPLE.c.id == number)).scalar()
    if login is None:
        raise NotFound(str(number))
    return str(login)


def _invited(visit: Visit, invited: Invited) -> Response:
    name = invited.person.name if invited.person else ""
    with visit.view() as view:
        link = f"{visit.site.public_url}/welcome/{invited.token}"
        return people_answer(visit, view, Filled(), link={"link": link, "link_name": name})


def people_answer(
    visit: Visit,
    view: View,
    filled: Filled,
    *,
    problems: Sequence[str] = (),
    link: Mapping[str, str] | None = None,
) -> Response:
    """The page, after whatever was asked of it."""
    tree = view.world.pack.tree
    values: dict[str, Any] = {
        "problems": problems,
        "filled": filled,
        "people": _lines(view.session),
        "roles": [role.value for role in Role],
        "is_administrator": visit.signed_in.role is Role.ADMINISTRATOR,
        "body_options": body_options(view.names, tree),
        "contact_rows": [(body.id, body.contacts) for body in tree if view.world.duties.get(body.id)],
        "contact_role": lambda role: _contact_role(visit, role),
        "channels": visit.site.alerts.channels,
        "channel_name": lambda channel: channel_name(channel, visit.language),
        **(link or {"link": None, "link_name": ""}),
    }
    return answer(visit, view, "people.html", status=422 if problems else 200, **values)


def _contact_role(visit: Visit, role: str) -> str:
    """The word of a role we know; a pack's own word as it is."""
    return visit.say(f"contact.{role}") if role in ("secretariat", "chair", "supervisor", "member") else role


def _lines(session: Session) -> list[PersonLine]:
    rows = session.connection().execute(select(_PEOPLE).order_by(_PEOPLE.c.login)).mappings()
    return [
        PersonLine(
            row["id"],
            row["name"],
            row["login"],
            row["role"],
            row["scope"],
            row["disabled_at"] is not None,
            row["password_hash"] is not None,
        )
        for row in rows
    ]
