"""Who a request is from: Basic authentication by a login and a password made for one device.

Whatever is wrong with them, the answer is the same. Wrong ones are limited by address; right ones never are, so that
nobody can lock others out.
"""

import base64
import binascii
from datetime import datetime

from meeting_cadence.actions.device_passwords import DevicePass, device_of
from meeting_cadence.feeds.limit import Limit
from meeting_cadence.store.device_passwords import SqlDevicePasswords
from meeting_cadence.store.engine import Store

_LONGEST = 400


class SignIn:
    """One per process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._limit = Limit()

    def device(self, authorization: str | None, *, at: datetime) -> DevicePass | None:
        """The device of an Authorization header; None where it is good for nothing. Raises StoreFault."""
        given = _basic(authorization or "")
        if given is None:
            return None
        with self._store.reading() as session:
            return device_of(SqlDevicePasswords(session, at=at), *given)

    def is_over_limit(self, address: str, *, at: datetime) -> bool:
        """Note a wrong password; whether too many came from there."""
        return self._limit.note(address, at)

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
