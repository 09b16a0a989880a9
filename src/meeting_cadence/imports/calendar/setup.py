"""From the settings to reading calendars in."""

from collections.abc import Callable
from datetime import datetime, timedelta

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.imports.calendar.fetch import Terms
from meeting_cadence.imports.calendar.keep import read_due
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store


def terms_of(settings: Settings) -> Terms:
    """Which hosts may be read from."""
    return Terms(Hosts.of(settings.calendar_hosts))


def every_of(settings: Settings) -> timedelta:
    """How often an address is read."""
    return timedelta(minutes=settings.calendar_minutes)


def reader_of(
    settings: Settings, store: Store, *, clock: Callable[[], datetime]
) -> Callable[[datetime], int] | None:
    """Reading every address whose turn it is; None where no host is permitted."""
    if not settings.calendar_hosts:
        return None
    terms, every = terms_of(settings), every_of(settings)
    return lambda at: read_due(store, terms, at=at, every=every, clock=clock)
