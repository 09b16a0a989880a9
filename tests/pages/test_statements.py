"""How many statements a picture takes does not depend on how many bodies and rows it shows."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from tests.conftest import Served

PATHS = ("/", "/matrix", "/timeline", "/calendar/2024", "/trend", "/windows", "/windows?standing=overdue")


@contextmanager
def counting(served: Served) -> Iterator[list[str]]:
    """The statements of a while."""
    said: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    engine = served.office.store.engine
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def grow(served: Served, cities: int) -> None:
    """So many more cities, each with its windows."""
    office = served.office
    more = "".join(
        f"  - {{id: more-{number}, name: 市{number}, order: {100 + number}, parent: commission, tier: city}}\n"
        for number in range(cities)
    )
    office.apply(office.pack.replace("regulations:\n", f"{more}regulations:\n", 1))


@pytest.mark.parametrize("path", PATHS)
def test_statements_do_not_grow_with_bodies(served: Served, path: str) -> None:
    browser = served.client("auditor")
    browser.get(path)
    numbers = []
    for cities in (1, 12):
        grow(served, cities)
        browser.get(path)
        with counting(served) as said:
            assert browser.get(path).status_code == 200
        numbers.append(len(said))
    assert numbers[0] == numbers[1] > 0
