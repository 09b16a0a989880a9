"""Plan: something is to take place."""

from meeting_cadence.actions.enter import Mapped, enter
from meeting_cadence.actions.ports import Desk, Receipt


def plan(
    desk: Desk, fields: Mapped, *, by: str | None, reason: str | None = None, request_key: str | None = None
) -> Receipt:
    """Put a plan (the keys of `plan` in the ledger file) on record.

    With the id of an earlier plan it moves, confirms or cancels that one: the latest entry of an id holds.
    """
    return enter(desk, {"plan": fields}, by=by, reason=reason, request_key=request_key)
