"""The floors of pyproject.toml hold the house: walls are broken in a copy, and the linter must see it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PLANTED = {
    "dates/planted_upward.py": "import meeting_cadence.words\n",
    "feeds/planted_sideways.py": "import meeting_cadence.alerts\n",
    "cadence/planted_system.py": "import os\n",
    "standing/planted_clock.py": "from meeting_cadence import clock\n",
    "ledger/planted_framework.py": "import sqlmodel\n",
    "utils.py": '"""A drawer."""\n',
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What lint-imports says of a copy in which every kind of wall is broken."""
    root = Path(__file__).resolve().parents[2]
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(root / "pyproject.toml", copy)
    shutil.copytree(root / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in PLANTED.items():
        (copy / "src" / "meeting_cadence" / name).write_text(text)
    linter = Path(sys.executable).with_name("lint-imports")
    finished = subprocess.run(
        [linter, "--no-cache", "--no-logo"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "src"), "COLUMNS": "500"},
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 1
    return finished.stdout


@pytest.mark.parametrize(
    "broken",
    [
        "meeting_cadence.dates.planted_upward -> meeting_cadence.words",
        "meeting_cadence.feeds.planted_sideways -> meeting_cadence.alerts",
        "meeting_cadence.cadence.planted_system -> os",
        "meeting_cadence.standing.planted_clock -> meeting_cadence.clock",
        "meeting_cadence.ledger.planted_framework -> sqlmodel",
        "meeting_cadence.utils",
    ],
)
def test_each_broken_wall_is_seen(report: str, broken: str) -> None:
    assert broken in report


def test_both_contracts_are_broken_by_the_plants(report: str) -> None:
    assert "Contracts: 0 kept, 2 broken." in report
