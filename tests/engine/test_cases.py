"""Real rules, real histories, known answers: in any order of the entries, in any zone of the machine."""

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.engine.cases import CASES, answer, entries_of, load, misses

Zone = Callable[[str], None]


@pytest.fixture
def machine_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """Puts the machine into a zone, and back."""

    def put(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


def test_there_are_cases_and_the_zone_is_the_machines_own_again():
    assert len(CASES) >= 34
    assert os.environ.get("TZ") not in ("America/Los_Angeles", "Pacific/Kiritimati")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_holds_in_any_order_and_zone(path: Path, machine_zone: Zone):
    """Properties 1 and 11: the same bytes for given, reversed and shuffled entries, in three zones."""
    case = load(path)
    for question in case["questions"]:
        entries = entries_of(case, question)
        machine_zone("UTC")
        given = answer(path, question, entries)
        assert list(misses(question, given)) == []
        machine_zone("America/Los_Angeles")
        assert answer(path, question, entries[::-1]) == given
        machine_zone("Pacific/Kiritimati")
        shuffled = random.Random(len(entries)).sample(entries, len(entries))
        assert answer(path, question, shuffled) == given
