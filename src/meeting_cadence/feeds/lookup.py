"""From a token to its feed, on every request: one raw statement, no session, no objects.

On SQLite what was found is kept as long as nobody committed anything: the database itself says so, in a third of
the time of asking again (`PRAGMA data_version`). A revocation is a commit, and so holds from the next request on.
"""

import asyncio
import hashlib
import sqlite3
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import text

from meeting_cadence.store.changes import NUMBER_SQL
from meeting_cadence.store.engine import Store

_SQL: Final = (
    "SELECT f.id, f.kind, f.scope, f.calendar, f.revoked_at, f.expires, f.last_used_at, f.last_client,"
    f" f.last_etag, p.scope AS works_for, p.disabled_at, s.etag, s.modified, s.number, s.day, {NUMBER_SQL} AS now,"
    " (SELECT MIN(next_change) FROM obligation WHERE next_change IS NOT NULL) AS turns,"
    " (SELECT MIN(at) FROM wake) AS wakes"
    " FROM feed f LEFT JOIN feed_snapshot s ON s.calendar = f.calendar LEFT JOIN person p ON p.id = f.person"
    " WHERE f.token_hash = "
)
_PATIENCE_SECONDS: Final = 1.0
"""Readers of SQLite wait for nobody but a recovery; longer than this the answer is 503."""
_MOST_KEPT: Final = 50_000


class Found(NamedTuple):
    """A feed as the request finds it. `etag` None: never published yet."""

    feed: int
    calendar: str
    revoked_at: datetime | None
    """Or since when its person is disabled."""
    expires: datetime | None
    last_used_at: datetime | None
    last_client: str | None
    last_etag: str | None
    is_aside: bool
    """Of the kind `mine`, and its person works for another body by now."""
    etag: str | None
    modified: datetime | None
    number: int | None
    """The change number its body was built for."""
    day: date | None
    now: int
    """The change number of now."""
    turns: datetime | None = None
    """When time next changes a standing, or should have, had anybody looked."""

    def is_over(self, at: datetime) -> bool:
        """Whether it was revoked or has expired: 410."""
        return self.revoked_at is not None or (self.expires is not None and self.expires <= at)

    def is_overtaken(self, at: datetime) -> bool:
        """Whether a standing should have changed by then."""
        return self.turns is not None and self.turns <= at


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Lookup:
    """Finds feeds. On SQLite within the event loop (a reader waits for nobody), else in a thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._is_file = store.sqlite_path is not None
        self._connection: sqlite3.Connection | None = None
        self._version = -1
        self._kept: dict[str, Found] = {}

    async def find(self, token: str) -> Found | None:
        """The feed of a token; None for an unknown one."""
        hashed = token_hash(token)
        if self._is_file:
            return self._by_file(hashed)
        row = await asyncio.to_thread(self._ask, hashed)
        return _found(row) if row else None

    def close(self) -> None:
        """Give back the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._kept.clear()

    def _by_file(self, hashed: str) -> Found | None:
        if self._connection is None:
            self._connection = self._open()
        try:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
            if version != self._version or len(self._kept) > _MOST_KEPT:
                self._version = version
                self._kept.clear()
            found = self._kept.get(hashed)
            if found is None:
                row = self._connection.execute(f"{_SQL}?", (hashed,)).fetchone()
                if row is None:
                    return None
                found = self._kept[hashed] = _found(row)
            return found
        except sqlite3.Error:
            self.close()
            raise

    def _open(self) -> sqlite3.Connection:
        assert self._store.sqlite_path is not None
        return sqlite3.connect(
            f"{self._store.sqlite_path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=_PATIENCE_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=8,
        )

    def _ask(self, hashed: str) -> Any:
        with self._store.engine.connect() as connection:
            connection = connection.execution_options(isolation_level="AUTOCOMMIT", reading=False)
            return connection.execute(text(f"{_SQL}:hashed"), {"hashed": hashed}).one_or_none()


def _found(row: Any) -> Found:
    feed, kind, scope, calendar, revoked, expires, used, client, held, works_for, disabled_at, *rest = row
    etag, modified, number, day, now, *turns = rest
    return Found(
        feed=feed,
        calendar=calendar,
        revoked_at=_instant(revoked or disabled_at),
        expires=_instant(expires),
        last_used_at=_instant(used),
        last_client=client,
        last_etag=held,
        is_aside=kind == "mine" and scope != (works_for or ""),
        etag=etag,
        modified=_instant(modified),
        number=number,
        day=date.fromisoformat(day) if isinstance(day, str) else day,
        now=now,
        turns=min((one for one in map(_instant, turns) if one is not None), default=None),
    )


def _instant(value: Any) -> datetime | None:
    """SQLite gives text in UTC without an offset, PostgreSQL an aware instant."""
    found: datetime | None = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found
