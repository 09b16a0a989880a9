"""The optimistic lock of an entry: whoever corrects it says which state they saw, and is refused if it has changed.

The state of an entry is the number of the last line of the ledger under its id or correcting it. Writers take turns, so
of many who saw the same state exactly one gets through.
"""

from collections.abc import Mapping
from typing import Any

from meeting_cadence.actions.ports import Desk
from meeting_cadence.actions.refusals import EntryChanged, EntryUnknown


def state_of(desk: Desk, entry_id: str) -> str:
    """The ETag of an entry, with its quotes. Raises EntryUnknown."""
    history = desk.history(entry_id)
    if not history:
        raise EntryUnknown(entry_id, desk.near(entry_id))
    return f'"{history[-1].seq}"'


def require_state(
    desk: Desk, content: Mapping[str, Any], seen: str | None, *, request_key: str | None = None
) -> None:
    """Raise EntryChanged unless what a retract or replace corrects is in the state seen (None: nobody looked).

    A repeated request, by its key, is answered as before and not asked. Entries that correct nothing have no state.
    """
    inside = content.get("retract") or content.get("replace")
    entry_id = inside.get("entry") if isinstance(inside, Mapping) else None
    if seen is None or not isinstance(entry_id, str):
        return
    if request_key is not None and desk.answered(request_key) is not None:
        return
    if seen.strip() not in (state_of(desk, entry_id), "*"):
        raise EntryChanged(entry_id)
