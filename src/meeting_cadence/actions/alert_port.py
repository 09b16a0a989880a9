"""What pages and the API ask of alerts. They do not know that room; `app` hands over its verbs as plain callables."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from meeting_cadence.bodies import Text


class Forecast(NamedTuple):
    """One notice as it would be sent, if nothing were recorded or answered until then."""

    day: date
    """Local to the body, on which it may leave; `leaves` is the instant."""
    leaves: datetime
    recipient: str
    """The address; empty: there is nobody to tell."""
    channel: str
    name: str | None
    role: str
    stands_in: bool
    kind: str
    rung: str
    occurrence: int
    obligation: str
    body: str
    mandate: str
    title: Text
    label: str


class Asked(NamedTuple):
    """What a forecast is about: one obligation, or all of these mandates and bodies (None: every one).

    `policy`: the rungs to try instead of those in force, in the keys of a pack.
    """

    start: datetime
    end: datetime
    obligation: str | None = None
    mandates: Collection[str] | None = None
    bodies: Collection[str] | None = None
    policy: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class AlertPort:
    """The verbs of alerts."""

    channels: tuple[str, ...]
    """The channels over which contacts can be reached here."""
    try_channel: Callable[[str, str, datetime], None]
    """(channel, address, at): send one test message now. Raises MeetingCadenceError."""
    foresee: Callable[[Any, Asked], Sequence[Forecast]]
    """(session, asked) → the notices, in the order in which they would leave. Raises PolicyRefused."""
    default_policy: Mapping[str, Any]
    """What holds for mandates that name no policy, where their pack has none of that name."""
