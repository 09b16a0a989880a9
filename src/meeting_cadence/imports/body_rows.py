"""From a table of bodies to their definitions in the keys of a pack, or to every problem with its row."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.actions.table_port import BodyGiven
from meeting_cadence.bodies import Body
from meeting_cadence.bodies.address import is_address
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.imports.cells import Cells
from meeting_cadence.imports.days import Slip, read_when
from meeting_cadence.imports.lists import BODIES, Words, plain, rows_of
from meeting_cadence.imports.numbers import read_count
from meeting_cadence.queries.world import World
from meeting_cadence.regulations.fields import is_id
from meeting_cadence.regulations.problems import Report
from meeting_cadence.regulations.sheet_problems import SheetRefused
from meeting_cadence.words.bodies import ROLES, TIERS

STEM: Final = "unit"
"""How the ids begin that are given to bodies without one."""


class Named(NamedTuple):
    """A row with the id under which it stands."""

    cells: Cells
    name: str
    id: str
    known: Body | None


def read_bodies(text: str, world: World) -> list[BodyGiven]:
    """The bodies of a pasted table. Raises SheetRefused with every problem."""
    report = Report()
    rows = list(rows_of(text, BODIES, report))
    named = list(_named(rows, world, report))
    ids = {plain(body.name.zh): body.id for body in world.pack.tree} | {
        plain(one.name): one.id for one in named
    }
    ids |= {one: one for one in (*world.pack.tree.bodies, *(row.id for row in named))}
    tiers, roles = tier_words(world), role_words(world)
    given = [_given(one, ids, tiers, roles, world) for one in named]
    _check_circles(given, named, world, report)
    if report:
        raise SheetRefused(report.in_order(), named[0].cells.header.titles if named else None)
    return given


def tier_words(world: World) -> Words:
    """The tiers that packs in force use, and the usual ones."""
    used = {body.tier for body in world.pack.tree if body.tier}
    used |= {one.tier for mandate in world.pack.mandates for one in mandate.obliged if one.tier}
    return Words(BODIES.title_of("tier"), {one: TIERS.get(one, ()) for one in (*sorted(used), *TIERS)})


def role_words(world: World) -> Words:
    """The kinds of bodies that packs in force use, and the usual ones."""
    used = {role for body in world.pack.tree for role in body.roles}
    used |= {one.role for mandate in world.pack.mandates for one in mandate.obliged if one.role}
    return Words(BODIES.title_of("role"), {one: ROLES.get(one, ()) for one in (*sorted(used), *ROLES)})


def _named(rows: Sequence[Cells], world: World, report: Report) -> Iterator[Named]:
    """Each row with its id: its own, that of the body of its name, or the next free one."""
    tree = world.pack.tree
    by_name: dict[str, list[Body]] = {}
    for body in tree:
        by_name.setdefault(plain(body.name.zh), []).append(body)
    taken, seen = set(tree.bodies), dict[str, int]()
    for cells in rows:
        name, own = cells.line("name"), cells.line("id")
        if not name:
            cells.missing("name")
            continue
        alike = by_name.get(plain(name), [])
        if own is not None and not is_id(own):
            report.add(cells.spot("id"), "list_id_wrong", text=own[:60])
            continue
        if own is None and len(alike) > 1:
            ids = tuple(one.id for one in alike)
            report.add(cells.spot("name"), "sheet_name_ambiguous", id=name[:60], ids=ids)
            continue
        found = own or (alike[0].id if alike else _free(taken))
        if seen.setdefault(found, cells.row.number) != cells.row.number or (
            own is None and seen.setdefault("\n" + plain(name), cells.row.number) != cells.row.number
        ):
            row = min(seen[found], seen.get("\n" + plain(name), seen[found]))
            report.add(cells.spot("name"), "list_name_twice", row=row)
            continue
        taken.add(found)
        yield Named(cells, name, found, tree.bodies.get(found))


def _free(taken: set[str]) -> str:
    number = 1
    while f"{STEM}-{number:03}" in taken:
        number += 1
    return f"{STEM}-{number:03}"


def _given(one: Named, ids: dict[str, str], tiers: Words, roles: Words, world: World) -> BodyGiven:
    cells, report = one.cells, one.cells.report
    said: dict[str, Any] = {"id": one.id}
    english = cells.line("en")
    if one.known is None or one.known.name.zh != one.name or english:
        said["name"] = {"zh": one.name, "en": english} if english else one.name
    parent = cells.line("parent")
    if parent is not None:
        said["parent"] = ids.get(parent) or ids.get(plain(parent))
        if said["parent"] is None:
            near = report.nearest(parent, [body.name.zh for body in world.pack.tree])
            report.add(cells.spot("parent"), "sheet_body_unknown", id=parent[:60], nearest=near)
    if (tier := cells.line("tier")) is not None:
        said["tier"] = tiers.find(tier, cells.spot("tier"), report)
    if parts := cells.parts("role"):
        said["roles"] = [roles.find(part, cells.spot("role"), report) for part in parts]
    said |= _order(cells) | _since(cells, ZoneInfo(world.pack.zone))
    return BodyGiven(cells.row.number, one.id, said, one.known is None, address_in(cells))


def _order(cells: Cells) -> dict[str, Any]:
    value = cells.value("order")
    if value is None:
        return {}
    number = read_count(value)
    if number is None:
        cells.report.add(cells.spot("order"), "sheet_number", text=str(value)[:40], least=0)
    return {"order": number}


def _since(cells: Cells, zone: ZoneInfo) -> dict[str, Any]:
    value = cells.value("since")
    if value is None:
        return {}
    found = read_when(value, zone)
    if isinstance(found, Slip):
        cells.report.add(cells.spot("since"), found.code, text=found.text)
        return {}
    return {"since": (found.date() if isinstance(found, datetime) else found).isoformat()}


def address_in(cells: Cells) -> str | None:
    """The e-mail address of a row; a problem where it is none."""
    address = cells.line("email")
    if address is not None and not is_address(EMAIL, address):
        cells.report.add(cells.spot("email"), "list_address_wrong", text=address[:60])
        return None
    return address


def _check_circles(given: Sequence[BodyGiven], named: Sequence[Named], world: World, report: Report) -> None:
    """Superiors must not come back to where they began."""
    above = {body.id: body.parent for body in world.pack.tree}
    above |= {one.id: one.definition["parent"] for one in given if "parent" in one.definition}
    names = {body.id: body.name.zh for body in world.pack.tree} | {one.id: one.name for one in named}
    for one in named:
        way, at = [one.id], above.get(one.id)
        while at is not None and at not in way:
            way.append(at)
            at = above.get(at)
        if at == one.id:
            report.add(one.cells.spot("parent"), "list_circle", names=tuple(names[step] for step in way))
