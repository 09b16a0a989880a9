"""Letting weekly letters leave: of several that wait for one recipient the latest says it all."""

from collections.abc import Iterable
from typing import Final

from meeting_cadence.alerts.parcels import Parcel, Sorted, Waiting
from meeting_cadence.alerts.watched import Kind

WEEKLY: Final[frozenset[Kind]] = frozenset({"report", "all_clear"})


def sort_weekly(rows: Iterable[Waiting]) -> Sorted:
    """The latest letter of each kind, body and recipient leaves; earlier ones are taken back (`folded`)."""
    latest: dict[tuple[str, str, str, str], Waiting] = {}
    folded: list[tuple[Waiting, str]] = []
    for row in sorted(rows, key=lambda row: row.due_revision):
        same = (row.kind, row.body, row.channel, row.recipient.casefold())
        if same in latest:
            folded.append((latest[same], "folded"))
        latest[same] = row
    parcels = (
        Parcel(row.recipient, row.channel, row.kind, (row,), row.batch is None) for row in latest.values()
    )
    return Sorted(tuple(parcels), tuple(folded), ())
