"""Case files: a pack, a ledger, questions and the rows that must be answered. Format: tests/cases/README.md."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from meeting_cadence.dates.holiday_table import tables_with
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.standing.board import read_board

FOLDER = Path(__file__).parent.parent / "cases"
CASES = sorted(FOLDER.glob("*.yaml"))
TABLES = tables_with({})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAMES = ("mandate", "clause", "body", "window", "opens", "version", "member")

Row = dict[str, Any]


@lru_cache(maxsize=64)
def load(path: Path) -> Any:
    """The case as plain values: days and instants are texts again, as in JSON."""
    return _plain(yaml.load(path.read_text(encoding="utf-8"), _LOADER))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=64)
def pack_of(path: Path) -> Pack:
    return read_pack_text(json.dumps(load(path)["pack"]), name=path.name, include=lambda name: "")


def entries_of(case: Mapping[str, Any], question: Mapping[str, Any]) -> list[Row]:
    return [*case["ledger"].get("entries", []), *question.get("ledger_add", [])]


def answer(path: Path, question: Mapping[str, Any], entries: Sequence[Row]) -> list[Row]:
    """What `judge` answers to a question, its sentences of why included."""
    pack, case = pack_of(path), load(path)
    text = json.dumps({**case["ledger"], "entries": list(entries)})
    ledger = read_ledger(text, name=path.name, pack=pack)
    at, known_at = question["at"], question.get("known_at")
    facts = Facts.fold(ledger.entries, known_at=datetime.fromisoformat(known_at) if known_at else None)
    moment = datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)
    return [as_row(row) for row in read_board(pack, facts, at=moment, tables=TABLES)]


def misses(question: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[str]:
    """Where an answer is not as expected: every field given must be equal; a list of standings means any of them."""
    for want in question["expect"]:
        found = _find(rows, want)
        if len(found) != 1:
            yield f"at {question['at']}: {want}: {len(found)} such rows"
            continue
        for field, value in want.items():
            if not _same(value, found[0].get(field), field):
                yield f"at {question['at']}: {want}: {field} is {found[0].get(field)!r}"
    for label in question.get("absent", []):
        if any(row["window"] == label and row["standing"] != "superseded" for row in rows):
            yield f"at {question['at']}: {label} should not be there"


def _find(rows: Sequence[Row], want: Row) -> list[Row]:
    names = [name for name in _NAMES if name in want]
    found = [row for row in rows if all(_same(want[name], row.get(name), name) for name in names)]
    if len(found) > 1 and "due" in want:
        return [row for row in found if _same(want["due"], row["due"], "due")] or found
    return found


def _same(want: Any, got: Any, field: str) -> bool:
    if field == "standing" and isinstance(want, list):
        return got in want
    if isinstance(want, str) and isinstance(got, str) and "T" in want and "T" in got:
        return datetime.fromisoformat(want) == datetime.fromisoformat(got)
    return bool(want == got)
