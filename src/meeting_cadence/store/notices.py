"""Which working-day notices the kept rows were judged by: when others are in force, everything is judged again."""

import json
from datetime import datetime
from typing import Final, NamedTuple

from sqlmodel import Session

from meeting_cadence.dates.workdays import Tables
from meeting_cadence.store.engine import Store
from meeting_cadence.store.projection import reproject_all
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.setting import put_setting, setting

_NAME: Final = "workdays.notices"


class InForce(NamedTuple):
    """`digest` of the notices, and since when they are in force; None: since before anybody looked."""

    digest: str
    since: datetime | None


def notices_in_force(session: Session) -> InForce | None:
    """By which notices the rows were judged; None: nobody looked yet."""
    kept = setting(session, _NAME)
    if kept is None:
        return None
    digest, since = json.loads(kept)
    return InForce(digest, datetime.fromisoformat(since) if since else None)


def take_in_notices(store: Store, digest: str, *, at: datetime, tables: Tables) -> bool:
    """Judge everything again where other notices are in force than before; answers whether. Raises StoreFault."""
    with store.reading() as session:
        if _is_known(session, digest):
            return False
    with store.session() as session:
        known = notices_in_force(session)
        if _is_known(session, digest):
            return False
        since = at.isoformat() if known is not None else None
        put_setting(session, _NAME, json.dumps([digest, since]))
        if known is not None:
            reproject_all(session, load_world(session), at=at, tables=tables)
    return known is not None


def _is_known(session: Session, digest: str) -> bool:
    known = notices_in_force(session)
    return known is not None and known.digest == digest
