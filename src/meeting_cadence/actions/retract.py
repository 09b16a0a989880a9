"""Retract: an entry is taken back. It stays on the ledger, marked."""

from types import MappingProxyType

from meeting_cadence.actions.enter import Mapped, enter
from meeting_cadence.actions.ports import Desk, Receipt
from meeting_cadence.actions.refusals import EntryUnknown, ReasonNeeded


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

    `more`: other keys of `retract` in the ledger file. Raises EntryUnknown, ReasonNeeded and what `enter` raises.
    """
    if not reason.strip():
        raise ReasonNeeded(entry_id)
    if not desk.history(entry_id):
        raise EntryUnknown(entry_id, desk.near(entry_id))
    fields = {"entry": entry_id, "reason": reason, **more}
    return enter(desk, {"retract": fields}, by=by, reason=reason, request_key=request_key)
