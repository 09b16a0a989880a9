"""A window in which something must have happened, and the lasting key of an obligation."""

import hashlib
from base64 import b32encode
from datetime import date, datetime
from typing import NamedTuple

from meeting_cadence.obligations.stream import Stream


class Occasion(NamedTuple):
    """What a window of a deadline runs from: an event or an act, on record or still planned."""

    kind: str
    on: date | datetime
    """Its local day; of limits counted by the clock its instant."""
    title: str | None = None
    happened: bool = True


class Window(NamedTuple):
    """Days are local and inclusive of `due`, the last permitted day; hour limits have instants instead.

    Windows of a grid carry nothing of a body, so the bodies of one cadence share them.
    """

    label: str
    anchor: str
    """What the key hangs on: index and slot on the grid, the term's number, the id of the act or event."""
    opens: date | datetime | None
    due: date | datetime | None
    """The last permitted day (the day before the window closes) or instant, before any relief."""
    makeup_until: date | None = None
    """The last day on which a missed window can still be made up; None: without end."""
    version: int = 0
    """The mandate's version that made it."""
    need: int = 1
    cap: int | None = None
    """At most so many; None: no maximum."""
    partial: bool = False
    """A partial first window: it may be met, it cannot be missed."""
    forecast: bool = False
    provisional: bool = False
    """Rests on estimated working days or on an expected end of a term."""
    superseded_on: date | None = None
    """From this day on an amendment or the body's end has taken its place."""
    lower_need: tuple[date, int] | None = None
    """From that day on the need is this much lower: a lowered minimum binds at once."""
    occasion: Occasion | None = None
    """Only of deadlines: what triggered it."""


def obligation_key(stream: Stream, window: Window) -> str:
    """The first 26 characters, base32 and lower case, of SHA-256 over mandate, clause id, grid, body, member, anchor.

    It never depends on a due day, a horizon, a title or an article number.
    """
    parts = "\x1f".join(
        (
            stream.mandate.id,
            stream.clause_id,
            str(stream.grid),
            stream.body.id,
            stream.member or "",
            window.anchor,
        )
    )
    return (
        b32encode(hashlib.sha256(parts.encode()).digest()[:20]).decode().lower()[:26]
    )  # 26 letters: 130 bits
