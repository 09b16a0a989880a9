"""Rows counted for pictures: from kept rows by one statement, from the spine for another time, the same either way.

What time has overtaken since the last tick is judged for the answer and counted as it stands now.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple

from meeting_cadence.pages.marks import face_of
from meeting_cadence.pages.rows import AWAITED, Row, read_row
from meeting_cadence.pages.scope import Scope
from meeting_cadence.pages.sentences import HORIZON
from meeting_cadence.pages.view import View
from meeting_cadence.queries.board import Cursor
from meeting_cadence.queries.compliance import Figures, figures
from meeting_cadence.store.grouped import EVER, LIVE, Span, Wanted, count_groups, list_wanted
from meeting_cadence.store.overtaken import judge_live, overtaken

LEFT_OUT: Final = "superseded"


class Pile(NamedTuple):
    """So many rows that look alike. `keys`: the values that were asked for, in their order."""

    keys: tuple[Any, ...]
    standing: str
    face: str
    number: int


_VALUES: Final[Mapping[str, Callable[[Row], Any]]] = {
    "body": lambda row: row.body,
    "mandate": lambda row: row.mandate,
    "due": lambda row: row.due_day,
    "planned": lambda row: row.planned,
    "force": lambda row: row.force,
}


def piles(view: View, wanted: Wanted, by: Sequence[str]) -> list[Pile]:
    """The rows that are wanted, counted by columns (body, mandate, due, planned, force) and face."""
    kept, fresh = _kept_and_fresh(view, wanted)
    found: Counter[tuple[tuple[Any, ...], str, str]] = Counter()
    if kept is not None:
        for group in count_groups(view.session, kept, by, today=view.today):
            face = face_of(group.standing, planned=group.is_planned, due_soon=group.is_due_soon)
            found[group.keys, group.standing, face] += group.number
    for row in fresh:
        found[tuple(_VALUES[name](row) for name in by), row.standing, row.face] += 1
    return [Pile(keys, standing, face, number) for (keys, standing, face), number in found.items()]


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows by due day; `next`: where the following page begins, None at the end."""

    rows: Sequence[Row]
    next: Cursor | None


def listed(view: View, wanted: Wanted, *, after: Cursor | None, limit: int) -> Listed:
    """One page of the rows that are wanted. What was judged for this answer stands on the first."""
    kept, fresh = _kept_and_fresh(view, wanted)
    if kept is None:
        start = None if after is None else (after.due is None, (after.due or date.min, after.key))
        behind = [row for row in fresh if start is None or _place(row) > start]
        return _page(sorted(behind, key=_place), limit)
    found, onward = list_wanted(view.session, kept, after=after, limit=limit)
    rows = [read_row(row.judged, today=view.today_of(row.body), lead_from=row.lead_from) for row in found]
    first = [] if after is not None else list(fresh)
    return Listed(sorted([*first, *rows], key=_place), onward)


def figures_of(found: Iterable[Pile]) -> Figures:
    """Under which headings they count."""
    return figures((pile.standing, pile.number) for pile in found)


def fits(wanted: Wanted, row: Row) -> bool:
    """Whether a row is wanted: the same that `store.grouped` asks the database."""
    told = row.binding or (row.standing == "no_record" and not wanted.binding_only)
    kind = not row.forecast and row.form != "review" and row.standing != LEFT_OUT and told
    right = (
        wanted.mandate in (None, row.mandate)
        and (wanted.standings is None or row.standing in wanted.standings)
        and wanted.force in (None, row.force)
        and (wanted.planned is None or (row.planned is not None and wanted.planned.holds(row.planned)))
    )
    return kind and right and (wanted.due.holds(row.due_day) or (wanted.live_too and row.standing in LIVE))


def wanted_in(scope: Scope, **asked: Any) -> Wanted:
    """What is wanted of a scope."""
    return Wanted(scope.all_or_these, **asked)


def planned_ahead(view: View, scope: Scope) -> int:
    """How many of the rows that fall due in the next 90 days have a plan."""
    ahead = Span(view.today, view.today + HORIZON)
    awaited = wanted_in(scope, standings=AWAITED, due=ahead, planned=EVER, force=None, binding_only=True)
    return sum(pile.number for pile in piles(view, awaited, ()))


def _kept_and_fresh(view: View, wanted: Wanted) -> tuple[Wanted | None, list[Row]]:
    """What to ask of the kept rows (None: nothing), and the rows that were judged for this answer."""
    bodies = view.bodies if wanted.bodies is None else wanted.bodies
    if view.is_of_another_time:
        return None, [row for row in view.rows(bodies, wanted.mandate) if fits(wanted, row)]
    late = overtaken(
        view.session, view.world, at=view.now, bodies=view.seen.intersection(bodies), mandate=wanted.mandate
    )
    view.behind = max(view.behind, late.behind)
    if not late.streams:
        return wanted, []
    live = judge_live(view.session, view.world, late.streams, at=view.now, tables=view.tables)
    rows = [
        read_row(row["judged"], today=view.today_of(row["body"]), lead_from=row["lead_from"]) for row in live
    ]
    return replace(wanted, without=late.streams), [row for row in rows if fits(wanted, row)]


def _place(row: Row) -> tuple[bool, tuple[date, str]]:
    return row.due_day is None, (row.due_day or date.min, row.key)


def _page(rows: Sequence[Row], limit: int) -> Listed:
    kept = rows[:limit]
    return Listed(kept, Cursor(kept[-1].due_day, kept[-1].key) if len(rows) > limit else None)
