"""Record: something took place."""

from meeting_cadence.actions.enter import Mapped, enter
from meeting_cadence.actions.ports import Desk, Receipt
from meeting_cadence.actions.windows import require_windows


def record(
    desk: Desk, act: Mapped, *, by: str | None, reason: str | None = None, request_key: str | None = None
) -> Receipt:
    """Put an act (the keys of `act` in the ledger file) on record.

    The windows that `counts_for` names must exist. Raises WindowUnknown and what `enter` raises.
    """
    named = act.get("counts_for") or {}
    if isinstance(named, dict):
        for body in act.get("bodies") or [act.get("body")]:
            require_windows(desk, body, named)
    return enter(desk, {"act": act}, by=by, reason=reason, request_key=request_key)
