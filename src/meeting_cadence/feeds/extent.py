"""How far a snapshot of the record reaches, in the three numbers that only grow."""

from typing import Final, NamedTuple

from sqlalchemy import text
from sqlmodel import Session

_SQL: Final = text(
    "SELECT (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'obligation.changes'),"
    " (SELECT COALESCE(MAX(seq), 0) FROM ledger_entry), (SELECT COALESCE(MAX(id), 0) FROM pack_version)"
)


class Extent(NamedTuple):
    """The changes of the projection, the last ledger entry, the last pack version."""

    changes: int
    last_entry: int
    last_pack: int

    @property
    def number(self) -> int:
        """The change number: a body made for it stands as long as it is the same (decision 0031)."""
        return sum(self)


def extent_of(session: Session) -> Extent:
    """How far this snapshot reaches."""
    return Extent(*map(int, session.connection().execute(_SQL).one()))
