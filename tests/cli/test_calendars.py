"""`calendar` and `invite` on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.alerts.conftest import sh
from tests.conftest import Office

from meeting_cadence.actions.contacts import add_contact
from meeting_cadence.bodies import Contact
from meeting_cadence.bodies.body import MEMBER
from meeting_cadence.cli import verbs
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.queries.meetings import meeting_key
from meeting_cadence.store.desk import SqlDesk

ICS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20240227\r\nSUMMARY:全体会议\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)


@pytest.fixture
def office(sqlite_office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office in March 2024, its address in the environment."""
    sqlite_office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{sqlite_office.store.sqlite_path}")
    monkeypatch.setenv("MEETING_CADENCE_BASE_URL", "https://house.example")
    monkeypatch.setenv("MEETING_CADENCE_LANG", "en")
    monkeypatch.setattr("meeting_cadence.clock.now", lambda: sqlite_office.at)
    return sqlite_office


def run(*arguments: str) -> Result:
    return CliRunner().invoke(verbs, arguments)


def as_json(*arguments: str) -> Any:
    found = run(*arguments, "--format", "json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "office.ics"
    path.write_text(ICS, encoding="utf-8")
    return str(path)


def test_from_the_file_to_the_record(office: Office, file: str) -> None:
    assert as_json("calendar", "bring", "commission", file, "--by", "王某") == {
        "name": "office",
        "entries": 1,
    }
    (one,) = as_json("calendar", "proposals")["proposals"]
    key = one["entry"]["key"]
    told = run("calendar", "proposals").stdout
    assert "The entry “全体会议” of 27 February 2024 looks like “全体会议” of 网信委, 2024." in told
    preview = as_json("calendar", "confirm", "1", key, "--by", "王某", "--preview")
    assert (preview["written"], preview["changes"][0]["after"]) == (False, "met")
    assert office.standing("plenary", "2024") == "open"
    done = as_json("calendar", "confirm", "1", key, "--by", "王某")
    assert done["written"] is True
    assert office.standing("plenary", "2024") == "met"
    assert run("calendar", "proposals").stdout.strip() == "No entry of a calendar waits for you."


def test_dismissing_and_reopening(office: Office, file: str) -> None:
    run("calendar", "bring", "commission", file, "--by", "王某")
    key = as_json("calendar", "proposals")["proposals"][0]["entry"]["key"]
    assert "not proposed again" in run("calendar", "dismiss", "1", key, "--by", "王某").stdout
    found = as_json("calendar", "proposals")
    assert (found["proposals"], [one["decision"] for one in found["decided"]]) == ([], ["dismissed"])
    assert "proposed again" in run("calendar", "reopen", "1", key, "--by", "王某").stdout
    assert len(as_json("calendar", "proposals")["proposals"]) == 1


def test_calendars_are_listed_and_removed(office: Office, file: str) -> None:
    run("calendar", "bring", "commission", file, "--name", "办公日历", "--by", "王某")
    (listed,) = as_json("calendar", "list")
    assert (listed["name"], listed["host"], listed["trouble"]) == ("办公日历", None, [])
    assert "办公日历" in run("calendar", "list").stdout
    assert run("calendar", "remove", "1", "--by", "王某").exit_code == 0
    assert as_json("calendar", "list") == []
    assert run("calendar", "read").stdout.strip() == "Read 0 calendars."


def test_a_file_that_is_none_and_an_address_of_no_permitted_host(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "c.ics"
    path.write_text("hello", encoding="utf-8")
    refused = run("calendar", "bring", "commission", str(path), "--by", "王某")
    assert isinstance(refused.exception, MeetingCadenceError)
    assert refused.exception.exit_status == 2
    address = "https://mail.example.org/c.ics"
    refused = run("calendar", "add", "commission", address, "--name", "x", "--by", "王某")
    assert isinstance(refused.exception, MeetingCadenceError)
    assert as_json("calendar", "list") == []


def test_invitations_are_turned_on_sent_and_listed(office: Office) -> None:
    assert "now invites its members" in run("invite", "on", "commission").stdout
    with office.store.session() as session:
        desk = SqlDesk(session, at=office.at, tables=office.tables)
        add_contact(desk, body="commission", contact=Contact(MEMBER, "zhang@example.org", "张三"), by="x")
    office.enter(plan={"id": "p-1", "body": "commission", "kind": "plenary", "start": "2024-03-12"})
    ticked = as_json("tick", "--at", sh("2024-03-05 12:00").isoformat())
    assert ticked["invitations"] == 1
    found = as_json("invite", "list")
    assert found["inviting"] == ["commission"]
    (one,) = found["invitations"]
    assert (one["meeting"], one["counts"]) == (
        meeting_key("p-1"),
        {"asked": 1, "coming": 0, "excused": 0, "silent": 1},
    )
    assert "Tuesday, 12 March 2024" in run("invite", "list").stdout
    assert "张三" in run("invite", "show", meeting_key("p-1")).stdout
    assert "invites nobody any more" in run("invite", "off", "commission").stdout
