"""A power cut loses no acknowledged commit: every write and sync of SQLite is recorded, and cuts are replayed.

What a disk holds after a cut is what was synced, any part of what was not, and sectors that were torn in between.
The settings are those of the store; with `synchronous = NORMAL` the same cuts do lose commits.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import apsw
import pytest

from meeting_cadence.store.engine import PRAGMAS

SECTOR = 512
COMMITS = 60
NORMAL = tuple(pragma.replace("FULL", "NORMAL") for pragma in PRAGMAS)


class Event(NamedTuple):
    """Something done to a file; `acknowledged` counts the commits that the application had heard of before."""

    file: str
    kind: str
    acknowledged: int
    offset: int = 0
    data: bytes = b""


class Recorder:
    """Everything SQLite does to its files, in order."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.acknowledged = 0

    def note(self, file: str, kind: str, offset: int = 0, data: bytes = b"") -> None:
        self.events.append(Event(file, kind, self.acknowledged, offset, data))


class RecordedFile(apsw.VFSFile):
    """A file of the real disk whose changes are noted."""

    def __init__(self, recorder: Recorder, name: str | apsw.URIFilename, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path or "temporary").name
        self._recorder = recorder
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - the name is SQLite's
        self._recorder.note(self._name, "write", offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - the name is SQLite's
        self._recorder.note(self._name, "truncate", newsize)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 - the name is SQLite's
        super().xSync(flags)
        self._recorder.note(self._name, "sync")


class RecordedDisk(apsw.VFS):
    """The real disk, recorded."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.name = f"recorded-{id(recorder)}"
        super().__init__(self.name, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> RecordedFile:  # noqa: N802 - the name is SQLite's
        return RecordedFile(self._recorder, name or "", flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 - the name is SQLite's
        super().xDelete(filename, syncdir)
        self._recorder.note(Path(filename).name, "delete")


def record(folder: Path, pragmas: tuple[str, ...]) -> list[Event]:
    """Commit sixty times, as the store does, with checkpoints in between; what was done to the files."""
    recorder = Recorder()
    disk = RecordedDisk(recorder)
    connection = apsw.Connection(str(folder / "record.db"), vfs=disk.name)
    for pragma in (*pragmas, "wal_autocheckpoint = 30"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE ledger (seq INTEGER PRIMARY KEY, payload TEXT)")
    recorder.events = [event._replace(acknowledged=0) for event in recorder.events]
    for seq in range(1, COMMITS + 1):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO ledger VALUES (?, ?)", (seq, "x" * (seq * 97 % 6000)))
        connection.execute("COMMIT")
        recorder.acknowledged = seq
    recorder.note("record.db", "sync")  # only the moment counts: everything was acknowledged
    connection.close()
    disk.unregister()
    return recorder.events


def after_cut(events: list[Event], moment: int, chance: random.Random) -> dict[str, bytes]:
    """What the disk holds when the power goes right before an event: all that was synced, some of the rest."""
    by_file: dict[str, list[Event]] = {}
    for event in events[:moment]:
        if event.kind == "delete":
            by_file.pop(event.file, None)
        else:
            by_file.setdefault(event.file, []).append(event)
    return {file: _kept(done, chance) for file, done in sorted(by_file.items())}


def _kept(events: list[Event], chance: random.Random) -> bytes:
    synced = max((number for number, event in enumerate(events) if event.kind == "sync"), default=-1)
    content = bytearray()
    for number, event in enumerate(events):
        if number <= synced:
            _apply(content, event)
        else:
            for part in _sectors(event):
                if chance.random() < 0.5:
                    _apply(content, part)
    return bytes(content)


def _sectors(event: Event) -> Iterator[Event]:
    """A write in the parts that reach the disk or not."""
    if event.kind != "write":
        yield event
        return
    start = 0
    while start < len(event.data):
        end = start + SECTOR - (event.offset + start) % SECTOR
        yield event._replace(offset=event.offset + start, data=event.data[start:end])
        start = end


def _apply(content: bytearray, event: Event) -> None:
    if event.kind == "truncate":
        del content[event.offset :]
    elif event.kind == "write":
        missing = event.offset - len(content)
        if missing > 0:
            content.extend(bytes(missing))
        content[event.offset : event.offset + len(event.data)] = event.data


def cuts_that_lost(folder: Path, pragmas: tuple[str, ...], number: int) -> int:
    """How many of so many cuts, at random moments after the first commit, lost an acknowledged commit."""
    events = record(folder, pragmas)
    first = next(place for place, event in enumerate(events) if event.acknowledged)
    chance = random.Random(20260101)
    return sum(
        _loses(folder / f"cut-{cut}", events, chance.randrange(first, len(events)), chance)
        for cut in range(number)
    )


def _loses(folder: Path, events: list[Event], moment: int, chance: random.Random) -> bool:
    folder.mkdir()
    for name, content in after_cut(events, moment, chance).items():
        (folder / name).write_bytes(content)
    acknowledged = events[moment].acknowledged
    kept = _entries(folder / "record.db")
    return kept[:acknowledged] != list(range(1, acknowledged + 1)) or len(kept) > acknowledged + 1


def _entries(file: Path) -> list[int]:
    """What is on the ledger; of a database that is damaged or never got its table, nothing."""
    found = sqlite3.connect(file)
    try:
        if found.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return []
        return [seq for (seq,) in found.execute("SELECT seq FROM ledger ORDER BY seq")]
    except sqlite3.DatabaseError:
        return []
    finally:
        found.close()


CutsThatLost = Callable[[tuple[str, ...], int], int]


@pytest.fixture
def lost(tmp_path: Path) -> CutsThatLost:
    return lambda pragmas, number: cuts_that_lost(tmp_path, pragmas, number)


def test_the_settings_of_the_store_lose_nothing(lost: CutsThatLost) -> None:
    assert lost(PRAGMAS, 100) == 0


def test_the_same_cuts_find_what_weaker_settings_lose(lost: CutsThatLost) -> None:
    assert NORMAL != PRAGMAS
    assert lost(NORMAL, 30) > 10


@pytest.mark.slow
def test_a_thousand_cuts_lose_nothing(lost: CutsThatLost) -> None:
    assert lost(PRAGMAS, 1000) == 0
