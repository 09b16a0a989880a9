"""Every cell of role × scope × route × method: who gets in, what they reach, and that foreign things look absent.

The routes are read off the service. Each is asked for a thing of 甲市 (its page, its obligation, an entry about it
and so on) by somebody of 甲市 itself, by somebody of its superior, and by somebody of 乙市; the latter also asks for a
thing that does not exist, and both answers must be the same, letter for letter, but for the id.
"""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from difflib import ndiff
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select
from tests.conftest import Office, Served

from meeting_cadence.access import Role
from meeting_cadence.access.permits import Permit
from meeting_cadence.actions.api_tokens import Wanted, create_token
from meeting_cadence.actions.contacts import add_contact
from meeting_cadence.actions.device_passwords import WantedDevice, create_device_password
from meeting_cadence.actions.screens import WantedScreen, make_screen
from meeting_cadence.alerts.invitations.look import Sender, invite
from meeting_cadence.alerts.tick import tick
from meeting_cadence.app.access_table import Right, access_table
from meeting_cadence.bodies import Contact
from meeting_cadence.bodies.body import MEMBER
from meeting_cadence.feeds.scope import Scope
from meeting_cadence.feeds.tokens import create
from meeting_cadence.queries.meetings import meeting_key
from meeting_cadence.store.api_tokens import SqlTokens
from meeting_cadence.store.calendar_sources import Item, add_source, put_items
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.device_passwords import SqlDevicePasswords
from meeting_cadence.store.invitations import set_inviting
from meeting_cadence.store.people import SqlPeople
from meeting_cadence.store.screens import SqlScreens
from meeting_cadence.store.tables.alerts import OutboxRow
from meeting_cadence.store.tables.columns import table_of

SCOPES = {"own body": "city-a", "own subtree": "commission", "foreign": "city-b"}
EVERYWHERE = (Role.ADMINISTRATOR, Role.AUDITOR)
SHUT = (401, 403)


@dataclass(frozen=True)
class Thing:
    """What a request is about. Texts, so that answers can be compared by leaving them out."""

    body: str
    key: str
    entry: str
    batch: str
    notice: str
    feed: str
    token: str
    person: str
    device: str
    meeting: str
    screen: str
    calendar: str
    event: str
    window: str


ABSENT = Thing(
    "city-z",
    "zzzzzzzzzzzzzzzzzzzzzzzzzz",
    "m-zz",
    "imp-20240305-zzzzzz",
    "99991",
    "99992",
    "99993",
    "99994",
    "99995",
    "yyyyyyyyyyyyyyyyyyyyyyyyyy",
    "99996",
    "99997",
    "xxxxxxxxxxxxxxxxxxxxxxxxxx",
    "wwwwwwwwwwwwwwwwwwwwwwwwww",
)
Probe = Callable[[Thing], dict[str, Any]]


def query(**names: str) -> Probe:
    return lambda thing: {"params": {name: getattr(thing, of) for name, of in names.items()}}


def form(**fields: Any) -> Probe:
    return lambda thing: {
        "data": {name: value(thing) if callable(value) else value for name, value in fields.items()}
    }


def body(thing: Thing) -> str:
    return thing.body


def entry(thing: Thing) -> dict[str, Any]:
    return {"json": {"adopt": {"body": thing.body, "mandate": "study", "on": "2022-01-01"}}}


def sheet(thing: Thing) -> dict[str, Any]:
    table = f"机构,事项类型,召开日期\n{thing.body},study,2023-0{next(_DAYS)}-01\n"
    return {"files": {"file": ("t.csv", table.encode())}, "params": {"preview": True}}


_DAYS = iter([1] * 10_000)
_NUMBERS = count(1)
_DONE = {"do": "save", "request_key": lambda _: f"cell-{next(_NUMBERS)}"}

