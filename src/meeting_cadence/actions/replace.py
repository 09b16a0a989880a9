"""Replace: an entry is corrected. The first version stays on the ledger; the correction keeps its id."""

from meeting_cadence.actions.enter import Mapped, enter
from meeting_cadence.actions.ports import Desk, Receipt
from meeting_cadence.actions.refusals import EntryUnknown, ReasonNeeded


def replace(
    desk: Desk, entry_id: str, fact: Mapped, *, reason: str, by: str | None, request_key: str | None = None
) -> Receipt:
    """Put another fact (`{act: {…}}` or another kind, and perhaps an `id`) in an entry's place, for a reason.

    Raises EntryUnknown, ReasonNeeded and what `enter` raises.
    """
    if not reason.strip():
        raise ReasonNeeded(entry_id)
    if not desk.history(entry_id):
        raise EntryUnknown(entry_id, desk.near(entry_id))
    fields = {"entry": entry_id, "reason": reason, **fact}
    return enter(desk, {"replace": fields}, by=by, reason=reason, request_key=request_key)
