"""Seeing a pack before it works, taking it out as files, and reorganising bodies on the command line."""

from pathlib import Path
from typing import Any

from tests.cli.test_store_verbs import AT, BY, PART, shell

__all__ = ["shell"]
ACT = (*BY, *AT, "--yes", "--pack", "p")


def test_a_plan_tells_what_would_change_and_changes_nothing(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(PART.replace("per: 1y", "per: 6m"), "utf-8")
    told = shell("pack", "plan", "p.yaml", *AT, status=3)
    assert "yearly" in told
    assert shell.json("pack", "apply", "p.yaml", *BY, *AT)["version"] == 2


def test_what_is_in_force_comes_out_and_goes_in_unchanged(shell: Any, tmp_path: Path) -> None:
    shell("pack", "export", "p", "out")
    again = shell.json("pack", "apply", "out/p.yaml", *BY, *AT)
    assert again["changes"] == []
    assert shell.json("verify", *AT)["differences"] == []
    assert "nowhere" in shell("pack", "export", "nowhere", "out", status=1)


def test_a_reorganisation_is_a_version_of_the_pack(shell: Any) -> None:
    into = ("--into", "east=东会", "--into", "west=西会")
    done = shell.json("body", "split", "board", *into, "--on", "2025-07-01", *ACT)
    assert done["version"] == 2
    rows = shell.json("board", "--body", "west")["rows"]
    assert {row["body"] for row in rows} == {"west"}
    shell("body", "abolish", "office", "--on", "2025-08-01", *ACT)
    assert shell.json("verify", *AT)["differences"] == []
    assert "nobody" in shell("body", "rename", "nobody", "新名", *ACT, status=2)
