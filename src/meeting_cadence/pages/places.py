"""Where it stands how: the bodies directly below a scope, each with its subtree's figures, in administrative order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meeting_cadence.pages.rows import Row, Share
from meeting_cadence.pages.scope import Scope
from meeting_cadence.pages.view import View
from meeting_cadence.queries.compliance import Figures, figures
from meeting_cadence.store.scope_counts import counts_below
from meeting_cadence.store.tallies import Count, own_counts


@dataclass(frozen=True, slots=True)
class Place:
    """`whole`: with everything below it; else the body alone. `on_time`: of what is decided of this year."""

    body: str
    whole: bool
    overdue: int
    unrecorded: int
    on_time: Share


def places(view: View, scope: Scope, rows: Sequence[Row]) -> list[Place]:
    """The scope's first body alone, then each body below it that has duties; nothing where there is only one.

    `rows`: every row of the scope where they were read anyway; without them the counters answer.
    """
    if len(scope.tops) != 1 or len(scope.bodies) < 2:
        return []
    (top,) = scope.tops
    counts = _from_rows(view, top, rows) if rows else _from_counters(view, top)
    return [_place(view, body, body != top, own) for body, own in counts.items() if own]


def _from_counters(view: View, top: str) -> dict[str, list[Count]]:
    mine = own_counts(view.session, [top]).get(top, [])
    below = counts_below(view, top)
    return {one: [count for count in own if not count.frozen] for one, own in {top: mine, **below}.items()}


def _from_rows(view: View, top: str, rows: Iterable[Row]) -> dict[str, list[Count]]:
    tree = view.world.pack.tree
    below = [one for one in tree.children.get(top, ()) if one in view.seen]
    child_of = {inner: one for one in below for inner in tree.subtree(one)}
    found: dict[str, list[Count]] = {one: [] for one in (top, *below)}
    for row in rows:
        if row.binding and not row.forecast and row.form != "review":
            count = Count(False, row.due_year or 0, row.force, row.standing, 1)
            found[child_of.get(row.body, top)].append(count)
    return found


def _place(view: View, body: str, whole: bool, counts: Iterable[Count]) -> Place:
    must = [count for count in counts if count.weight == "must"]
    now: Figures = figures((one.standing, one.number) for one in must if one.year == view.today.year)
    return Place(
        body,
        whole,
        sum(one.number for one in must if one.standing == "overdue"),
        sum(one.number for one in must if one.standing == "no_record"),
        Share(now.on_time + now.extended, now.decided),
    )
