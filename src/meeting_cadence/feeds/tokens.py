"""Subscription addresses: make, list, revoke, allow. A token is shown once; only its hash is kept."""

import secrets
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Select, Update, func, select, update
from sqlmodel import Session

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.feeds.lookup import token_hash
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope, calendar_of
from meeting_cadence.store.audit import note
from meeting_cadence.store.engine import Store
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed, FeedSnapshot
from meeting_cadence.store.tables.record import PersonRow

_FEED: Final = table_of(Feed)
_SNAPSHOT: Final = table_of(FeedSnapshot)
_PERSON: Final = table_of(PersonRow)

NEVER: Final = -1
"""A change number below all: a body with it is made anew at the next request."""

State = Literal["active", "revoked", "expired", "held_back"]


class FeedUnknown(MeetingCadenceError):
    """No feed has that number; `subject` is the number."""

    code = "feed.unknown"
    http_status = 404


class FeedOver(MeetingCadenceError):
    """That feed was revoked or has expired; `subject` is its number."""

    code = "feed.over"
    http_status = 409


class MineNeedsPerson(MeetingCadenceError):
    """A feed of what is mine was asked for without saying whose."""

    code = "feed.mine_needs_person"
    exit_status = 2
    http_status = 422


class NothingHeldBack(MeetingCadenceError):
    """That feed has nothing waiting for a person's word; `subject` is its number."""

    code = "feed.nothing_held_back"
    http_status = 409


class Created(NamedTuple):
    """A new feed. The token is never to be had again."""

    id: int
    token: str

    def address(self, base_url: str) -> str:
        """The https (or http) address to subscribe to."""
        return f"{base_url}/feeds/{self.token}.ics"


class Listed(NamedTuple):
    """A feed as its owner sees it."""

    id: int
    person: int | None
    scope: Scope
    options: Options
    created: datetime
    expires: datetime | None
    state: State
    last_used_at: datetime | None
    last_client: str | None
    last_etag: str | None
    """The body that the client holds."""
    changed_at: datetime | None
    """When its published content last changed."""
    held_back_at: datetime | None
    """Since when a sudden loss of entries waits for a person's word."""


def create(
    session: Session,
    scope: Scope,
    *,
    at: datetime,
    person: int | None = None,
    options: Options | None = None,
    expires: datetime | None = None,
    by: str | None = None,
) -> Created:
    """Make a feed. Raises NotFound for an unknown body or mandate; MineNeedsPerson."""
    if scope.kind == "mine" and person is None:
        raise MineNeedsPerson()
    scope.checked(load_world(session))
    options = options or Options()
    token = secrets.token_urlsafe(32)
    feed = Feed(
        token_hash=token_hash(token),
        person=person,
        kind=scope.kind,
        scope=scope.id,
        options=options.as_mapping(),
        calendar=calendar_of(scope, options),
        created=at,
        expires=expires,
    )
    session.add(feed)
    session.flush()
    assert feed.id is not None
    note(
        session,
        "feed.created",
        at=at,
        actor=by,
        subject=str(feed.id),
        kind=scope.kind,
        scope=scope.id,
        person=person,
    )
    return Created(feed.id, token)


def listed(session: Session, *, at: datetime, person: int | None = None) -> list[Listed]:
    """The feeds of a person (None: all), the oldest first."""
    statement = _listing().order_by(_FEED.c.id)
    if person is not None:
        statement = statement.where(_FEED.c.person == person)
    return [_listed(row, at) for row in session.connection().execute(statement)]


def one(session: Session, feed: int, *, at: datetime) -> Listed:
    """One feed. Raises FeedUnknown."""
    row = session.connection().execute(_listing().where(_FEED.c.id == feed)).one_or_none()
    if row is None:
        raise FeedUnknown(str(feed))
    return _listed(row, at)


def _listing() -> Select[Any]:
    columns = (_FEED, _SNAPSHOT.c.modified, _SNAPSHOT.c.held_back_at)
    return select(*columns).outerjoin(_SNAPSHOT, _SNAPSHOT.c.calendar == _FEED.c.calendar)


def _listed(row: Any, at: datetime) -> Listed:
    return Listed(
        id=row.id,
        person=row.person,
        scope=Scope(row.kind, row.scope),
        options=Options.read(row.options),
        created=row.created,
        expires=row.expires,
        state=_state(row.revoked_at, row.expires, row.held_back_at, at),
        last_used_at=row.last_used_at,
        last_client=row.last_client,
        last_etag=row.last_etag,
        changed_at=row.modified,
        held_back_at=row.held_back_at,
    )


def _state(
    revoked: datetime | None, expires: datetime | None, held_back: datetime | None, at: datetime
) -> State:
    if revoked is not None:
        return "revoked"
    if expires is not None and expires <= at:
        return "expired"
    return "held_back" if held_back is not None else "active"


def revoke(
    session: Session, feed: int, *, at: datetime, person: int | None = None, by: str | None = None
) -> None:
    """End a feed, from the next request on, in every process. Raises FeedUnknown.

    With `person` only that person's own feeds exist. A feed already revoked keeps its first day.
    """
    mine = (_FEED.c.id == feed) if person is None else (_FEED.c.id == feed) & (_FEED.c.person == person)
    first = func.coalesce(_FEED.c.revoked_at, at)
    if _changed(session, update(_FEED).where(mine).values(revoked_at=first)) == 0:
        raise FeedUnknown(str(feed))
    note(session, "feed.revoked", at=at, actor=by, subject=str(feed))


def allow_loss(session: Session, feed: int, *, at: datetime, by: str | None = None) -> None:
    """A person says that the body held back may be published. Raises NothingHeldBack."""
    calendar = select(_FEED.c.calendar).where(_FEED.c.id == feed).scalar_subquery()
    mine = (_SNAPSHOT.c.calendar == calendar) & _SNAPSHOT.c.held_back_at.is_not(None)
    if _changed(session, update(_SNAPSHOT).where(mine).values(allowed=True, number=NEVER)) == 0:
        raise NothingHeldBack(str(feed))
    note(session, "feed.loss_allowed", at=at, actor=by, subject=str(feed))


def renew(session: Session, feed: int, *, at: datetime, by: str | None = None) -> Created:
    """Another address for the same calendar; the old one ends with the next request. Raises FeedUnknown, FeedOver."""
    old = one(session, feed, at=at)
    if old.state in ("revoked", "expired"):
        raise FeedOver(str(feed))
    made = create(
        session, old.scope, at=at, person=old.person, options=old.options, expires=old.expires, by=by
    )
    revoke(session, feed, at=at, by=by)
    return made


def follow_person(store: Store, feed: int) -> None:
    """Turn a feed of the kind `mine` to the body that its person works for by now."""
    with store.sharing() as session:
        columns = (_FEED.c.options, _PERSON.c.scope)
        statement = select(*columns).join(_PERSON, _PERSON.c.id == _FEED.c.person).where(_FEED.c.id == feed)
        row = session.connection().execute(statement).one()
        scope = Scope("mine", row.scope or "")
        calendar = calendar_of(scope, Options.read(row.options))
        values = {"scope": scope.id, "calendar": calendar}
        session.connection().execute(update(_FEED).where(_FEED.c.id == feed).values(values))


def _changed(session: Session, statement: Update) -> int:
    return session.connection().execute(statement).rowcount
