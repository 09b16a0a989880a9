"""The preview says what ticks then do, over time to come and time past, and leaves nothing behind."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from tests.alerts.conftest import PACK, House, sh, tables

from meeting_cadence.alerts.foresee import Foreseen, Study, foresee, mails_by_recipient
from meeting_cadence.alerts.policy import Policy, Rung, policies_of
from meeting_cadence.alerts.recipients import Directory
from meeting_cadence.cli.tick import alerts
from meeting_cadence.dates import Duration
from meeting_cadence.store.ledger import load_entries
from meeting_cadence.store.registry import load_world

START, END = sh("2024-01-03 00:00"), sh("2025-03-01 00:00")


def study_of(house: House, only: Policy | None = None) -> Study:
    with house.store.reading() as session:
        world = load_world(session)
        entries = load_entries(session)
    return Study(world, entries, Directory(world.pack.tree), tables, policies_of(world.pack), only)


def short(found: list[Foreseen]) -> set[tuple[str, str, str, int, str, str]]:
    return {
        (one.mandate, one.body, one.rung, one.occurrence, one.recipient.address, one.kind) for one in found
    }


def told(house: House) -> set[tuple[str, str, str, int, str, str]]:
    with house.store.reading() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT mandate, body, rung, occurrence, recipient, kind FROM notice WHERE NOT folded"
        )
        return {tuple(row) for row in rows}


def test_a_year_foreseen_is_what_a_year_of_ticks_tells(house: House) -> None:
    foreseen = foresee(study_of(house), start=START, end=END)
    assert house.notices() == []
    for day in (0, *range(318, 424)):
        house.tick(START + timedelta(days=day))
    assert short(foreseen) == told(house)
    assert len(foreseen) == len(short(foreseen)) > 20


def test_each_says_when_its_mail_would_leave(house: House) -> None:
    breach = [one for one in foresee(study_of(house), start=START, end=END) if one.rung == "breach"]
    assert {(one.reached_at, one.leaves) for one in breach} == {
        (sh("2025-01-01 00:00"), sh("2025-01-01 08:30"))
    }


def test_another_policy_can_be_tried(house: House) -> None:
    calm = Policy("calm", (Rung("before", ("chair",), Duration(10, "d")),))
    found = foresee(study_of(house, calm), start=START, end=END)
    assert {(one.rung, one.recipient.address) for one in found if one.body == "commission"} == {
        ("before-10d", "chair@example.org")
    }


def test_of_time_past_only_what_was_recorded_by_then_is_known(house: House) -> None:
    act = {"body": "commission", "kind": "plenary", "start": "2024-12-20"}
    house.enter({"act": act}, at=sh("2025-01-10 09:00"))
    found = foresee(study_of(house), start=START, end=END)
    plenary = [one for one in found if (one.mandate, one.body) == ("plenary", "commission")]
    assert [one.rung for one in plenary if one.recipient.address == "office@example.org"] == [
        "before-30wd",
        "before-7wd",
        "breach",
        "every-7d",
        "corrected",
    ]


def test_several_for_one_recipient_at_one_time_count_as_one_mail(house: House) -> None:
    found = foresee(study_of(house), start=START, end=END)
    counted = mails_by_recipient(found)["office@example.org"]
    assert counted["due_soon"] == 2
    assert len([one for one in found if one.recipient.address == "office@example.org"]) == 2 * sum(
        counted.values()
    )


@pytest.fixture
def commanded(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{house.store.sqlite_path}")
    return house


def run(*words: str) -> str:
    answer = CliRunner().invoke(alerts, ["simulate", "--from", "2024-01-03", "--to", "2025-02-28", *words])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_the_command_lists_and_counts(commanded: House) -> None:
    listed = json.loads(run("--format", "json", "--body", "commission"))
    assert {(row["day"], row["recipient"]) for row in listed if row["rung"] == "before-30wd"} == {
        ("2024-11-19", "office@example.org")
    }
    key = listed[0]["obligation"]
    assert {row["obligation"] for row in json.loads(run("--format", "json", "--obligation", key))} == {key}
    table = run("--by-recipient", "--lang", "en")
    assert "office@example.org" in table
    assert "Mails" in table
    assert PACK  # the pack has no policy of its own


def test_a_policy_that_is_not_there_is_refused(commanded: House) -> None:
    answer = CliRunner().invoke(alerts, ["simulate", "--policy", "loud"])
    assert answer.exit_code != 0
