"""What to do with each notice that waits to be sent, decided from values alone just before sending."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from meeting_cadence.alerts.watched import Kind, Watched

_FIRST_WAIT: Final = 30.0
_LONGEST_WAIT: Final = 3600.0
MOST_DOUBTS: Final = 3
"""Attempts without an answer after the final dot: the first and at most two more."""


_OF_THEIR_OWN: Final[frozenset[Kind]] = frozenset({"confirm", "violated"})
"""Kinds that have rungs of their own: no notice turns into one of them, nor one of them into another."""


class Waiting(NamedTuple):
    """A row of the outbox that may leave now."""

    id: int
    notice: str
    obligation: str
    due_revision: str
    kind: Kind
    body: str
    recipient: str
    name: str | None
    channel: str
    stands_in: bool
    at_once: bool
    state: str
    batch: str | None
    attempts: int
    doubts: int
    created_at: datetime
    slip: str | None = None


class Parcel(NamedTuple):
    """What leaves as one mail: one recipient, one kind. `fresh`: nothing of it can have arrived before."""

    recipient: str
    channel: str
    kind: Kind
    rows: tuple[Waiting, ...]
    fresh: bool


class Sorted(NamedTuple):
    """Every waiting row is in exactly one of these. `later`: rows with the instant from which they may leave."""

    parcels: tuple[Parcel, ...]
    cancelled: tuple[tuple[Waiting, str], ...]
    later: tuple[tuple[Waiting, datetime], ...]

    def and_then(self, more: "Sorted") -> "Sorted":
        """Both together."""
        return Sorted(self.parcels + more.parcels, self.cancelled + more.cancelled, self.later + more.later)


def sort(
    rows: Iterable[Waiting],
    current: Mapping[str, Watched | None],
    *,
    may_leave: Callable[[Waiting], datetime],
    at: datetime,
) -> Sorted:
    """Sort the rows by what has become of their obligations since they were planned.

    Settled, waived or moved: cancelled (`settled`, `moved`). Told again later: only the latest is sent (`folded`).
    Outside the hours of `may_leave`: later.
    """
    cancelled: list[tuple[Waiting, str]] = []
    later: list[tuple[Waiting, datetime]] = []
    latest: dict[tuple[str, str, str], Waiting] = {}
    for row in sorted(rows, key=lambda row: row.id):
        reason, kind = _now(row, current.get(row.obligation))
        if reason is not None:
            cancelled.append((row, reason))
            continue
        heard = (row.channel, row.recipient.casefold(), row.obligation)
        earlier = latest.get(heard)
        if earlier is not None:
            cancelled.append((earlier, "folded"))
        latest[heard] = row._replace(kind=kind)
    leaving: list[Waiting] = []
    for row in latest.values():
        instant = at if row.attempts or row.at_once else may_leave(row)
        if instant > at:
            later.append((row, instant))
        else:
            leaving.append(row)
    return Sorted(tuple(_parcels(leaving)), tuple(cancelled), tuple(later))


def wait_after(notice: str, attempts: int) -> timedelta:
    """How long to wait after that many attempts: 30 s doubling up to an hour, shortened by up to half.

    The shortening depends on notice and attempt alone, so that many that failed together do not return together.
    """
    longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(attempts - 1, 20))
    digest = hashlib.sha256(f"{notice}/{attempts}".encode()).digest()
    return timedelta(seconds=longest * (0.5 + digest[0] / 510))


def _now(row: Waiting, watched: Watched | None) -> tuple[str | None, Kind]:
    """Why the row is no longer to be sent, and what it says now."""
    if watched is not None and row.kind == "corrected":
        return None, row.kind
    if watched is None or watched.phase == "quiet" or watched.kind is None:
        return "settled", row.kind
    if watched.due_revision != row.due_revision:
        return "moved", row.kind
    if watched.kind != row.kind and not {watched.kind, row.kind}.isdisjoint(_OF_THEIR_OWN):
        return "moved", row.kind
    return None, watched.kind


def _parcels(rows: Iterable[Waiting]) -> list[Parcel]:
    """By recipient, channel and kind; what may have arrived before keeps to its own batch."""
    groups: dict[tuple[str, str, str, str | None], list[Waiting]] = {}
    for row in rows:
        groups.setdefault((row.recipient.casefold(), row.channel, row.kind, row.batch), []).append(row)
    return [
        Parcel(group[0].recipient, group[0].channel, group[0].kind, tuple(group), group[0].batch is None)
        for group in groups.values()
    ]
