"""Passwords of devices: made, listed, revoked. By one a device reads its owner's calendars, no more."""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Protocol

from meeting_cadence.access.permits import SUBSCRIBERS
from meeting_cadence.access.person import Person
from meeting_cadence.access.profiles import STANDARD, Profile
from meeting_cadence.access.refusals import NotAllowed
from meeting_cadence.actions.passwords import hash_token
from meeting_cadence.actions.refusals import DeviceLasts, DeviceNameMissing, DeviceUnknown

LETTERS: Final = "abcdefghijkmnpqrstuvwxyz23456789"
"""32 that are told apart on a telephone's screen."""
GROUPS: Final = 5
"""Of four letters: 100 random bits, typed in half a minute."""
_BETWEEN: Final = re.compile(r"[\s-]+")
_SEEN_EVERY: Final = timedelta(minutes=5)


class DevicePass(NamedTuple):
    """A password of a device as it is kept, without its secret. `owner`: as they are now."""

    id: int
    owner: Person
    name: str
    created: datetime
    expires: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_client: str | None

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires and SUBSCRIBERS.admits(self.owner)

    def is_use_to_note(self, client: str, at: datetime) -> bool:
        """Whether its last use lies some minutes back, or was by another program."""
        last = self.last_used_at
        return last is None or at - last >= _SEEN_EVERY or client != self.last_client


class WantedDevice(NamedTuple):
    """`name`: which device it is for."""

    name: str
    days: int


class DevicePasswords(Protocol):
    """The passwords of devices in the hands of an action: one transaction at one instant."""

    @property
    def at(self) -> datetime: ...

    def put(
        self, secret_hash: str, owner: Person, wanted: WantedDevice, expires: datetime, *, by: str
    ) -> int:
        """Keep a new one; answers its number."""
        ...

    def by_hash(self, secret_hash: str) -> DevicePass | None: ...

    def of(self, owner: Person | None) -> list[DevicePass]:
        """Those of a person (None: of everyone), the latest first."""
        ...

    def touch(self, number: int, client: str) -> None: ...

    def revoke(self, device: DevicePass, *, by: str) -> None: ...


class MadeDevice(NamedTuple):
    """A new password of a device. Its secret is told once."""

    id: int
    secret: str


def create_device_password(
    passwords: DevicePasswords, owner: Person, wanted: WantedDevice, *, by: str, profile: Profile = STANDARD
) -> MadeDevice:
    """Make one for its owner. Raises NotAllowed, DeviceNameMissing, DeviceLasts."""
    if not SUBSCRIBERS.admits(owner):
        raise NotAllowed(SUBSCRIBERS.name)
    if not wanted.name.strip() or len(wanted.name) > 100 or not wanted.name.isprintable():
        raise DeviceNameMissing()
    if not 1 <= wanted.days <= profile.token_days:
        raise DeviceLasts(days=profile.token_days)
    secret = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(GROUPS))
    expires = passwords.at + timedelta(days=wanted.days)
    return MadeDevice(passwords.put(_hash(secret), owner, wanted, expires, by=by), secret)


def device_of(passwords: DevicePasswords, login: str, secret: str) -> DevicePass | None:
    """The live password that login and secret stand for; None when they are good for nothing, whatever the cause."""
    found = passwords.by_hash(_hash(secret))
    if found is None or found.owner.login != login.strip().lower() or not found.is_live(passwords.at):
        return None
    return found


def revoke_device_password(
    passwords: DevicePasswords, number: int, *, person: Person | None, by: str
) -> None:
    """End one at once; `person`: only theirs (None: anyone's). Raises DeviceUnknown."""
    found = next((one for one in passwords.of(person) if one.id == number), None)
    if found is None:
        raise DeviceUnknown(str(number))
    if found.revoked_at is None:
        passwords.revoke(found, by=by)


def _hash(secret: str) -> str:
    """However it was typed: groups joined or not, capitals by the telephone's keyboard."""
    return hash_token(_BETWEEN.sub("", secret).lower())
