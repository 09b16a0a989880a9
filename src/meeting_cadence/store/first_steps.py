"""How far a new database has been set up: what there is already of each thing that a service needs to begin."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Table, func, select
from sqlmodel import Session

from meeting_cadence.queries.world import World
from meeting_cadence.store.tables.alerts import OutboxRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed
from meeting_cadence.store.tables.record import LedgerEntry, PackVersion, PersonRow

_PACKS = table_of(PackVersion)
_ENTRIES = table_of(LedgerEntry)
_PEOPLE = table_of(PersonRow)
_OUTBOX = table_of(OutboxRow)
_FEEDS = table_of(Feed)


class Step(NamedTuple):
    """One thing to do. `number`: how much of it there is; done from one on. `href`: empty where others do it."""

    name: str
    href: str
    number: int

    @property
    def is_done(self) -> bool:
        return self.number > 0


def first_steps(session: Session, world: World) -> list[Step]:
    """Pack, bodies, adoption, people, contacts, past records, mail, first feed: in the order in which to do them."""

    def rows(table: Table, *conditions: ColumnElement[bool]) -> int:
        statement = select(func.count()).select_from(table).where(*conditions)
        return int(session.connection().execute(statement).scalar_one())

    recording = _PEOPLE.c.role.in_(("secretary", "supervisor")) & _PEOPLE.c.disabled_at.is_(None)
    fetched = _FEEDS.c.last_used_at.is_not(None)
    return [
        Step("pack", "/packs", rows(_PACKS, _PACKS.c.active)),
        Step("bodies", "/bodies", sum(bool(mandates) for mandates in world.duties.values())),
        Step("adopt", "/adopt", rows(_ENTRIES, _ENTRIES.c.type.in_(("adopt", "complete")))),
        Step("people", "/people", rows(_PEOPLE, recording)),
        Step("contacts", "/people#contacts", sum(bool(body.reminded) for body in world.pack.bodies)),
        Step("past", "", rows(_ENTRIES, _ENTRIES.c.type == "act")),
        Step("mail", "/settings", rows(_OUTBOX, _OUTBOX.c.state == "sent")),
        Step("feed", "/feeds", rows(_FEEDS, fetched)),
    ]
