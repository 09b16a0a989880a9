"""Calendar subscriptions: make one, list one's own, revoke one. The secret address is told once."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from meeting_cadence.access import NotFound, Role
from meeting_cadence.access.permits import SIGNED_IN, SUBSCRIBERS, allow
from meeting_cadence.api.call import Answer, Caller
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed

router = APIRouter(prefix="/api/v1", tags=["feeds"])
_FEEDS = table_of(Feed)


class NewFeed(BaseModel):
    """What to subscribe to."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["body", "subtree"] = Field("subtree", description="The body alone, or all below it too.")
    body: str = Field(description="Id of a body that you see.", max_length=200)
    language: Literal["zh", "en"] = "zh"


@router.get("/feeds")
@allow(SIGNED_IN)
def feeds(call: Caller) -> Answer:
    """Your subscriptions (an administrator: everyone's), without their addresses."""
    with call.reading() as reading:
        statement = select(_FEEDS).order_by(_FEEDS.c.id)
        if call.person.role is not Role.ADMINISTRATOR:
            statement = statement.where(_FEEDS.c.person == call.person.id)
        rows = reading.session.connection().execute(statement).mappings()
        return {"feeds": [_feed(row) for row in rows]}


@router.post("/feeds", status_code=201)
@allow(SUBSCRIBERS)
def create_feed(call: Caller, feed: NewFeed) -> Answer:
    """Make a subscription; `address` is a secret and is told only in this answer."""
    with call.house.store.session() as session:
        call.reading_on(session).body(feed.body)
        port = call.house.feeds
        number, token = port.create(session, call.person, feed.kind, feed.body, feed.language, call.now)
    address = call.house.public_url + port.path(token)
    return {"id": number, "address": address, "webcal": "webcal://" + address.partition("://")[2]}


@router.delete("/feeds/{number}", status_code=200)
@allow(SUBSCRIBERS)
def revoke_feed(call: Caller, number: Annotated[int, Path(ge=1)]) -> Answer:
    """Revoke a subscription of yours (an administrator: anyone's): 410 from the next request on."""
    with call.house.store.session() as session:
        owner = session.connection().execute(select(_FEEDS.c.person).where(_FEEDS.c.id == number)).first()
        may = owner is not None and (call.person.role is Role.ADMINISTRATOR or owner[0] == call.person.id)
        if not may:
            raise NotFound(str(number))
        call.house.feeds.revoke(session, number, call.now, call.person.login)
    return {"id": number, "revoked": True}


def _feed(row: Any) -> Answer:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "scope": row["scope"],
        "person": row["person"],
        "created": row["created"].isoformat(),
        "expires": row["expires"].isoformat() if row["expires"] else None,
        "revoked_at": row["revoked_at"].isoformat() if row["revoked_at"] else None,
        "last_used_at": row["last_used_at"].isoformat() if row["last_used_at"] else None,
        "last_client": row["last_client"],
    }
