"""When an entry gets a new revision: pure, one rule.

Other content moves LAST-MODIFIED; another time, place or status, or a return after it was gone, moves
SEQUENCE too.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple


class Revision(NamedTuple):
    """Where a UID stands. `modified`: whole seconds, in UTC; it only grows."""

    content_hash: str
    place_hash: str
    sequence: int
    modified: datetime
    gone: bool = False


def revise(
    old: Revision | None, content_hash: str, place_hash: str, *, changed: datetime | None, at: datetime
) -> Revision:
    """The revision of what was rendered now.

    `changed`: when its source changed (None: unknown); `at` stands in for it where it explains nothing, as
    after another wording.
    """
    if old is None:
        return Revision(content_hash, place_hash, 0, whole_second(changed or at))
    if old.content_hash == content_hash and not old.gone:
        return old
    moved = old.place_hash != place_hash or old.gone
    modified = _later_than(old.modified, changed, at)
    return Revision(content_hash, place_hash, old.sequence + moved, modified)


def _later_than(before: datetime, changed: datetime | None, at: datetime) -> datetime:
    for candidate in (changed, at):
        if candidate is not None and whole_second(candidate) > before:
            return whole_second(candidate)
    return before + timedelta(seconds=1)


def whole_second(instant: datetime) -> datetime:
    """The instant in UTC without its fraction: calendars know no fractions."""
    return instant.astimezone(UTC).replace(microsecond=0)
