"""Each test of the settings starts in an empty folder, with no setting in the environment."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of the test."""
    for name in list(os.environ):
        if name.startswith("MEETING_CADENCE_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path
