"""A number that grows with every change an outlet could show. Asking for it costs microseconds.

Ledger entries and pack versions number themselves; changes of the projection (those of time among them) are
counted in the transaction that writes them. Writers take turns, so a larger number is never committed first.
"""

from typing import Final

from sqlalchemy import text
from sqlmodel import Session

COUNTER: Final = "obligation.changes"
"""The row of `setting` that counts transactions which changed `obligation`."""

NUMBER_SQL: Final = (
    "(SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'obligation.changes')"
    " + (SELECT COALESCE(MAX(seq), 0) FROM ledger_entry)"
    " + (SELECT COALESCE(MAX(id), 0) FROM pack_version)"
)
"""An SQL expression: the number of now, as seen by the transaction."""


def count_change(session: Session) -> int:
    """Say that this transaction changed rows of `obligation`. Call it once in every such transaction.

    Answers the count, which those rows carry as `changed_in`: so an outlet asks for nothing but what is new.
    """
    session.connection().execute(
        text("UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS VARCHAR(20)) WHERE name = :name"),
        {"name": COUNTER},
    )
    return counted_changes(session)


def counted_changes(session: Session) -> int:
    """How many transactions have changed rows of `obligation`, as this one sees it."""
    statement = text("SELECT CAST(value AS INTEGER) FROM setting WHERE name = :name")
    return int(session.connection().execute(statement, {"name": COUNTER}).scalar_one())


def change_number(session: Session) -> int:
    """The number of now."""
    return int(session.connection().execute(text(f"SELECT {NUMBER_SQL}")).scalar_one())
