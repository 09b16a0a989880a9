"""Every kind of entry, with every key, goes through the API and the command line and leaves as it came."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from tests.cli.test_store_verbs import Shell
from tests.conftest import OFFICE_PACK, Office, Served
from tests.ledger.every_kind import BY, ENTRIES, Row, kind_of

from meeting_cadence.actions.enter import KINDS
from meeting_cadence.ledger.entries import Fact
from meeting_cadence.ledger.write import write_ledger
from meeting_cadence.store.ledger import load_entries

SAID = ("--by", "王某", "--at", "2024-03-05T12:00:00+08:00")


def test_the_table_has_every_kind_and_every_key() -> None:
    assert {kind_of(entry) for entry in ENTRIES} == set(KINDS)
    for fact in get_args(Fact):
        kind = fact.type
        written = {key for entry in ENTRIES if kind_of(entry) == kind for key in entry[kind]}
        named = {"relief": {"relief": "type", "start": "from"}, "complete": {"start": "from"}}.get(kind, {})
        wanted = {named.get(field.name, field.name) for field in fields(fact) if field.init}
        assert wanted - written == set(), kind


def test_the_api_takes_every_kind_and_gives_it_back(served: Served) -> None:
    browsers = {role: served.client(role) for role in ("secretary", "supervisor", "administrator")}
    for number, entry in enumerate(ENTRIES):
        kind = kind_of(entry)
        browser = browsers[BY.get(kind, "secretary")]
        answer = browser.post("/api/v1/entries", json=entry, headers={"idempotency-key": f"k{number}"})
        assert answer.status_code == 201, (entry, answer.text)
        assert answer.json()["id"] == entry[kind]["id"]
        history = browser.get(f"/api/v1/entries/{entry[kind]['id']}").json()["history"]
        told = {key: value for key, value in history[-1]["entry"].items() if key in KINDS}
        assert told == as_written(entry)
    assert served.office.verify().differences == ()


def as_written(entry: Row) -> Row:
    """As it leaves: one body stands under `body`, and what says only a default is left out."""
    return json.loads(json.dumps(entry))  # type: ignore[no-any-return]


def test_the_command_line_takes_every_kind_by_its_own_verb(shell: Shell) -> None:
    for words in VERBS:
        shell(*words, *SAID)
    entries = json.loads(shell("ledger", "export"))["entries"]
    assert [kind_of({key: one[key] for key in one if key in KINDS}) for one in entries] == [
        "plan",
        "act",
        "event",
        "relief",
        "adopt",
        "complete",
        "next_due",
        "not_held",
        "retract",
        "replace",
    ]
    assert shell.json("verify", "--at", SAID[3])["differences"] == []


VERBS = [
    line.split()
    for line in """
plan --body commission --kind plenary --on 2024-02-01 --id p-1
record --body commission --kind plenary --on 2024-02-01 --id m-1
event --body city-a --kind incident --on 2024-01-08T23:20:00+08:00 --id e-1
relief --mandate plenary --body commission --window 2024 --type waive --granted 2024-03-01
pack adopt --regulation rules --body city-a --on 2022-01-01
confirm complete --body commission --on 2024-01-05
next-due --mandate conference --body province --on 2026-12-31
confirm not-held --mandate study --body city-a --window 2023-H1 --on 2024-01-10
retract e-1 --reason 误登
replace m-1 --set ordinal=6 --reason 序号有误
""".strip().splitlines()
]


def test_the_command_line_takes_every_entry_as_the_file_has_it(shell: Shell, tmp_path: Path) -> None:
    for number, entry in enumerate(ENTRIES):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(entry), "utf-8")
        told = json.loads(shell("enter", str(path), *SAID, "--format", "json"))
        assert told["entry"] == entry[kind_of(entry)]["id"]
    entries = json.loads(shell("ledger", "export"))["entries"]
    assert [{key: one[key] for key in one if key in KINDS} for one in entries] == [
        as_written(entry) for entry in ENTRIES
    ]
    path.write_text("[1]", "utf-8")
    assert "act" in shell("enter", str(path), *SAID, status=2)
    path.write_text("{a: &b 1}", "utf-8")
    shell("enter", str(path), *SAID, status=2)


def test_the_ledger_goes_out_in_and_out_again_byte_for_byte(office: Office, new_store: Any) -> None:
    """On both databases, by the API; and the file is what the command line writes."""
    for number, entry in enumerate(ENTRIES):
        office.enter(by=f"人{number}", **entry)
    first = Served(office).client("auditor").get("/api/v1/ledger/file")
    with office.store.reading() as session:
        assert first.text == write_ledger(load_entries(session))
        assert len(json.loads(first.text)["entries"]) == len(ENTRIES)
    other = Office(new_store())
    other.at = office.at
    other.apply()
    browser = Served(other).client("administrator")
    brought = browser.post("/api/v1/ledger/file", files={"file": ("l.json", first.content)})
    assert brought.json() == {"added": len(ENTRIES), "known": 0}
    assert browser.get("/api/v1/ledger/file").content == first.content
    again = browser.post("/api/v1/ledger/file", files={"file": ("l.json", first.content)})
    assert again.json() == {"added": 0, "known": len(ENTRIES)}
    assert browser.get("/api/v1/ledger/file").content == first.content
    assert judged(other) == judged(office)


def judged(office: Office) -> list[Row]:
    """What obligations came to, without how often they were written."""
    own = ("revision", "changed_in", "updated_at", "judged", "next_change")
    return [{key: row[key] for key in row if key not in own} for row in office.rows()]


def test_a_ledger_that_does_not_fit_comes_in_not_at_all(served: Served) -> None:
    browser = served.client("administrator")
    before = browser.get("/api/v1/ledger/file").content
    entries = [*ENTRIES[:3], {"act": {"body": "nobody", "kind": "plenary", "start": "2024-02-30"}}]
    text = json.dumps({"format": 1, "entries": entries})
    answer = browser.post("/api/v1/ledger/file", files={"file": ("l.json", text)})
    assert answer.status_code == 422
    assert {one["code"] for one in answer.json()["error"]["problems"]} == {"unknown_body", "no_such_day"}
    assert browser.get("/api/v1/ledger/file").content == before


def test_where_duties_are_separated_nobody_brings_a_ledger_in_over_the_api(sqlite_office: Office) -> None:
    served = Served(sqlite_office, access_profile="cn-level3")
    assert served.settings.access_profile == "cn-level3"
    for role in ("administrator", "secretary"):
        answer = served.client(role).post("/api/v1/ledger/file", files={"file": ("l.json", "{}")})
        assert answer.status_code == 403


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line over a database with the office's pack."""
    (tmp_path / "office.yaml").write_text(OFFICE_PACK, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{tmp_path}/cadence.db")
    monkeypatch.setenv("LANG", "en")
    run = Shell(capsys)
    run("pack", "apply", "office.yaml", *SAID)
    return run
