"""Two people at the same entry: who saves second sees both versions, and nothing is overwritten unseen.

A form carries the `version` that it was opened on; what was saved since shows beside what was filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from meeting_cadence.ledger.facts import is_taken_back
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.words.say import say

FIELDS: Final = (
    "body", "kind", "start", "time", "end", "end_time", "status", "items", "form", "ordinal", "entitled", "present",
    "title", "place", "evidence",
)  # fmt: skip
"""What is compared, in the order of the form."""
_NAMED: Final = {"form": "pages.form.", "status": "pages.status."}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Who saved what in between: (field, theirs, mine) for each field that differs."""

    by: str
    at: datetime
    fields: Sequence[tuple[str, str, str]]
    retracted: bool = False
    """Taken back rather than changed: then nothing stands beside what was filled in."""


def version_of(history: Sequence[Kept]) -> int:
    """The place on the ledger of the last entry about it; 0: none."""
    return max((kept.seq for kept in history), default=0)


def conflict_of(
    view: View, history: Sequence[Kept], theirs: Mapping[str, Sequence[str]], filled: Filled
) -> Conflict | None:
    """None where the form was opened on what still stands, or does not say on what."""
    if not filled.one("version").isdecimal() or has_seen(history, filled):
        return None
    last = max(history, key=lambda kept: kept.seq)
    pairs = [
        (name, _words(view, name, theirs.get(name, ())), _words(view, name, filled.many(name)))
        for name in FIELDS
    ]
    differing = [
        (say(f"pages.field.{name}", view.language), other, mine)
        for name, other, mine in pairs
        if other != mine
    ]
    return Conflict(last.entry.by or "–", last.appended, differing)


def retraction_of(history: Sequence[Kept], entry_id: str, filled: Filled) -> Conflict | None:
    """Of an entry that was taken back: who did; None where it stands, or where the form was opened on that."""
    if has_seen(history, filled) or not is_taken_back([kept.entry for kept in history], entry_id):
        return None
    last = max(history, key=lambda kept: kept.seq)
    return Conflict(last.entry.by or "–", last.appended, (), retracted=True)


def has_seen(history: Sequence[Kept], filled: Filled) -> bool:
    """Whether the form says that it was opened on the latest entry of a history."""
    seen = filled.one("version")
    return seen.isdecimal() and int(seen) >= version_of(history)


def _words(view: View, name: str, values: Sequence[str]) -> str:
    names = view.names
    if name == "body":
        return names.several(names.body(one) for one in values)
    if name in ("kind", "items"):
        return names.several(names.kind(one) for one in sorted(values))
    if name in _NAMED:
        return names.several(say(_NAMED[name] + one, view.language) for one in values if one)
    return " ".join(" ".join(values).split())
