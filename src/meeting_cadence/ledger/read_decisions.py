"""Reliefs, adoptions and declarations: what was decided and what was confirmed."""

from typing import Final

from meeting_cadence.ledger.desk import Desk, entry_id
from meeting_cadence.ledger.entries import Adopt, Complete, NextDue, NotHeld, Relief
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.fields import Fields
from meeting_cadence.regulations.model import RELIEF_TYPES

_RELIEF_KEYS: Final = (
    "id", "window", "until", "from", "authority", "authority_body", "instrument", "retroactive",
)  # fmt: skip
_DAYS_OF: Final = {
    "extend": ("until",),
    "advance": ("until",),
    "set_date": ("until",),
    "suspend": ("from", "until"),
    "postpone": (),
    "waive": (),
}
"""Which days each type of relief has: no fewer and no others."""


def read_relief(node: Node, desk: Desk) -> Relief | None:
    """A decision of the authority."""
    fields = Fields(node, desk.report, required=("mandate", "body", "type", "granted"), optional=_RELIEF_KEYS)
    mandate, body = desk.mandate(fields), desk.body(fields)
    relief, granted = fields.word("type", RELIEF_TYPES), fields.day("granted")
    start, until = fields.day("from"), fields.day("until")
    authority_body = desk.body(fields, "authority_body") if fields.given("authority_body") else None
    window, authority, instrument = fields.text("window"), fields.text("authority"), fields.text("instrument")
    desk.window(fields.at("window"), mandate, window)
    retroactive, relief_id = fields.flag("retroactive", False), entry_id(fields)
    if relief is not None:
        _check_days(fields, relief)
    if start is not None and until is not None and until < start:
        desk.report.add(fields.at("until"), "end_before_start", start=start, end=until)
    if mandate is None or body is None or relief is None or granted is None:
        return None
    return Relief(
        mandate, body, relief, granted, window, until, start,
        authority, authority_body, instrument, retroactive, relief_id,
    )  # fmt: skip


def _check_days(fields: Fields, relief: str) -> None:
    wanted = _DAYS_OF[relief] if relief == "suspend" else (*_DAYS_OF[relief], "window")
    for key in wanted:
        if not fields.given(key):
            fields.report.add(fields.at(key), "relief_needs", type=relief, key=key)
    for key in fields.given("from", "until"):
        if key not in wanted:
            fields.report.add(fields.place.key(key), "relief_has_no", type=relief, key=key)


def read_adopt(node: Node, desk: Desk) -> Adopt | None:
    """From a day on a body is tracked under a regulation or one mandate."""
    fields = Fields(
        node,
        desk.report,
        required=("body", "on"),
        optional=("id", "regulation", "mandate", "complete_from"),
    )
    body, on, complete_from = desk.body(fields), fields.day("on"), fields.day("complete_from")
    which, adopt_id = fields.one_of("regulation", "mandate"), entry_id(fields)
    mandate = desk.mandate(fields)
    regulation = desk.known(
        fields.at("regulation"), fields.text("regulation"), desk.pack.regulation, "unknown_regulation"
    )
    if body is None or on is None or which is None or (regulation is None and mandate is None):
        return None
    return Adopt(body, on, regulation, mandate, complete_from, adopt_id)


def read_complete(node: Node, desk: Desk) -> Complete | None:
    """From a day on every act is on record; `from: null`: since the beginning. It must be said which."""
    fields = Fields(node, desk.report, optional=("id", "body", "act", "from", "declared"))
    if not fields.broken and "from" not in fields:
        desk.report.add(node, "missing_start")
    body = desk.body(fields) if fields.given("body") else None
    act = desk.kind(fields.at("act"), fields.text("act"), "acts", "items")
    return Complete(body, act, fields.day("from"), fields.day("declared"), entry_id(fields))


def read_next_due(node: Node, desk: Desk) -> NextDue | None:
    """A body records its own next due day."""
    fields = Fields(node, desk.report, required=("mandate", "body", "on"), optional=("id", "decided"))
    mandate, body, on = desk.mandate(fields), desk.body(fields), fields.day("on")
    decided, next_id = fields.day("decided"), entry_id(fields)
    if mandate is None or body is None or on is None:
        return None
    return NextDue(mandate, body, on, decided, next_id)


def read_not_held(node: Node, desk: Desk) -> NotHeld | None:
    """A person confirms that nothing was held in a window."""
    fields = Fields(node, desk.report, required=("mandate", "body", "window"), optional=("id", "confirmed"))
    mandate, body, window = desk.mandate(fields), desk.body(fields), fields.text("window")
    desk.window(fields.at("window"), mandate, window)
    confirmed, own_id = fields.day("confirmed"), entry_id(fields)
    if mandate is None or body is None or window is None:
        return None
    return NotHeld(mandate, body, window, confirmed, own_id)
