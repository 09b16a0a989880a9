"""What pages and the API ask of feeds. They do not know that room; `app` hands over its verbs as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from meeting_cadence.access.person import Person

Make = Callable[[Any, Person, str, str, Literal["zh", "en"], datetime], tuple[int, str]]
"""(session, person, kind, scope, language, at) → (number, secret token, told once)."""


@dataclass(frozen=True, slots=True)
class FeedPort:
    """The verbs of subscriptions."""

    create: Make
    revoke: Callable[[Any, int, datetime, str], None]
    """(session, number, at, login of who does it)."""
    path: Callable[[str], str]
    """Token → path of the feed, ending in .ics."""
