"""One call of one person to the API: who, when, and the record as they see it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Annotated, Any, Protocol

from fastapi import Depends, Path, Query
from sqlmodel import Session
from starlette.requests import Request

from meeting_cadence.access import Person
from meeting_cadence.actions.alert_port import AlertPort
from meeting_cadence.actions.feed_port import FeedPort
from meeting_cadence.actions.sign_in import Rules
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.queries.time_asked import read_instant, read_time
from meeting_cadence.store.engine import Store
from meeting_cadence.store.reading import Reading


class House(Protocol):
    """What the API uses of the service."""

    @property
    def store(self) -> Store: ...
    @property
    def tables(self) -> Tables: ...
    @property
    def feeds(self) -> FeedPort: ...
    @property
    def alerts(self) -> AlertPort: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def zone(self) -> tzinfo: ...
    @property
    def public_url(self) -> str: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...


@dataclass(frozen=True)
class Call:
    """Signed in: every route of the API demands it."""

    house: House
    person: Person
    now: datetime

    @contextmanager
    def reading(self, *, at: str | None = None, known_at: str | None = None) -> Iterator[Reading]:
        """The record as this person sees it, in one snapshot. Raises TimeUnreadable."""
        with self.house.store.reading() as session:
            asked, known = read_time(at), read_instant(known_at, self.house.zone)
            yield Reading(session, self.house.tables, self.person, self.now, at=asked, known_at=known)

    def reading_on(self, session: Session) -> Reading:
        """The record of now in a transaction that is open already."""
        return Reading(session, self.house.tables, self.person, self.now)


def open_call(request: Request) -> Call:
    """A FastAPI dependency."""
    person: Person | None = request.state.person
    assert person is not None, "the route's permit lets nobody in without signing in"
    return Call(request.app.state.site, person, request.state.now)


Caller = Annotated[Call, Depends(open_call)]
At = Annotated[
    str | None, Query(description="A day (the whole of it) or an instant with offset; default: now.")
]
KnownAt = Annotated[
    str | None,
    Query(description="What had been recorded by this instant (a day: its end); default: everything."),
]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="A number as the database counts.")]
Answer = dict[str, Any]
