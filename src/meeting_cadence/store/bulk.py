"""Writing many rows at once: COPY on PostgreSQL, the driver's own prepared statement else. Never one object a row.

The columns and how their values are kept come from the table's definition; values are made plain column by column.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

_FEW: Final = 500
"""Fewer rows than this are not worth a COPY."""

Rows = Sequence[Mapping[str, Any]]
Plain = list[tuple[Any, ...]]


def insert_rows(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows that all name the columns of the first; within the connection's transaction.

    What a row leaves out gets the value that the table's definition gives it.
    """
    if not rows:
        return
    given = _given(table)
    names = list({**rows[0], **given})
    plain = _plain(connection, table, names, rows, given)
    if connection.dialect.name == "postgresql" and len(rows) >= _FEW:
        _copy(connection, f"COPY {_into(connection, table, names)} FROM STDIN", plain)
        return
    connection.exec_driver_sql(_insert(connection, table, names), plain)


def add_rows(connection: Connection, table: Table, rows: Rows, *, add: Sequence[str]) -> None:
    """Insert rows; where one with that primary key is kept, the numbers of `add` are added to its own."""
    if not rows:
        return
    names, quote = list(rows[0]), connection.dialect.identifier_preparer.quote
    kept = connection.dialect.identifier_preparer.format_table(table)
    sums = ", ".join(f"{quote(name)} = {kept}.{quote(name)} + excluded.{quote(name)}" for name in add)
    key = ", ".join(quote(column.name) for column in table.primary_key)
    statement = f"{_insert(connection, table, names)} ON CONFLICT ({key}) DO UPDATE SET {sums}"
    connection.exec_driver_sql(statement, _plain(connection, table, names, rows))


def update_rows(connection: Connection, table: Table, rows: Rows, *, key: str, names: Sequence[str]) -> None:
    """Write these columns of the rows that `key` finds; what is not named stays and touches no index."""
    if not rows or not names:
        return
    preparer, place = connection.dialect.identifier_preparer, _place(connection)
    settings = ", ".join(f"{preparer.quote(name)} = {place}" for name in names)
    statement = f"UPDATE {preparer.format_table(table)} SET {settings} WHERE {preparer.quote(key)} = {place}"
    connection.exec_driver_sql(statement, _plain(connection, table, [*names, key], rows))


def _plain(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    rows: Rows,
    given: Mapping[str, Any] = MappingProxyType({}),
) -> Plain:
    """The values of these columns as the driver takes them; what a row leaves out is `given`."""
    columns = []
    for name in names:
        process = table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        values = [row.get(name, given[name]) if name in given else row[name] for row in rows]
        columns.append(values if process is None else list(map(process, values)))
    return list(zip(*columns, strict=True))


def _given(table: Table) -> dict[str, Any]:
    """What the definition gives a column that is not named: SQLAlchemy fills it in, a driver does not."""
    return {
        column.name: column.default.arg
        for column in table.c
        if isinstance(column.default, ScalarElementColumnDefault)
    }


def _insert(connection: Connection, table: Table, names: Sequence[str]) -> str:
    places = ", ".join([_place(connection)] * len(names))
    return f"INSERT INTO {_into(connection, table, names)} VALUES ({places})"


def _into(connection: Connection, table: Table, names: Sequence[str]) -> str:
    preparer = connection.dialect.identifier_preparer
    return f"{preparer.format_table(table)} ({', '.join(map(preparer.quote, names))})"


def _place(connection: Connection) -> str:
    """How the driver marks a value by its place."""
    return "?" if connection.dialect.name == "sqlite" else "%s"


def _copy(connection: Connection, statement: str, plain: Plain) -> None:
    driver: Any = connection.connection.dbapi_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in plain:
            copy.write_row(row)
