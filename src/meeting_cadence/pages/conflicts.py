"""Two people at the same entry: who saves second sees both versions, and nothing is overwritten unseen.

A form carries the `version` that it was opened on; what was saved since shows beside what was filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

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


def version_of(history: Sequence[Kept]) -> int:
    """The place on the ledger of the last entry about it; 0: none."""
    return max((kept.seq for kept in history), default=0)


def conflict_of(
    view: View, history: Sequence[Kept], theirs: Mapping[str, Sequence[str]], filled: Filled
) -> Conflict | None:
    """None where the form was opened on what still stands, or does not say on what."""
    seen = filled.one("version")
    if not seen.isdecimal() or int(seen) >= version_of(history):
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


def _words(view: View, name: str, values: Sequence[str]) -> str:
    names = view.names
    if name == "body":
        return names.several(names.body(one) for one in values)
    if name in ("kind", "items"):
        return names.several(names.kind(one) for one in sorted(values))
    if name in _NAMED:
        return names.several(say(_NAMED[name] + one, view.language) for one in values if one)
    return " ".join(" ".join(values).split())
