"""What an amendment would do: two readings of a pack judged over the same facts, side by side.

Verdicts of windows that closed before an amendment's effective day are frozen: their rows must be the same byte for
byte. Where they are not, a rule was edited in place that should have become a new version: that is a problem.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from meeting_cadence.dates import Moment
from meeting_cadence.dates.workdays import Tables
from meeting_cadence.ledger.facts import Facts
from meeting_cadence.queries.amended_rules import Amended, RuleChanges, rule_changes
from meeting_cadence.queries.judgement_row import as_row
from meeting_cadence.regulations.model import Pack
from meeting_cadence.standing.board import read_board
from meeting_cadence.standing.judgement import Judgement


class Kind(StrEnum):
    """What happens to a window. One window may move and change its standing at once."""

    APPEARS = "appears"
    VANISHES = "vanishes"
    MOVES = "moves"
    SUPERSEDED = "superseded"
    """The amendment takes its place, from its effective day on."""
    DEMAND = "demand"
    """Another number of acts is wanted or allowed, perhaps only from the effective day on."""
    STANDING = "standing"
    OTHER = "other"


class Cause(StrEnum):
    """How an edit came to reach back into windows that had closed."""

    CLAUSES_EDITED = "clauses_edited"
    MANDATE_EDITED = "mandate_edited"
    MANDATE_REMOVED = "mandate_removed"
    BODY_REMOVED = "body_removed"
    PACK_EDITED = "pack_edited"


class Change(NamedTuple):
    """One obligation before and after; None on the side where it does not exist."""

    kinds: tuple[Kind, ...]
    old: Judgement | None
    new: Judgement | None
    fields: tuple[str, ...] = ()
    """Keys of the judgement row that differ."""

    @property
    def row(self) -> Judgement:
        """The row that there is; the new one of two."""
        row = self.new or self.old
        assert row is not None, "a change has a side"
        return row


class Rewritten(NamedTuple):
    """A problem: verdicts of closed windows that the edit would change or lose."""

    cause: Cause
    subject: str
    """The mandate's id; the body's where that was removed."""
    keys: tuple[str, ...]
    """The keys edited in place."""
    changes: tuple[Change, ...]


class Preview(NamedTuple):
    """An amendment seen before it is applied."""

    rules: RuleChanges
    changes: tuple[Change, ...]
    """Windows that differ, those of `problems` included: by mandate, body and opening."""
    frozen: tuple[Judgement, ...]
    """Verdicts of closed windows, the same byte for byte."""
    problems: tuple[Rewritten, ...]


MONTHS_AHEAD: Final = 24
"""So far previews look ahead where nobody says how far."""
_BOUNDS: Final = {"opens", "due", "original_due", "window"}
_DEMAND: Final = {"need"}


def preview(
    old: Pack,
    new: Pack,
    facts: Facts,
    *,
    at: date | datetime,
    end: date,
    tables: Tables,
    mandates: Container[str] | None = None,
    bodies: Container[str] | None = None,
) -> Preview:
    """Compare the boards of two readings of a pack at `at`, with windows and forecasts up to `end` (inclusive).

    `mandates`, `bodies`: judge only these, where it is known that nothing else can differ.
    """

    def board(pack: Pack) -> dict[str, Judgement]:
        rows = read_board(pack, facts, at=at, tables=tables, end=end, mandates=mandates, bodies=bodies)
        return {row.key: row for row in rows}

    rules = rule_changes(old, new)
    before, after = board(old), board(new)
    limits = _Limits(rules, at)
    changes: list[Change] = []
    frozen: list[Judgement] = []
    for key in (*before, *(key for key in after if key not in before)):
        change = _change(before.get(key), after.get(key))
        if change.kinds:
            changes.append(change)
        elif limits.has_closed(change.row):
            frozen.append(change.row)
    changes.sort(key=_Order(old, new).place)
    return Preview(rules, tuple(changes), tuple(frozen), tuple(_problems(old, new, changes, limits)))


def _change(old: Judgement | None, new: Judgement | None) -> Change:
    if old is None or new is None:
        return Change((Kind.VANISHES if new is None else Kind.APPEARS,), old, new)
    one, other = as_row(old, why=False), as_row(new, why=False)
    fields = tuple(name for name, value in other.items() if one.get(name) != value)
    kinds = [
        kind
        for kind, holds in (
            (Kind.MOVES, not _BOUNDS.isdisjoint(fields)),
            (Kind.SUPERSEDED, old.window.superseded_on != new.window.superseded_on),
            (Kind.DEMAND, _demand(old) != _demand(new)),
            (Kind.STANDING, "standing" in fields),
        )
        if holds
    ]
    if not kinds and json.dumps(one) != json.dumps(other):
        kinds.append(Kind.OTHER)
    return Change(tuple(kinds), old, new, fields)


def _demand(row: Judgement) -> tuple[Any, ...]:
    return row.need, row.window.need, row.window.cap, row.window.lower_need


class _Limits:
    """From which day on a mandate's windows may change."""

    def __init__(self, rules: RuleChanges, at: date | datetime) -> None:
        self._amended: Mapping[str, Amended] = {one.mandate: one for one in rules.amended}
        self._at = at

    def has_closed(self, row: Judgement) -> bool:
        """Whether a window closed before the amendment's effective day; before the day of asking where it has none."""
        if row.forecast:
            return False
        day = self._day(row)
        due = row.original_due
        if due is not None and _local(due, row) < day:
            return True
        return row.form != "quota" and row.settled_on is not None and row.settled_on < day

    def _day(self, row: Judgement) -> date:
        today = Moment.seen_from(row.stream.body.zone, self._at).day
        amended = self._amended.get(row.mandate)
        if amended is None or amended.since is None:
            return today
        return min(today, amended.since) if amended.in_place else amended.since

    def keys_of(self, mandate: str) -> tuple[str, ...]:
        """The decisive keys that were edited in place."""
        return self._amended[mandate].in_place if mandate in self._amended else ()


