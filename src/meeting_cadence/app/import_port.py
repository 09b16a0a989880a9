"""The verbs of imports, for rooms that do not know imports."""

from collections.abc import Sequence

from meeting_cadence.access import Person, may_record, visible
from meeting_cadence.actions.import_port import Batch, Change, ImportPort
from meeting_cadence.actions.table_port import TablePort
from meeting_cadence.imports.batches import apply, undo
from meeting_cadence.imports.body_rows import read_bodies
from meeting_cadence.imports.columns import column_named
from meeting_cadence.imports.list_template import list_template
from meeting_cadence.imports.lists import text_of
from meeting_cadence.imports.people_rows import read_people
from meeting_cadence.imports.prepare import Prepared, Reach, Wish, prepare
from meeting_cadence.queries.world import World
from meeting_cadence.store.desk import SqlDesk

FILE = "grid.csv"


def import_port() -> ImportPort:
    """Each verb within the reach of the person."""

    def look(desk: SqlDesk, person: Person, raw: bytes, skip_known: bool) -> Batch:
        wish = Wish(raw, FILE, skip_known=skip_known, by=person.name)
        reach = reach_of(person, desk.world)
        return _batch(prepare(desk.session, desk.world, wish, at=desk.at, tables=desk.tables, reach=reach))

    def keep(desk: SqlDesk, person: Person, raw: bytes, skip_known: bool) -> Batch:
        wish = Wish(raw, FILE, skip_known=skip_known, by=person.name)
        return _batch(apply(desk, wish, reach=reach_of(person, desk.world)))

    def take_back(desk: SqlDesk, person: Person, batch: str, reason: str) -> int:
        reach = reach_of(person, desk.world)
        return undo(desk, batch, reason=reason, by=person.name, reach=reach).retracted

    def columns(headings: Sequence[str]) -> list[str | None]:
        return [column_named(heading) for heading in headings]

    return ImportPort(look, keep, take_back, columns)


def table_port() -> TablePort:
    """The verbs of tables of bodies and of people."""
    return TablePort(text_of, read_bodies, read_people, list_template)


def reach_of(person: Person, world: World) -> Reach:
    """The bodies that somebody sees, and for which of them they record."""
    tree = world.pack.tree
    return Reach(frozenset(visible(person, tree)), lambda body: may_record(person, tree, body))


def _batch(done: Prepared) -> Batch:
    changes = [
        Change(one.key, one.mandate, one.body, one.window, one.before, one.after, one.occasion)
        for one in done.changes
    ]
    return Batch(done.batch, len(done.entries), [one.row for one in done.known], changes)
