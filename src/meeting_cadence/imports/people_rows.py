"""From a table of people to accounts and contacts, or to every problem with its row."""

from collections.abc import Sequence
from typing import Final

from meeting_cadence.access import Role
from meeting_cadence.actions.table_port import PersonGiven
from meeting_cadence.imports.body_rows import address_in
from meeting_cadence.imports.cells import Cells
from meeting_cadence.imports.lists import PEOPLE, Words, rows_of
from meeting_cadence.imports.names import Index
from meeting_cadence.queries.world import World
from meeting_cadence.regulations.problems import Report
from meeting_cadence.regulations.sheet_problems import SheetRefused
from meeting_cadence.words.imports_lists import CONTACT_NAMES, ROLE_NAMES

ROLES: Final = tuple(role.value for role in Role)
CONTACTS: Final = tuple(CONTACT_NAMES)


def read_people(text: str, world: World) -> list[PersonGiven]:
    """The people of a pasted table. Raises SheetRefused with every problem."""
    report = Report()
    rows = list(rows_of(text, PEOPLE, report))
    bodies = Index(((body.id, body.name) for body in world.pack.tree), "sheet_body_unknown")
    given = [_given(cells, bodies) for cells in rows]
    _check_repeated(rows, given, report)
    if report:
        raise SheetRefused(report.in_order(), rows[0].header.titles if rows else None)
    return given


def role_words() -> Words:
    return Words(PEOPLE.title_of("role"), {role: ROLE_NAMES[role] for role in ROLES})


def contact_words() -> Words:
    return Words(PEOPLE.title_of("contact"), CONTACT_NAMES)


def _given(cells: Cells, bodies: Index) -> PersonGiven:
    report = cells.report
    name, login = cells.line("name"), cells.line("login")
    if not name:
        cells.missing("name")
    role, contact, scope = cells.line("role"), cells.line("contact"), cells.line("scope")
    found_role = role_words().find(role, cells.spot("role"), report) if role else None
    found_contact = contact_words().find(contact, cells.spot("contact"), report) if contact else None
    found_scope = bodies.find(scope, cells.spot("scope"), report) if scope else None
    email = address_in(cells)
    if login and not role:
        _needs(cells, "login", "role")
    if contact and not cells.says("email"):
        _needs(cells, "contact", "email")
    if contact and not scope:
        _needs(cells, "contact", "scope")
    if not login and not contact:
        report.add(cells.spot("login"), "list_row_says_nothing")
    return PersonGiven(cells.row.number, name or "", login, found_role, found_scope, email, found_contact)


def _needs(cells: Cells, given: str, other: str) -> None:
    title, needed = PEOPLE.title_of(given), PEOPLE.title_of(other)
    cells.report.add(cells.spot(other), "list_needs", title=title, other=needed)


def _check_repeated(rows: Sequence[Cells], given: Sequence[PersonGiven], report: Report) -> None:
    """Two rows of one login."""
    seen: dict[str, int] = {}
    for cells, one in zip(rows, given, strict=True):
        if one.login and seen.setdefault(one.login.lower(), one.row) != one.row:
            report.add(cells.spot("login"), "list_name_twice", row=seen[one.login.lower()])
