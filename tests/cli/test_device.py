"""`device`: a password for somebody's telephone, from the command line."""

import json

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from tests.feeds.conftest import House, utc

from meeting_cadence.access import Person, Role
from meeting_cadence.cli import main, verbs
from meeting_cadence.store.people import SqlPeople


@pytest.fixture(autouse=True)
def here(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{house.store.sqlite_path}")
    monkeypatch.setenv("MEETING_CADENCE_BASE_URL", "https://calendar.example.org")
    with house.store.session() as session:
        SqlPeople(session, at=utc(2024, 1, 1)).add(Person(0, "wang", "王某", Role.SECRETARY, "commission"))


def run(*words: str) -> Result:
    result = CliRunner().invoke(verbs, ["device", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result


def test_a_password_is_made_listed_and_revoked(house: House) -> None:
    made = json.loads(run("create", "wang", "--name", "手机", "--format", "json").output)
    assert (made["id"], made["login"]) == (1, "wang")
    assert made["address"] == "https://calendar.example.org/dav/"
    (row,) = json.loads(run("list", "--format", "json").output)
    assert (row["owner"], row["name"], row["revoked_at"]) == ("wang", "手机", None)
    assert made["secret"] not in run("list").output
    with house.store.reading() as session:
        feeds = session.connection().execute(text("SELECT kind, scope FROM feed")).all()
    assert [tuple(feed) for feed in feeds] == [("mine", "commission")]
    run("revoke", "1")
    assert json.loads(run("list", "--format", "json", "--login", "wang").output)[0]["revoked_at"] is not None
    assert "✕" in run("list", "--lang", "zh").output


def test_it_is_told_in_both_languages() -> None:
    assert "设备密码" in run("create", "wang", "--name", "x", "--lang", "zh").output
    assert "shown this once only" in run("create", "wang", "--name", "x", "--lang", "en").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["create", "nobody", "--name", "x"], "nobody"),
        (["create", "wang", "--name", " "], "Say in 1 to 100 characters which device it is."),
        (["revoke", "9"], "There is no such device password."),
    ],
)
def test_refusals(capsys: pytest.CaptureFixture[str], words: list[str], told: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["device", *words, "--lang", "en"])
    assert ended.value.code != 0
    assert told in capsys.readouterr().err
