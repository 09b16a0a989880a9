"""Inserting many rows at once: COPY on PostgreSQL, one prepared statement on SQLite. Never one object a row."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table, insert

_FEW: Final = 500
"""Fewer rows than this are not worth a COPY."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; within the connection's transaction."""
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) >= _FEW:
        _copy(connection, table, rows)
    else:
        connection.execute(insert(table), [dict(row) for row in rows])


def _copy(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    names = list(rows[0])
    processors = [table.c[name].type.bind_processor(connection.dialect) for name in names]
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(name) for name in names)
    statement = f"COPY {connection.dialect.identifier_preparer.format_table(table)} ({columns}) FROM STDIN"
    driver: Any = connection.connection.dbapi_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(
                [
                    row[name] if process is None else process(row[name])
                    for name, process in zip(names, processors, strict=True)
                ]
            )
