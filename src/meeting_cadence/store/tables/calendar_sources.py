"""Calendars of secretariats that are read in: where each comes from, what it says, and what people decided about it."""

from datetime import datetime

from sqlalchemy import Column, Index, String, Text
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import UtcInstant


class CalendarSource(SQLModel, table=True):
    """A calendar of a body: an address that is read on a schedule, or a file that somebody brought."""

    __tablename__ = "calendar_source"
    __table_args__ = (Index("ix_calendar_source_body", "body"), Index("ix_calendar_source_next", "next_read"))

    id: int | None = Field(default=None, primary_key=True)
    body: str
    name: str
    address: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """Null: a file."""
    added_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    added_by: str
    read_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """When its content was last known to be current."""
    next_read: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """When an address is read next; while somebody reads it: until when nobody else does."""
    etag: str | None = None
    modified: str | None = None
    """Last-Modified, as the server wrote it."""
    digest: str | None = None
    """SHA-256 of the bytes, hexadecimal."""
    trouble: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """Why the last reading failed, as a JSON text; null: it did not."""


class CalendarItem(SQLModel, table=True):
    """One occurrence of an entry, as it was last read."""

    __tablename__ = "calendar_item"

    source: int = Field(primary_key=True, foreign_key="calendar_source.id")
    fingerprint: str = Field(sa_column=Column(String(26), primary_key=True))
    summary: str = Field(sa_column=Column(Text, nullable=False))
    place: str = Field(sa_column=Column(Text, nullable=False))
    start: str
    """A day or an instant, in ISO 8601."""
    end: str | None = None
    cancelled: bool = False


class CalendarDecision(SQLModel, table=True):
    """What a person decided about an entry of a body's calendars. Append-only; the latest holds."""

    __tablename__ = "calendar_decision"
    __table_args__ = (Index("ix_calendar_decision_body", "body", "fingerprint"),)

    id: int | None = Field(default=None, primary_key=True)
    body: str
    fingerprint: str = Field(sa_column=Column(String(26), nullable=False))
    decision: str
    """confirmed, dismissed or reopened."""
    entry_id: str | None = None
    """The ledger entry that it was confirmed as."""
    by: str
    at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
