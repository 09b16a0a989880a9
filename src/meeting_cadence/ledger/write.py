"""From an entry back to a mapping with the keys of the file format. Reading it again gives the same entry."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from typing import Final

from meeting_cadence.ledger.entries import Complete, Entry, Fact, Plan, Relief, Replace, Retract

_NAMES: Final[Mapping[type, Mapping[str, str]]] = {
    Relief: {"relief": "type", "start": "from"},
    Complete: {"start": "from"},
}
"""Where a key of the format is called otherwise in the code."""


def write_ledger(entries: Iterable[Entry]) -> str:
    """A ledger file (JSON) of the entries as they stand. Imported and written again it is the same text."""
    told = {"format": 1, "entries": [entry_as_mapping(entry) for entry in entries]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def entry_as_mapping(entry: Entry) -> dict[str, object]:
    """The entry as it stands under `entries`: days and instants as text, nothing that says only a default."""
    written: dict[str, object] = {entry.content.type: _content(entry.content)}
    if entry.recorded is not None:
        written["recorded"] = _plain(entry.recorded)
    if entry.by is not None:
        written["by"] = entry.by
    return written


def _content(content: Fact | Retract | Replace) -> dict[str, object]:
    if isinstance(content, Replace):
        written = {"id": content.id} if content.id is not None else {}
        written |= {"entry": content.entry, "reason": content.reason}
        return {**written, content.fact.type: _fact(content.fact)}
    return _fact(content)


def _fact(fact: Fact | Retract) -> dict[str, object]:
    names = _NAMES.get(type(fact), {})
    written: dict[str, object] = {"id": fact.id} if fact.id is not None else {}
    for field in fields(fact):
        value = getattr(fact, field.name)
        key = names.get(field.name, field.name)
        if key == "id" or (value == field.default and not _is_always_written(fact, key)):
            continue
        if field.default_factory is not MISSING and value == field.default_factory():
            continue
        if key == "bodies" and len(value) == 1:
            written["body"] = value[0]
        elif key == "counts_for":
            written[key] = dict(value)
        else:
            written[key] = _plain(value)
    return written


def _is_always_written(fact: Fact | Retract, key: str) -> bool:
    """`from: null` says since the beginning; a plan's status is worth seeing."""
    return (isinstance(fact, Complete) and key == "from") or (isinstance(fact, Plan) and key == "status")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        offset = value.utcoffset()
        whole = offset is not None and not (offset.seconds % 60 or offset.microseconds)
        return (value if whole else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
