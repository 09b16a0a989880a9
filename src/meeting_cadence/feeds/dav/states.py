"""What changed in a calendar between two of its states: kept in rows, for every process and over restarts.

Each state is a published body. Recording one compares its entries with those of the state before: whoever changed,
came or went carries the new state's number. A sync token names a state; what is newer is an index range.
"""

import gzip
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session

from meeting_cadence.feeds.dav.items import Item, split
from meeting_cadence.feeds.dav.tokens import SyncToken
from meeting_cadence.feeds.snapshots import lock_calendar
from meeting_cadence.store.engine import Store
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.dav import DavMember, DavState
from meeting_cadence.store.tables.feeds import FeedSnapshot

_STATE: Final = table_of(DavState)
_MEMBER: Final = table_of(DavMember)
_SNAPSHOT: Final = table_of(FeedSnapshot)

KEPT_STATES: Final = 1000
"""A device that missed more states than this syncs anew; what was gone before is then forgotten."""

_RENEW: Final = (
    update(_MEMBER)
    .where(_MEMBER.c.calendar == bindparam("of"), _MEMBER.c.name == bindparam("called"))
    .values(tag=bindparam("new_tag"), number=bindparam("new_number"), gone=bindparam("new_gone"))
)


class Change(NamedTuple):
    """An entry that a device must be told of."""

    number: int
    name: str
    gone: bool


class Changes(NamedTuple):
    """What to tell, and the token for the next time. `is_cut`: there is more."""

    listed: list[Change]
    token: SyncToken
    is_cut: bool


class Recorded(NamedTuple):
    """A published body and its entries."""

    etag: str
    items: dict[str, Item]


def record(
    store: Store, calendar: str, *, at: datetime, before: Mapping[str, Item] | None = None
) -> Recorded | None:
    """Keep the published body as a state; None where it is the last one already. A power cut may take it back, whole.

    `before`: entries of an earlier body, so that only what changed is looked at.
    """
    with store.passing() as session:
        lock_calendar(session, calendar, is_sqlite=store.is_sqlite)
        mine = _SNAPSHOT.c.calendar == calendar
        published = (
            session.connection().execute(select(_SNAPSHOT.c.etag, _SNAPSHOT.c.packed).where(mine)).one()
        )
        last = last_state(session, calendar)
        if last is not None and last.etag == published.etag:
            return None
        number = last.number + 1 if last else 1
        values = {"calendar": calendar, "number": number, "etag": published.etag, "at": at}
        session.connection().execute(insert(_STATE).values(values))
        items = split(gzip.decompress(published.packed), before)
        _compare(session, calendar, number, {name: item.tag for name, item in items.items()})
        _forget(session, calendar, number - KEPT_STATES)
        return Recorded(published.etag, items)


def last_state(session: Session, calendar: str) -> Any:
    """The row of a calendar's last state; None where none was recorded."""
    mine = select(_STATE).where(_STATE.c.calendar == calendar)
    return session.connection().execute(mine.order_by(_STATE.c.number.desc()).limit(1)).one_or_none()


def is_known(session: Session, token: SyncToken) -> bool:
    """Whether all that changed since the token is still kept."""
    mine = select(_STATE.c.number, _STATE.c.etag).where(_STATE.c.calendar == token.calendar)
    row = session.connection().execute(mine.where(_STATE.c.number == token.number)).one_or_none()
    if row is None or not token.is_of(row.etag):
        return False
    if token.told is None or token.is_first:
        return True
    first = session.connection().execute(mine.order_by(_STATE.c.number).limit(1)).one()
    return bool(first.number <= token.told[0])


def changes(
    session: Session, now: SyncToken, since: SyncToken | None, *, limit: int | None = None
) -> Changes:
    """What changed up to the state `now`; `since` None: a first sync, which tells of all that is there.

    At most `limit` entries, in the order of their states: the token then says where to go on.
    """
    is_first = since is None or since.is_first
    told = (0, "") if since is None else since.told or (since.number + 1, "")
    rows = session.connection().execute(
        select(_MEMBER.c.number, _MEMBER.c.name, _MEMBER.c.gone)
        .where(_MEMBER.c.calendar == now.calendar)
        .where(_MEMBER.c.number.between(told[0], now.number))
    )
    newer = sorted(change for change in map(Change._make, rows) if (change.number, change.name) > told)
    begun = now.number if since is None else since.number
    listed = [one for one in newer if not (one.gone and is_first and one.number <= begun)]
    if limit is None or len(listed) <= limit:
        return Changes(listed, now, False)
    last = listed[limit - 1]
    anchor = since if since is not None and is_first else now
    return Changes(listed[:limit], anchor.cut_at((last.number, last.name), is_first=is_first), True)


def _compare(session: Session, calendar: str, number: int, tags: Mapping[str, str]) -> None:
    """Give the new number to all that differs from what was kept."""
    mine = _MEMBER.c.calendar == calendar
    rows = session.connection().execute(select(_MEMBER.c.name, _MEMBER.c.tag, _MEMBER.c.gone).where(mine))
    known = {name: None if gone else tag for name, tag, gone in rows}
    new = [name for name in tags if name not in known]
    renewed = [name for name in known if known[name] != tags.get(name)]
    if new:
        values = [{"calendar": calendar, "name": name, "tag": tags[name], "number": number} for name in new]
        session.connection().execute(insert(_MEMBER).values(gone=False), values)
    if renewed:
        bound = [
            {
                "of": calendar,
                "called": name,
                "new_tag": tags.get(name, ""),
                "new_number": number,
                "new_gone": name not in tags,
            }
            for name in renewed
        ]
        session.connection().execute(_RENEW, bound)


def _forget(session: Session, calendar: str, oldest: int) -> None:
    """Drop the states before the oldest one that is still answered for, and the tombstones up to it."""
    if oldest <= 1:
        return
    states = (_STATE.c.calendar == calendar) & (_STATE.c.number < oldest)
    graves = (_MEMBER.c.calendar == calendar) & _MEMBER.c.gone & (_MEMBER.c.number <= oldest)
    session.connection().execute(delete(_STATE).where(states))
    session.connection().execute(delete(_MEMBER).where(graves))
