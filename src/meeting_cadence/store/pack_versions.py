"""The kept versions of packs: who put which in force when and why, and their texts as they were given."""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.actions.ports import Texts
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import PackVersion

_VERSIONS: Final = table_of(PackVersion)


class Kept(NamedTuple):
    """A version. `active`: it is the one in force."""

    pack: str
    seq: int
    applied_at: datetime
    applied_by: str | None
    reason: str | None
    digest: str
    active: bool


def list_versions(session: Session, pack: str | None = None) -> list[Kept]:
    """Every version (of one pack), in the order in which they were applied."""
    statement = select(*(_VERSIONS.c[name] for name in Kept._fields)).order_by(_VERSIONS.c.id)
    if pack is not None:
        statement = statement.where(_VERSIONS.c.pack == pack)
    return [Kept(*row) for row in session.connection().execute(statement)]


def texts_of(session: Session, pack: str, seq: int) -> Texts | None:
    """The files of a version as they were given; None where there is none of that number."""
    statement = select(_VERSIONS.c.files, _VERSIONS.c.root).where(
        _VERSIONS.c.pack == pack, _VERSIONS.c.seq == seq
    )
    row = session.connection().execute(statement).first()
    return None if row is None else Texts(*row)
