"""ical.js, on which Thunderbird and Nextcloud are built, reads hostile boards alike. Run where node and npm are."""

import subprocess
from pathlib import Path

import pytest
from tests.clients.boards import expected, told

pytestmark = pytest.mark.slow
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


def test_ical_js_reads_them_alike(node_folder: Path, board_files: list[Path]) -> None:
    script = node_folder / "read.cjs"
    script.write_text(_ICAL_JS)
    read = subprocess.run(
        ["node", str(script), *map(str, board_files)], check=True, capture_output=True, text=True, timeout=300
    )
    assert told(read.stdout) == expected(board_files)
