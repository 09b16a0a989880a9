"""The pure core: from the rows of a table to acts, or to every problem with its row and column.

header → for each row: cells → nodes of the ledger format → the ledger's own reader → act
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.dates import local_day
from meeting_cadence.imports.cells import Cells
from meeting_cadence.imports.columns import PERSONAL, Header, choose_sheet, read_header
from meeting_cadence.imports.days import Slip, read_when
from meeting_cadence.imports.names import Names, find_form
from meeting_cadence.imports.numbers import read_count, read_ordinal, read_series
from meeting_cadence.imports.table import Sheet
from meeting_cadence.imports.windows import What, read_counts_for
from meeting_cadence.ledger.desk import Desk, day_of
from meeting_cadence.ledger.entries import Act
from meeting_cadence.ledger.read_acts import read_act
from meeting_cadence.queries.world import World
from meeting_cadence.regulations.document import BROKEN, Node
from meeting_cadence.regulations.problems import Report, Spot
from meeting_cadence.words.imports import EXAMPLES
from meeting_cadence.words.say import say_both


class Line(NamedTuple):
    """An act and the row it was read from."""

    row: int
    act: Act
    spot: Spot
    """Of the cell that says when."""
    counts_for: Spot


@dataclass(slots=True)
class Read:
    """What a table says. `header` None: it could not be read at all."""

    header: Header | None = None
    sheet: str = ""
    lines: list[Line] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)
    sheets_unread: tuple[str, ...] = ()


def read_table(
    sheets: Sequence[Sheet],
    names: Names,
    world: World,
    *,
    file: str,
    report: Report,
    at: datetime,
    wanted: str | None = None,
) -> Read:
    """The acts of the one sheet that has a header (or is called `wanted`). Problems go to the report.

    `at`: what comes after it has not happened and is a problem.
    """
    chosen = choose_sheet(sheets, wanted, file, report)
    if chosen is None:
        return Read()
    sheet, row = chosen
    header = read_header(row, file, report)
    choices = say_both("imports.template.lists")
    others = tuple(one.name for one in sheets if one is not sheet and one.rows and one.name not in choices)
    found = Read(header, sheet.name, sheets_unread=others)
    for cells in (Cells(row, header, file, report) for row in sheet.rows if row.number > header.row):
        if _is_example(cells):
            found.examples.append(cells.row.number)
        elif any(cells.says(column) for column in header.places if column not in PERSONAL):
            line = _line(cells, names, world, at)
            if line is not None:
                found.lines.append(line)
    _check_repeated(found.lines, world, report)
    return found


def _is_example(cells: Cells) -> bool:
    place = cells.header.places.get("number", 0)
    said = cells.row.cell(place)
    return isinstance(said, str) and said.strip().casefold().startswith(EXAMPLES)


def _line(cells: Cells, names: Names, world: World, at: datetime) -> Line | None:
    bodies = cells.ids("body", names.bodies)
    zone = _zone(world, bodies)
    kind = _kind(cells, names)
    items = cells.ids("items", names.items)
    what = What(bodies, kind, items)
    fields: dict[str, Node] = {
        "body" if len(bodies) < 2 else "bodies": _bodies_node(cells, bodies),
        "kind": cells.node("kind", kind) if kind else cells.missing("kind"),
        "start": _when(cells, "start", zone, at) or cells.missing("start"),
    }
    optional: dict[str, Any] = {
        "end": _when(cells, "end", zone, at),
        "ordinal": _number(cells, "ordinal", 1),
        "entitled": _number(cells, "entitled", 1),
        "present": _number(cells, "present", 0),
        "items": _list(cells, "items", items),
        "about": _list(cells, "about", cells.ids("about", names.bodies)),
        "evidence": _list(cells, "evidence", cells.parts("evidence")),
        "form": _form(cells, names),
        "series": _series(cells),
        "title": _text(cells, "title"),
        "place": _text(cells, "place"),
        "counts_for": _counts_for(cells, read_counts_for(cells, what, names, world)),
    }
    fields |= {key: node for key, node in optional.items() if node is not None}
    act = read_act(Node(fields, cells.file, cells.row.number, 0), Desk(world.pack, cells.report))
    if act is None:
        return None
    return Line(cells.row.number, act, cells.spot("start"), cells.spot("counts_for"))


def _bodies_node(cells: Cells, bodies: list[str]) -> Node:
    if not bodies:
        return cells.missing("body")
    if len(bodies) == 1:
        return cells.node("body", bodies[0])
    return cells.node("body", [cells.node("body", body) for body in bodies])


def _zone(world: World, bodies: list[str]) -> ZoneInfo:
    """The zone of the first body; the pack's own while there is none."""
    return world.pack.tree[bodies[0]].zone if bodies else ZoneInfo(world.pack.zone)


def _kind(cells: Cells, names: Names) -> str | None:
    text = cells.line("kind")
    return names.kinds.find(text, cells.spot("kind"), cells.report) if text else None


def _when(cells: Cells, column: str, zone: ZoneInfo, at: datetime) -> Node | None:
    value = cells.value(column)
    if value is None:
        return None
    when = read_when(value, zone)
    if isinstance(when, Slip):
        cells.report.add(cells.spot(column), when.code, text=when.text)
        return cells.node(column, BROKEN)
    if when > at if isinstance(when, datetime) else when > local_day(at, zone):
        cells.report.add(cells.spot(column), "sheet_future", day=day_of(when, zone))
        return cells.node(column, BROKEN)
    return cells.node(column, when.isoformat())


def _number(cells: Cells, column: str, least: int) -> Node | None:
    value = cells.value(column)
    if value is None:
        return None
    number = (read_ordinal if column == "ordinal" else read_count)(value)
    if number is None or number < least:
        cells.report.add(cells.spot(column), "sheet_number", text=str(value)[:40], least=least)
        return None
    return cells.node(column, number)


def _list(cells: Cells, column: str, values: list[str]) -> Node | None:
    return cells.node(column, [cells.node(column, value) for value in values]) if values else None


def _form(cells: Cells, names: Names) -> Node | None:
    text = cells.line("form")
    found = find_form(names, text, cells.spot("form"), cells.report) if text else None
    return cells.node("form", found) if found else None


def _series(cells: Cells) -> Node | None:
    text = cells.line("series")
    return cells.node("series", read_series(text)) if text else None


def _text(cells: Cells, column: str) -> Node | None:
    text = cells.line(column)
    return cells.node(column, text) if text else None


def _counts_for(cells: Cells, pairs: dict[str, str]) -> Node | None:
    if not pairs:
        return None
    return cells.node("counts_for", {name: cells.node("counts_for", label) for name, label in pairs.items()})


def _check_repeated(lines: Sequence[Line], world: World, report: Report) -> None:
    """Two rows that nothing tells apart."""
    seen: dict[object, int] = {}
    for line in lines:
        act = line.act
        for body in act.bodies:
            same = (body, act.kind, act.start, act.ordinal, act.title)
            if seen.setdefault(same, line.row) != line.row:
                report.add(line.spot, "sheet_repeated", row=seen[same])
                break


def day_in(act: Act, world: World) -> date:
    """The day of an act as its first body sees it."""
    return day_of(act.start, world.pack.tree[act.bodies[0]].zone)
