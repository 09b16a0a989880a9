"""Putting one entry on the ledger: the one door through which every fact comes, whatever verb it came by."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from meeting_cadence.actions.ports import Desk, Receipt
from meeting_cadence.actions.refusals import NotAnEntry, RequestKeyReused
from meeting_cadence.actions.stems import stem
from meeting_cadence.ledger.read import read_entry

KINDS: Final = (
    "act",
    "plan",
    "event",
    "relief",
    "adopt",
    "complete",
    "next_due",
    "not_held",
    "retract",
    "replace",
)

Mapped = Mapping[str, Any]


def enter(
    desk: Desk,
    content: Mapped,
    *,
    by: str | None,
    reason: str | None = None,
    request_key: str | None = None,
) -> Receipt:
    """Check one entry in the keys of the ledger file, put it on the ledger, judge again what it touches.

    `recorded` is the desk's instant and `by` the author: both are refused inside `content`. The same
    `request_key` with the same content answers the first receipt again and writes nothing; with another
    content it is refused. An entry without an id gets one, so that it can be corrected later.
    Raises NotAnEntry, LedgerRefused (with every problem), RequestKeyReused.
    """
    digest = _digest(content)
    earlier = desk.answered(request_key) if request_key else None
    if earlier is not None:
        if earlier.digest != digest:
            raise RequestKeyReused(request_key or "")
        return earlier.receipt
    kind = _kind(content)
    named = _named(desk, kind, content)
    entry = read_entry(named, pack=desk.world.pack, known_ids=_Types(desk))
    entry = replace(entry, recorded=desk.at, by=by)
    return desk.append(
        entry, entry_id=entry.content.id, reason=reason, request_key=request_key, digest=digest
    )


def _kind(content: Mapped) -> str:
    kinds = [key for key in content if key in KINDS]
    others = [key for key in content if key not in KINDS]
    if len(kinds) != 1 or others:
        raise NotAnEntry(", ".join(map(str, content)), kinds=", ".join(KINDS))
    return kinds[0]


def _named(desk: Desk, kind: str, content: Mapped) -> dict[str, Any]:
    """The content with an id of its own, where it has none."""
    fields = content[kind]
    if not isinstance(fields, Mapping) or fields.get("id") is not None:
        return dict(content)
    return {kind: {**fields, "id": _free_id(desk, stem(kind, fields))}}


def _free_id(desk: Desk, wanted: str) -> str:
    number, name = 1, wanted
    while desk.history(name):
        number += 1
        name = f"{wanted}-{number}"
    return name


class _Types(Mapping[str, str]):
    """From the ids on the ledger to their types, asked for one at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __getitem__(self, entry_id: str) -> str:
        for found in self._desk.history(entry_id):
            if found.entry.content.id == entry_id:
                return found.entry.content.type
        raise KeyError(entry_id)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _digest(content: Mapped) -> str:
    told = json.dumps(content, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()
