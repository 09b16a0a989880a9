"""`judge` on the command line: formats, times, spans, refusals, and progress where there is much to judge."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from meeting_cadence.cli import main

PACK = """\
format: 1
pack: p
title: P
timezone: Asia/Shanghai
workdays: CN
bodies: [{id: a, name: 甲, order: 2}, {id: b, name: 乙, order: 1}]
regulations:
  - id: rule
    title: 《示例办法》
    effective: 2024-01-01
    mandates:
      - {id: yearly, title: 全体会议, quote: 每年召开一次, obliged: [{body: a}, {body: b}], act: plenary,
         clauses: [{quota: {min: 1, per: 1y}}]}
      - {id: conference, title: 工作会议, obliged: {body: a}, act: conference, clauses: [{gap: {max: 1y}}]}
      - {id: report, title: 报告, obliged: {body: a}, act: report,
         clauses: [{deadline: {after: {event: incident}, within: 10d, roll: following}}]}
"""
LEDGER = """\
format: 1
complete_from: null
entries:
  - act: {body: a, kind: plenary, start: 2024-05-06, title: "=1+1"}
    recorded: 2025-02-01T09:00:00+08:00
  - act: {body: a, kind: conference, start: 2025-03-01}
  - plan: {id: "=p", body: b, kind: plenary, start: 2025-09-01, decided: 2025-01-01}
  - event: {id: "=cmd", body: a, kind: incident, at: 2027-09-21}
"""

Judge = Callable[..., tuple[int, str, str]]


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Judge:
    """Runs `judge` in a folder with a pack and a ledger; answers exit status, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEETING_CADENCE_LANG", "en")
    Path("pack.yaml").write_text(PACK, encoding="utf-8")
    Path("ledger.yaml").write_text(LEDGER, encoding="utf-8")

    def run(*options: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["judge", "pack.yaml", "--ledger", "ledger.yaml", *options])
        told = capsys.readouterr()
        status = ended.value.code or 0
        assert isinstance(status, int)
        return status, told.out, told.err

    return run


def rows(told: str) -> list[tuple[str, str, str, str]]:
    return [(row["mandate"], row["body"], row["window"], row["standing"]) for row in json.loads(told)["rows"]]


def test_rows_by_mandate_then_body_order_then_opening(judge: Judge) -> None:
    status, told, errors = judge("--at", "2025-06-30", "--format", "json")

    assert (status, errors) == (0, "")
    assert {name: value for name, value in json.loads(told).items() if name != "rows"} == {
        "at": "2025-06-30",
        "known_at": None,
    }
    assert rows(told) == [
        ("yearly", "b", "2024", "overdue"),
        ("yearly", "b", "2025", "open"),
        ("yearly", "b", "2026", "upcoming"),
        ("yearly", "a", "2024", "met"),
        ("yearly", "a", "2025", "open"),
        ("yearly", "a", "2026", "upcoming"),
        ("conference", "a", "after 2025-03-01", "open"),
    ]


def test_what_had_been_recorded_by_then(judge: Judge) -> None:
    asked = ("--at", "2025-01-31", "--mandate", "yearly", "--body", "a", "--format", "json")
    before = judge(*asked, "--known-at", "2025-01-31T18:00:00+08:00")[1]

    assert rows(before)[0] == ("yearly", "a", "2024", "overdue")
    assert json.loads(before)["known_at"] == "2025-01-31T18:00:00+08:00"
    assert rows(judge(*asked)[1])[0] == ("yearly", "a", "2024", "met")
    shown = json.loads(judge(*asked)[1])["rows"][0]["annotations"]
    assert shown == [{"type": "shown_overdue", "since": "2024-12-31", "recorded": "2025-02-01"}]


def test_from_and_to_keep_what_they_touch_and_what_is_unsettled(judge: Judge) -> None:
    asked = ("--at", "2025-06-30", "--mandate", "yearly", "--format", "json")
    told = judge(*asked, "--from", "2025-01-01", "--to", "2025-12-31")[1]

    assert rows(told) == [
        ("yearly", "b", "2024", "overdue"),
        ("yearly", "b", "2025", "open"),
        ("yearly", "a", "2025", "open"),
    ]
    assert rows(judge(*asked, "--from", "2024-12-31")[1])[3] == ("yearly", "a", "2024", "met")


