"""People who can sign in, and the contacts of bodies. Only an administrator who signed in by hand changes people."""

import hashlib
import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from meeting_cadence.access import NotFound, Person, Role
from meeting_cadence.access.permits import ADMINISTRATORS, PEOPLE_KEEPERS, PEOPLE_READERS, allow
from meeting_cadence.actions.change_person import Wanted, change_person
from meeting_cadence.actions.contacts import put_contacts
from meeting_cadence.actions.edit_packs import require_seen
from meeting_cadence.actions.people import Invited, add_person, disable_person, enable_person, reset_person
from meeting_cadence.api.call import Answer, Call, Caller, Number
from meeting_cadence.api.editing import IfMatch
from meeting_cadence.api.subjects import BodyId
from meeting_cadence.bodies import Contact
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.registry import load_world

router = APIRouter(prefix="/api/v1", tags=["people"])


class PersonGiven(BaseModel):
    """Who somebody is here, and for which body and all below it (`scope` null: every body)."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    role: Role
    scope: str | None = Field(None, max_length=200)
    language: Literal["zh", "en"] = "zh"
    email: str | None = Field(None, min_length=3, max_length=254)

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.name, self.role.value, self.scope, self.language, self.email)


class NewPerson(PersonGiven):
    """A person to come; the login lasts."""

    login: str = Field(min_length=1, max_length=100)


class ContactGiven(BaseModel):
    """Somebody to tell about a body. `channel`: `email`, `webhook`, or a chat that this installation has set up."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(min_length=1, max_length=60)
    address: str = Field(min_length=1, max_length=500)
    name: str | None = Field(None, max_length=200)
    channel: str = Field("email", min_length=1, max_length=40)
    all_clear: bool = False


class ContactsGiven(BaseModel):
    """Every contact of a body; who is not among them is told no longer."""

    model_config = ConfigDict(extra="forbid")

    contacts: Annotated[list[ContactGiven], Field(max_length=200)]


@router.get("/people")
@allow(PEOPLE_READERS)
def people(call: Caller) -> Answer:
    """Everyone who can sign in, or could, by login."""
    with call.house.store.reading() as session:
        return {"people": [_person(one) for one in SqlPeople(session, at=call.now).everyone()]}


@router.get("/people/{number}")
@allow(PEOPLE_READERS)
def person_by_number(call: Caller, number: Number, response: Response) -> Answer:
    """One person; the ETag is what a change names in If-Match."""
    with call.house.store.reading() as session:
        found = _found(session, call, number)
    response.headers["etag"] = _state(_person(found))
    return _person(found)


@router.post("/people", status_code=201)
@allow(PEOPLE_KEEPERS)
def make_person(call: Caller, given: NewPerson) -> Answer:
    """Add somebody. `link`, told only here, is where they choose a password, once and within 72 hours."""
    with call.house.store.session() as session:
        invited = add_person(
            SqlPeople(session, at=call.now),
            load_world(session),
            login=given.login,
            name=given.name,
            role=given.role,
            scope=given.scope,
            by=call.person.login,
            language=given.language,
            email=given.email,
        )
    return _invited(call, invited)


@router.put("/people/{number}")
@allow(PEOPLE_KEEPERS)
def change(call: Caller, number: Number, given: PersonGiven, if_match: IfMatch = None) -> Answer:
    """Put name, role, scope, language and address. Another role or scope ends their sessions at once."""
    with call.house.store.session() as session:
        found = _found(session, call, number)
        require_seen(found.login, _state(_person(found)), if_match)
        people = SqlPeople(session, at=call.now)
        changed = change_person(people, load_world(session), found, given.wanted, by=call.person.login)
    return _person(changed)


@router.post("/people/{number}/disable")
@allow(PEOPLE_KEEPERS)
def disable(call: Caller, number: Number) -> Answer:
    """Nothing of this person works any more: sessions, links, tokens and feeds end at once."""
    with call.house.store.session() as session:
        login = _found(session, call, number).login
        disable_person(SqlPeople(session, at=call.now), login, by=call.person.login)
        return _person(_found(session, call, number))


@router.post("/people/{number}/enable")
@allow(PEOPLE_KEEPERS)
def enable(call: Caller, number: Number) -> Answer:
    """Let a disabled person in again, by a new link; old password, tokens and feeds stay dead."""
    with call.house.store.session() as session:
        login = _found(session, call, number).login
        invited = enable_person(SqlPeople(session, at=call.now), login, by=call.person.login)
    return _invited(call, invited)


@router.post("/people/{number}/reset")
@allow(PEOPLE_KEEPERS)
def reset(call: Caller, number: Number) -> Answer:
    """Take password, second factor and tokens away; `link` is a new one-time link."""
    with call.house.store.session() as session:
        login = _found(session, call, number).login
        invited = reset_person(SqlPeople(session, at=call.now), login, by=call.person.login)
    return _invited(call, invited)


@router.get("/bodies/{body}/contacts")
@allow(PEOPLE_READERS)
def contacts(call: Caller, body: BodyId, response: Response) -> Answer:
    """Who is told about a body, those of its pack and those added here; the ETag is what a change names."""
    with call.reading() as reading:
        told = [_contact(one) for one in reading.body(body).contacts]
    response.headers["etag"] = _state(told)
    return {"body": body, "contacts": told}


@router.put("/bodies/{body}/contacts")
@allow(ADMINISTRATORS)
def change_contacts(call: Caller, body: BodyId, given: ContactsGiven, if_match: IfMatch = None) -> Answer:
    """Put all contacts of a body. `pack export` writes them with the body."""
    wanted = [Contact(one.role, one.address, one.name, one.channel, one.all_clear) for one in given.contacts]
    with call.house.store.session() as session:
        desk = SqlDesk(session, at=call.now, tables=call.house.tables, actor=call.person.login)
        kept = [_contact(one) for one in desk.world.body(body).contacts]
        require_seen(body, _state(kept), if_match)
        put_contacts(desk, body=body, contacts=wanted, by=call.person.name)
        told = [_contact(one) for one in desk.world.body(body).contacts]
    return {"body": body, "contacts": told}


def _found(session: Session, call: Call, number: int) -> Person:
    found = SqlPeople(session, at=call.now).by_number(number)
    if found is None:
        raise NotFound(str(number))
    return found


def _invited(call: Call, invited: Invited) -> Answer:
    with call.house.store.reading() as session:
        assert invited.person is not None
        person = _found(session, call, invited.person.id)
    return {**_person(person), "link": f"{call.house.public_url}/welcome/{invited.token}"}


def _person(person: Person) -> Answer:
    return {
        "id": person.id,
        "login": person.login,
        "name": person.name,
        "role": person.role.value,
        "scope": person.scope,
        "language": person.language,
        "email": person.email,
        "disabled": person.disabled,
    }


def _contact(contact: Contact) -> Answer:
    return contact._asdict()


def _state(told: Any) -> str:
    return f'"{hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]}"'
