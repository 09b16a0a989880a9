"""Adopt: from a day on a body is tracked under a regulation or a mandate."""

from datetime import date

from meeting_cadence.actions.enter import enter
from meeting_cadence.actions.ports import Desk, Receipt
from meeting_cadence.actions.refusals import NotObliged


def adopt(
    desk: Desk,
    *,
    body: str,
    on: date,
    by: str | None,
    regulation: str | None = None,
    mandate: str | None = None,
    complete_from: date | None = None,
    reason: str | None = None,
    request_key: str | None = None,
) -> Receipt:
    """Track a body from `on`. From `complete_from` its record is whole: what is missing there was not held.

    Exactly one of `regulation` and `mandate`.
    Raises BodyUnknown, MandateUnknown, RegulationUnknown, NotObliged.
    """
    desk.world.body(body)
    mandates = _mandates(desk, regulation, mandate)
    if not set(mandates) & set(desk.world.duties[body]):
        raise NotObliged(body, by=mandate or regulation)
    fields = {"body": body, "on": on.isoformat()}
    fields |= {"mandate": mandate} if mandate else {"regulation": str(regulation)}
    if complete_from is not None:
        fields["complete_from"] = complete_from.isoformat()
    return enter(desk, {"adopt": fields}, by=by, reason=reason, request_key=request_key)


def _mandates(desk: Desk, regulation: str | None, mandate: str | None) -> list[str]:
    if mandate is not None:
        return [desk.world.mandate(mandate).id]
    return [one.id for one in desk.world.regulation(regulation or "").mandates]
