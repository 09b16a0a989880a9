"""The people of `actions.people_ports` over one session."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Update, select, update
from sqlmodel import Session

from meeting_cadence.access.person import Person, Role
from meeting_cadence.actions.people_ports import Account, Factor, Link, OpenSession
from meeting_cadence.store.audit import note
from meeting_cadence.store.tables.access import (
    ApiToken,
    EarlierPassword,
    PersonProof,
    ProviderSession,
    SessionProof,
)
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.dav import DevicePassword
from meeting_cadence.store.tables.feeds import Feed
from meeting_cadence.store.tables.record import OneTimeLink, PersonRow, SecurityEvent, SessionRow

_PERSON: Final = table_of(PersonRow)
_SESSION: Final = table_of(SessionRow)
_FEED: Final = table_of(Feed)
_LINK: Final = table_of(OneTimeLink)
_EARLIER: Final = table_of(EarlierPassword)
_PROOF: Final = table_of(PersonProof)
_SHOWN: Final = table_of(SessionProof)
_BY_PROVIDER: Final = table_of(ProviderSession)
_TOKEN: Final = table_of(ApiToken)
_DEVICE: Final = table_of(DevicePassword)


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
        return Account(person_value(row), row.password_hash, row.failures, row.locked_until)

    def everyone(self) -> list[Person]:
        return [person_value(row) for row in self._db.scalars(select(PersonRow).order_by(_PERSON.c.login))]

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
        return person_value(row)

    def by_number(self, number: int) -> Person | None:
        """The person of a number, read anew."""
        row = self._db.get(PersonRow, number, populate_existing=True)
        return None if row is None else person_value(row)

    def update(self, person: Person) -> None:
        values = {name: getattr(person, name) for name in ("name", "scope", "language", "email")}
        self._set(person.id, role=person.role.value, **values)

    def set_password(self, person: int, password_hash: str | None) -> None:
        self._set(person, password_hash=password_hash, failures=0, locked_until=None)
        self._proof(person).password_changed = self.at if password_hash is not None else None
        if password_hash is not None:
            self._db.add(EarlierPassword(person=person, password_hash=password_hash, chosen=self.at))
        self._db.flush()

    def earlier_passwords(self, person: int, count: int) -> list[str]:
        mine = select(_EARLIER.c.password_hash).where(_EARLIER.c.person == person)
        return list(self._db.scalars(mine.order_by(_EARLIER.c.id.desc()).limit(count)))

    def factor(self, person: int) -> Factor | None:
        row = self._db.get(PersonProof, person)
        if row is None or row.factor_nonce is None:
            return None
        return Factor(row.factor_nonce, row.factor_since, row.factor_step)

    def put_factor(self, person: int, factor: Factor | None) -> None:
        row = self._proof(person)
        row.factor_nonce, row.factor_since, row.factor_step = factor or (None, None, None)
        self._db.flush()

    def mark_provider(self, token_hash: str) -> None:
        self._db.merge(ProviderSession(token_hash=token_hash, opened=self.at))
        self._db.flush()

    def show_factor(self, token_hash: str) -> None:
        self._db.merge(SessionProof(token_hash=token_hash, shown=self.at))
        self._db.flush()

    def revoke_tokens(self, person: int) -> int:
        return sum(
            self._run(
                update(kept)
                .where(kept.c.person == person, kept.c.revoked_at.is_(None))
                .values(revoked_at=self.at)
            )
            for kept in (_TOKEN, _DEVICE)
        )

    def set_failures(self, person: int, failures: int, locked_until: datetime | None) -> None:
        self._set(person, failures=failures, locked_until=locked_until)

    def set_disabled(self, person: int, disabled: bool) -> None:
        self._set(person, disabled_at=self.at if disabled else None)

    def put_session(self, token_hash: str, person: int) -> None:
        self._db.add(SessionRow(token_hash=token_hash, person=person, created=self.at, last_seen=self.at))
        self._db.flush()

    def session(self, token_hash: str) -> OpenSession | None:
        statement = (
            select(
                SessionRow,
                PersonRow,
                _PROOF.c.password_changed,
                _PROOF.c.factor_since,
                _SHOWN.c.shown,
                _BY_PROVIDER.c.opened,
            )
            .join(PersonRow, _PERSON.c.id == _SESSION.c.person)
            .outerjoin(_PROOF, _PROOF.c.person == _SESSION.c.person)
            .outerjoin(_SHOWN, _SHOWN.c.token_hash == _SESSION.c.token_hash)
            .outerjoin(_BY_PROVIDER, _BY_PROVIDER.c.token_hash == _SESSION.c.token_hash)
            .where(_SESSION.c.token_hash == token_hash, _SESSION.c.ended.is_(None))
        )
        found = self._db.execute(statement).first()
        if found is None:
            return None
        row, person, changed, since, shown, opened = found
        return OpenSession(
            row.token_hash,
            person_value(person),
            row.created,
            row.last_seen,
            changed,
            since is not None,
            shown is not None,
            opened is not None,
        )

    def touch_session(self, token_hash: str) -> None:
        self._run(update(_SESSION).where(_SESSION.c.token_hash == token_hash).values(last_seen=self.at))

    def end_session(self, token_hash: str) -> None:
        mine = (_SESSION.c.token_hash == token_hash) & _SESSION.c.ended.is_(None)
        self._run(update(_SESSION).where(mine).values(ended=self.at))

    def end_sessions(self, person: int, but: str | None = None) -> int:
        mine = (
            (_SESSION.c.person == person)
            & _SESSION.c.ended.is_(None)
            & (_SESSION.c.token_hash != (but or ""))
        )
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

    def _proof(self, person: int) -> PersonProof:
        row = self._db.get(PersonProof, person) or PersonProof(person=person)
        self._db.add(row)
        return row

    def _set(self, person: int, **values: Any) -> None:
        self._run(update(_PERSON).where(_PERSON.c.id == person).values(**values))

    def _run(self, statement: Update) -> int:
        self._db.expire_all()
        return self._db.connection().execute(statement).rowcount


def person_value(row: PersonRow) -> Person:
    """The person of a row, without any secret."""
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
