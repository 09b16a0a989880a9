"""The screens of `actions.screens` over one session."""

from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import select, update
from sqlmodel import Session

from meeting_cadence.actions.screens import Kind, Screen, WantedScreen
from meeting_cadence.store.audit import note
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.screens import ScreenRow
from meeting_cadence.words.say import Language

_SCREEN: Final = table_of(ScreenRow)


class SqlScreens:
    """Screens."""

    def __init__(self, session: Session, *, at: datetime) -> None:
        self._db = session
        self.at = at

    def put(self, secret_hash: str, wanted: WantedScreen, expires: datetime | None, *, by: str) -> int:
        row = ScreenRow(
            secret_hash=secret_hash,
            kind=wanted.kind,
            name=wanted.name,
            scope=wanted.scope,
            language=wanted.language,
            created=self.at,
            created_by=by,
            expires=expires,
        )
        self._db.add(row)
        self._db.flush()
        assert row.id is not None
        values = {"kind": row.kind, "name": row.name, "scope": row.scope, "expires": expires}
        note(self._db, "screen.created", at=self.at, actor=by, subject=str(row.id), **values)
        return row.id

    def by_hash(self, secret_hash: str) -> Screen | None:
        found = self._read(select(ScreenRow).where(_SCREEN.c.secret_hash == secret_hash))
        return found[0] if found else None

    def every(self) -> list[Screen]:
        return self._read(select(ScreenRow).order_by(_SCREEN.c.id.desc()))

    def touch(self, number: int) -> None:
        self._change(number, last_used_at=self.at)

    def revoke(self, screen: Screen, *, by: str) -> None:
        self._change(screen.id, revoked_at=self.at)
        self._db.expire_all()
        note(self._db, "screen.revoked", at=self.at, actor=by, subject=str(screen.id), name=screen.name)

    def _change(self, number: int, **values: datetime) -> None:
        self._db.connection().execute(update(_SCREEN).where(_SCREEN.c.id == number).values(**values))

    def _read(self, statement: Any) -> list[Screen]:
        return [_value(row) for row in self._db.scalars(statement)]


def _value(row: ScreenRow) -> Screen:
    assert row.id is not None
    return Screen(
        row.id,
        cast("Kind", row.kind),
        row.name,
        row.scope,
        cast("Language", row.language),
        row.created,
        row.created_by,
        row.expires,
        row.revoked_at,
        row.last_used_at,
    )
