"""Migrations down and up again on data: no value changes besides what is declared here."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from tests.conftest import Office

from meeting_cadence.store import migrate
from meeting_cadence.store.engine import Store

DECLARED: Final = {"alembic_version", "setting", "alert_stale"}
"""What going down and up again may change: the revision; counters that a revision begins anew; and all obligations
are looked at once more by alerts."""

PEOPLE = """
INSERT INTO person (id, login, name, role, language, failures, created)
VALUES (7, 'someone', '某人', 'secretary', 'zh', 0, '2024-01-01 00:00:00+00:00')
"""
Tables = Mapping[str, list[dict[str, Any]]]


def steps() -> list[str]:
    """The revisions, the newest first."""
    script = ScriptDirectory(migrate.__file__.replace("migrate.py", "migrations"))
    return [revision.revision for revision in script.walk_revisions()]


def tables(store: Store) -> Tables:
    """Every row of every table."""
    with store.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {
            name: [dict(row) for row in connection.execute(text(f"SELECT * FROM {name}")).mappings()]
            for name in names
        }


def columns(store: Store) -> dict[str, list[tuple[str, str]]]:
    with store.engine.connect() as connection:
        found = inspect(connection)
        return {
            name: sorted((column["name"], str(column["type"])) for column in found.get_columns(name))
            for name in found.get_table_names()
        }


def changed(before: Tables, after: Tables) -> list[str]:
    """Tables that are in both and do not hold the same values in the columns of both, besides the declared."""
    names = sorted((before.keys() & after.keys()) - DECLARED)
    return [name for name in names if not _same(before[name], after[name])]


def _same(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    if not one or not other:
        return one == other
    shared = sorted(one[0].keys() & other[0].keys())
    first, second = (sorted(repr([row[name] for name in shared]) for row in rows) for rows in (one, other))
    return first == second


@pytest.fixture
def full(office: Office) -> Office:
    """An office with entries, obligations, people, and what has happened to them."""
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    office.enter(act={"body": "commission", "kind": "plenary", "start": "2024-03-04"})
    with office.store.session() as session:
        session.connection().execute(text(PEOPLE))
    return office


def test_down_to_the_first_tables_and_up_again_changes_nothing(full: Office) -> None:
    store = full.store
    shape, whole = columns(store), tables(store)
    assert len(whole["obligation"]) > 10
    assert len(whole["ledger_entry"]) == 2
    store.migrate(steps()[-1])
    bare = tables(store)
    assert bare.keys() >= {"ledger_entry", "obligation", "pack_version", "person"}
    assert changed(whole, bare) == []

    store.migrate()

    assert columns(store) == shape
    assert changed(bare, tables(store)) == []
    store.check()
    full.tick()
    assert full.verify().differences == ()


def test_every_single_step_goes_down_and_up(full: Office) -> None:
    store = full.store
    for newer, older in pairwise(steps()):
        before, shape = tables(store), columns(store)
        store.migrate(older)
        below = tables(store)
        assert changed(before, below) == [], newer
        store.migrate(newer)
        assert columns(store) == shape, newer
        assert changed(below, tables(store)) == [], newer
        store.migrate(older)
    store.migrate()
    assert full.verify().differences == ()
