"""Readers that other programs are built on: ics, ical.js (Thunderbird), libical (Evolution, KDE)."""

import ctypes
import ctypes.util
import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.feeds.rules import days
from tests.feeds.test_readers import board

pytestmark = pytest.mark.slow
BOARDS = 200
_VEVENT = 4
"""ICAL_VEVENT_COMPONENT of libical 3."""

_ICS = r"""
import json, sys
from ics import Calendar
for path in sys.argv[1:]:
    text = open(path, newline="", encoding="utf-8").read()
    print(json.dumps({e.uid: [e.begin.format("YYYYMMDD"), e.name] for e in Calendar(text).events}))
"""
_ICAL_JS = r"""
const fs = require("fs");
const ICAL = require("ical.js").default || require("ical.js");
for (const path of process.argv.slice(2)) {
  const found = {};
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(path, "utf8")));
  for (const one of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(one);
    const day = event.startDate;
    const two = (number) => String(number).padStart(2, "0");
    found[event.uid] = [`${day.year}${two(day.month)}${two(day.day)}`, event.summary];
  }
  console.log(JSON.stringify(found));
}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("boards")
    paths = [folder / f"{seed}.ics" for seed in range(BOARDS)]
    for seed, path in enumerate(paths):
        path.write_bytes(board(seed))
    return paths


def expected(files: list[Path]) -> list[dict[str, list[str]]]:
    return [{uid: list(seen) for uid, seen in days(path.read_bytes()).items()} for path in files]


def told(output: str) -> list[dict[str, list[str]]]:
    return [json.loads(line) for line in output.splitlines()]


def test_ics_reads_them_alike(programs: Path, files: list[Path]) -> None:
    command = [str(programs / "python"), "-c", _ICS, *map(str, files)]
    read = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    assert _without_backslashes(told(read.stdout)) == _without_backslashes(expected(files))


def _without_backslashes(boards: list[dict[str, list[str]]]) -> list[dict[str, list[str]]]:
    """ics takes a recorded backslash before n for a line break, whoever wrote it: there only the day is compared."""
    return [
        {uid: [day, "" if "\\" in text or "\n" in text else text] for uid, (day, text) in found.items()}
        for found in boards
    ]


def test_ical_js_reads_them_alike(node_folder: Path, files: list[Path]) -> None:
    script = node_folder / "read.cjs"
    script.write_text(_ICAL_JS)
    read = subprocess.run(
        ["node", str(script), *map(str, files)], check=True, capture_output=True, text=True, timeout=300
    )
    assert told(read.stdout) == expected(files)


def test_libical_reads_them_alike(files: list[Path]) -> None:
    name = ctypes.util.find_library("ical")
    if name is None:
        pytest.skip("this machine has no libical (Debian: libical3)")
    library = ctypes.CDLL(name)
    assert [_by_libical(library, path.read_bytes()) for path in files] == expected(files)


def _by_libical(library: ctypes.CDLL, body: bytes) -> Mapping[str, list[str]]:
    for function in (
        "icalparser_parse_string",
        "icalcomponent_get_first_component",
        "icalcomponent_get_next_component",
    ):
        getattr(library, function).restype = ctypes.c_void_p
    for function in ("icalcomponent_get_uid", "icalcomponent_get_summary", "icalcomponent_as_ical_string"):
        getattr(library, function).restype = ctypes.c_char_p
    calendar = ctypes.c_void_p(library.icalparser_parse_string(body))
    assert library.icalcomponent_count_errors(calendar) == 0
    found: dict[str, list[str]] = {}
    event = library.icalcomponent_get_first_component(calendar, _VEVENT)
    while event:
        one = ctypes.c_void_p(event)
        written = library.icalcomponent_as_ical_string(one).decode()
        day = re.search(r"^DTSTART[^:]*:(\d{8})", written, re.MULTILINE)
        assert day is not None
        uid = library.icalcomponent_get_uid(one).decode()
        found[uid] = [day[1], library.icalcomponent_get_summary(one).decode()]
        event = library.icalcomponent_get_next_component(calendar, _VEVENT)
    library.icalcomponent_free(calendar)
    return found
