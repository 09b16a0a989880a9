"""What pages and the API ask of feeds. They do not know that room; `app` hands over its verbs as plain callables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meeting_cadence.access.person import Person
from meeting_cadence.access.profiles import Profile
from meeting_cadence.actions.device_passwords import MadeDevice, WantedDevice

Make = Callable[[Any, Person, str, str, Mapping[str, Any], datetime], tuple[int, str]]
"""(session, person, kind, scope, options, at) → (number, secret token, told once). Options left out are defaults."""

Admit = Callable[[Any, Person, WantedDevice, datetime, Profile], MadeDevice]
"""(session, owner, wanted, at, profile) → the new password of a device, told once."""


@dataclass(frozen=True, slots=True)
class FeedPort:
    """The verbs of subscriptions."""

    create: Make
    revoke: Callable[[Any, int, datetime, str], None]
    """(session, number, at, login of who does it)."""
    renew: Callable[[Any, int, datetime, str], tuple[int, str]]
    """(session, number, at, login): another address for the same calendar, the old one ends → (number, token)."""
    publish: Callable[[Any, int, datetime, str], None]
    """(session, number, at, login): a person says that what was held back may be published."""
    tag: Callable[[int, datetime], str]
    """(number, at) → the tag of the body that a client would get now."""
    admit: Admit
    path: Callable[[str], str]
    """Token → path of the feed, ending in .ics."""
