"""A command that needs neither web nor database loads neither, so that it answers at once."""

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "alembic",
    "apscheduler",
    "fastapi",
    "icalendar",
    "jinja2",
    "pydantic",
    "sqlalchemy",
    "structlog",
)
SPY = """
import sys
from meeting_cadence.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
print(*sorted({name.partition(".")[0] for name in sys.modules} & set(%r)), file=sys.stderr)
"""


def loaded_by(*arguments: str | Path) -> str:
    """Which of the heavy libraries a command loads."""
    finished = subprocess.run(
        [sys.executable, "-c", SPY % (HEAVY,), *arguments], capture_output=True, text=True
    )
    return finished.stderr


def test_judge_loads_no_web_and_no_database(root: Path) -> None:
    packs = root / "config/packs"
    ledger = packs / "examples/zhejiang-wangxin.history.yaml"

    assert (
        loaded_by("judge", packs / "zhejiang-wangxin.yaml", "--ledger", ledger, "--at", "2026-06-30") == "\n"
    )


def test_pack_check_loads_no_web_and_no_database(root: Path) -> None:
    assert loaded_by("pack", "check", root / "config/packs/zhejiang-wangxin.yaml") == "\n"


def test_the_version_loads_nothing() -> None:
    assert loaded_by("--version") == "\n"
