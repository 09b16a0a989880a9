"""What planning remembers of an obligation between two looks, and how it follows what became of it."""

from datetime import datetime
from typing import NamedTuple

from meeting_cadence.alerts.watched import Phase, Watched
from meeting_cadence.standing.judgement import Standing


class Memory(NamedTuple):
    """The obligation as it was when last looked at (columns of `alert_state`)."""

    phase: Phase
    standing: str
    due_revision: str
    since: datetime
    """When this due revision came to be awaited: what was reached before that is not told one by one."""
    ended: datetime | None = None
    """Since when it can no longer be made up."""


def follow(
    old: Memory | None,
    watched: Watched,
    *,
    changed_at: datetime,
    flipped_at: datetime | None = None,
    at: datetime,
) -> Memory:
    """The memory after another look. The row changed at `changed_at`; that came true at `flipped_at`."""
    since = min(changed_at, at) if old is None or _begins_anew(old, watched) else old.since
    return Memory(
        watched.phase,
        watched.standing.value,
        watched.due_revision,
        since,
        _ended(old, watched, flipped_at or changed_at),
    )


def _begins_anew(old: Memory, watched: Watched) -> bool:
    """A moved due, or a fact that made it awaited again; going unrecorded is only the passing of time."""
    if old.due_revision != watched.due_revision:
        return True
    return old.phase != watched.phase and (old.phase, watched.phase) != ("awaiting", "unrecorded")


def _ended(old: Memory | None, watched: Watched, changed: datetime) -> datetime | None:
    if watched.standing is not Standing.MISSED or old is None:
        return None
    return old.ended if old.standing == Standing.MISSED.value else changed
