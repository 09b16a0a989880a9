"""Which entries of a batch still stand."""

from collections.abc import Sequence

from meeting_cadence.ledger.entries import Entry
from meeting_cadence.ledger.facts import Facts


def standing_ids(entries: Sequence[Entry]) -> list[str]:
    """The ids of the acts that stand once all corrections are folded in, in the order of the ledger."""
    acts = Facts.fold(entries).acts.values()
    standing = {known.act.id for known_acts in acts for known in known_acts}
    return [id_ for id_ in dict.fromkeys(entry.content.id for entry in entries) if id_ and id_ in standing]
