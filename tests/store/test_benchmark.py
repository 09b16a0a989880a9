"""The benchmark of the store runs, small, and leaves a projection that equals its ledger."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_small_benchmark_measures_everything(database: str) -> None:
    command = [sys.executable, "benchmarks/store.py", "--rows", "3000", "--json", "--verify"]
    done = subprocess.run(
        [*command, "--database", database], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    lines = {line["measure"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert {"tick", "record", "tally nation", "overdue nation", "amend"} <= set(lines)
    assert lines["verify: differences"]["value"] == 0