PATHS = {
    "body": "body",
    "body_id": "body",
    "key": "key",
    "batch": "batch",
    "meeting": "meeting",
    "fingerprint": "event",
    "entry_id": "entry",
    "mandate": "",
    "mandate_id": "",
    "pack": "",
    "policy": "",
    "regulation": "",
    "year": "",
    "country": "",
}
"""Which part of an address names what; a mandate is everybody's."""
PLAIN = {"sort": "mandate", "part": "study", "year": "2023"}
"""Parts that name nothing of anybody, with what is put there."""
NUMBERED = {
    "/notices/": "notice",
    "/api/v1/notices/": "notice",
    "/feeds/": "feed",
    "/api/v1/feeds/": "feed",
    "/account/tokens/": "token",
    "/api/v1/tokens/": "token",
    "/people/": "person",
    "/devices/": "device",
    "/screens/": "screen",
    "/calendars/": "calendar",
    "/api/v1/calendars/": "calendar",
    "/api/v1/devices/": "device",
    "/api/v1/people/": "person",
}
ABOUT: dict[tuple[str, str], Probe] = {
    ("GET", "/api/v1/board"): query(body="body"),
    ("GET", "/api/v1/due"): query(under="body"),
    ("GET", "/api/v1/tallies"): query(under="body"),
    ("GET", "/api/v1/compliance"): query(under="body"),
    ("GET", "/api/v1/forecast"): query(under="body"),
    ("GET", "/api/v1/metrics"): query(under="body"),
    ("GET", "/metrics"): query(under="body"),
    ("GET", "/api/v1/ledger"): query(body="body"),
    ("GET", "/api/v1/mandates"): query(body="body"),
    ("GET", "/api/v1/invitations"): query(body="body"),
    ("GET", "/api/v1/calendar-proposals"): query(body="body"),
    ("GET", "/calendars"): query(body="body"),
    ("POST", "/calendars"): form(body=body, name="x"),
    ("POST", "/api/v1/calendars"): form(body=body, name="x"),
    ("POST", "/api/v1/calendars/{number}/entries/{fingerprint}/confirm"): lambda thing: {
        "json": {"obligation": thing.window, "kind": "study"},
        "params": {"preview": True},
    },
    ("GET", "/"): query(under="body"),
    ("GET", "/overdue"): query(under="body"),
    ("GET", "/next"): query(under="body"),
    ("GET", "/rows"): query(under="body"),
    ("GET", "/windows"): query(body="body"),
    ("GET", "/matrix"): query(under="body"),
    ("GET", "/timeline"): query(under="body"),
    ("GET", "/calendar"): query(under="body"),
    ("GET", "/calendar/{year}"): query(under="body"),
    ("GET", "/trend"): query(under="body"),
    ("POST", "/screens"): form(name="x", kind="wall", body=body, language="zh"),
    ("GET", "/bulletin/{year}"): query(under="body"),
    ("GET", "/record"): query(obligation="key"),
    ("GET", "/plan"): query(obligation="key"),
    ("GET", "/retract"): query(entry="entry"),
    ("GET", "/relief"): query(body="body"),
    ("GET", "/adopt"): query(body="body"),
    ("GET", "/events/new"): query(body="body"),
    ("GET", "/confirm/complete"): query(body="body"),
    ("POST", "/api/v1/entries"): entry,
    ("POST", "/api/v1/imports"): sheet,
    ("POST", "/api/v1/imports/{batch}/undo"): lambda _: {"json": {"reason": "误"}},
    ("POST", "/api/v1/feeds"): lambda thing: {"json": {"kind": "body", "body": thing.body}},
    ("POST", "/api/v1/tokens"): lambda thing: {"json": {"name": "x", "role": "viewer", "scope": thing.body}},
    ("POST", "/feeds"): form(reach="body", body=body),
    ("POST", "/account/tokens"): form(name="x", role="viewer", scope=body, days="3"),
    ("POST", "/record"): form(body=body, kind="study", start="2024-02-01", **_DONE),
    ("POST", "/plan"): form(body=body, kind="study", start="2024-06-01", **_DONE),
    ("POST", "/events/new"): form(body=body, kind="incident", day="2024-03-01", time="09:00", **_DONE),
    ("POST", "/adopt"): form(
        body=body, what="regulation:rules", regulation="rules", on="2022-01-01", **_DONE
    ),
    ("POST", "/confirm/complete"): form(body=body, **{"from": "2022-01-01"}, **_DONE),
    ("POST", "/confirm/not-held"): form(body=body, mandate="study", window="2023-H1", **_DONE),
    ("POST", "/relief"): form(
        body=body, mandate="study", window="2024-H1", type="waive", reason="x", **_DONE
    ),
    ("POST", "/retract"): form(entry=lambda thing: thing.entry, reason="误登", **_DONE),
    ("PUT", "/api/v1/bodies/{body}/invitations"): lambda _: {"json": {"active": True}},
    ("POST", "/contacts"): form(body=body, role="chair", address="a@example.org"),
    ("POST", "/contacts/remove"): form(body=body, role="secretariat", address="c@example.org"),
    ("POST", "/contacts/test"): form(body=body, role="secretariat", address="c@example.org"),
}
"""What of a request that is not in its address names a thing; everything else is about nothing in particular."""
HINTS = {
    (verb, path) for verb, path in ABOUT if verb == "GET" and not path.startswith(("/api/", "/bulletin/"))
}
"""Forms and lists that are filled in by what the address says, where it is in sight; else they open all the same."""


