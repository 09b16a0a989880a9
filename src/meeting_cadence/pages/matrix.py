"""The matrix: bodies in administrative order × mandates, counted by standing. Pure: piles in, cells out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from meeting_cadence.bodies import Tree
from meeting_cadence.pages.scope import Scope
from meeting_cadence.queries.faces import Faces
from meeting_cadence.store.gathered import Lines
from meeting_cadence.store.piles import Pile

MOST_ROWS: Final = 150
"""More bodies than this are added up under those directly below the scope; more lines stand on several pages."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a body alone, or with everything below it. `depth`: how many bodies of the matrix stand above it."""

    body: str
    whole: bool
    depth: int
    cells: Mapping[str, Faces]
    soft: Mapping[str, Faces]
    """Under duties that only hold normally: shown, in no total."""
    total: Faces


@dataclass(frozen=True, slots=True)
class Matrix:
    """Mandates with at least one window in `columns` and `soft_columns`; `totals` by column; `total`: of all."""

    lines: Sequence[Line]
    columns: Sequence[str]
    soft_columns: Sequence[str]
    totals: Mapping[str, Faces]
    soft_totals: Mapping[str, Faces]
    total: Faces


Table = dict[str, dict[str, Faces]]


def lines_of(scope: Scope, tree: Tree, obliged: Collection[str]) -> Lines:
    """The scope's bodies, each a line; where more than `MOST_ROWS` are obliged, each child with all below it.

    The top of the scope stands for itself alone.
    """
    if sum(body in obliged for body in scope.bodies) <= MOST_ROWS:
        return {body: (body,) for body in scope.bodies}
    seen = frozenset(scope.bodies)
    lines: dict[str, Sequence[str]] = {}
    for top in scope.tops:
        lines[top] = (top,)
        for child in tree.children.get(top, ()):
            if child in seen:
                lines[child] = [one for one in tree.subtree(child) if one in seen]
    return lines


def arrange(found: Iterable[Pile], lines: Lines, scope: Scope, tree: Tree, mandates: Sequence[str]) -> Matrix:
    """Piles by (line, mandate, force) as a matrix. `mandates`: every mandate in its order."""
    hard_cells, soft_cells = _tables(found)
    bodies = [line for line in lines if line in hard_cells or line in soft_cells]
    depths = _depths(bodies, tree)
    grouped = len(lines) < len(scope.bodies)
    told = [
        Line(
            body,
            grouped and body not in scope.tops,
            depths[body],
            hard_cells.get(body, {}),
            soft_cells.get(body, {}),
            _sum(hard_cells.get(body, {}).values()),
        )
        for body in bodies
    ]
    totals, soft_totals = _by_column(hard_cells, mandates), _by_column(soft_cells, mandates)
    return Matrix(told, list(totals), list(soft_totals), totals, soft_totals, _sum(totals.values()))


def _tables(found: Iterable[Pile]) -> tuple[Table, Table]:
    """What must be done, and what only normally is."""
    hard: Table = {}
    soft: Table = {}
    for pile in found:
        line, mandate, force = pile.keys
        cells = (hard if force == "must" else soft).setdefault(line, {})
        cells.setdefault(mandate, Counter())[pile.face] += pile.number
    return hard, soft


def _by_column(cells: Table, mandates: Sequence[str]) -> dict[str, Faces]:
    """The columns that have anything, in order, with their sums."""
    used = {mandate for line in cells.values() for mandate in line}
    return {one: _sum(line[one] for line in cells.values() if one in line) for one in mandates if one in used}


def _depths(bodies: Sequence[str], tree: Tree) -> dict[str, int]:
    """How many of the bodies that are shown stand above each."""
    shown = set(bodies)
    return {body: sum(above.id in shown for above in tree.above(tree[body])) for body in bodies}


def _sum(counts: Iterable[Faces]) -> Faces:
    total: Faces = Counter()
    for one in counts:
        total.update(one)
    return total
