"""`backup` and `restore` on the command line: the same feeds afterwards, and the key where it belongs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from starlette.testclient import TestClient
from tests.conftest import SECRET, Office, Served

from meeting_cadence.cli import verbs
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create
from meeting_cadence.store.engine import open_store


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(verbs, list(map(str, arguments)), catch_exceptions=False)


@pytest.fixture
def installed(served: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    """The office is what the settings name; the key lies beside its file."""
    path = served.office.store.sqlite_path
    assert path is not None
    path.with_suffix(".key").write_bytes(SECRET + b"\n")
    path.with_suffix(".key").chmod(0o600)
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("MEETING_CADENCE_LANG", "en")
    monkeypatch.delenv("MEETING_CADENCE_SECRET_KEY", raising=False)
    return served


def elsewhere(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """The settings now name a database that is not there yet."""
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{folder}/restored.db")
    return folder / "restored.db"


def etag(service: object, token: str) -> str:
    browser = TestClient(service)  # type: ignore[arg-type]
    answer = browser.get(f"/feeds/{token}.ics", headers={"accept-encoding": "identity"})
    assert answer.status_code == 200
    return str(answer.headers["etag"])


def test_feeds_answer_the_same_etag_after_a_restore(
    installed: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with installed.office.store.session() as session:
        token = create(session, Scope("body", "commission"), at=installed.office.at).token
    before = etag(installed.service, token)
    assert run("backup", "--out", tmp_path / "all.backup").exit_code == 0
    database = elsewhere(monkeypatch, tmp_path)
    assert run("restore", tmp_path / "all.backup").exit_code == 0

    office = Office(open_store(f"sqlite:///{database}", secret=lambda: SECRET))
    office.at = installed.office.at
    assert etag(Served(office).service, token) == before
    office.store.close()


def test_what_is_shown(installed: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = run("backup", "--out", tmp_path / "all.backup", "--format", "json")
    manifest = json.loads(made.output)
    assert manifest["tables"]["ledger_entry"]["rows"] == 1
    assert (manifest["kind"], manifest["with_key"]) == ("sqlite", False)
    elsewhere(monkeypatch, tmp_path)
    told = run("restore", tmp_path / "all.backup").output
    (line,) = (line for line in told.splitlines() if line.startswith("ledger_entry "))
    assert line.split() == ["ledger_entry", "1", manifest["tables"]["ledger_entry"]["digest"][:16]]
    assert "with the counts and digests of the backup" in told
    assert "The backup holds no secret key" in told


def test_administrators_see_when_the_last_backup_was_made(installed: Served, tmp_path: Path) -> None:
    browser = installed.client("administrator")
    assert "还没有做过备份" in browser.get("/settings").text
    manifest = json.loads(run("backup", "--out", tmp_path / "all.backup", "--format", "json").output)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    page = browser.get("/settings").text
    assert f"文件 all.backup，{rows} 行，已核验" in page


def test_the_key_travels_when_it_is_asked_for(
    installed: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", "--out", tmp_path / "all.backup", "--with-key")
    database = elsewhere(monkeypatch, tmp_path)
    assert "The key file was restored." in run("restore", tmp_path / "all.backup").output
    key = database.with_suffix(".key")
    assert (key.read_bytes().strip(), key.stat().st_mode & 0o777) == (SECRET, 0o600)

    again = run("restore", tmp_path / "all.backup", "--replace").output
    assert "The secret key is that of the backup." in again
    assert "What was there before is kept as" in again

    database.unlink()
    key.write_bytes(b"another key, forty characters and more ....\n")
    run("restore", tmp_path / "all.backup")
    assert key.read_bytes().strip() == SECRET
    (kept,) = tmp_path.glob("restored.key.before-*")
    assert kept.read_bytes().startswith(b"another key")


def test_a_key_in_the_settings_is_only_compared(
    installed: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", "--out", tmp_path / "all.backup", "--with-key")
    database = elsewhere(monkeypatch, tmp_path)
    monkeypatch.setenv("MEETING_CADENCE_SECRET_KEY", "quite another key of forty characters ...")
    assert "Attention: the key in the settings" in run("restore", tmp_path / "all.backup").output
    assert not database.with_suffix(".key").exists()