def served_key(office: Office, label: str) -> str:
    """The obligation of 甲市 to study in a window."""
    return next(str(row["key"]) for row in office.rows("study", "city-a") if row["label"] == label)


class Building:
    """The service with a thing of each kind that belongs to 甲市 or to somebody of another name."""

    def __init__(self, served: Served) -> None:
        self.served = served
        office = served.office
        tick(office.store, at=office.at, tables=office.tables, base_url="http://testserver")
        key = served.key("study", next(row["label"] for row in office.rows("study", "city-a")), "city-a")
        self.fixed = {"key": key, "notice": self._notice(office, key), "meeting": self._meeting(office)}

    def thing(self) -> Thing:
        """One that nobody has used up yet."""
        office, number = self.served.office, next(_NUMBERS)
        office.enter(act={"id": f"m-{number}", "body": "city-a", "kind": "study", "start": "2023-02-01"})
        with office.store.session() as session:
            people = SqlPeople(session, at=office.at)
            from meeting_cadence.access import Person

            person = people.add(Person(0, f"other-{number}", "别人", Role.SECRETARY, "city-a"))
            feed = create(session, Scope("body", "city-a"), at=office.at, person=person.id)
            wanted = Wanted("x", Role.VIEWER, "city-a", 3)
            device = create_device_password(
                SqlDevicePasswords(session, at=office.at), person, WantedDevice("x", 3), by="x"
            )
            token = create_token(SqlTokens(session, at=office.at), office.world, person, wanted, by="x")
            hung = WantedScreen("wall", "x", "city-a", "zh", 3)
            screen = make_screen(SqlScreens(session, at=office.at), office.world, hung, by="x")
        batch = f"imp-20240305-{number:06x}"
        office.enter(act={"id": f"{batch}:2", "body": "city-a", "kind": "study", "start": "2023-02-02"})
        numbers = (str(feed.id), str(token.id), str(person.id), str(device.id), self.fixed["meeting"])
        known = ("city-a", self.fixed["key"], f"m-{number}", batch, self.fixed["notice"])
        calendar = self._calendar(office, f"{number:026}")
        window = served_key(office, "2024-H2")
        return Thing(*known, *numbers, str(screen.id), calendar, f"{number:026}", window)

    def ask(self, browser: Any, right: Right, thing: Thing) -> Any:
        path = re.sub(r"{(\w+)}", lambda found: self._named(found[1], right.path, thing), right.path)
        probe = ABOUT.get((right.method, right.path))
        return browser.request(right.method, path, **(probe(thing) if probe else {}))

    def _named(self, name: str, path: str, thing: Thing) -> str:
        if name in PLAIN:
            return PLAIN[name]
        if name == "number":
            kind = next(kind for start, kind in NUMBERED.items() if path.startswith(start))
            return str(getattr(thing, kind))
        return str(getattr(thing, PATHS[name])) if PATHS.get(name) else "study"

    def _calendar(self, office: Office, fingerprint: str) -> str:
        """A calendar of 甲市 with an entry that looks like its study."""
        with office.store.session() as session:
            number = add_source(session, "city-a", fingerprint, None, by="x", at=office.at)
            put_items(session, number, [Item(number, fingerprint, "学习", "", "2024-09-10", None, False)])
        return str(number)

    def _meeting(self, office: Office) -> str:
        """A meeting of 甲市 that a member was invited to."""
        office.enter(plan={"id": "p-cell", "body": "city-a", "kind": "study", "start": "2024-06-03"})
        with office.store.session() as session:
            desk = SqlDesk(session, at=office.at, tables=office.tables)
            add_contact(desk, body="city-a", contact=Contact(MEMBER, "member@example.org"), by="x")
            set_inviting(session, "city-a", True, at=office.at, by="x")
        invite(office.store, Sender("http://testserver", "host", "from@example.org"), at=office.at)
        return meeting_key("p-cell")

    def _notice(self, office: Office, key: str) -> str:
        """A letter about 甲市, on its way: copied from one about the commission."""
        table = table_of(OutboxRow)
        with office.store.session() as session:
            row = dict(session.connection().execute(select(table).limit(1)).mappings().one())
            row |= {"body": "city-a", "obligation": key}
            session.connection().execute(table.update().where(table.c.id == row["id"]).values(**row))
        return str(row["id"])


