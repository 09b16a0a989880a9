"""`pack diff` as a person and as a program sees it: exit statuses, both languages, the ledger of either reading."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from meeting_cadence.cli import main

PACK = """\
format: 1
pack: p
title: P
timezone: Asia/Shanghai
bodies: [{id: a, name: 甲}]
regulations:
  - id: rule
    title: Rule
    effective: 2025-01-01
    mandates:
      - {id: duty, title: 例会, article: ARTICLE, obliged: {body: a}, act: session, CLAUSES}
"""
YEARLY = "clauses: [{quota: {min: 1, per: 1y}}]"
HALVES = (
    "versions: [{to: 2026-01-01, clauses: [{quota: {min: 1, per: 1y}}]}, "
    "{from: 2026-01-01, clauses: [{quota: {min: 1, per: 6m}}]}]"
)
LEDGER = """\
format: 1
complete_from: null
entries: [{act: {body: a, kind: session, start: 2025-05-05}}]
"""

Diff = Callable[..., tuple[int, str, str]]


def pack(clauses: str, article: str = "第九条") -> str:
    return PACK.replace("CLAUSES", clauses).replace("ARTICLE", article)


@pytest.fixture
def diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Diff:
    """Runs `pack diff` on two readings; answers exit status, output and errors."""
    monkeypatch.chdir(tmp_path)
    Path("ledger.yaml").write_text(LEDGER, encoding="utf-8")

    def run(old: str, new: str, *options: str) -> tuple[int, str, str]:
        Path("old.yaml").write_text(old, encoding="utf-8")
        Path("new.yaml").write_text(new, encoding="utf-8")
        with pytest.raises(SystemExit) as ended:
            main(["pack", "diff", "old.yaml", "new.yaml", *options])
        told = capsys.readouterr()
        status = ended.value.code or 0
        assert isinstance(status, int)
        return status, told.out, told.err

    return run


ASKED = ("--ledger", "ledger.yaml", "--at", "2026-03-01", "--to", "2026-12-31")


def lines(told: str) -> list[str]:
    return [" ".join(line.split()) for line in told.splitlines()]


def test_an_amendment_in_chinese(diff: Diff) -> None:
    status, told, errors = diff(pack(YEARLY), pack(HALVES), *ASKED, "--lang", "zh")

    assert (status, errors) == (0, "")
    assert lines(told) == [
        "修订预览：判定日 2026年3月1日，预览至 2026年12月31日",
        "制度要求 duty：修订自2026年1月1日起施行",
        "制度要求 机构 时段 变化 修订前 修订后",
        "duty a 2026 消失 2026-01-01 至 2026-12-31，应办 1 次，待召开 –",
        "duty a 2026-H1 新增 – 2026-01-01 至 2026-06-30，应办 1 次，待召开",
        "duty a 2026-H2 新增 – 2026-07-01 至 2026-12-31，应办 1 次，未到期",
        "生效日前已截止的时段：1 个结论逐字节不变。",
    ]


def test_frozen_verdicts_one_by_one(diff: Diff) -> None:
    _, told, _ = diff(pack(YEARLY), pack(HALVES), *ASKED, "--frozen", "--lang", "en")

    assert told.splitlines()[-2:] == [
        "Windows that closed before the effective day: 1 verdicts stay the same byte for byte.",
        "  duty a 2025: held",
    ]


def test_an_edit_in_place_is_told_aloud_and_ends_with_three(diff: Diff) -> None:
    edited = pack("clauses: [{quota: {min: 2, per: 1y}}]")
    status, told, errors = diff(pack(YEARLY), edited, *ASKED, "--lang", "en")

    assert status == 3
    assert errors.splitlines() == [
        "Do not apply this as it is: it would rewrite verdicts of windows that have closed.",
        "The clauses of mandate duty were edited in place; verdicts of closed windows that would change: 1 (a 2025). "
        "Write a new version instead: under versions, the old clauses with `to` (the effective day), then the new "
        "ones with `from` (the same day).",
    ]
    assert [line for line in told.splitlines() if line.startswith("  ")] == [
        "  before: 例会 (第九条); window 2025: 1 January 2025 to 31 December 2025, 1 wanted; 1 counted: "
        "5 May 2025; fulfilled in time on 5 May 2025.",
        next(line for line in told.splitlines() if line.startswith("  after:")),
    ]


def test_an_article_renumbered(diff: Diff) -> None:
    told = diff(pack(YEARLY), pack(YEARLY, article="第十条"), *ASKED, "--lang", "zh")

    assert told == (
        0,
        "修订预览：判定日 2026年3月1日，预览至 2026年12月31日\n"
        "文字 duty 的 article：“第九条”改为“第十条”\n"
        "生效日前已截止的时段：1 个结论逐字节不变。\n",
        "",
    )


def test_nothing_changes(diff: Diff) -> None:
    status, told, _ = diff(pack(YEARLY), pack(YEARLY), *ASKED, "--lang", "en")

    assert (status, told.splitlines()[1]) == (0, "Nothing changes.")


def test_for_programs(diff: Diff) -> None:
    status, told, _ = diff(pack(YEARLY), pack(HALVES), *ASKED, "--format", "json", "--frozen")
    answer = json.loads(told)

    assert status == 0
    assert (answer["at"], answer["to"], answer["problems"]) == ("2026-03-01", "2026-12-31", [])
    assert [row["window"] for row in answer["frozen"]["rows"]] == ["2025"]
    assert {one["window"]: one["changes"] for one in answer["windows"]} == {
        "2026": ["vanishes"],
        "2026-H1": ["appears"],
        "2026-H2": ["appears"],
    }
    assert all(set(one["new"]["why"]) == {"zh", "en"} for one in answer["windows"] if one["new"])


def test_without_to_it_looks_two_years_ahead(diff: Diff) -> None:
    answer = json.loads(diff(pack(YEARLY), pack(YEARLY), "--at", "2024-02-29", "--format", "json")[1])
    assert answer["to"] == "2026-02-28"


def test_an_amendment_after_the_last_day_shown_is_said_to_be(diff: Diff) -> None:
    options = ("--at", "2025-06-01", "--to", "2025-12-31", "--lang", "en")
    told = diff(pack(YEARLY), pack(HALVES), *options)[1]

    assert told.splitlines()[1] == (
        "Mandate duty: amended with effect from 1 January 2026 (after the last day shown here; a later --to "
        "shows what it does to the windows)"
    )


def test_a_ledger_that_names_what_is_new(diff: Diff, tmp_path: Path) -> None:
    new = (
        pack(YEARLY)
        + "      - {id: more, title: 新要求, obliged: {body: a}, act: session, effective: null, "
        + ("clauses: [{quota: {min: 1, per: 1y}}]}\n")
    )
    (tmp_path / "ledger.yaml").write_text(
        "format: 1\nentries: [{adopt: {mandate: more, body: a, on: 2026-01-01}}]\n", encoding="utf-8"
    )

    assert diff(pack(YEARLY), new, *ASKED, "--lang", "en")[0] == 0


def test_a_ledger_that_fits_neither_is_refused_as_the_old_one_reads_it(diff: Diff, tmp_path: Path) -> None:
    (tmp_path / "ledger.yaml").write_text(
        "format: 1\nentries: [{adopt: {mandate: none, body: a, on: 2026-01-01}}]\n", encoding="utf-8"
    )

    status, _, errors = diff(pack(YEARLY), pack(YEARLY), *ASKED, "--lang", "en")
    assert (status, errors) == (
        2,
        "ledger.yaml:2:29: There is no mandate none; correct the id.\n",
    )


def test_a_pack_that_is_refused(diff: Diff) -> None:
    status, told, errors = diff(pack(YEARLY), "format: 1\npack: p\n", *ASKED, "--lang", "en")

    assert (status, told) == (2, "")
    assert errors.startswith("new.yaml:")
