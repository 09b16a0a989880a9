"""Pages of a large scope: server time, size and statements of each, against its own statements sent by the bare driver.

A province of about a hundred bodies (`--rows 30000`) or the nation (the default: 3,222 bodies, a million obligations).
The service answers in this process, without a socket; page and bare statements take turns, medians of five rounds.
"""

import argparse
import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from nation import AT, country_of
from sqlalchemy import event
from starlette.testclient import TestClient

from meeting_cadence.access import Person, Role
from meeting_cadence.actions.sign_in import open_session
from meeting_cadence.app import build_app
from meeting_cadence.settings import Settings
from meeting_cadence.store.people import SqlPeople
from store import Bench, load, milliseconds, opened, show, tables

PAGES: Final = (
    *("/", "/overdue", "/matrix", "/timeline", "/calendar/2026", "/trend"),
    *("/?under=p0000", "/overdue?under=p0000", "/matrix?under=p0000", "/timeline?under=p0000"),
    *("/calendar/2026?under=p0000", "/bulletin/2025", "/api/v1/matrix", "/api/v1/board?limit=100"),
)
ROUNDS: Final = 5
LIMITS: Final = {"/": 200.0, "/matrix": 300.0, "/calendar/2026": 300.0}
"""Milliseconds that a page of the nation may take on SQLite, at the median."""

Said = list[tuple[str, Any]]


def browser_over(bench: Bench) -> TestClient:
    """Somebody who sees every body, on the day on which the record was loaded."""
    service = build_app(
        Settings(base_url="http://testserver"),
        bench.store,
        clock=lambda: AT,
        tables=tables,
        with_doorbell=False,
    )
    with bench.store.session() as session:
        people = SqlPeople(session, at=AT)
        login = f"bench-{len(people.everyone())}"
        person = people.add(Person(0, login, "bench", Role.SUPERVISOR))
        token = open_session(people, person).token
    browser = TestClient(service, headers={"origin": "http://testserver"})
    browser.cookies.set("session", token)
    return browser


@contextmanager
def listening(bench: Bench) -> Iterator[Said]:
    """The statements of a while with their values."""
    said: Said = []

    def note(_conn: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            said.append((statement, values))

    event.listen(bench.store.engine, "before_cursor_execute", note)
    yield said
    event.remove(bench.store.engine, "before_cursor_execute", note)


def say_again(bench: Bench, said: Said) -> None:
    """The same statements by the bare driver, every row fetched."""
    with bench.cursor() as cursor:
        for statement, values in said:
            cursor.execute(statement, values)
            cursor.fetchall()


def measures(bench: Bench) -> Iterator[dict[str, Any]]:
    if not bench.fetch("SELECT 1 FROM pack_version LIMIT 1"):
        yield from load(bench)
    browser = browser_over(bench)
    for path in PAGES:
        browser.get(path)
        with listening(bench) as said:
            answer = browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        yield page_line(bench, browser, path, said)
        size = len(answer.content) / 1024
        yield bench.line(f"{path} size", size, "kB", f"{len(said)} statements", None)


def page_line(bench: Bench, browser: TestClient, path: str, said: Said) -> dict[str, Any]:
    pairs = [
        (milliseconds(lambda: browser.get(path)), milliseconds(lambda: say_again(bench, said)))
        for _ in range(ROUNDS)
    ]
    page, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    limit = f", limit {LIMITS[path]:.0f} ms" if path in LIMITS else ""
    ratio = statistics.median(mine / raw for mine, raw in pairs)
    return bench.line(path, page, "ms", f"bare {bare:.1f} ms, {len(said)} statements{limit}", ratio)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--keep", type=Path, help="keep the loaded databases here, and use them again")
    options = parser.parse_args()
    for kind in options.database or ["sqlite"]:
        folder = options.keep / f"{kind}-{options.rows}" if options.keep else Path(mkdtemp(prefix="bench-"))
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        with opened(kind, folder) as store:
            for found in measures(Bench(store, country_of(options.rows), kind)):
                show({**found, "bench": "pages"}, as_json=options.json)
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