def reaches(role: Role, place: str, right: Right) -> bool:
    """Whether the thing of a request lies within somebody's reach, by what reliability asks for."""
    if right.path.startswith(("/account/tokens/", "/devices/{")):
        return False
    if any(
        right.path.startswith(start)
        for start in ("/feeds/{", "/api/v1/feeds/{", "/api/v1/tokens/{", "/api/v1/devices/{")
    ):
        return role is Role.ADMINISTRATOR
    return role in EVERYWHERE or place != "foreign"


def names_a_thing(right: Right) -> bool:
    named = [PATHS.get(name, "") or name == "number" for name in re.findall(r"{(\w+)}", right.path)]
    return any(named) or (right.method, right.path) in ABOUT


def is_same(foreign: str, thing: Thing, absent: str) -> bool:
    """Whether two answers differ in nothing but the ids, and in what is drawn by lot for each answer."""
    one, other = (re.sub(r'(name="request_key"[^>]*value=")[^"]*', r"\1", text) for text in (foreign, absent))
    if one == other:
        return True
    for mine, none in zip(astuple(thing), astuple(ABSENT), strict=True):
        other = other.replace(none, mine)
    return one == other


@pytest.fixture
def building(served: Served) -> Building:
    return Building(served)


def rights(served: Served) -> list[Right]:
    """Every route that asks who somebody is, but the one that ends the session."""
    table = access_table(served.service.web)
    return [one for one in table if one.permit and one.permit.roles is not None and one.path != "/logout"]


def fault_of(building: Building, browser: Any, right: Right, role: Role, place: str) -> str | None:
    """What is wrong with a cell; None: nothing."""
    permit: Permit = right.permit  # type: ignore[assignment]
    thing = building.thing() if names_a_thing(right) else ABSENT
    answer = building.ask(browser, right, thing)
    status = answer.status_code
    if permit.roles is None or role not in permit.roles:
        return None if status == 403 else f"{status} instead of 403"
    if not names_a_thing(right) or reaches(role, place, right):
        shut = (*SHUT, 404) if names_a_thing(right) else SHUT
        return None if status not in shut and status < 500 else f"{status} though it is within reach"
    absent = building.ask(browser, right, ABSENT)
    if status != absent.status_code or not is_same(answer.text, thing, absent.text):
        lines = ndiff(answer.text.splitlines(), absent.text.splitlines())
        return f"{status} unlike {absent.status_code}: {[line for line in lines if line[0] in '+-']}"
    if (right.method, right.path) not in HINTS and status not in (404, 422):
        return f"{status} for something foreign"
    return None


def check_role(building: Building, role: Role, *, wanted: Callable[[Right], bool]) -> int:
    """Look at every cell of a role; answers how many there were."""
    faults: list[tuple[str, str, str, str]] = []
    cells = 0
    for place, scope in SCOPES.items():
        browser = building.served.client(role.value, scope=scope)
        for right in filter(wanted, rights(building.served)):
            fault = fault_of(building, browser, right, role, place)
            cells += 1
            if fault is not None:
                faults.append((place, right.method, right.path, fault))
    assert not faults, "\n".join(map(str, faults))
    return cells


def test_a_secretary_reading_the_api(building: Building) -> None:
    def is_reading(right: Right) -> bool:
        return right.method == "GET" and right.path.startswith("/api/v1/")

    assert check_role(building, Role.SECRETARY, wanted=is_reading) >= 50


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_every_cell(building: Building, role: Role) -> None:
    assert check_role(building, role, wanted=lambda _: True) >= 200


def test_every_part_of_an_address_is_known_to_these_tests(served: Served) -> None:
    """Who adds a route with a new kind of thing says here what it is."""
    unknown = [
        right.path
        for right in rights(served)
        for name in re.findall(r"{(\w+)}", right.path)
        if name not in PATHS
        and name not in PLAIN
        and not (name == "number" and any(right.path.startswith(one) for one in NUMBERED))
    ]
    assert unknown == []
