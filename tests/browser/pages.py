"""Every page there is, read off the routes themselves, with a role that sees it; a new one is looked at unasked."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import select
from tests.browser.house import GUEST, OpenHouse

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
from meeting_cadence.store.tables.invitations import InvitationRow
from meeting_cadence.store.tables.record import LedgerEntry, Obligation

NO_PAGES: Final = {
    "/api/": "programs read it",
    "/static": "files of the pages",
    "/docs-files": "files of the pages",
    "/metrics": "programs read it",
    "/healthz": "programs read it",
    "/readyz": "programs read it",
    "/badge/{secret}.svg": "a picture for other sites",
    "/embed/{token}/badge.svg": "a picture for other sites",
    "/packs/{pack}.yaml": "a file to keep",
    "/registry/bodies.xlsx": "a table to fill in",
    "/registry/people.xlsx": "a table to fill in",
    "/calendar": "leads on to the calendar of this year",
}
"""What is no page, and why; an entry that ends in `/` stands for all below it."""
OF_OTHERS: Final = frozenset({"/feeds/{number}"})
"""Pages of a thing of somebody else's, which only an administrator sees."""
REFUSED: Final = {"/login/provider": 400, "/login/provider/back": 400}
"""What the house answers to pages that need somebody who is not there: no provider of sign-in is running."""
STATES: Final = (
    ("/nowhere", "/nowhere", "secretary", 404),
    ("/bodies/none", "/bodies/none", "secretary", 404),
    ("/people as a secretary", "/people", "secretary", 403),
    ("/ long ago", "/?at=2020-03-01", "supervisor", 200),
    ("/ as known then", "/?known_at=2026-01-01", "supervisor", 200),
    ("/ on no day", "/?at=yesterday", "supervisor", 422),
    ("/overdue of nobody", "/overdue?under=ningbo-committee", "supervisor", 200),
    ("/record of a mandate", "/record?body=zj-commission&mandate=zj-annual-plenary", "secretary", 200),
    ("/act/{token} by a stale link", "/act/x.y", None, 404),
)
"""Pages in a state that their plain address does not show: told apart by what stands after the path."""
HALFWAY: Final = "halfway"
"""Who has shown a password, and not yet the code of the second factor."""
_ROLES: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR)


class Visited(NamedTuple):
    """A page to look at. `role` None: nobody is signed in; `status`: what it answers."""

    path: str
    address: str
    role: str | None
    status: int = 200


def every_page(house: OpenHouse) -> list[Visited]:
    """By path, then the states. KeyError for a part of an address that is not known here."""
    known = dict(_known(house))
    found = []
    for path, permit in page_routes(house).items():
        address = re.sub(r"{(\w+)}", lambda part, path=path: _part(known, path, part[1]), path)
        role = "administrator" if path in OF_OTHERS else _role(permit)
        found.append(Visited(path, address + _question(known, path), role, REFUSED.get(path, 200)))
    return [*found, *(Visited(*state) for state in STATES)]


def page_routes(house: OpenHouse) -> dict[str, Permit]:
    """Every address that a browser can open, but for what is listed as no page."""
    return {
        right.path: right.permit
        for right in access_table(house.service.web)
        if right.method == "GET" and right.permit is not None and not is_listed(right.path)
    }


def is_listed(path: str) -> bool:
    return any(path == one or (one.endswith("/") and path.startswith(one)) for one in NO_PAGES)


def _part(known: dict[str, str], path: str, name: str) -> str:
    start = path.partition("{")[0]
    return known[f"{start}{name}"] if f"{start}{name}" in known else known[name]


def _question(known: dict[str, str], path: str) -> str:
    """What a form needs to know to be shown at all."""
    return f"?entry={known['entry']}" if path in ("/correct", "/retract") else ""


def _role(permit: Permit) -> str | None:
    if permit.roles is None:
        return None
    if "code" in permit.steps:
        return HALFWAY
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
        yield "policy", "default"
        yield from {"pack": world.pack.id, "/feeds/number": str(feed.id), "entry": _entry(house)}.items()
        yield "/notices/number", str(connection.execute(select(outbox.c.id)).scalars().first())
        for kind in ("wall", "embed"):
            wanted = WantedScreen(kind=kind, name="大屏", scope=None, language="zh", days=None)
            yield f"/{kind}/token", make_screen(screens, world, wanted, by="x").secret
        yield "/welcome/token", reset_person(people, person.login, by="x").token
        bound = ActLink(key, "2025-12-31", "office@example.org", house.at + timedelta(days=1))
        yield "/act/token", sign(bound, house.store.secret)
        meeting = connection.execute(select(table_of(InvitationRow).c.meeting)).scalars().first()
        asked = ActLink(str(meeting), "0", GUEST, house.at + timedelta(days=1))
        yield from {"meeting": str(meeting), "/reply/token": sign(asked, house.store.secret, "reply")}.items()


def _entry(house: OpenHouse) -> str:
    """The id of an act that can be corrected."""
    table = table_of(LedgerEntry)
    with house.store.reading() as session:
        acts = select(table.c.entry_id).where(table.c.type == "act", table.c.entry_id.is_not(None))
        return str(session.connection().execute(acts).scalars().first())
