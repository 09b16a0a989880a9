"""The tokens of `actions.api_tokens` over one session."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import select, update
from sqlmodel import Session

from meeting_cadence.access.person import Person, Role
from meeting_cadence.access.token_rights import ONLY, Only
from meeting_cadence.actions.api_tokens import Token, Wanted, bearer_of, is_use_to_note
from meeting_cadence.actions.passwords import hash_token
from meeting_cadence.store.audit import note
from meeting_cadence.store.engine import Store
from meeting_cadence.store.people import person_value
from meeting_cadence.store.registry import load_world
from meeting_cadence.store.tables.access import ApiToken
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import PersonRow

_LONGEST: Final = 200
_TOKEN: Final = table_of(ApiToken)
_PERSON: Final = table_of(PersonRow)


class Holder(NamedTuple):
    """Whom a token stands for, with its role and scope; `only`: what alone it is good for."""

    person: Person
    only: Only | None


def holder_of(store: Store, secret: str, *, at: datetime) -> Holder | None:
    """Who calls with a secret; None where it is good for nothing. Its use is noted to within a minute."""
    with store.reading() as session:
        tokens = SqlTokens(session, at=at)
        known = tokens.by_hash(hash_token(secret[:_LONGEST]))
        person = bearer_of(tokens, load_world(session), secret) if known is not None else None
    if known is None or person is None:
        return None
    if is_use_to_note(known, at):
        with store.sharing() as session:
            SqlTokens(session, at=at).touch(known.id)
    return Holder(person, known.only)


class SqlTokens:
    """API tokens."""

    def __init__(self, session: Session, *, at: datetime) -> None:
        self._db = session
        self.at = at

    def put(self, token_hash: str, owner: Person, wanted: Wanted, expires: datetime, *, by: str) -> int:
        row = ApiToken(
            token_hash=token_hash,
            person=owner.id,
            name=wanted.name,
            role=wanted.role.value,
            scope=wanted.scope,
            only=wanted.only,
            created=self.at,
            expires=expires,
        )
        self._db.add(row)
        self._db.flush()
        assert row.id is not None
        values = {"name": wanted.name, "role": row.role, "scope": row.scope, "expires": expires}
        values |= {"only": row.only} if row.only else {}
        note(
            self._db, "token.created", at=self.at, actor=by, subject=str(row.id), owner=owner.login, **values
        )
        return row.id

    def by_hash(self, token_hash: str) -> Token | None:
        found = self._read(_joined().where(_TOKEN.c.token_hash == token_hash))
        return found[0] if found else None

    def of(self, owner: Person | None) -> list[Token]:
        statement = _joined().order_by(_TOKEN.c.id.desc())
        return self._read(statement if owner is None else statement.where(_TOKEN.c.person == owner.id))

    def touch(self, number: int) -> None:
        self._db.connection().execute(
            update(_TOKEN).where(_TOKEN.c.id == number).values(last_used_at=self.at)
        )

    def revoke(self, token: Token, *, by: str) -> None:
        self._db.connection().execute(
            update(_TOKEN).where(_TOKEN.c.id == token.id).values(revoked_at=self.at)
        )
        self._db.expire_all()
        note(self._db, "token.revoked", at=self.at, actor=by, subject=str(token.id), owner=token.owner.login)

    def _read(self, statement: Any) -> list[Token]:
        return [_value(row, person) for row, person in self._db.execute(statement)]


def _joined() -> Any:
    return select(ApiToken, PersonRow).join(PersonRow, _PERSON.c.id == _TOKEN.c.person)


def _value(row: ApiToken, person: PersonRow) -> Token:
    assert row.id is not None
    return Token(
        row.id,
        person_value(person),
        row.name,
        Role(row.role),
        row.scope,
        row.created,
        row.expires,
        row.revoked_at,
        row.last_used_at,
        next((one for one in ONLY if one == row.only), None),
    )
