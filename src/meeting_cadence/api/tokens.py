"""Tokens of the API: make one, list one's own, revoke one. Only somebody signed in by hand may; a token makes none."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from meeting_cadence.access import Role
from meeting_cadence.access.permits import IN_PERSON, allow
from meeting_cadence.access.token_rights import Only
from meeting_cadence.actions.api_tokens import Token, Wanted, badge_address, create_token, revoke_token
from meeting_cadence.api.call import Answer, Caller, Number
from meeting_cadence.store.api_tokens import SqlTokens

router = APIRouter(prefix="/api/v1", tags=["tokens"])


class NewToken(BaseModel):
    """What a token may do: never more than you."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="What it is for.", min_length=1, max_length=100)
    role: Role = Field(description="Your own role or viewer; a supervisor's token may also be a secretary's.")
    scope: str | None = Field(None, description="Id of a body: only its subtree.", max_length=200)
    days: int = Field(30, description="How long it lasts.", ge=1, le=366)
    only: Only | None = Field(
        None,
        description="`metrics`: for a scraper of `/metrics` and nothing else. `badge`: for a picture of `scope` on any "
        "page; its `address` is told beside the secret.",
    )


@router.get("/tokens")
@allow(IN_PERSON)
def tokens(call: Caller) -> Answer:
    """Your tokens (an administrator: everyone's), without their secrets."""
    with call.reading() as reading:
        owner = None if call.person.role is Role.ADMINISTRATOR else call.person
        return {"tokens": [token_answer(one) for one in SqlTokens(reading.session, at=call.now).of(owner)]}


@router.post("/tokens", status_code=201)
@allow(IN_PERSON)
def make_token(call: Caller, token: NewToken) -> Answer:
    """Make a token; `secret` is told only in this answer. Send it as `Authorization: Bearer …`."""
    with call.house.store.session() as session:
        reading = call.reading_on(session)
        if token.scope is not None:
            reading.body(token.scope)
        made = create_token(
            SqlTokens(session, at=call.now),
            reading.world,
            call.person,
            Wanted(token.name, token.role, token.scope, token.days, token.only),
            by=call.person.login,
            profile=call.house.rules.profile,
        )
    told: Answer = {"id": made.id, "secret": made.secret}
    if token.only == "badge":
        told["address"] = badge_address(call.house.public_url, made.secret)
    return told


@router.delete("/tokens/{number}", status_code=200)
@allow(IN_PERSON)
def end_token(call: Caller, number: Number) -> Answer:
    """Revoke a token of yours (an administrator: anyone's), from the next request on."""
    owner = None if call.person.role is Role.ADMINISTRATOR else call.person
    with call.house.store.session() as session:
        revoke_token(SqlTokens(session, at=call.now), number, person=owner, by=call.person.login)
    return {"id": number, "revoked": True}


def token_answer(token: Token) -> Answer:
    """A token as the API lists it."""
    return {
        "id": token.id,
        "owner": token.owner.login,
        "name": token.name,
        "role": token.role.value,
        "scope": token.scope,
        "only": token.only,
        "created": token.created.isoformat(),
        "expires": token.expires.isoformat(),
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
        "last_used_at": token.last_used_at.isoformat() if token.last_used_at else None,
    }
