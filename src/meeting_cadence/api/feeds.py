"""Calendar subscriptions: make one, list one's own, revoke one. The secret address is told once."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.access import NotFound, Role
from meeting_cadence.access.permits import SIGNED_IN, SUBSCRIBERS, allow
from meeting_cadence.api.call import Answer, Call, Caller, Number
from meeting_cadence.standing.judgement import Standing
from meeting_cadence.store.reading import Reading
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed

router = APIRouter(prefix="/api/v1", tags=["feeds"])
_FEEDS = table_of(Feed)


class NewFeed(BaseModel):
    """What to subscribe to, and what it shows; fixed with its address."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["body", "subtree", "mandate", "mine"] = Field(
        "subtree", description="The body alone, all below it too, one mandate, or all that you work for."
    )
    body: str | None = Field(
        None, description="Of body and subtree: id of a body that you see.", max_length=200
    )
    mandate: str | None = Field(
        None, description="Of mandate: its id; you see every body it obliges.", max_length=200
    )
    language: Literal["zh", "en"] = "zh"
    history: bool = Field(True, description="With what is done and past.")
    cancelled: bool = Field(True, description="Cancelled meetings stay for 30 days, marked.")
    reminders: list[Annotated[int, Field(ge=1, le=366)]] = Field(
        [], max_length=5, description="Days before an open deadline at which there is an entry of its own."
    )
    standings: list[Standing] = Field(
        [], description="Only deadlines of these standings, and no meetings; none: everything."
    )
    months_back: Annotated[int, Field(ge=0, le=120)] | None = None
    months_ahead: Annotated[int, Field(ge=1, le=120)] | None = None

    @model_validator(mode="after")
    def _named(self) -> "NewFeed":
        """Exactly what the kind needs."""
        needed = {"body": "body", "subtree": "body", "mandate": "mandate"}.get(self.kind)
        for name in ("body", "mandate"):
            if (getattr(self, name) is not None) != (name == needed):
                raise ValueError(f"{name}: needed by its kind only")
        return self

    def options(self) -> Answer:
        """The options that were given."""
        chosen = self.model_dump(exclude={"kind", "body", "mandate"}, exclude_none=True)
        return {**chosen, "standings": [one.value for one in self.standings]}


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
        reading = call.reading_on(session)
        if feed.body is not None:
            reading.body(feed.body)
        if feed.mandate is not None and not _obliged(reading, feed.mandate) <= set(reading.bodies):
            raise NotFound(feed.mandate)
        port = call.house.feeds
        scope = feed.body or feed.mandate or ""
        number, token = port.create(session, call.person, feed.kind, scope, feed.options(), call.now)
    return {"id": number, **_addresses(call, token)}


@router.get("/feeds/{number}")
@allow(SIGNED_IN)
def feed(call: Caller, number: Number) -> Answer:
    """One subscription of yours (an administrator: anyone's); `copy_is_current`: null when never fetched."""
    with call.reading() as reading:
        row = _mine(call, reading.session, number)
    held = row["last_etag"]
    is_over = row["revoked_at"] is not None or (row["expires"] is not None and row["expires"] <= call.now)
    current = None if held is None or is_over else call.house.feeds.tag(number, call.now) == held
    return {**_feed(row), "copy_is_current": current}


@router.post("/feeds/{number}/renew", status_code=201)
@allow(SUBSCRIBERS)
def renew_feed(call: Caller, number: Number) -> Answer:
    """Another address for the same calendar; the old one answers 410 from the next request on."""
    with call.house.store.session() as session:
        _mine(call, session, number)
        renewed, token = call.house.feeds.renew(session, number, call.now, call.person.login)
    return {"id": renewed, **_addresses(call, token)}


@router.delete("/feeds/{number}", status_code=200)
@allow(SUBSCRIBERS)
def revoke_feed(call: Caller, number: Number) -> Answer:
    """Revoke a subscription of yours (an administrator: anyone's): 410 from the next request on."""
    with call.house.store.session() as session:
        _mine(call, session, number)
        call.house.feeds.revoke(session, number, call.now, call.person.login)
    return {"id": number, "revoked": True}


def _obliged(reading: Reading, mandate: str) -> set[str]:
    """The bodies that a mandate obliges. Raises NotFound."""
    return set(reading.world.obliged[reading.world.mandate(mandate).id])


def _addresses(call: Call, token: str) -> Answer:
    address = call.house.public_url + call.house.feeds.path(token)
    return {"address": address, "webcal": "webcal://" + address.partition("://")[2]}


def _mine(call: Call, session: Session, number: int) -> Any:
    """The row of a subscription of the caller (an administrator: anyone's). Raises NotFound."""
    row = session.connection().execute(select(_FEEDS).where(_FEEDS.c.id == number)).mappings().first()
    if row is None or not (call.person.role is Role.ADMINISTRATOR or row["person"] == call.person.id):
        raise NotFound(str(number))
    return row


def _feed(row: Any) -> Answer:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "scope": row["scope"],
        "options": row["options"],
        "person": row["person"],
        "created": row["created"].isoformat(),
        "expires": row["expires"].isoformat() if row["expires"] else None,
        "revoked_at": row["revoked_at"].isoformat() if row["revoked_at"] else None,
        "last_used_at": row["last_used_at"].isoformat() if row["last_used_at"] else None,
        "last_client": row["last_client"],
    }
