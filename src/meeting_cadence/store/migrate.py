"""Bringing the tables of a database to those of this release, and refusing those of a newer one."""

from pathlib import Path
from typing import TYPE_CHECKING

from meeting_cadence.store.faults import StoreNewer, StoreNotPrepared, clear_faults

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from meeting_cadence.store.engine import Store

_FOLDER = Path(__file__).parent / "migrations"


def migrate(store: "Store", revision: str = "head") -> None:
    """Run every migration up (or down) to `revision`, in one transaction; processes that start at once take turns."""
    from alembic import command
    from sqlalchemy import text

    from meeting_cadence.store.engine import WRITE_LOCK

    with clear_faults(store.place), store.engine.begin() as connection:
        if not store.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
        config = _config()
        config.attributes["connection"] = connection
        _refuse_newer(store, connection)
        if revision == "base" or _is_older(revision, current(store, connection)):
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


def check(store: "Store") -> None:
    """Raise StoreNotPrepared or StoreNewer unless the database is at this release's head."""
    with clear_faults(store.place), store.reading() as session:
        connection = session.connection()
        _refuse_newer(store, connection)
        if current(store, connection) != head():
            raise StoreNotPrepared(store.place)


def prepare(store: "Store") -> None:
    """Migrate a database without tables; raise StoreNotPrepared or StoreNewer for one of another release."""
    with clear_faults(store.place), store.reading() as session:
        found = current(store, session.connection())
    if found is None:
        migrate(store)
    check(store)


def current(store: "Store", connection: object) -> str | None:
    """The revision of the database; None when it has no tables."""
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import Connection

    assert isinstance(connection, Connection)
    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> frozenset[str]:
    """The revisions that this release knows."""
    return frozenset(script.revision for script in _script().walk_revisions())


def head() -> str:
    """The revision of this release."""
    return str(_script().get_current_head())


def _refuse_newer(store: "Store", connection: object) -> None:
    found = current(store, connection)
    if found is not None and found not in revisions():
        raise StoreNewer(store.place, found=found, known=head())


def _is_older(revision: str, found: str | None) -> bool:
    if revision == "head" or found is None:
        return False
    older = {script.revision for script in _script().walk_revisions("base", found)}
    return revision in older and revision != found


def _script() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_FOLDER))


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
