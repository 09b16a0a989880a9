"""Calling a dead-man's switch after a tick: whoever runs it raises the alarm when the calls stop."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.alerts.channels.channel import ChannelError
from meeting_cadence.alerts.channels.post import Terms, post
from meeting_cadence.settings import Settings
from meeting_cadence.store.engine import Store
from meeting_cadence.store.watching import SignOfLife, put_sign_of_life, sign_of_life

_TIMEOUT: Final = 5.0
"""Seconds of silence; a call may hold up the next tick, so it is short."""
_HEADERS: Final = {"User-Agent": "meeting-cadence", "Content-Type": "text/plain"}


class Alive(NamedTuple):
    """Where to call, and how often. Only listed hosts are called, and no redirect is followed."""

    store: Store
    url: str
    hosts: Hosts
    every: timedelta

    def call(self, at: datetime) -> bool:
        """Call if it is time; answers whether. What fails is written down and tried again at the next tick.

        Raises StoreFault, and ChannelError for a call that was not taken.
        """
        with self.store.reading() as session:
            last = sign_of_life(session)
        if last.failing_since is None and last.at is not None and timedelta() <= at - last.at < self.every:
            return False
        try:
            post(self.url, b"", _HEADERS, Terms(timeout=_TIMEOUT, at=at, hosts=self.hosts))
        except ChannelError as failure:
            self._keep(SignOfLife(last.at, last.failing_since or at, failure.detail))
            raise
        self._keep(SignOfLife(at))
        return True

    def _keep(self, sign: SignOfLife) -> None:
        with self.store.sharing() as session:
            put_sign_of_life(session, sign)


def alive_of(settings: Settings, store: Store) -> Callable[[datetime], bool]:
    """The calls as the settings want them; without an address none are made."""
    if settings.alive_url is None:
        return lambda at: False
    every = timedelta(minutes=settings.alive_minutes)
    url = settings.alive_url.get_secret_value()
    return Alive(store, url, Hosts.of(settings.alive_hosts), every).call
