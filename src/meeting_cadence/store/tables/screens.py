"""Screens: addresses on a wall or inside another page that show a scope to whoever knows them."""

from datetime import datetime

from sqlalchemy import Column, String
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import UtcInstant


class ScreenRow(SQLModel, table=True):
    """One screen. Only the hash of its secret is kept."""

    __tablename__ = "screen"

    id: int | None = Field(default=None, primary_key=True)
    secret_hash: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    kind: str
    """wall or embed."""
    name: str
    """Where it hangs, in the words of whoever made it."""
    scope: str | None = None
    """The body whose subtree it shows; null: every body."""
    language: str
    created: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    created_by: str
    expires: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """Null: until it is revoked."""
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    last_used_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """To within some minutes."""
