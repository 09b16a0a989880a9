"""`audit` and `token` on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from meeting_cadence.cli import verbs


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEETING_CADENCE_DATABASE_URL", f"sqlite:///{tmp_path}/cadence.db")
    monkeypatch.setenv("MEETING_CADENCE_LANG", "en")
    (tmp_path / "config/workdays").mkdir(parents=True)

    def run_verb(*words: str) -> Result:
        return CliRunner().invoke(verbs, list(words))

    added = run_verb("user", "add", "li", "--name", "Li", "--role", "supervisor")
    assert added.exit_code == 0, added.output
    return run_verb


def test_list_verify_and_anchor(run: Any, tmp_path: Path) -> None:
    lines = json.loads(run("audit", "list", "--format", "json").output)
    assert [(one["action"], one["actor"], one["subject"]) for one in lines] == [
        ("person.person_added", "command line", "li"),
        ("audit.began", None, None),
    ]
    assert "person.person_added" in run("audit", "list", "--action", "person.").output
    unanchored = run("audit", "verify")
    assert unanchored.exit_code == 0
    assert "Without anchors" in unanchored.output
    assert "Line 2 is anchored" in run("audit", "anchor", "--out", "anchors.txt").output
    whole = run("audit", "verify", "--anchors", "anchors.txt")
    assert (whole.exit_code, whole.output) == (
        0,
        "The audit trail is whole: 2 lines, anchored up to line 2.\n",
    )
    assert run("audit", "anchor").output == (tmp_path / "anchors.txt").read_text()


def test_what_was_done_to_the_file_is_told_by_line(run: Any, tmp_path: Path) -> None:
    import sqlite3

    run("audit", "anchor", "--out", "anchors.txt")
    with sqlite3.connect(tmp_path / "cadence.db") as base:
        base.execute("DROP TRIGGER audit_no_delete")
        base.execute("DELETE FROM audit WHERE seq = 2")
    cut = run("audit", "verify", "--anchors", "anchors.txt")
    assert (cut.exit_code, cut.output.splitlines()) == (
        1,
        [
            "Lines 2 to 2: an anchor proves that they existed; they were cut off.",
            "The audit trail has 1 lines; 1 findings.",
        ],
    )
    verdict = json.loads(run("audit", "verify", "--anchors", "anchors.txt", "--format", "json").output)
    assert verdict["findings"] == [{"kind": "cut_off", "seq": 2, "last": 2}]


def test_a_trail_of_two_keys_needs_the_earlier_one(run: Any, tmp_path: Path) -> None:
    (tmp_path / "cadence.key").rename(tmp_path / "old.key")
    assert run("user", "disable", "li").exit_code == 0
    broken = run("audit", "verify")
    assert broken.exit_code == 1
    assert "sealed by an unknown key" in broken.output
    assert run("audit", "verify", "--key-file", "old.key").exit_code == 0


def test_a_file_that_holds_no_anchors_is_refused(run: Any, tmp_path: Path) -> None:
    (tmp_path / "anchors.txt").write_text("nonsense\n")
    assert type(run("audit", "verify", "--anchors", "anchors.txt").exception).__name__ == "AnchorUnreadable"


def test_a_tick_writes_the_anchor_of_the_day_once(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("MEETING_CADENCE_AUDIT_ANCHOR_FOLDER", str(tmp_path / "elsewhere"))
    for _ in range(2):
        assert run("tick").exit_code == 0
    assert len((tmp_path / "elsewhere/audit-anchors.txt").read_text().splitlines()) == 1


def test_tokens_are_made_listed_and_revoked(run: Any) -> None:
    made = json.loads(
        run("token", "create", "li", "--name", "board", "--days", "3", "--format", "json").output
    )
    assert made["secret"].startswith("mc_")
    listed = run("token", "list").output
    assert "board" in listed and made["secret"] not in listed
    (one,) = json.loads(run("token", "list", "--login", "li", "--format", "json").output)
    assert (one["id"], one["owner"], one["role"], one["revoked_at"]) == (1, "li", "viewer", None)
    assert "Token 1 is revoked" in run("token", "revoke", "1").output
    assert "✕" in run("token", "list").output
    shown = run("token", "create", "li", "--name", "x", "--role", "secretary").output
    assert shown.startswith("Token 2, shown this once only: mc_")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("token", "create", "nobody", "--name", "x"), "PersonUnknown"),
        (("token", "create", "li", "--name", "x", "--role", "auditor"), "TokenTooWide"),
        (("token", "create", "li", "--name", " "), "TokenNameMissing"),
        (("token", "create", "li", "--name", "x", "--scope", "nowhere"), "BodyUnknown"),
        (("token", "revoke", "9"), "TokenUnknown"),
    ],
)
def test_what_cannot_be_is_refused(run: Any, words: tuple[str, ...], error: str) -> None:
    assert type(run(*words).exception).__name__ == error
