"""The documentation is true: links lead somewhere, commands exist, code runs, generated pages are current.

A ```sh block is checked for syntax; with `<!-- run -->` on the line before, it is run in an empty folder with
the installed command line. A ```python block is run. A ```yaml or ```toml block is parsed, a pack is checked.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from meeting_cadence.cli import COMMANDS
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.regulations.workday_notices import tables_from
from meeting_cadence.settings import Settings
from meeting_cadence.words.pages import WORDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "deploy", ROOT / "benchmarks", ROOT / "config")
    for path in (folder.glob("*.md") if folder == ROOT else folder.rglob("*.md"))
)
FENCE = re.compile(
    r"^(?P<mark><!-- run -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
RECORD_SECTIONS = {"Context", "Decision", "Why", "Rejected"}


class Block(NamedTuple):
    """A piece of code in a page."""

    page: Path
    line: int
    language: str
    text: str
    marked: bool

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks() -> Iterator[Block]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in FENCE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Block(page, line, found["language"], found["text"], found["mark"] is not None)


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [found["target"] for found in LINK.finditer(page.read_text(encoding="utf-8"))]
    inside = [
        target.partition("#")[0]
        for target in targets
        if not target.startswith(("http:", "https:", "mailto:", "#"))
    ]

    assert [target for target in inside if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_verbs_of_run_exist(page: Path) -> None:
    verbs = set(re.findall(r"^    ([a-z |-]+)\)$", (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE))
    known = {verb.strip() for case in verbs for verb in case.split("|")}
    told = set(re.findall(r"\./run ([a-z][a-z-]*)", page.read_text(encoding="utf-8")))

    assert told - known == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_verbs_of_the_command_line_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    code = [found["text"] for found in FENCE.finditer(text)] + re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    told = {verb for piece in code for verb in re.findall(r"meeting-cadence ([a-z][a-z-]*)", piece)}

    assert told - set(COMMANDS) == set()


@pytest.mark.parametrize("block", list(blocks()), ids=str)
def test_code_is_true(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if block.language == "sh":
        check_shell(block)
    elif block.language == "python":
        exec(compile(block.text, str(block), "exec"), {"__name__": "documentation"})
    elif block.language == "toml":
        assert tomllib.loads(block.text)
    elif block.language == "yaml":
        check_yaml(block)
    else:
        assert block.language in ("text", "json", "console", "ini", "html"), "say in the test what to check"


def check_shell(block: Block) -> None:
    checked = subprocess.run(["sh", "-n", "-c", block.text], capture_output=True, text=True)
    assert checked.stderr == ""
    if block.marked:
        shutil.copytree(ROOT / "config", "config")
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        finished = subprocess.run(
            ["sh", "-eu", "-c", block.text],
            env={**os.environ, "PATH": path, "MEETING_CADENCE_LANG": "en"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (finished.returncode, finished.stderr) == (0, "")


def check_yaml(block: Block) -> None:
    data = yaml.load(block.text, Loader=yaml.BaseLoader)
    assert data
    if isinstance(data, dict) and "pack" in data and "format" in data:
        assert read_pack_text(block.text, name=str(block), include=shipped).id == data["pack"]
    if isinstance(data, dict) and "entries" in data:
        assert len(read_ledger(block.text, name=str(block), pack=example_pack()).entries) >= len(
            data["entries"]
        )
    if isinstance(data, dict) and "country" in data:
        Path("notice.yaml").write_text(block.text, encoding="utf-8")
        days = [date.fromisoformat(day) for day in (*data["off"], *data["work"])]
        table = tables_from(Path())(data["country"])
        assert [table.is_working(day) for day in days] == [False] * len(data["off"]) + [True] * len(
            data["work"]
        )


def example_pack() -> Pack:
    """The pack that the reference of packs shows, and that of ledgers speaks of."""
    (block,) = (one for one in blocks() if one.page.name == "packs.md" and "\npack: example\n" in one.text)
    return read_pack_text(block.text, name=str(block), include=shipped)


def shipped(name: str) -> str:
    """The text of a pack that an example includes."""
    return (ROOT / "config/packs" / Path(name).name).read_text(encoding="utf-8")


def records() -> list[Path]:
    return sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize("record", records(), ids=named)
def test_decision_records_have_their_sections(record: Path) -> None:
    text = record.read_text(encoding="utf-8")

    assert set(re.findall(r"^(?:#+ |\*\*)(\w+)\b", text, re.MULTILINE)) >= RECORD_SECTIONS
    assert len(text.splitlines()) <= 80


def test_no_number_of_a_decision_is_used_twice() -> None:
    numbers = [record.name[:4] for record in records()]

    assert [number for number in numbers if numbers.count(number) > 1] == []


def test_generated_pages_are_current() -> None:
    finished = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True, cwd=ROOT
    )

    assert (finished.stdout + finished.stderr, finished.returncode) == ("", 0)


def test_the_example_settings_can_be_taken_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = (ROOT / "config/meeting-cadence.example.toml").read_text(encoding="utf-8")
    every_line_taken = re.sub(r"^#(?=\w+ = )", "", example, flags=re.MULTILINE)
    (tmp_path / "meeting-cadence.toml").write_text(every_line_taken, encoding="utf-8")
    (tmp_path / "config/workdays").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MEETING_CADENCE_")]:
        monkeypatch.delenv(name)

    assert Settings.load().model_fields_set == set(Settings.model_fields)


def test_both_readmes_tell_the_same_commands() -> None:
    english, chinese = (
        re.findall(
            r"^(?:\./run|\.venv/bin/meeting-cadence) .*$",
            (ROOT / name).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        for name in ("README.md", "README.zh-CN.md")
    )

    assert len(english) >= 2
    assert english == chinese


@pytest.mark.parametrize(
    "page", ["docs/tutorial/secretary.md", "docs/tutorial/secretary.zh-CN.md", "docs/how-to/administer.md"]
)
def test_labels_in_bold_stand_on_the_pages(page: str) -> None:
    told = re.findall(r"\*\*([^*]+)\*\*", (ROOT / page).read_text(encoding="utf-8"))
    said = {text for both in WORDS.values() for text in both}

    assert [label for label in told if label not in said] == []
