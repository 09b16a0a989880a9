"""What signing in needs beside the person: passwords' ages and predecessors, second factors, tokens of the API."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import UtcInstant


class PersonProof(SQLModel, table=True):
    """How somebody proves who they are, beyond the password's hash."""

    __tablename__ = "person_proof"

    person: int = Field(
        sa_column=Column(Integer, ForeignKey("person.id"), primary_key=True, autoincrement=False)
    )
    password_changed: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    factor_nonce: str | None = None
    """What the second factor's secret is made from, with the installation's key; null: none was begun."""
    factor_since: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """Null: not confirmed by a code yet, and not asked for."""
    factor_step: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """The step of the last code that was used: none works twice."""


class EarlierPassword(SQLModel, table=True):
    """The hash of a password that somebody had or has, so that it is not chosen again too soon."""

    __tablename__ = "earlier_password"
    __table_args__ = (Index("ix_earlier_password_person", "person"),)

    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(sa_column=Column(Integer, ForeignKey("person.id"), nullable=False))
    password_hash: str
    chosen: datetime = Field(sa_column=Column(UtcInstant, nullable=False))


class SessionProof(SQLModel, table=True):
    """A session whose second factor has been shown."""

    __tablename__ = "session_proof"

    token_hash: str = Field(sa_column=Column(String(64), ForeignKey("session_.token_hash"), primary_key=True))
    shown: datetime = Field(sa_column=Column(UtcInstant, nullable=False))


class ProviderSession(SQLModel, table=True):
    """A session that an OpenID provider opened."""

    __tablename__ = "provider_session"

    token_hash: str = Field(sa_column=Column(String(64), ForeignKey("session_.token_hash"), primary_key=True))
    opened: datetime = Field(sa_column=Column(UtcInstant, nullable=False))


class ApiToken(SQLModel, table=True):
    """A key of the API: of a person, with no more rights than theirs. Only its hash is kept."""

    __tablename__ = "api_token"
    __table_args__ = (Index("ix_api_token_person", "person"),)

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    person: int = Field(sa_column=Column(Integer, ForeignKey("person.id"), nullable=False))
    name: str
    """What it is for, in the owner's words."""
    role: str
    scope: str | None = None
    only: str | None = None
    """`metrics` or `badge`: good for that alone; null: for the API."""
    created: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    expires: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    last_used_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """To within a minute."""
