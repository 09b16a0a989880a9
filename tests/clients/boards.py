"""Generated boards as files, and what every reader must say of them."""

import json
from pathlib import Path

from tests.feeds.rules import days
from tests.feeds.test_readers import board

BOARDS = 200


def written(folder: Path) -> list[Path]:
    """The boards, a file each."""
    paths = [folder / f"{seed}.ics" for seed in range(BOARDS)]
    for seed, path in enumerate(paths):
        path.write_bytes(board(seed))
    return paths


def expected(files: list[Path]) -> list[dict[str, list[str]]]:
    """UID to day and summary, by our own reader."""
    return [{uid: list(seen) for uid, seen in days(path.read_bytes()).items()} for path in files]


def told(output: str) -> list[dict[str, list[str]]]:
    """The same, as a program printed it: one JSON object a file."""
    return [json.loads(line) for line in output.splitlines()]
