"""Channels and policies on the command line: contacts over any channel, a test sent for real, a policy tried."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.alerts.conftest import PACK, House, sh
from tests.alerts.http_sink import HttpSink, listening
from tests.cli.test_tick import run

from meeting_cadence.alerts.channels.webhook import key_for
from meeting_cadence.settings import Settings
from meeting_cadence.settings.secret_key import secret_key_of
from meeting_cadence.store.engine import Store

KEY = "KEY-0123456789"


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with listening(HttpSink()) as made:
        yield made


@pytest.fixture
def house(sqlite_store: Store, sink: HttpSink, monkeypatch: pytest.MonkeyPatch) -> House:
    made = House(sqlite_store)
    made.apply(PACK, at=sh("2024-01-01 09:00"))
    made.adopt("commission", at=sh("2024-01-02 09:00"))
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{sqlite_store.sqlite_path}")
    monkeypatch.setenv("MEETING_CADENCE_LANG", "en")
    monkeypatch.setenv("MEETING_CADENCE_WEBHOOK_HOSTS", "127.0.0.1")
    chats = {"office": f"wecom+{sink.url}/cgi-bin/webhook/send?key={KEY}"}
    monkeypatch.setenv("MEETING_CADENCE_CHATS", json.dumps(chats))
    return made


def test_a_chat_is_tried(house: House, sink: HttpSink) -> None:
    sink.answer(200, b'{"errcode":0}')
    sent = run("alerts", "test", "--channel", "office")
    assert (sent.exit_code, sent.output) == (0, "chat office has taken the test notice for office.\n")
    (arrived,) = sink.arrived
    assert "Test notice" in json.loads(arrived.body)["text"]["content"]


def test_a_webhook_is_tried_and_its_key_is_shown(house: House, sink: HttpSink) -> None:
    assert run("alerts", "test", "--channel", "webhook", "--to", f"{sink.url}/in").exit_code == 0
    key = run("alerts", "webhook-key", "OA.example.org").output.strip().rpartition(" ")[2]
    assert key == key_for("oa.example.org", secret_key_of(Settings.load()))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--channel", "other"], "The channel “other” is not set up; these are: office, webhook."),
        (["--channel", "email", "--to", "a@b.example"], "The channel “email” is not set up"),
        (["--channel", "webhook", "--to", "http://127.0.0.2/in"], "not among the permitted hosts"),
        (["--channel", "webhook"], "Say with --to"),
        ([], "Say with --to"),
    ],
)
def test_what_cannot_be_tried_is_told(house: House, sink: HttpSink, asked: list[str], told: str) -> None:
    answer = run("alerts", "test", *asked)
    assert (answer.exit_code != 0, sink.arrived) == (True, [])
    assert told in answer.output + tell_of(answer.exception)


def tell_of(error: BaseException | None) -> str:
    from meeting_cadence.errors import MeetingCadenceError
    from meeting_cadence.words.errors import tell

    return tell(error, "en") if isinstance(error, MeetingCadenceError) else ""


def test_a_contact_of_a_chat_is_added_listed_and_removed(house: House) -> None:
    chair = ("--body", "commission", "--role", "chair", "--by", "admin")
    assert run("contact", "add", *chair, "--channel", "office", "--all-clear").exit_code == 0
    listed = json.loads(run("contact", "list", "--format", "json").output)["contacts"]
    assert [(one["channel"], one["address"]) for one in listed if one["role"] == "chair"] == [
        ("email", "chair@example.org"),
        ("office", "office"),
    ]
    assert run("contact", "remove", *chair, "--channel", "office").exit_code == 0
    assert (
        "Give either --email"
        in run("contact", "add", *chair, "--channel", "office", "--email", "a@b.c").output
    )
    assert "how they are reached" in run("contact", "add", *chair).output


def test_a_policy_in_a_file_is_tried_over_a_year(house: House, tmp_path: Path) -> None:
    file = tmp_path / "strict.yaml"
    file.write_text("grace: 2wd\nrungs:\n  - {at: breach, to: [secretariat]}\n")
    year = ("--from", "2024-01-01", "--to", "2025-01-31", "--body", "commission", "--format", "json")
    told = json.loads(run("alerts", "simulate", *year, "--policy-file", str(file)).output)
    assert {(one["day"], one["rung"], one["recipient"]) for one in told} == {
        ("2025-01-03", "breach", "office@example.org")
    }
    file.write_text("rungs:\n  - {at: dawn, to: []}\n  - {every: 0d, to: [chair]}\n")
    refused = run("alerts", "simulate", *year, "--policy-file", str(file))
    assert refused.exit_code != 0
    assert tell_of(refused.exception).count("strict.yaml:") == 3
    assert run("alerts", "simulate", "--policy", "absent").exit_code != 0
