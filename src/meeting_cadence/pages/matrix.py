"""The matrix: bodies in administrative order × mandates, counted by standing. Pure: piles in, cells out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from meeting_cadence.bodies import Tree
from meeting_cadence.pages.piles import Pile
from meeting_cadence.pages.scope import Scope

MOST_ROWS: Final = 150
"""More bodies than this are added up under those directly below the scope."""

FACES: Final = (
    "overdue",
    "missed",
    "violated",
    "no_record",
    "due_soon",
    "open",
    "planned",
    "postponed",
    "met_late",
    "met_extended",
    "met",
    "excused",
    "upcoming",
    "optional",
)
"""Faces in the order in which they are read: what needs somebody first."""

Faces = Counter[str]


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
    grouped: bool


Table = dict[str, dict[str, Faces]]


def arrange(
    must: Sequence[Pile], soft: Sequence[Pile], scope: Scope, tree: Tree, mandates: Sequence[str]
) -> Matrix:
    """Piles by (body, mandate) as a matrix. `mandates`: every mandate in its order."""
    counted = {pile.keys[0] for pile in (*must, *soft)}
    shown = [body for body in scope.bodies if body in counted]
    grouped = len(shown) > MOST_ROWS
    line_of = _grouping(scope, tree) if grouped else _alone
    hard_cells, soft_cells = _table(must, line_of), _table(soft, line_of)
    bodies = list(dict.fromkeys(line_of(body) for body in shown))
    depths = _depths(bodies, tree)
    lines = [
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
    return Matrix(lines, list(totals), list(soft_totals), totals, soft_totals, _sum(totals.values()), grouped)


def _table(piles: Iterable[Pile], line_of: Callable[[str], str]) -> Table:
    cells: Table = {}
    for pile in piles:
        body, mandate = pile.keys
        cells.setdefault(line_of(body), {}).setdefault(mandate, Counter())[pile.face] += pile.number
    return cells


def _by_column(cells: Table, mandates: Sequence[str]) -> dict[str, Faces]:
    """The columns that have anything, in order, with their sums."""
    used = {mandate for line in cells.values() for mandate in line}
    return {one: _sum(line[one] for line in cells.values() if one in line) for one in mandates if one in used}


def ordered(faces: Faces) -> list[tuple[str, int]]:
    """Face and number, what needs somebody first."""
    return [(face, faces[face]) for face in FACES if faces[face]]


def _alone(body: str) -> str:
    return body


def _grouping(scope: Scope, tree: Tree) -> Callable[[str], str]:
    """Body to the one directly below the top of the scope that it belongs to; the tops stand for themselves."""
    groups = {top: top for top in scope.tops}
    for top in scope.tops:
        for child in tree.children.get(top, ()):
            groups |= dict.fromkeys(tree.subtree(child), child)
    return groups.__getitem__


def _depths(bodies: Sequence[str], tree: Tree) -> dict[str, int]:
    """How many of the bodies that are shown stand above each."""
    shown = set(bodies)
    return {body: sum(above.id in shown for above in tree.above(tree[body])) for body in bodies}


def _sum(counts: Iterable[Faces]) -> Faces:
    total: Faces = Counter()
    for one in counts:
        total.update(one)
    return total
