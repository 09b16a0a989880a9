"""One request of one device: whose it is, when, and how it reaches the calendars."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from typing import Final

from meeting_cadence.access import Person
from meeting_cadence.feeds.dav.addresses import Address
from meeting_cadence.feeds.dav.collections import Collection, collections_of
from meeting_cadence.feeds.dav.shelf import Published, Shelf
from meeting_cadence.feeds.uses import Use, write_uses
from meeting_cadence.store.engine import Store
from meeting_cadence.store.registry import load_world

_USE_EVERY: Final = timedelta(minutes=5)


@dataclass
class Visit:
    """`client`: what the program calls itself. `prefix`: the path before /dav in addresses. `zone`: of whole days."""

    store: Store
    shelf: Shelf
    person: Person
    at: datetime
    client: str
    prefix: str
    zone: tzinfo
    _read: dict[str, Published] = field(default_factory=dict)

    def href(self, address: Address) -> str:
        """Its path as clients see it."""
        return self.prefix + address.path

    @cached_property
    def collections(self) -> Mapping[str, Collection]:
        """The person's calendars by their names in addresses."""
        with self.store.reading() as session:
            found = collections_of(session, self.person, load_world(session), at=self.at)
        return {one.name: one for one in found}

    def published(self, collection: Collection) -> Published:
        """The calendar of now, asked for once a request."""
        found = self._read.get(collection.name)
        if found is None:
            found = self._read[collection.name] = self.shelf.current(collection, at=self.at)
        return found

    def note_use(self, collection: Collection) -> None:
        """Write down that this program holds the calendar of now, for the page; at most every few minutes."""
        etag, last = self.published(collection).etag, collection.last_used_at
        if last is None or self.at - last >= _USE_EVERY or etag != collection.last_etag:
            write_uses(self.store, {collection.feed: Use(self.client, etag, self.at)})

    @property
    def principal(self) -> Address:
        return Address(self.person.id, is_principal=True)

    @property
    def home(self) -> Address:
        return Address(self.person.id)