def _local(value: date | datetime, row: Judgement) -> date:
    return value.astimezone(row.stream.body.zone).date() if isinstance(value, datetime) else value


def _problems(old: Pack, new: Pack, changes: Iterable[Change], limits: _Limits) -> Iterator[Rewritten]:
    """Changes of closed windows, by what caused them."""
    found: dict[tuple[Cause, str], list[Change]] = {}
    for change in changes:
        subject = change.old or change.row
        if limits.has_closed(subject) and _is_rewritten(change, old):
            found.setdefault(_cause(subject, new, limits), []).append(change)
    for (cause, subject_id), rewritten in found.items():
        keys = limits.keys_of(subject_id) if cause is Cause.MANDATE_EDITED else ()
        yield Rewritten(cause, subject_id, keys, tuple(rewritten))


def _is_rewritten(change: Change, old: Pack) -> bool:
    """A closed window that only appears rewrites nothing where its mandate or body is new."""
    row = change.row
    return change.old is not None or (row.mandate in old.mandate and row.body in old.tree)


def _cause(row: Judgement, new: Pack, limits: _Limits) -> tuple[Cause, str]:
    if row.mandate not in new.mandate:
        return Cause.MANDATE_REMOVED, row.mandate
    if row.body not in new.tree:
        return Cause.BODY_REMOVED, row.body
    keys = limits.keys_of(row.mandate)
    if "clauses" in keys:
        return Cause.CLAUSES_EDITED, row.mandate
    return (Cause.MANDATE_EDITED if keys else Cause.PACK_EDITED), row.mandate


class _Order:
    """Rows of both packs in one order: mandate, body, opening, version, key; what is only in the new one comes last."""

    def __init__(self, old: Pack, new: Pack) -> None:
        self._mandates = _ranks((*old.mandate, *new.mandate))
        self._bodies = _ranks((*old.tree.bodies, *new.tree.bodies))

    def place(self, change: Change) -> tuple[int, int, str, int, str]:
        row = change.row
        opens = _local(row.opens, row).isoformat() if row.opens is not None else ""
        return self._mandates[row.mandate], self._bodies[row.body], opens, row.version, row.key


def _ranks(ids: Iterable[str]) -> dict[str, int]:
    return {one: rank for rank, one in enumerate(dict.fromkeys(ids))}
