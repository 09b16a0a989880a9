"""The people of `actions.people_ports` over one session."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Update, select, update
from sqlmodel import Session

from meeting_cadence.access.person import Person, Role
from meeting_cadence.actions.people_ports import Account, Link, OpenSession
from meeting_cadence.store.audit import note
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.feeds import Feed
from meeting_cadence.store.tables.record import OneTimeLink, PersonRow, SecurityEvent, SessionRow

_PERSON: Final = table_of(PersonRow)
_SESSION: Final = table_of(SessionRow)
_FEED: Final = table_of(Feed)
_LINK: Final = table_of(OneTimeLink)


class SqlPeople:
    """Accounts, sessions, links and the security log."""

    def __init__(self, session: Session, *, at: datetime) -> None:
        self._db = session
        self.at = at

    def account(self, login: str) -> Account | None:
        statement = select(PersonRow).where(_PERSON.c.login == login.lower())
        row = self._db.scalars(statement).first()
        if row is None:
            return None
        return Account(_value(row), row.password_hash, row.failures, row.locked_until)

    def everyone(self) -> list[Person]:
        return [_value(row) for row in self._db.scalars(select(PersonRow).order_by(_PERSON.c.login))]

    def add(self, person: Person) -> Person:
        row = PersonRow(
            login=person.login,
            name=person.name,
            role=person.role.value,
            scope=person.scope,
            language=person.language,
            email=person.email,
            created=self.at,
        )
        self._db.add(row)
        self._db.flush()
        return _value(row)

    def set_password(self, person: int, password_hash: str | None) -> None:
        self._set(person, password_hash=password_hash, failures=0, locked_until=None)

    def set_failures(self, person: int, failures: int, locked_until: datetime | None) -> None:
        self._set(person, failures=failures, locked_until=locked_until)

    def set_disabled(self, person: int, disabled: bool) -> None:
        self._set(person, disabled_at=self.at if disabled else None)

    def put_session(self, token_hash: str, person: int) -> None:
        self._db.add(SessionRow(token_hash=token_hash, person=person, created=self.at, last_seen=self.at))
        self._db.flush()

    def session(self, token_hash: str) -> OpenSession | None:
        statement = (
            select(SessionRow, PersonRow)
            .join(PersonRow, _PERSON.c.id == _SESSION.c.person)
            .where(_SESSION.c.token_hash == token_hash, _SESSION.c.ended.is_(None))
        )
        found = self._db.execute(statement).first()
        if found is None:
            return None
        row, person = found
        return OpenSession(row.token_hash, _value(person), row.created, row.last_seen)

    def touch_session(self, token_hash: str) -> None:
        self._run(update(_SESSION).where(_SESSION.c.token_hash == token_hash).values(last_seen=self.at))

    def end_session(self, token_hash: str) -> None:
        mine = (_SESSION.c.token_hash == token_hash) & _SESSION.c.ended.is_(None)
        self._run(update(_SESSION).where(mine).values(ended=self.at))

    def end_sessions(self, person: int) -> int:
        mine = (_SESSION.c.person == person) & _SESSION.c.ended.is_(None)
        return self._run(update(_SESSION).where(mine).values(ended=self.at))

    def revoke_feeds(self, person: Person) -> int:
        theirs = (_FEED.c.person == person.id) & _FEED.c.revoked_at.is_(None)
        return self._run(update(_FEED).where(theirs).values(revoked_at=self.at))

    def put_link(self, token_hash: str, person: int | None, purpose: str, expires: datetime) -> None:
        row = OneTimeLink(hash=token_hash, person=person, purpose=purpose, created=self.at, expires=expires)
        self._db.add(row)
        self._db.flush()

    def link(self, token_hash: str) -> Link | None:
        row = self._db.get(OneTimeLink, token_hash)
        return None if row is None else Link(row.hash, row.person, row.purpose, row.expires, row.used)

    def use_link(self, token_hash: str) -> None:
        self._run(update(_LINK).where(_LINK.c.hash == token_hash).values(used=self.at))

    def end_links(self, person: int | None) -> None:
        whose = _LINK.c.person.is_(None) if person is None else _LINK.c.person == person
        self._run(update(_LINK).where(whose, _LINK.c.used.is_(None)).values(used=self.at))

    def note(self, kind: str, *, login: str | None, by: str | None, **values: Any) -> None:
        self._db.add(SecurityEvent(at=self.at, kind=kind, person=login, by=by, details=values))
        self._db.flush()
        note(self._db, f"person.{kind}", at=self.at, actor=by, subject=login, **values)

    def _set(self, person: int, **values: Any) -> None:
        self._run(update(_PERSON).where(_PERSON.c.id == person).values(**values))

    def _run(self, statement: Update) -> int:
        self._db.expire_all()
        return self._db.connection().execute(statement).rowcount


def _value(row: PersonRow) -> Person:
    assert row.id is not None
    return Person(
        row.id,
        row.login,
        row.name,
        Role(row.role),
        row.scope,
        "en" if row.language == "en" else "zh",
        row.email,
        row.disabled_at is not None,
    )
