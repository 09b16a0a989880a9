"""Opening a store: what is set, what is refused, one transaction at a time."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text

from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.faults import (
    StoreCorrupt,
    StoreFolderMissing,
    StoreLocked,
    StoreNewer,
    StoreNotPrepared,
    StoreUnreachable,
    StoreUnwritable,
    StoreUrlInvalid,
)
from meeting_cadence.store.setting import put_setting, setting
from meeting_cadence.store.tables.record import Heartbeat

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


def test_sqlite_survives_power_cuts_and_checks_references(sqlite_store: Store) -> None:
    with sqlite_store.session() as session:
        ask = session.connection().exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == "wal"
        assert ask("PRAGMA synchronous").scalar() == 2
        assert ask("PRAGMA foreign_keys").scalar() == 1


def test_what_was_committed_is_read_by_others(store: Store) -> None:
    with store.session() as session:
        put_setting(session, "name", "value")
    with store.reading() as session:
        assert setting(session, "name") == "value"


def test_an_error_undoes_the_whole_transaction(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.session() as session:
        put_setting(session, "name", "value")
        _ = 1 / 0
    with store.reading() as session:
        assert setting(session, "name") is None


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnwritable), store.reading() as session:
        put_setting(session, "name", "value")
    with store.session() as session:
        assert setting(session, "name") is None
        put_setting(session, "name", "value")


def test_instants_come_back_aware_and_in_utc(store: Store) -> None:
    shanghai = timezone(timedelta(hours=8))
    with store.session() as session:
        session.add(Heartbeat(name="tick", at=datetime(2024, 3, 5, 20, tzinfo=shanghai)))
    with store.reading() as session:
        row = session.get(Heartbeat, "tick")
        assert row is not None
        assert row.at == NOON
        assert row.at.tzinfo is UTC


def test_a_naive_instant_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="naive instant"), store.session() as session:
        session.add(Heartbeat(name="tick", at=datetime(2024, 3, 5, 20)))  # noqa: DTZ001 - the mistake meant


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreFolderMissing) as told:
        open_store(f"sqlite:///{tmp_path}/absent/file.db")
    assert told.value.subject == str(tmp_path / "absent")


@pytest.mark.parametrize(
    "url", ["", "file.db", "sqlite://", "sqlite:///:memory:", "mysql://root@localhost/x"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(StoreUrlInvalid):
        open_store(url)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file.db"
    file.write_text("This is a letter and no database. " * 100)
    with pytest.raises(StoreCorrupt):
        open_store(f"sqlite:///{file}").migrate()
    assert file.read_text().startswith("This is a letter")


def test_a_locked_database_is_told_and_works_again_afterwards(sqlite_store: Store) -> None:
    other = sqlite3.connect(str(sqlite_store.sqlite_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    impatient = open_store(f"sqlite:///{sqlite_store.sqlite_path}", busy_seconds=0.05)
    with pytest.raises(StoreLocked), impatient.session() as session:
        put_setting(session, "name", "value")
    other.execute("ROLLBACK")
    with impatient.session() as session:
        put_setting(session, "name", "value")
    impatient.close()
    other.close()


def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    with store.session() as writing, store.reading() as reading:
        put_setting(writing, "name", "value")
        assert setting(reading, "name") is None


def test_a_server_that_does_not_answer_is_told() -> None:
    store = open_store("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StoreUnreachable), store.reading() as session:
        session.connection()


def test_the_password_is_in_no_message() -> None:
    assert "secret" not in open_store("postgresql://nobody:secret@127.0.0.1:1/nothing").place


def test_a_database_without_tables_wants_migrating(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new.db")
    with pytest.raises(StoreNotPrepared):
        store.check()
    with pytest.raises(StoreNotPrepared), store.reading() as session:
        setting(session, "name")
    store.migrate()
    store.check()
    store.close()


def test_a_newer_database_is_left_alone(store: Store) -> None:
    with store.session() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    with pytest.raises(StoreNewer) as told:
        store.migrate()
    assert told.value.values["found"] == "9999_later"
    with pytest.raises(StoreNewer):
        store.check()
