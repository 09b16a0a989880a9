"""Letting a device in: its password, and a calendar to see where its owner has none yet."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.access import Person
from meeting_cadence.access.profiles import Profile
from meeting_cadence.actions.device_passwords import MadeDevice, WantedDevice, create_device_password
from meeting_cadence.feeds.options import Options
from meeting_cadence.feeds.scope import mine
from meeting_cadence.feeds.tokens import create
from meeting_cadence.store.device_passwords import SqlDevicePasswords
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed

_FEED: Final = table_of(Feed)


def admit(
    session: Session,
    owner: Person,
    wanted: WantedDevice,
    *,
    at: datetime,
    by: str,
    profile: Profile,
    options: Options,
) -> MadeDevice:
    """Make a device's password. Who has no subscription gets one to what they work for; nobody knows its link.

    Raises NotAllowed, DeviceNameMissing, DeviceLasts.
    """
    made = create_device_password(SqlDevicePasswords(session, at=at), owner, wanted, by=by, profile=profile)
    live = (_FEED.c.person == owner.id) & _FEED.c.revoked_at.is_(None)
    lasting = live & (_FEED.c.expires.is_(None) | (_FEED.c.expires > at))
    if session.connection().execute(select(_FEED.c.id).where(lasting).limit(1)).first() is None:
        create(session, mine(owner), at=at, person=owner.id, options=options, by=by)
    return made
