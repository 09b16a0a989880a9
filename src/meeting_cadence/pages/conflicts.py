"""Two people at the same entry: who saves second sees both versions, and nothing is overwritten unseen.

A form carries the `version` that it was opened on; what was saved since shows beside what stood there then and what
was filled in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from meeting_cadence.ledger.entries import Fact, Replace, Retract
from meeting_cadence.ledger.facts import fact_in_force, is_taken_back
from meeting_cadence.ledger.kept import Kept
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.words.say import say

FIELDS: Final = (
    "body", "with", "kind", "type", "start", "at", "day", "time", "end", "end_time", "status", "items", "form",
    "ordinal", "series", "part", "entitled", "present", "title", "place", "evidence", "about", "from", "until",
    "granted", "authority", "authority_body", "instrument",
)  # fmt: skip
"""What is compared, in the order of the form."""
_NAMED: Final = {
    "form": "pages.form.",
    "status": "pages.status.",
    "part": "pages.part.",
    "type": "pages.relief.",
}
_CORRECTIONS: Final = (Replace, Retract)
_BODIES: Final = ("body", "with", "about", "authority_body")
F = TypeVar("F", bound=Fact)
Answers = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as it stood when the form was opened, as it stands now, and as it was filled in.

    `by`: who changed it since: theirs, mine or both.
    """

    field: str
    before: str
    theirs: str
    mine: str

    @property
    def by(self) -> str:
        if self.before == self.mine:
            return "theirs"
        return "mine" if self.before == self.theirs else "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Who saved what in between, and every field that the two versions do not agree on."""

    by: str
    at: datetime
    fields: Sequence[Difference]
    retracted: bool = False
    """Taken back rather than changed: then nothing stands beside what was filled in."""


def version_of(history: Sequence[Kept]) -> int:
    """The place on the ledger of the last entry about it; 0: none."""
    return max((kept.seq for kept in history), default=0)


def conflict_of(
    view: View,
    history: Sequence[Kept],
    kind: type[F],
    answers: Callable[[F], Answers],
    filled: Filled,
) -> Conflict | None:
    """None where the form was opened on what still stands, or does not say on what.

    `answers`: a fact of the `kind` as the form would have been filled in.
    """
    if not filled.one("version").isdecimal() or has_seen(history, filled):
        return None
    last = max(history, key=lambda kept: kept.seq)
    before = _as_of(history, int(filled.one("version")), kind, answers)
    theirs = _as_of(history, last.seq, kind, answers)
    differences = [_difference(view, name, before, theirs, filled) for name in FIELDS]
    return Conflict(last.entry.by or "–", last.appended, [one for one in differences if one is not None])


def _as_of(history: Sequence[Kept], seq: int, kind: type[F], answers: Callable[[F], Answers]) -> Answers:
    """What held when the ledger was so long; nothing where nothing did."""
    known = [kept for kept in history if kept.seq <= seq]
    ids = [
        kept.entry_id for kept in known if kept.entry_id and not isinstance(kept.entry.content, _CORRECTIONS)
    ]
    fact = fact_in_force([kept.entry for kept in known], ids[0]) if ids else None
    return answers(fact) if isinstance(fact, kind) else {}


def _difference(view: View, name: str, before: Answers, theirs: Answers, filled: Filled) -> Difference | None:
    old, other = (_words(view, name, one.get(name, ())) for one in (before, theirs))
    mine = _words(view, name, filled.many(name))
    if other == mine:
        return None
    return Difference(say(f"pages.field.{name}", view.language), old, other, mine)


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
    if name in _BODIES:
        return names.several(names.body(one) for one in values)
    if name in ("kind", "items"):
        return names.several(names.kind(one) for one in sorted(values))
    if name in _NAMED:
        return names.several(say(_NAMED[name] + one, view.language) for one in values if one)
    return " ".join(" ".join(values).split())
