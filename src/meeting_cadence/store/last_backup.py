"""When the last backup was made, and where to: written down after it was verified, shown to administrators.

The backup itself does not hold its own line: it is written afterwards.
"""

import json
from datetime import datetime
from typing import Final, NamedTuple

from sqlmodel import Session

from meeting_cadence.store.setting import put_setting, setting

_NAME: Final = "backup.last"


class LastBackup(NamedTuple):
    """`file`: the name it was given, without its folder. `rows`: how many were copied and compared."""

    at: datetime
    file: str
    rows: int


def note_backup(session: Session, made: LastBackup) -> None:
    """Write down a backup that was made and verified."""
    put_setting(session, _NAME, json.dumps([made.at.isoformat(), made.file, made.rows]))


def last_backup(session: Session) -> LastBackup | None:
    """The last one; None where none was ever made from this database."""
    kept = setting(session, _NAME)
    if kept is None:
        return None
    at, file, rows = json.loads(kept)
    return LastBackup(datetime.fromisoformat(at), file, rows)
