"""An entry with its place on the ledger of a store."""

from datetime import datetime
from typing import NamedTuple

from meeting_cadence.ledger.entries import Entry


class Kept(NamedTuple):
    """`seq`: the order of writing; `appended`: when it was written here (UTC)."""

    seq: int
    entry_id: str | None
    entry: Entry
    reason: str | None
    appended: datetime
