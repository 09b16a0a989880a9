"""Which calendars a person has: those they subscribed to and may still see, each once."""

import hashlib
import json
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.access import Person
from meeting_cadence.feeds.names import Names
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope, calendar_of, mine
from meeting_cadence.queries.world import World
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed

_FEED: Final = table_of(Feed)


class Collection(NamedTuple):
    """`name`: the last part of its address; it stays when the subscription is renewed or follows its person."""

    name: str
    title: str
    calendar: str
    scope: Scope
    options: Options
    feed: int
    """The subscription that it shows, the oldest of equal ones."""
    last_used_at: datetime | None
    last_etag: str | None


def collections_of(session: Session, person: Person, world: World, *, at: datetime) -> list[Collection]:
    """The person's calendars, the oldest subscription first."""
    mine_alone = (_FEED.c.person == person.id) & _FEED.c.revoked_at.is_(None)
    rows = session.connection().execute(select(_FEED).where(mine_alone).order_by(_FEED.c.id))
    found: dict[str, Collection] = {}
    for row in rows:
        if row.expires is not None and row.expires <= at:
            continue
        collection = _collection(row, person, world)
        if collection.scope.is_seen_by(person, world):
            found.setdefault(collection.name, collection)
    return list(found.values())


def _collection(row: Any, person: Person, world: World) -> Collection:
    options = Options.read(row.options)
    scope = mine(person) if row.kind == "mine" else Scope(row.kind, row.scope)
    title = scope.title(Names(world.pack, options.language))
    named = json.dumps(
        [row.kind, "" if row.kind == "mine" else row.scope, options.as_mapping()], sort_keys=True
    )
    name = hashlib.sha256(named.encode()).hexdigest()[:16]
    return Collection(
        name, title, calendar_of(scope, options), scope, options, row.id, row.last_used_at, row.last_etag
    )
