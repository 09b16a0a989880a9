"""Migrations: up, down, up; the tables as the models say; a ledger that cannot be changed."""

from datetime import UTC, datetime
from importlib import import_module
from pkgutil import iter_modules

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from meeting_cadence.store import tables
from meeting_cadence.store.engine import Store
from meeting_cadence.store.setting import put_setting
from meeting_cadence.store.tables import record

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


def test_the_migrated_tables_are_those_of_the_models(store: Store) -> None:
    for module in iter_modules(tables.__path__, f"{tables.__name__}."):
        import_module(module.name)
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_down_and_up_again(store: Store) -> None:
    store.migrate("base")
    with store.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    store.migrate()
    store.check()


def test_migrating_twice_changes_nothing(store: Store) -> None:
    with store.session() as session:
        put_setting(session, "name", "value")
    store.migrate()
    store.check()


def test_down_to_the_record_and_up_keeps_its_rows(store: Store) -> None:
    _append(store)
    store.migrate("0001_record")
    store.migrate()
    with store.reading() as session:
        assert session.connection().execute(text("SELECT count(*) FROM ledger_entry")).scalar() == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_entry SET payload = '{}'",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_entry_body SET body = 'other'",
        "DELETE FROM ledger_entry_body",
    ],
)
def test_the_ledger_refuses_changes(store: Store, change: str) -> None:
    _append(store)
    with pytest.raises(DBAPIError, match="append-only"), store.session() as session:
        session.connection().execute(text(change))


def _append(store: Store) -> None:
    with store.session() as session:
        session.add(record.LedgerEntry(seq=1, type="act", payload={"act": {}}, appended=NOON, digest="d"))
        session.flush()
        session.add(record.LedgerEntryBody(seq=1, body="office"))
