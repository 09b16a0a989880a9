"""Every page there is, read off the routes themselves, with a role that sees it; a new one is looked at unasked."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import select
from tests.browser.house import OpenHouse

from meeting_cadence.access import Role
from meeting_cadence.access.act_links import ActLink, sign
from meeting_cadence.access.permits import Permit
from meeting_cadence.actions.people import reset_person
from meeting_cadence.actions.screens import WantedScreen, make_screen
from meeting_cadence.app.access_table import access_table
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.screens import SqlScreens
from meeting_cadence.store.tables.alerts import OutboxRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation

NO_PAGES: Final = ("/api/", "/static", "/docs-files", "/metrics", "/healthz", "/readyz", "/livez")
"""What programs read."""
FILES: Final = (".yaml", ".svg", ".json", ".csv", ".xlsx")
ELSEWHERE: Final = ("/reply/{token}", "/invitations/{meeting}", "/calendars/{number}", "/login/provider")
"""Pages of things that the example data has none of."""
OF_OTHERS: Final = frozenset({"/feeds/{number}"})
"""Pages of a thing of somebody else's, which only an administrator sees."""
_ROLES: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR)


class Visited(NamedTuple):
    """A page to look at. `role` None: nobody is signed in."""

    path: str
    address: str
    role: str | None


def every_page(house: OpenHouse) -> list[Visited]:
    """By path. KeyError for a part of an address that is not known here."""
    known = dict(_known(house))
    found = []
    for right in access_table(house.service.web):
        path = right.path
        skipped = path.startswith((*NO_PAGES, *ELSEWHERE)) or path.endswith(FILES)
        if right.method == "GET" and right.permit is not None and not skipped:
            address = re.sub(r"{(\w+)}", lambda part, path=path: _part(known, path, part[1]), path)
            role = "administrator" if path in OF_OTHERS else _role(right.permit)
            found.append(Visited(path, address + _question(known, path), role))
    return found


def _part(known: dict[str, str], path: str, name: str) -> str:
    start = path.partition("{")[0]
    return known[f"{start}{name}"] if f"{start}{name}" in known else known[name]


def _question(known: dict[str, str], path: str) -> str:
    """What a form needs to know to be shown at all."""
    return f"?entry={known['entry']}" if path in ("/correct", "/retract") else ""


def _role(permit: Permit) -> str | None:
    if permit.roles is None:
        return None
    return next(role.value for role in _ROLES if role in permit.roles)


def _known(house: OpenHouse) -> Iterator[tuple[str, str]]:
    rows, outbox = table_of(Obligation), table_of(OutboxRow)
    with house.store.session() as session:
        world, connection = load_world(session), session.connection()
        late = (
            select(rows.c.key, rows.c.mandate, rows.c.body)
            .where(rows.c.standing == "overdue")
            .order_by("due")
        )
        key, mandate, body = connection.execute(late).all()[0]
        people = SqlPeople(session, at=house.at)
        screens = SqlScreens(session, at=house.at)
        person = people.everyone()[0]
        feed = create(session, Scope("body", body), at=house.at, person=person.id)
        yield from {"key": key, "body": body, "body_id": body, "year": "2026"}.items()
        yield from {"mandate": mandate, "mandate_id": mandate, "sort": "mandate", "part": mandate}.items()
        yield from {"pack": world.pack.id, "/feeds/number": str(feed.id), "entry": _entry(house)}.items()
        yield "/notices/number", str(connection.execute(select(outbox.c.id)).scalars().first())
        for kind in ("wall", "embed"):
            wanted = WantedScreen(kind=kind, name="大屏", scope=None, language="zh", days=None)
            yield f"/{kind}/token", make_screen(screens, world, wanted, by="x").secret
        yield "/welcome/token", reset_person(people, person.login, by="x").token
        bound = ActLink(key, "2025-12-31", "office@example.org", house.at + timedelta(days=1))
        yield "/act/token", sign(bound, house.store.secret)


def _entry(house: OpenHouse) -> str:
    """The id of an act that can be corrected."""
    from meeting_cadence.store.tables.record import LedgerEntry

    table = table_of(LedgerEntry)
    with house.store.reading() as session:
        acts = select(table.c.entry_id).where(table.c.type == "act", table.c.entry_id.is_not(None))
        return str(session.connection().execute(acts).scalars().first())
