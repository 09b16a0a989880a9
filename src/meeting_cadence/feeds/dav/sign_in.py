"""Who a request is from: Basic authentication by a login and a password made for one device.

Whatever is wrong with them, the answer is the same. Wrong ones are limited by address; right ones never are, so that
nobody can lock others out. The trail learns of wrong ones, of each address twice a day at most: of the first, and when
there are so many that it is turned away.
"""

import base64
import binascii
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

from meeting_cadence.actions.device_passwords import DevicePass, device_of
from meeting_cadence.feeds.limit import Limit
from meeting_cadence.store.device_passwords import SqlDevicePasswords
from meeting_cadence.store.engine import Store
from meeting_cadence.store.people import SqlPeople

_LONGEST: Final = 400
_TOLD_EVERY: Final = timedelta(days=1)
_MOST_TOLD: Final = 1000
"""Lines in a day, from all addresses together."""


class SignIn:
    """One per process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._limit = Limit()
        self._told: OrderedDict[tuple[str, str], datetime] = OrderedDict()

    def device(self, authorization: str | None, *, at: datetime) -> DevicePass | None:
        """The device of an Authorization header; None where it is good for nothing. Raises StoreFault."""
        given = _basic(authorization or "")
        if given is None:
            return None
        with self._store.reading() as session:
            return device_of(SqlDevicePasswords(session, at=at), *given)

    def is_over_limit(self, authorization: str, address: str, *, at: datetime) -> bool:
        """Count a wrong password; whether too many came from there. Raises StoreFault."""
        is_over = self._limit.note(address, at)
        kind = "device_turned_away" if is_over else "device_sign_in_failed"
        if self._is_news(kind, address, at):
            given = _basic(authorization)
            with self._store.sharing() as session:
                people = SqlPeople(session, at=at)
                account = people.account(given[0].strip().lower()) if given is not None else None
                login = account.person.login if account is not None else None
                people.note(kind, login=login, by=None, address=address)
        return is_over

    def _is_news(self, kind: str, address: str, at: datetime) -> bool:
        """Whether the trail has not been told of this within a day, nor of too many others."""
        while self._told and at - next(iter(self._told.values())) >= _TOLD_EVERY:
            self._told.popitem(last=False)
        if (kind, address) in self._told or len(self._told) >= _MOST_TOLD:
            return False
        self._told[kind, address] = at
        return True

    def note_use(self, device: DevicePass, client: str, *, at: datetime) -> None:
        """Write down who came and when, to within some minutes. Raises StoreFault."""
        if device.is_use_to_note(client, at):
            with self._store.passing() as session:
                SqlDevicePasswords(session, at=at).touch(device.id, client)


def _basic(header: str) -> tuple[str, str] | None:
    """Login and password."""
    scheme, _, coded = header.partition(" ")
    if scheme.lower() != "basic" or len(coded) > _LONGEST:
        return None
    try:
        login, colon, password = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (login, password) if colon else None
