"""The verbs of feeds, for rooms that do not know feeds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from meeting_cadence.access import Person
from meeting_cadence.access.profiles import Profile
from meeting_cadence.actions.device_passwords import MadeDevice, WantedDevice
from meeting_cadence.actions.feed_port import FeedPort
from meeting_cadence.feeds import tokens
from meeting_cadence.feeds.calendars import Calendars
from meeting_cadence.feeds.dav.devices import admit
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import Scope, mine
from meeting_cadence.feeds.snapshots import digest
from meeting_cadence.settings import Settings


def feed_port(settings: Settings, calendars: Calendars) -> FeedPort:
    """`calendars`: those that the process serves feeds from."""
    months = {"months_back": settings.feed_months_back, "months_ahead": settings.feed_months_ahead}

    def make(
        session: Session, person: Person, kind: str, scope: str, options: Mapping[str, Any], at: datetime
    ) -> tuple[int, str]:
        known: Any = kind
        wanted = mine(person) if kind == "mine" else Scope(known, scope)
        chosen = Options.read({**months, **options})
        made = tokens.create(session, wanted, at=at, person=person.id, options=chosen, by=person.login)
        return made.id, made.token

    def end(session: Session, number: int, at: datetime, by: str) -> None:
        tokens.revoke(session, number, at=at, by=by)

    def renew(session: Session, number: int, at: datetime, by: str) -> tuple[int, str]:
        made = tokens.renew(session, number, at=at, by=by)
        return made.id, made.token

    def publish(session: Session, number: int, at: datetime, by: str) -> None:
        tokens.allow_loss(session, number, at=at, by=by)

    def tag(number: int, at: datetime) -> str:
        with calendars.store.reading() as session:
            feed = tokens.one(session, number, at=at)
        return digest(calendars.compose(feed.scope, feed.options, at=at).body)

    def let_in(
        session: Session, owner: Person, wanted: WantedDevice, at: datetime, profile: Profile
    ) -> MadeDevice:
        options = Options.read({**months, "language": owner.language})
        return admit(session, owner, wanted, at=at, by=owner.login, profile=profile, options=options)

    return FeedPort(make, end, renew, publish, tag, let_in, path=lambda token: f"/feeds/{token}.ics")
