"""The shipped packs, each read once, and what stands on their histories."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from meeting_cadence.dates.holiday_table import tables_with
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.read import read_ledger_file
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack
from meeting_cadence.regulations.shipped_packs import shipped_pack
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import Judgement

PackAt = Callable[[Path], Pack]
Board = Callable[[str, date], list[Judgement]]


@pytest.fixture(scope="session")
def pack_at() -> PackAt:
    """Reads the pack in a file, once for all tests."""
    return cache(read_pack)


@pytest.fixture(scope="session")
def zhejiang(pack_at: PackAt) -> Pack:
    return pack_at(shipped_pack("zhejiang-wangxin").path)


@pytest.fixture(scope="session")
def board(pack_at: PackAt) -> Board:
    """The board of a shipped pack and its history, at a day."""

    def ask(pack_id: str, at: date) -> list[Judgement]:
        shipped = shipped_pack(pack_id)
        assert shipped.history is not None
        pack = pack_at(shipped.tried_on)
        facts = Facts.fold(read_ledger_file(shipped.history, pack=pack).entries)
        return read_board(pack, facts, at=at, tables=tables_with({}))

    return ask


@pytest.fixture(scope="session")
def data() -> Callable[[str], Any]:
    """A data file beside these tests."""
    folder = Path(__file__).parent
    return lambda name: yaml.safe_load((folder / name).read_text(encoding="utf-8"))
