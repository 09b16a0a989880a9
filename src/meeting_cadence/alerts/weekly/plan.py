"""Planning the weekly letters: once a week, from Monday 8:30 on, by whichever process ticks first.

The week that was written last is kept in the same transaction as its letters, and each letter is unique by kind, week,
body and recipient: any number of looks by any number of processes leaves one letter each. A week that was slept
through is told with the next one; a new installation begins with the Monday after its first look.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from meeting_cadence.alerts.hours import OPENS, next_opening
from meeting_cadence.alerts.keys import letter_key
from meeting_cadence.alerts.mail import Mail
from meeting_cadence.alerts.recipients import Recipient
from meeting_cadence.alerts.register import administrators, put_notices
from meeting_cadence.alerts.weekly.figures import clear_of, report_of
from meeting_cadence.alerts.weekly.letter import clear_letter, report_letter
from meeting_cadence.bodies import Body
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.queries.world import World
from meeting_cadence.store.engine import Store
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.setting import put_setting, setting
from meeting_cadence.store.watching import beat_of, forget_pauses

KEPT: Final = "weekly.written"
"""The row of `setting` that says which week was written last, when, and how many ticks there had been."""


class Weekly(NamedTuple):
    """Where the letters lead, and by whose clock a week begins."""

    base_url: str
    zone: ZoneInfo
    tables: Tables


class _Written(NamedTuple):
    """The last round. `week`: the Monday of it."""

    week: str
    at: datetime
    ticks: int


class _Letter(NamedTuple):
    """One letter on its way into the outbox."""

    kind: str
    body: str
    recipient: Recipient
    mail: Mail
    not_before: datetime


def write_weekly(store: Store, weekly: Weekly, *, at: datetime) -> int:
    """Put this week's letters into the outbox where that has not been done; answers how many. Raises StoreFault."""
    week = week_of(at, weekly.zone)
    with store.reading() as session:
        written = _written(session)
        if written is not None and written.week >= week:
            return 0
    with store.session() as session:
        written = _written(session)
        if written is not None and written.week >= week:
            return 0
        letters = list(_letters(session, weekly, written, at)) if written is not None else []
        rows = [_rows(letter, week, at) for letter in letters]
        put_notices(session, [notice for notice, _ in rows], [mail for _, mail in rows])
        tick = beat_of(session, "tick")
        kept = [week, at.isoformat(), tick.beats if tick else 0]
        put_setting(session, KEPT, json.dumps(kept))
        forget_pauses(session)
    return len(letters)


def week_of(at: datetime, zone: ZoneInfo) -> str:
    """The Monday, as ISO day, whose 8:30 was the last to pass by the clock of the zone."""
    local = at.astimezone(zone)
    monday = local.date() - timedelta(days=local.weekday())
    if datetime.combine(monday, OPENS, zone).astimezone(UTC) > at:
        monday -= timedelta(days=7)
    return monday.isoformat()


def _written(session: Session) -> _Written | None:
    kept = setting(session, KEPT)
    if kept is None:
        return None
    week, at, ticks = json.loads(kept)
    return _Written(week, datetime.fromisoformat(at), ticks)


def _letters(session: Session, weekly: Weekly, written: _Written, at: datetime) -> Iterator[_Letter]:
    """The report to every administrator with an address, and the all-clear to each contact who wants it."""
    world = load_world(session)
    report = report_of(session, since=written.at, ticks_before=written.ticks, at=at)
    mail = report_letter(report, base_url=weekly.base_url, zone=weekly.zone)
    for admin in administrators(session):
        yield _Letter("report", "", Recipient(admin.email, "administrator", admin.name), mail, at)
    for body in world.pack.tree.bodies.values():
        wanting = {
            (one.channel, one.address.casefold()): one for one in reversed(body.contacts) if one.all_clear
        }
        if wanting:
            address = f"{weekly.base_url}/bodies/{body.id}"
            mail = clear_letter(clear_of(session, world, body, at=at), body.name, address=address)
            leaves = _opening(world, body, weekly, at)
            for one in wanting.values():
                told = Recipient(one.address, one.role, one.name, channel=one.channel)
                yield _Letter("all_clear", body.id, told, mail, leaves)


def _opening(world: World, body: Body, weekly: Weekly, at: datetime) -> datetime:
    """Within the working hours of the body, by the working days of the first mandate that it owes."""
    code = next((one.workdays for one in world.pack.mandates), None)
    return next_opening(at, body.zone, weekly.tables(code))


def _rows(letter: _Letter, week: str, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """A notice and its mail. The week stands where a reminder has its due; no obligation is meant."""
    recipient = letter.recipient
    shared = {
        "obligation": "",
        "due_revision": week,
        "kind": letter.kind,
        "body": letter.body,
        "recipient": recipient.address,
        "name": recipient.name,
        "channel": recipient.channel,
        "stands_in": False,
    }
    key = letter_key(letter.kind, week, letter.body, recipient.role, recipient.address, recipient.channel)
    notice = {
        **shared,
        "key": key,
        "rung": f"{letter.kind}/{letter.body}/{recipient.role}",
        "occurrence": 0,
        "role": recipient.role,
        "mandate": "",
        "folded": False,
        "reached_at": at,
        "planned_at": at,
    }
    mail = {
        **shared,
        **letter.mail._asdict(),
        "notice": key,
        "state": "pending",
        "not_before": letter.not_before,
        "created_at": at,
        "at_once": True,
    }
    return notice, mail
