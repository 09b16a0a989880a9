"""Event: something happened that sets duties going."""

from meeting_cadence.actions.enter import Mapped, enter
from meeting_cadence.actions.ports import Desk, Receipt


def event(
    desk: Desk, fields: Mapped, *, by: str | None, reason: str | None = None, request_key: str | None = None
) -> Receipt:
    """Put an event (the keys of `event` in the ledger file) on record."""
    return enter(desk, {"event": fields}, by=by, reason=reason, request_key=request_key)
