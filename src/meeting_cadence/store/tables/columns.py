"""Column types that give back what was put in, on SQLite and on PostgreSQL."""

import json
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import DateTime, Dialect, Table, Text, TypeDecorator
from sqlmodel import SQLModel


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC and given back aware. A naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive instant cannot be stored: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """A JSON value as text: keys sorted, so that equal values are equal texts on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no blanks; days and instants in ISO 8601."""
    return _ENCODER.encode(value)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def table_of(model: type[SQLModel]) -> Table:
    """The Core table of a model: for statements that read or write columns without making objects."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLAlchemy adds it, SQLModel does not say so
    return table
