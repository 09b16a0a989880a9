"""The verbs over the store: record, correct, show, people, verify; in one clear sentence where something is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from meeting_cadence.cli import main
from meeting_cadence.store.engine import open_store

PACK = """\
format: 1
pack: p
title: P
timezone: Asia/Shanghai
include: [part.yaml]
bodies: [{id: office, name: {zh: 办公室, en: Office}, parent: board}]
regulations:
  - id: local
    title: 《本地办法》
    mandates:
      - {id: hearing, title: 听取汇报, obliged: {body: board}, act: {item: hear_report},
         clauses: [{quota: {min: 1, per: 1y}}]}
"""
PART = """\
format: 1
pack: part
title: Part
timezone: Asia/Shanghai
bodies: [{id: board, name: {zh: 委员会, en: Board}}]
regulations:
  - id: rule
    title: 《示例办法》
    effective: 2024-01-01
    mandates:
      - {id: yearly, title: {zh: 全体会议, en: Plenary}, quote: 每年召开一次, obliged: {body: board},
         act: plenary,
         clauses: [{quota: {min: 1, per: 1y}}]}
"""
AT = ("--at", "2025-02-01T09:00:00+08:00")
BY = ("--by", "王某")


class Shell:
    """The command line in a folder of its own."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: str, status: int = 0) -> str:
        """What the command says; its errors where it ends with another status."""
        with pytest.raises(SystemExit) as end:
            main(words)
            raise SystemExit(0)
        said = self._capture.readouterr()
        assert (end.value.code or 0) == status, said
        assert "Traceback" not in said.err
        return said.out if status == 0 else said.err

    def json(self, *words: str) -> Any:
        return json.loads(self(*words, "--format", "json"))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    (tmp_path / "p.yaml").write_text(PACK, "utf-8")
    (tmp_path / "part.yaml").write_text(PART, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{tmp_path}/cadence.db")
    monkeypatch.setenv("LANG", "en")
    run = Shell(capsys)
    run("pack", "apply", "p.yaml", *BY, *AT)
    return run


def test_applying_a_file_or_a_shipped_pack_prepares_the_database(shell: Shell) -> None:
    again = shell.json("pack", "apply", "p.yaml", *BY, *AT)
    assert again == {"pack": "p", "version": 1, "unchanged": True, "changes": []}
    assert shell.json("pack", "apply", "zhejiang-wangxin", *BY, *AT)["version"] == 1


def test_a_pack_is_kept_with_its_includes(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "part.yaml").unlink()
    assert {row["mandate"] for row in shell.json("board")["rows"]} == {"yearly", "hearing"}


def test_record_tells_what_it_settled(shell: Shell) -> None:
    told = shell.json(
        "record",
        "--body",
        "board",
        "--kind",
        "plenary",
        "--on",
        "2024-06-01",
        "--held",
        "in_person",
        *BY,
        *AT,
    )
    assert (told["seq"], told["entry"], told["repeated"]) == (1, "board-plenary-2024-06-01", False)
    assert [(one["window"], one["from"], one["to"]) for one in told["changes"]] == [
        ("2024", "no_record", "met")
    ]


def test_the_same_request_key_records_once(shell: Shell) -> None:
    words = (
        "record",
        "--body",
        "board",
        "--kind",
        "plenary",
        "--on",
        "2024-06-01",
        "--request-key",
        "k",
        *BY,
        *AT,
    )
    assert shell.json(*words)["repeated"] is False
    assert shell.json(*words)["repeated"] is True


def test_mistyped_names_are_answered_with_the_nearest(shell: Shell) -> None:
    said = shell("record", "--body", "bord", "--kind", "plenary", "--on", "2024-06-01", *BY, *AT, status=2)
    assert "bord" in said
    assert "Did you mean board?" in said
    said = shell(
        "confirm", "not-held", "--mandate", "yarly", "--body", "board", "--window", "2024",
        "--on", "2025-02-01", *BY, *AT, status=1,
    )  # fmt: skip
    assert "There is no mandate “yarly” (did you mean “yearly”?)" in said
    assert "没有编号为“yarly”的制度要求" in shell("board", "--mandate", "yarly", "--lang", "zh", status=1)


def test_confirm_adopt_relief_plan_and_event(shell: Shell) -> None:
    shell(
        "confirm",
        "not-held",
        "--mandate",
        "yearly",
        "--body",
        "board",
        "--window",
        "2024",
        "--on",
        "2025-02-01",
        *BY,
        *AT,
    )
    assert standings(shell)["2024"] == "overdue"
    shell("confirm", "complete", "--body", "board", "--from", "2024-01-01", "--on", "2025-02-01", *BY, *AT)
    shell("pack", "adopt", "--regulation", "local", "--body", "board", "--on", "2025-01-01", *BY, *AT)
    assert standings(shell, "hearing")["2025"] == "open"
    shell(
        "relief", "--mandate", "yearly", "--body", "board", "--window", "2025", "--type", "extend",
        "--until", "2026-03-31", "--granted", "2025-01-15", "--instrument", "〔2025〕1号", *BY, *AT,
    )  # fmt: skip
    shell("plan", "--body", "board", "--kind", "plenary", "--on", "2025-05-06", "--id", "p-1", *BY, *AT)
    (row,) = [row for row in shell.json("board", "--mandate", "yearly")["rows"] if row["window"] == "2025"]
    assert (row["due"], row["original_due"], row["planned"]) == ("2026-03-31", "2025-12-31", "2025-05-06")
    shell("event", "--body", "board", "--kind", "incident", "--on", "2025-01-15T09:00:00+08:00", *BY, *AT)
    assert shell.json("verify", *AT)["differences"] == []


def test_make_up_names_its_window(shell: Shell) -> None:
    shell("confirm", "complete", "--body", "board", "--from", "2024-01-01", "--on", "2025-02-01", *BY, *AT)
    shell(
        "record", "--body", "board", "--kind", "plenary", "--on", "2025-01-20",
        "--counts-for", "yearly=2024", "--title", "全体会议", "--evidence", "纪要1号", *BY, *AT,
    )  # fmt: skip
    assert standings(shell)["2024"] == "met_late"
    said = shell(
        "record",
        "--body",
        "board",
        "--kind",
        "plenary",
        "--on",
        "2025-01-20",
        "--counts-for",
        "2024",
        *BY,
        *AT,
        status=2,
    )
    assert "name=value" in said


def test_corrections_keep_the_first_version_and_the_history_tells(shell: Shell) -> None:
    shell(
        "record",
        "--body",
        "board",
        "--kind",
        "plenary",
        "--on",
        "2024-06-01",
        "--place",
        "杭州",
        "--id",
        "m-1",
        *BY,
        *AT,
    )
    late = ("--at", "2025-02-01T10:00:00+08:00")
    shell(
        "replace",
        "m-1",
        "--set",
        "start=2024-06-02",
        "--set",
        "present=20",
        "--reason",
        "日期有误",
        *BY,
        *late,
    )
    (row,) = [row for row in shell.json("board", "--mandate", "yearly")["rows"] if row["window"] == "2024"]
    assert row["by"] == ["2024-06-02"]
    told = shell.json("show", row["key"], *late)
    assert "fulfilled in time on 2 June 2024" in told["row"]["why"]["en"]
    assert [(line["id"], line["by"], line["replaced_by"]) for line in told["history"]] == [
        ("m-1", "王某", "m-1-replace"),
        ("m-1-replace", "王某", None),
    ]
    assert told["history"][1]["replace"]["act"] == {
        "id": "m-1", "body": "board", "kind": "plenary", "start": "2024-06-02", "present": 20, "place": "杭州",
    }  # fmt: skip
    later = ("--at", "2025-02-01T11:00:00+08:00")
    shell("retract", "m-1", "--reason", "误录", *BY, *later)
    assert standings(shell)["2024"] == "no_record"
    assert "needs a reason" in shell("retract", "m-1", *BY, *later, status=2)
    assert "m-1" in shell("show", row["key"])


def test_the_board_filters_pages_and_looks_back(shell: Shell) -> None:
    page = shell.json("board", "--body", "board", "--mandate", "yearly", "--limit", "2")
    assert [row["window"] for row in page["rows"]] == ["2024", "2025"]
    following = shell.json("board", "--body", "board", "--mandate", "yearly", "--after", page["next"])
    assert [row["window"] for row in following["rows"]] == ["2026", "2027", "2028"]
    assert shell.json("board", "--body", "office")["rows"] == []
    then = shell.json("board", "--at", "2024-06-01", "--standing", "open", "--due-to", "2024-12-31")
    assert [(row["window"], row["standing"]) for row in then["rows"]] == [("2024", "open")]
    assert "Plenary" in shell("board")
    assert "全体会议" in shell("board", "--lang", "zh")


def test_people_and_contacts(shell: Shell) -> None:
    told = shell.json("user", "add", "li", "--name", "李某", "--role", "secretary", "--scope", "board")
    assert told["link"].startswith("http://127.0.0.1:8000/welcome/")
    assert "/welcome/" in shell("user", "reset", "li")
    shell("user", "disable", "li")
    assert [(one["login"], one["disabled"]) for one in shell.json("user", "list")] == [("li", True)]
    shell("user", "enable", "li")
    assert "李某" in shell("user", "list")
    assert "is taken" in shell("user", "add", "li", "--name", "李某", "--role", "viewer", status=1)
    shell("contact", "add", "--body", "board", "--role", "secretariat", "--email", "a@example.org")
    listed = shell.json("contact", "list")
    assert ([one["address"] for one in listed["contacts"]], listed["without"]) == (
        ["a@example.org"],
        ["office"],
    )
    shell("contact", "remove", "--body", "board", "--role", "secretariat", "--email", "a@example.org")
    assert shell.json("contact", "list")["without"] == ["board", "office"]
    assert "office" in shell("contact", "list", "--body", "office")


def test_the_ledger_goes_out_and_comes_in_again(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shell("record", "--body", "board", "--kind", "plenary", "--on", "2024-06-01", *BY, *AT)
    shell("retract", "board-plenary-2024-06-01", "--reason", "误录", *BY, "--at", "2025-02-01T10:00:00+08:00")
    shell("ledger", "export", "out.json")
    before = json.loads(shell("ledger", "export"))
    assert "0 entries; 2 were" in shell("ledger", "import", "out.json", "--by", "李某", *AT)
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    shell("pack", "apply", "p.yaml", *BY, *AT)
    assert "Imported 2 entries" in shell("ledger", "import", "out.json", "--by", "李某", *AT)
    assert json.loads(shell("ledger", "export")) == before
    assert "absent.json" in shell("ledger", "import", "absent.json", "--by", "李某", status=2)


def test_verify_finds_what_rebuild_mends(shell: Shell, tmp_path: Path) -> None:
    assert "agree with the ledger" in shell("verify", *AT)
    store = open_store(f"sqlite:///{tmp_path}/cadence.db")
    with store.session() as session:
        session.connection().exec_driver_sql("UPDATE obligation SET standing = 'met' WHERE label = '2024'")
    store.close()
    with pytest.raises(SystemExit) as end:
        main(["verify", *AT])
    assert end.value.code == 1
    shell("rebuild", *AT)
    assert shell.json("verify", *AT)["differences"] == []


def test_an_older_database_is_upgraded_only_when_asked(shell: Shell, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/cadence.db")
    store.migrate("0001_record")
    store.close()
    assert "db upgrade" in shell("board", status=1)
    assert "this release" in shell("db", "upgrade")
    assert shell.json("board")["rows"]


def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "letter.db").write_text("no database " * 200)
    for url, words in (
        (f"sqlite:///{tmp_path}/absent/x.db", "does not exist"),
        (f"sqlite:///{tmp_path}/letter.db", "no database or is damaged"),
        ("postgresql://nobody@127.0.0.1:1/x", "cannot be reached"),
    ):
        monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", url)
        assert words in shell("board", status=1)


def standings(shell: Shell, mandate: str = "yearly") -> dict[str, str]:
    rows = shell.json("board", "--mandate", mandate)["rows"]
    return {row["window"]: row["standing"] for row in rows}
