"""The column 所属年度: for which window of which mandate an act counts, where its day does not say."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from meeting_cadence.imports.cells import Cells
from meeting_cadence.imports.names import Names
from meeting_cadence.imports.numbers import read_label
from meeting_cadence.queries.world import World

_COLUMN = "counts_for"


class What(NamedTuple):
    """Whose act of which kind a row is about."""

    bodies: Sequence[str]
    kind: str | None
    items: Collection[str]


def read_counts_for(cells: Cells, what: What, names: Names, world: World) -> dict[str, str]:
    """Mandate id to window label. A bare label belongs to the only mandate that asks for such an act."""
    found: dict[str, str] = {}
    for part in cells.parts(_COLUMN):
        named, equals, label = part.replace("\uff1d", "=").rpartition("=")
        if equals:
            mandate = names.mandates.find(named.strip(), cells.spot(_COLUMN), cells.report)
            if mandate is not None and not _asks(world, mandate, what):
                cells.report.add(cells.spot(_COLUMN), "sheet_not_for", id=mandate)
                mandate = None
        else:
            mandate = _only_one(cells, read_label(label.strip()), what, world)
        if mandate is not None and label.strip():
            found[mandate] = read_label(label.strip())
    return found


def _asks(world: World, mandate: str, what: What) -> bool:
    """Whether the mandate obliges one of the bodies and counts such an act. An unknown kind was told already."""
    asked = world.pack.mandate[mandate]
    obliged = not what.bodies or any(mandate in world.duties.get(body, ()) for body in what.bodies)
    return obliged and (
        what.kind is None or what.kind in asked.kinds or not asked.items.isdisjoint(what.items)
    )


def _only_one(cells: Cells, label: str, what: What, world: World) -> str | None:
    if not what.bodies or what.kind is None:
        return None
    asking = [mandate.id for mandate in world.pack.mandates if _asks(world, mandate.id, what)]
    if not asking:
        cells.report.add(cells.spot(_COLUMN), "sheet_no_mandate", label=label[:60])
    elif len(asking) > 1:
        cells.report.add(
            cells.spot(_COLUMN), "sheet_which_mandate", label=label[:60], ids=tuple(asking), example=asking[0]
        )
    return asking[0] if len(asking) == 1 else None
