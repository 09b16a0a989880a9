"""`import` and the ledger file on the command line: preview, apply, undo, template; out and in again without loss."""

import json
from pathlib import Path

import pytest
from tests.cli.test_store_verbs import AT, BY, Shell, shell
from tests.imports.conftest import PACK, csv_text

__all__ = ["shell"]

ROWS = csv_text(
    ("机构", "事项类型", "召开日期"), ("board", "plenary", "2022-05-01"), ("甲市", "学习会", "2023-06-01")
)
LEDGER = """\
format: 1
complete_from: 2020-01-01
entries:
  - act: {id: m-1, bodies: [city-a, city-b], kind: study, start: 2022-03-01T09:30:00+08:00, evidence: [纪要1号, "=1"]}
    recorded: 2022-03-02T09:00:00.123456+08:00
    by: 王某
  - act: {body: board, kind: plenary, start: 2022-05-01, items: [hear_report], counts_for: {yearly: "2021"}}
    recorded: 2022-05-02T09:00:00+08:00
  - plan: {id: p-1, body: board, kind: plenary, start: 2023-05-01, status: tentative}
    recorded: 2023-01-01T09:00:00+08:00
    by: 李某
  - plan: {id: p-1, body: board, kind: plenary, start: 2023-06-01, decided: 2023-02-01}
    recorded: 2023-02-01T09:00:00+08:00
    by: 李某
  - relief: {id: r-1, mandate: yearly, body: board, window: "2022", type: extend,
             until: 2023-03-31, granted: 2022-12-01}
    by: 督查
  - adopt: {regulation: unknown-day, body: office-a, on: 2022-01-01, complete_from: 2022-01-01}
  - not_held: {mandate: yearly, body: board, window: "2020", confirmed: 2021-02-01}
  - next_due: {mandate: yearly, body: board, on: 2026-12-31}
  - complete: {body: board, act: plenary, from: null, declared: 2021-01-01}
  - replace:
      id: c-1
      entry: m-1
      reason: 时间有误
      act: {bodies: [city-a], kind: study, start: 2022-03-01}
    recorded: 2022-04-01T09:00:00+08:00
    by: 王某
  - retract: {id: c-2, entry: c-1, reason: 原记录无误}
    recorded: 2022-04-02T09:00:00+08:00
    by: 李某
  - retract: {entry: r-1, reason: 误录}
"""


@pytest.fixture
def house(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A database of its own with the pack of the imports, and a table beside it."""
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{tmp_path}/house.db")
    Path("house.yaml").write_text(PACK, "utf-8")
    Path("years.csv").write_bytes(ROWS)
    shell("pack", "apply", "house.yaml", *BY, *AT)
    return shell


def test_preview_apply_and_undo(house: Shell) -> None:
    shown = house("import", "years.csv", "--preview", *AT)
    assert "2022    2022-12-31  no record  held" in shown
    assert "It would record 2 entries (batch imp-20250201-" in shown
    assert json.loads(house("ledger", "export"))["entries"] == []
    done = house("import", "years.csv", *BY, *AT)
    batch = shown.rpartition("(batch ")[2].rstrip(").\n")
    assert f"Imported 2 entries as batch {batch}." in done
    assert "years.csv: row 2, column C (召开日期): The entry" in house(
        "import", "years.csv", *BY, *AT, status=2
    )
    assert "nothing to import" in house("import", "years.csv", "--skip-known", *BY, *AT)
    told = house.json("import", "undo", batch, "--reason", "误导入", *BY, *AT)
    assert (told["batch"], told["retracted"]) == (batch, 2)
    assert "taken back already" in house("import", "undo", batch, "--reason", "误导入", *BY, *AT, status=1)
    assert house.json("verify", *AT)["differences"] == []


def test_the_answer_as_json(house: Shell) -> None:
    told = house.json("import", "file", "years.csv", "--preview", *AT)
    assert [(one["row"], one["entry"]["act"]["start"]) for one in told["entries"]] == [
        (2, "2022-05-01"),
        (3, "2023-06-01"),
    ]
    assert (told["written"], told["known"], told["examples"]) == (False, [], [])
    assert [(one["mandate"], one["window"], one["before"], one["after"]) for one in told["changes"]] == [
        ("yearly", "2022", "no_record", "met"),
        ("studies", "2023", "no_record", "met"),
    ]
    assert house.json("import", "years.csv", *BY, *AT)["written"] is True


def test_nothing_is_written_without_an_author_or_with_a_bad_row(house: Shell) -> None:
    assert "--by" in house("import", "years.csv", *AT, status=2)
    Path("bad.csv").write_bytes(ROWS + b"\nbord,plenary,1.2.2023")
    assert house("import", "bad.csv", *BY, *AT, status=2).splitlines() == [
        "bad.csv: row 4, column A (机构): There is no body of the name or id “bord”. Did you mean board?",
        "bad.csv: row 4, column C (召开日期): “1.2.2023” does not say for certain which day it is; "
        "write it in full as 2024-03-05.",
    ]
    assert json.loads(house("ledger", "export"))["entries"] == []


def test_the_template_is_written_once(house: Shell) -> None:
    assert "5 bodies and 2 kinds" in house("import", "template", "--out", "t.xlsx")
    assert "exists already" in house("import", "template", "--out", "t.xlsx", status=2)
    assert "Cannot write" in house("import", "template", "--out", "absent/t.xlsx", status=2)
    assert "nothing to import" in house("import", "t.xlsx", *BY, *AT)


def test_a_ledger_goes_out_and_in_again_byte_for_byte(
    house: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Corrections, corrections of corrections, recorded instants, authors, plans with a history, and a batch."""
    Path("kept.yaml").write_text(LEDGER, "utf-8")
    house("ledger", "import", "kept.yaml", "--by", "管理员", *AT)
    house("import", "years.csv", "--skip-known", *BY, *AT)
    house("ledger", "export", "one.json")
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    house("pack", "apply", "house.yaml", *BY, *AT)
    assert "Imported 14 entries" in house("ledger", "import", "one.json", "--by", "别人", *AT)
    house("ledger", "export", "two.json")
    assert Path("two.json").read_bytes() == Path("one.json").read_bytes()
    assert house.json("verify", *AT)["differences"] == []


def test_a_long_ledger_comes_in_again(house: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than the 2 MiB of a file that a stranger may send."""
    act = {"body": "board", "kind": "plenary", "start": "2022-05-01", "title": "会" * 30_000}
    entries = [{"act": act | {"id": f"m-{number}"}} for number in range(40)]
    Path("long.json").write_text(json.dumps({"format": 1, "entries": entries}, ensure_ascii=False), "utf-8")
    assert Path("long.json").stat().st_size > 2 * 1024 * 1024
    assert "Imported 40 entries" in house("ledger", "import", "long.json", "--by", "管理员", *AT)
