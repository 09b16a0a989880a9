"""From the values of a tick to the columns of its rows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from meeting_cadence.actions.ports import Flip
from meeting_cadence.alerts.keys import notice_key
from meeting_cadence.alerts.recipients import NOBODY
from meeting_cadence.alerts.tidings import Told


def notice_columns(told: Told, at: datetime) -> dict[str, Any]:
    """The row of a notice."""
    notice = told.notice
    return {
        "key": notice_key(notice),
        "obligation": notice.obligation,
        "due_revision": notice.due_revision,
        "rung": notice.rung,
        "occurrence": notice.occurrence,
        "recipient": notice.recipient.address,
        "channel": notice.recipient.channel,
        "role": notice.recipient.role,
        "name": notice.recipient.name,
        "stands_in": notice.recipient.stands_in,
        "kind": notice.kind,
        "body": told.body,
        "mandate": told.mandate,
        "folded": notice.folded,
        "reached_at": notice.reached_at,
        "planned_at": at,
    }


def mail_columns(told: Told, notice: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The row of a mail that carries this notice; told to nobody, it is only shown."""
    assert told.mail is not None
    nobody = notice["recipient"] == NOBODY
    same = ("obligation", "due_revision", "kind", "body", "recipient", "name", "channel", "stands_in")
    return {
        "notice": notice["key"],
        **{name: notice[name] for name in same},
        "at_once": told.at_once,
        **told.mail._asdict(),
        "slip": str(told.slip) if told.slip is not None else None,
        "state": "shown" if nobody else "pending",
        "not_before": told.not_before,
        "attempts": 0,
        "doubts": 0,
        "created_at": at,
        "last_error": "nobody" if nobody else None,
    }


def flip_columns(flip: Flip) -> dict[str, Any]:
    """The row of a flip."""
    return {
        "obligation": flip.key,
        "old_standing": flip.old_standing,
        "new_standing": flip.new_standing,
        "old_due": _iso(flip.old_due),
        "new_due": _iso(flip.new_due),
        "at": flip.at,
        "noticed": flip.noticed,
    }


def _iso(when: date | datetime | None) -> str | None:
    return None if when is None else when.isoformat()
