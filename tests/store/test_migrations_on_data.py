"""Migrations down and up again on data: no row changes besides those that are declared here."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from tests.conftest import Office

from meeting_cadence.store import migrate
from meeting_cadence.store.digests import Content, contents
from meeting_cadence.store.engine import Store

DECLARED: Final = {"alembic_version", "setting", "alert_stale"}
"""What going down and up again may change: the revision; counters that a revision begins anew; and all obligations
are looked at once more by alerts."""

PEOPLE = """
INSERT INTO person (id, login, name, role, language, failures, created)
VALUES (7, 'someone', '某人', 'secretary', 'zh', 0, '2024-01-01 00:00:00+00:00')
"""


def steps() -> list[str]:
    """The revisions, the newest first."""
    script = ScriptDirectory(migrate.__file__.replace("migrate.py", "migrations"))
    return [revision.revision for revision in script.walk_revisions()]


def tables(store: Store) -> dict[str, Content]:
    with store.engine.connect() as connection:
        return contents(connection)


def columns(store: Store) -> dict[str, list[tuple[str, str]]]:
    with store.engine.connect() as connection:
        found = inspect(connection)
        return {
            name: sorted((column["name"], str(column["type"])) for column in found.get_columns(name))
            for name in found.get_table_names()
        }


def kept(before: Mapping[str, Content], after: Mapping[str, Content]) -> list[str]:
    """Tables in both that do not hold the same, besides the declared."""
    return [name for name in before.keys() & after.keys() - DECLARED if before[name] != after[name]]


@pytest.fixture
def full(office: Office) -> Office:
    """An office with entries, obligations, people, and what has happened to them."""
    office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    office.enter(act={"body": "commission", "kind": "plenary", "start": "2024-03-04"})
    with office.store.session() as session:
        session.connection().execute(text(PEOPLE))
    return office


def test_down_and_up_again_changes_no_row(full: Office) -> None:
    store = full.store
    shape, whole = columns(store), tables(store)
    assert whole["obligation"].rows > 10
    assert whole["ledger_entry"].rows == 2
    newest, oldest = steps()[0], steps()[-1]
    store.migrate(oldest)
    bare, bare_shape = tables(store), columns(store)
    same_shape = {name for name in bare if bare_shape[name] == shape[name]}
    assert kept({name: whole[name] for name in same_shape}, bare) == []
    assert {name: content.rows for name, content in bare.items() if name not in DECLARED} == {
        name: whole[name].rows for name in bare if name not in DECLARED
    }

    store.migrate(newest)

    assert columns(store) == shape
    again = tables(store)
    assert kept({name: whole[name] for name in bare}, again) == []
    store.check()
    full.tick()
    assert full.verify().differences == ()


def test_every_single_step_goes_down_and_up(full: Office) -> None:
    store = full.store
    for newer, older in pairwise(steps()):
        before, shape = tables(store), columns(store)
        store.migrate(older)
        survived = set(tables(store))
        store.migrate(newer)
        after = tables(store)
        assert columns(store) == shape, newer
        assert kept({name: before[name] for name in survived}, after) == [], newer
        store.migrate(older)
    store.migrate()
    assert full.verify().differences == ()
