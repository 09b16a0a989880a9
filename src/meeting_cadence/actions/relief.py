"""Relief: an authority decided to extend, advance, postpone, waive or suspend."""

from meeting_cadence.actions.enter import Mapped, enter
from meeting_cadence.actions.ports import Desk, Receipt
from meeting_cadence.actions.windows import require_window


def relief(
    desk: Desk, fields: Mapped, *, by: str | None, reason: str | None = None, request_key: str | None = None
) -> Receipt:
    """Put a decision (the keys of `relief` in the ledger file) on record; its window must exist.

    Whether it works is judged by the day it was granted, not by the day it is recorded.
    """
    label = fields.get("window")
    if isinstance(label, str):
        require_window(desk, str(fields.get("mandate")), str(fields.get("body")), label)
    return enter(desk, {"relief": fields}, by=by, reason=reason, request_key=request_key)
