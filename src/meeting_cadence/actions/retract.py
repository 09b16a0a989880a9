"""Retract: an entry is taken back. It stays on the ledger, marked."""

from types import MappingProxyType

from meeting_cadence.actions.enter import Mapped, enter
from meeting_cadence.actions.ports import Desk, Receipt
from meeting_cadence.actions.refusals import EntryRetracted, EntryUnknown, ReasonNeeded
from meeting_cadence.ledger.facts import is_taken_back


def retract(
    desk: Desk,
    entry_id: str,
    *,
    reason: str,
    by: str | None,
    more: Mapped = MappingProxyType({}),
    request_key: str | None = None,
) -> Receipt:
    """Take an entry back, for a reason. Taking back a correction puts what it corrected in force again.

    `more`: other keys of `retract` in the ledger file. Raises EntryUnknown, EntryRetracted, ReasonNeeded and what
    `enter` raises.
    """
    if not reason.strip():
        raise ReasonNeeded(entry_id)
    history = [found.entry for found in desk.history(entry_id)]
    if not history:
        raise EntryUnknown(entry_id, desk.near(entry_id))
    repeats = request_key is not None and desk.answered(request_key) is not None
    if not repeats and is_taken_back(history, entry_id):
        raise EntryRetracted(entry_id, by=history[-1].by or "–")
    fields = {"entry": entry_id, "reason": reason, **more}
    return enter(desk, {"retract": fields}, by=by, reason=reason, request_key=request_key)
