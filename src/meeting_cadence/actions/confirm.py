"""Confirm: a person says that nothing was held in a window, or that the record of a body is complete."""

from datetime import date

from meeting_cadence.actions.enter import enter
from meeting_cadence.actions.ports import Desk, Receipt
from meeting_cadence.actions.windows import require_window


def confirm_not_held(
    desk: Desk,
    *,
    mandate: str,
    body: str,
    window: str,
    on: date,
    by: str | None,
    reason: str | None = None,
    request_key: str | None = None,
) -> Receipt:
    """Nothing was held in the window: `no_record` becomes overdue or missed. `on`: the day it is said."""
    desk.world.mandate(mandate)
    desk.world.body(body)
    require_window(desk, mandate, body, window)
    fields = {"mandate": mandate, "body": body, "window": window, "confirmed": on.isoformat()}
    return enter(desk, {"not_held": fields}, by=by, reason=reason, request_key=request_key)


def confirm_complete(
    desk: Desk,
    *,
    body: str | None,
    since: date | None,
    on: date,
    by: str | None,
    act: str | None = None,
    reason: str | None = None,
    request_key: str | None = None,
) -> Receipt:
    """From `since` (None: the beginning) every act of the kind (None: every kind) is on record.

    From then on, what is not on record counts as not held.
    """
    named = {name: value for name, value in (("body", body), ("act", act)) if value is not None}
    # The beginning has to be said as null: the format refuses a declaration that leaves it out.
    fields = {**named, "from": since.isoformat() if since else None, "declared": on.isoformat()}
    return enter(desk, {"complete": fields}, by=by, reason=reason, request_key=request_key)