def test_to_adds_forecasts_of_a_gap_chained_from_due_days(judge: Judge) -> None:
    told = judge("--at", "2025-06-30", "--mandate", "conference", "--to", "2028-01-01", "--format", "json")[1]

    assert [
        (row["window"], row["opens"], row["due"], row["forecast"], row["binding"])
        for row in json.loads(told)["rows"]
    ] == [
        ("after 2025-03-01", "2025-03-01", "2026-03-01", False, True),
        ("forecast 1", "2026-03-01", "2027-03-01", True, False),
        ("forecast 2", "2027-03-01", "2028-03-01", True, False),
    ]


def test_an_instant_is_exact_a_day_is_the_whole_of_it(judge: Judge) -> None:
    asked = ("--mandate", "yearly", "--body", "b", "--format", "json", "--at")

    assert rows(judge(*asked, "2025-12-31")[1])[1][2:] == ("2025", "open")
    assert rows(judge(*asked, "2025-12-31T23:59:59+08:00")[1])[1][2:] == ("2025", "open")
    assert rows(judge(*asked, "2025-12-31T16:00:00+00:00")[1])[1][2:] == ("2025", "overdue")


def test_the_table_in_both_languages(judge: Judge) -> None:
    asked = ("--at", "2025-06-30", "--mandate", "yearly", "--body", "b")
    chinese, english = (judge(*asked, "--lang", language)[1] for language in ("zh", "en"))

    assert [" ".join(line.split()) for line in chinese.splitlines()] == [
        "制度要求 机构 时段 起始 截止 情况 应办 已办 办结日 逾期天数 已安排",
        "yearly b 2024 2024-01-01 2024-12-31 逾期未见登记 1 0 181 2025-09-01",
        "yearly b 2025 2025-01-01 2025-12-31 待召开 1 0 0 2025-09-01",
        "yearly b 2026 2026-01-01 2026-12-31 未到期 1 0 0",
    ]
    assert " ".join(english.splitlines()[1].split()) == (
        "yearly b 2024 2024-01-01 2024-12-31 overdue, no record seen 1 0 181 2025-09-01"
    )


def test_csv_has_the_keys_of_json_and_no_formulas(judge: Judge) -> None:
    asked = ("--at", "2027-10-01", "--mandate", "report")
    lines = list(csv.DictReader(io.StringIO(judge(*asked, "--format", "csv")[1])))
    (row,) = json.loads(judge(*asked, "--format", "json")[1])["rows"]

    assert list(lines[0]) == [*(key for key in row if key != "why"), "member"]
    assert (lines[0]["window"], lines[0]["due"], lines[0]["planned"]) == ("'=cmd", row["due"], "")


def test_a_folder_of_notices_is_used(judge: Judge, tmp_path: Path) -> None:
    asked = ("--at", "2027-09-30", "--mandate", "report", "--format", "json")
    (tmp_path / "days").mkdir()
    (tmp_path / "days/CN-2027.yaml").write_text(
        "country: CN\nyear: 2027\noff: [2027-10-01]\n", encoding="utf-8"
    )

    (estimated,), (announced,) = (
        json.loads(judge(*asked, *more)[1])["rows"] for more in ((), ("--workdays", "days"))
    )
    assert estimated["provisional"] is True
    assert (announced["due"], announced["provisional"]) == ("2027-10-04", False)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--mandate", "yaerly"), "The pack has no “yaerly”. It knows: conference, report, yearly"),
        (("--body", "c"), "The pack has no “c”. It knows: a, b"),
        (
            ("--known-at", "2025-06-30"),
            "--known-at: “2025-06-30” is no instant with its offset; write it as 2024-12-31T23:30:00+08:00.",
        ),
        (
            ("--from", "2025-06-30T12:00:00+08:00"),
            "--from: “2025-06-30T12:00:00+08:00” is no day; write it as 2024-12-31.",
        ),
        (("--to", "2025-13-01"), "--to: “2025-13-01” is no day; write it as 2024-12-31."),
        (
            ("--from", "2025-07-01", "--to", "2025-06-30"),
            "--to (30 June 2025) lies before --from (1 July 2025); exchange them.",
        ),
        (
            ("--workdays", "none"),
            "Cannot read none: there is no such folder. Check the path and its permissions.",
        ),
        (
            ("--ledger", "none"),
            "Cannot read none: it does not exist. Check the path and its permissions.",
        ),
    ],
)
def test_what_a_person_can_mend_is_one_sentence(
    judge: Judge, options: tuple[str, ...], sentence: str
) -> None:
    assert judge("--at", "2025-06-30", *options) == (2, "", f"{sentence}\n")


