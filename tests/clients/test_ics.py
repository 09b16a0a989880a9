"""The Python library ics reads hostile boards alike."""

import subprocess
from pathlib import Path

import pytest
from tests.clients.boards import expected, told

pytestmark = pytest.mark.slow
_ICS = r"""
import json, sys
from ics import Calendar
for path in sys.argv[1:]:
    text = open(path, newline="", encoding="utf-8").read()
    print(json.dumps({e.uid: [e.begin.format("YYYYMMDD"), e.name] for e in Calendar(text).events}))
"""


def test_ics_reads_them_alike(programs: Path, board_files: list[Path]) -> None:
    command = [str(programs / "python"), "-c", _ICS, *map(str, board_files)]
    read = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    assert _without_backslashes(told(read.stdout)) == _without_backslashes(expected(board_files))


def _without_backslashes(boards: list[dict[str, list[str]]]) -> list[dict[str, list[str]]]:
    """ics takes a recorded backslash before n for a line break, whoever wrote it: there only the day is compared."""
    return [
        {uid: [day, "" if "\\" in text or "\n" in text else text] for uid, (day, text) in found.items()}
        for found in boards
    ]
