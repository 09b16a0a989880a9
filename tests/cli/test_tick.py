"""`tick`, `drain` and `alerts` on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.alerts.conftest import PACK, House, sh

from meeting_cadence.cli import verbs
from meeting_cadence.store.engine import Store
from meeting_cadence.store.faults import StoreCorrupt

DUE_SOON = ("--at", "2024-11-19T09:00:00+08:00")


@pytest.fixture
def house(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> House:
    made = House(sqlite_store)
    made.apply(PACK, at=sh("2024-01-01 09:00"))
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{sqlite_store.sqlite_path}")
    monkeypatch.setenv("MEETING_CADENCE_BASE_URL", "https://house.example")
    monkeypatch.delenv("MEETING_CADENCE_SMTP_URL", raising=False)
    monkeypatch.setenv("MEETING_CADENCE_LANG", "en")
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(verbs, arguments)


def test_a_dry_run_shows_what_would_be_told_and_writes_nothing(house: House) -> None:
    shown = run("tick", *DUE_SOON, "--dry-run")
    assert shown.exit_code == 0
    assert "office@example.org" in shown.output
    assert shown.output.endswith(
        "2024-11-19T09:00:00+08:00: 0 standings changed, 3 new notices, 0 folded into later ones, 0 cancelled.\n"
        "A dry run: nothing was written.\n"
    )
    assert house.notices() == []


def test_tick_as_json(house: House) -> None:
    told = json.loads(run("tick", *DUE_SOON, "--format", "json").output)
    assert {(one["mandate"], one["rung"], one["recipient"]) for one in told["notices"]} == {
        ("plenary", "before-30wd", "office@example.org"),
        ("plenary", "before-30wd", "province@example.org"),
        ("soft", "before-30wd", "office@example.org"),
    }
    assert json.loads(run("tick", *DUE_SOON, "--format", "json").output)["notices"] == []


def test_nothing_to_tell(house: House) -> None:
    assert run("tick", "--at", "2024-05-01T09:00:00+08:00", "--lang", "en").output.startswith(
        "There is nothing to tell.\n"
    )


def test_drain_without_a_mail_server_says_so(house: House) -> None:
    run("tick", *DUE_SOON)
    drained = run("drain", *DUE_SOON)
    assert drained.exit_code == 0
    assert "No mail server is set (SMTP_URL): 3 notices are only shown" in drained.output


def test_drain_with_an_unreachable_server_warns_and_keeps_everything(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEETING_CADENCE_SMTP_URL", "smtp://127.0.0.1:1")
    run("tick", *DUE_SOON)
    drained = run("drain", *DUE_SOON)
    assert drained.exit_code == 1
    assert "The mail server 127.0.0.1:1 did not take the mail" in drained.stderr
    assert {state for *_, state in house.states()} == {"pending"}
    run("drain", *DUE_SOON), run("drain", *DUE_SOON)  # Each recipient's mail has been tried once.
    again = run("drain", *DUE_SOON)
    assert again.exit_code == 1, "nothing is tried again yet, but mail waits"
    assert "The mail server 127.0.0.1:1 has taken no mail since" in again.stderr
    assert "(connection refused); 3 notices are waiting" in again.stderr


def test_the_list_of_alerts(house: House) -> None:
    run("tick", *DUE_SOON)
    rows = json.loads(run("alerts", "list", "--format", "json", "--body", "lonely").output)
    assert [(row["recipient"], row["state"], row["stands_in"]) for row in rows] == [
        ("province@example.org", "pending", True)
    ]
    assert "waiting" in run("alerts", "list").output
    assert json.loads(run("alerts", "list", "--format", "json", "--state", "sent").output) == []


def test_a_file_that_is_no_database_is_one_clear_error(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "torn.db").write_bytes(b"no database at all" * 100)
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{tmp_path}/torn.db")
    assert isinstance(run("tick").exception, StoreCorrupt)