@pytest.mark.parametrize("text", ["2025-06-30T12:00:00", "2025-02-29", "30.6.2025", "20250630", "today", ""])
def test_what_is_no_day_and_no_instant_with_an_offset(judge: Judge, text: str) -> None:
    assert judge("--at", text) == (
        2,
        "",
        f"--at: “{text}” is no day or instant; write 2024-12-31, or 2024-12-31T23:30:00+08:00 with its offset.\n",
    )


def test_at_cannot_be_left_out(judge: Judge) -> None:
    status, told, errors = judge()

    assert (status, told) == (2, "")
    assert errors.splitlines()[0] == "--at is missing."


def test_a_refused_ledger_is_told_by_line(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "ledger.yaml").write_text(
        "format: 1\nentries: [{act: {body: z, kind: k}}]\n", encoding="utf-8"
    )

    status, told, errors = judge("--at", "2025-06-30")
    assert (status, told) == (2, "")
    assert [line.split(":")[:3] for line in errors.splitlines()] == [
        ["ledger.yaml", "2", "17"],
        ["ledger.yaml", "2", "24"],
    ]


def test_many_known_ids_are_not_all_listed(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(many(bodies=50), encoding="utf-8")

    assert judge("--at", "2025-06-30", "--ledger", "no", "--body", "body-7x")[2] == (
        "The pack has no “body-7x”. It knows: body-7, body-47, body-37, body-27, body-17, …\n"
    )


def many(*, bodies: int) -> str:
    """A pack of ten mandates that oblige every body."""
    return json.dumps(
        {
            "format": 1,
            "pack": "many",
            "title": "Many",
            "timezone": "Asia/Shanghai",
            "bodies": [{"id": f"body-{number}", "name": "B", "tier": "city"} for number in range(bodies)],
            "regulations": [
                {
                    "id": "r",
                    "title": "R",
                    "effective": "2025-01-01",
                    "mandates": [
                        {
                            "id": f"m-{number}",
                            "title": "M",
                            "obliged": {"tier": "city"},
                            "act": "k",
                            "clauses": [{"quota": {"min": 1, "per": "1y"}}],
                        }
                        for number in range(10)
                    ],
                }
            ],
        }
    )


def judged_at_a_terminal(pack: Path) -> str:
    """What a terminal shows of `judge` beside its answer."""
    leader, follower = pty.openpty()
    program = "import sys; from meeting_cadence.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "judge", str(pack), "--at", "2025-06-30", "--format", "csv"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "MEETING_CADENCE_LANG": "zh"}
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=follower, env=environment)
    os.close(follower)
    shown = b""
    try:
        while piece := os.read(leader, 4096):
            shown += piece
    except OSError:  # Linux ends a terminal whose other side is gone in this way.
        pass
    finally:
        os.close(leader)
        assert running.wait(timeout=60) == 0
    return shown.decode()


def test_progress_is_shown_on_a_terminal_from_500_on(tmp_path: Path) -> None:
    shown = {}
    for bodies in (49, 50):
        pack = tmp_path / f"{bodies}.json"
        pack.write_text(many(bodies=bodies), encoding="utf-8")
        shown[bodies] = judged_at_a_terminal(pack)

    assert shown[49] == ""
    assert "正在判定" in shown[50] and "100%" in shown[50]


def test_very_many_rows_are_plain_columns(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(many(bodies=50), encoding="utf-8")
    (tmp_path / "ledger.yaml").write_text("format: 1\n", encoding="utf-8")

    lines = judge("--at", "2025-06-30", "--lang", "zh")[1].splitlines()
    assert len(lines) == 1 + 2 * 500
    assert lines[:2] == [
        "制度要求  机构     时段  起始        截止        情况    应办  已办  办结日  逾期天数  已安排",
        "m-0       body-0   2025  2025-01-01  2025-12-31  待召开  1     0             0",
    ]
