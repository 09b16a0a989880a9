"""How many rows each table holds and one digest of them: equal before and after, nothing was lost or changed.

The digest is the sum of the rows' SHA-256, so that no order is needed: it finds damage, not forgery (decision 0028).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, inspect, select, table
from sqlalchemy import column as named

_MODULUS: Final = 2**256
_AT_ONCE: Final = 2000


class Content(NamedTuple):
    """What a table holds."""

    rows: int
    digest: str
    """64 hexadecimal digits."""


def contents(connection: Connection) -> dict[str, Content]:
    """Every table of the database with its content, by name."""
    return {name: _content(connection, name) for name in sorted(inspect(connection).get_table_names())}


def differing(one: Mapping[str, Content], other: Mapping[str, Content]) -> list[str]:
    """Names of tables that are not the same in both."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def _content(connection: Connection, name: str) -> Content:
    columns = sorted(column["name"] for column in inspect(connection).get_columns(name))
    statement: Select[*tuple[Any, ...]] = select(*(named(column) for column in columns)).select_from(
        table(name)
    )
    options = {"stream_results": True, "yield_per": _AT_ONCE}
    rows = total = 0
    for row in connection.execute(statement, execution_options=options):
        rows += 1
        total += _number(row)
    return Content(rows, f"{total % _MODULUS:064x}")


def _number(row: Sequence[Any]) -> int:
    written = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"), default=_plain)
    return int.from_bytes(sha256(written.encode("utf-8", "surrogatepass")).digest())


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"no digest for {type(value).__name__}")
