"""Lists of the rows that a picture counts, and what is asked for of a scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from meeting_cadence.pages.rows import AWAITED, Row, read_row
from meeting_cadence.pages.scope import Scope
from meeting_cadence.pages.sentences import HORIZON
from meeting_cadence.pages.view import View
from meeting_cadence.queries.board import Cursor
from meeting_cadence.store.grouped import EVER, Span, Wanted, list_wanted
from meeting_cadence.store.piles import piles, source_of


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows by due day; `next`: where the following page begins, None at the end."""

    rows: Sequence[Row]
    next: Cursor | None


def listed(view: View, wanted: Wanted, *, after: Cursor | None, limit: int) -> Listed:
    """One page of the rows that are wanted. What was judged for this answer stands on the first."""
    source = source_of(view, wanted)
    fresh = [
        read_row(row, today=view.today_of(row["body"]), lead_from=lead_from)
        for row, lead_from in source.fresh
    ]
    if source.kept is None:
        start = None if after is None else (after.due is None, (after.due or date.min, after.key))
        behind = [row for row in fresh if start is None or _place(row) > start]
        return _page(sorted(behind, key=_place), limit)
    found, onward = list_wanted(view.session, source.kept, after=after, limit=limit)
    rows = [read_row(row.judged, today=view.today_of(row.body), lead_from=row.lead_from) for row in found]
    first = [] if after is not None else fresh
    return Listed(sorted([*first, *rows], key=_place), onward)


def wanted_in(scope: Scope, **asked: Any) -> Wanted:
    """What is wanted of a scope."""
    return Wanted(scope.all_or_these, **asked)


def planned_ahead(view: View, scope: Scope) -> int:
    """How many of the rows that fall due in the next 90 days have a plan."""
    ahead = Span(view.today, view.today + HORIZON)
    awaited = wanted_in(scope, standings=AWAITED, due=ahead, planned=EVER, force=None, binding_only=True)
    return sum(pile.number for pile in piles(view, awaited, ()))


def _place(row: Row) -> tuple[bool, tuple[date, str]]:
    return row.due_day is None, (row.due_day or date.min, row.key)


def _page(rows: Sequence[Row], limit: int) -> Listed:
    kept = rows[:limit]
    return Listed(kept, Cursor(kept[-1].due_day, kept[-1].key) if len(rows) > limit else None)
