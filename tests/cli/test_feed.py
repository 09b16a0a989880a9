"""`feed`: calendars and subscriptions from the command line."""

import json
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from tests.feeds.conftest import House, utc

from meeting_cadence.cli import main, verbs
from meeting_cadence.feeds.tokens import listed
from meeting_cadence.settings import Settings

AT = "2024-02-01T00:00:00+00:00"


@pytest.fixture(autouse=True)
def here(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{house.store.sqlite_path}")
    monkeypatch.setenv("MEETING_CADENCE_BASE_URL", "https://calendar.example.org")


def run(*words: str) -> Result:
    result = CliRunner().invoke(verbs, ["feed", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int | str | None, str]:
    with pytest.raises(SystemExit) as ended:
        main(["feed", *words, "--lang", "en"])
    return ended.value.code, capsys.readouterr().err


def test_a_calendar_goes_to_standard_output_as_it_is() -> None:
    body = run("--body", "commission", "--at", AT).stdout_bytes
    assert len(icalendar.Calendar.from_ical(body).walk("VEVENT")) == 4
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert run("--body", "commission", "--at", AT).stdout_bytes == body
    assert run("--mandate", "plenary", "--at", AT, "--lang", "zh").stdout_bytes.count(b"BEGIN:VEVENT") == 4


def test_a_calendar_never_rests_on_old_standings() -> None:
    """Nobody ticked for a year: what has fallen overdue is judged before it is printed, once."""
    before = run("--mandate", "plenary", "--at", AT, "--lang", "en").stdout_bytes
    later = run("--mandate", "plenary", "--at", "2025-01-10T00:00:00+00:00", "--lang", "en")
    assert b"SUMMARY:Due: Plenary (2024)" in before
    assert b"SUMMARY:Overdue: Plenary (2024)" in later.stdout_bytes and later.stderr == ""
    assert run("--mandate", "plenary", "--at", "2025-01-10T00:00:00+00:00", "--lang", "en").stdout_bytes == (
        later.stdout_bytes
    )


def test_a_calendar_of_a_day_to_come_says_that_nothing_was_judged_ahead(house: House) -> None:
    with house.store.reading() as session:
        kept = session.connection().execute(text("select key, standing, revision from obligation")).all()
    ahead = run("--mandate", "plenary", "--at", "2999-01-10T00:00:00+00:00", "--lang", "en")
    assert "yet to come" in ahead.stderr
    with house.store.reading() as session:
        assert (
            session.connection().execute(text("select key, standing, revision from obligation")).all() == kept
        )


def test_a_calendar_goes_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "house.ics"
    run("--body", "commission", "--subtree", "--lang", "en", "--at", AT, "--out", str(out))
    assert b"X-WR-CALNAME:Commission and below: what is due\r\n" in out.read_bytes()
    assert [file.name for file in tmp_path.glob("*.ics*")] == ["house.ics"]


def test_all_bodies_go_to_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    assert "2" in run("--all", str(folder), "--at", AT).output
    assert sorted(file.name for file in folder.iterdir()) == ["city.ics", "commission.ics"]


def test_a_subscription_is_created_listed_and_revoked() -> None:
    created = json.loads(run("create", "--body", "commission", "--format", "json").output)
    assert created["address"].startswith("https://calendar.example.org/feeds/")
    assert created["address"].endswith(".ics")
    (row,) = json.loads(run("list", "--format", "json").output)
    assert (row["id"], row["kind"], row["scope"], row["state"]) == (1, "body", "commission", "active")
    assert created["address"][-47:-4] not in run("list").output
    run("revoke", "1")
    assert json.loads(run("list", "--format", "json").output)[0]["state"] == "revoked"
    assert "作废" in run("list", "--lang", "zh").output


def test_defaults_of_the_horizon_come_from_the_settings(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEETING_CADENCE_FEED_MONTHS_AHEAD", "6")
    run("create", "--mandate", "plenary", "--no-history")
    with house.store.reading() as session:
        (feed,) = listed(session, at=utc(2024, 2, 1))
    assert feed.options.months_ahead == 6
    assert feed.options.months_back == Settings().feed_months_back
    assert not feed.options.history


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        ([], 2, "exactly one"),
        (["--body", "commission", "--mandate", "plenary"], 2, "exactly one"),
        (["create"], 2, "exactly one"),
        (["--body", "comission"], 1, "comission"),
        (["create", "--body", "commission", "--person", "nobody"], 2, "nobody"),
        (["revoke", "9"], 1, "no feed 9"),
        (["publish", "9"], 1, "nothing held back"),
        (["--body", "commission", "--out", "/proc/none/x.ics"], 1, "/proc/none/x.ics"),
        (["--all", "/proc/none/x"], 1, "/proc/none/x"),
    ],
)
def test_what_cannot_be_done_is_one_clear_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], status: int, sentence: str
) -> None:
    code, told = refused(capsys, *words)
    assert code == status
    assert sentence in told
    assert len(told.strip().splitlines()) == 1


def test_what_it_shows_is_chosen_and_an_address_is_renewed(house: House) -> None:
    run("create", "--body", "commission", "--remind", "30", "--standing", "overdue", "--no-cancelled")
    with house.store.reading() as session:
        (feed,) = listed(session, at=utc(2024, 2, 1))
    assert (feed.options.reminders, feed.options.standings, feed.options.cancelled) == (
        (30,),
        ("overdue",),
        False,
    )
    renewed = json.loads(run("renew", "1", "--format", "json").output)
    assert renewed["id"] == 2
    assert [row["state"] for row in json.loads(run("list", "--format", "json").output)] == [
        "revoked",
        "active",
    ]
    shown = run("--body", "commission", "--standing", "overdue", "--at", AT).stdout_bytes
    assert shown.count(b"BEGIN:VEVENT") == 1


def test_what_is_mine_needs_its_person(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = refused(capsys, "create", "--mine")
    assert (code, "--person" in told) == (2, True)
