"""What happened around one obligation besides the ledger: of its standing, its calendar entry, on the trail."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.access.audit_chain import AuditLine
from meeting_cadence.store.audit import Asked, list_lines
from meeting_cadence.store.tables.alerts import FlipRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import FeedEntry

_FLIP: Final = table_of(FlipRow)
_FEED: Final = table_of(FeedEntry)


class Flipped(NamedTuple):
    """A change of standing or due. `at`: when it came true; dues are ISO days or instants."""

    at: datetime
    old_standing: str | None
    new_standing: str | None
    old_due: str | None
    new_due: str | None


class Revision(NamedTuple):
    """The calendar entry as it stands: its last change and its sequence."""

    modified: datetime
    sequence: int
    gone_at: datetime | None


def load_flips(session: Session, key: str) -> list[Flipped]:
    """In order."""
    columns = (_FLIP.c.at, _FLIP.c.old_standing, _FLIP.c.new_standing, _FLIP.c.old_due, _FLIP.c.new_due)
    statement = select(*columns).where(_FLIP.c.obligation == key).order_by(_FLIP.c.id)
    return [Flipped(*row) for row in session.connection().execute(statement)]


def load_revision(session: Session, key: str, language: str) -> Revision | None:
    """The entry of its due day in calendars of that language; None: no calendar has shown it yet."""
    columns = (_FEED.c.modified, _FEED.c.sequence, _FEED.c.gone_at)
    begins = f"due-{key}@"
    statement = select(*columns).where(
        _FEED.c.uid >= begins, _FEED.c.uid < begins + "\U0010ffff", _FEED.c.language == language
    )
    row = session.connection().execute(statement).first()
    return None if row is None else Revision(*row)


def load_trail(session: Session, subjects: Collection[str]) -> Sequence[AuditLine]:
    """The lines of the audit trail about any of these, the latest first."""
    lines = [line for subject in sorted(subjects) for line in list_lines(session, Asked(subject=subject))]
    return sorted(lines, key=lambda line: line.seq, reverse=True)
