"""Forms that were filled in and not saved: private to the person, kept for a week."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import JsonText, UtcInstant


class DraftRow(SQLModel, table=True):
    """What somebody filled in. It is no part of the record: nothing reads it but the form it belongs to."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_person", "person"), Index("ix_draft_saved", "saved"))

    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(sa_column=Column(Integer, ForeignKey("person.id"), nullable=False))
    path: str
    """Of the form."""
    answers: dict[str, Any] = Field(sa_column=Column(JsonText, nullable=False))
    """Field name to what was filled in, as a list."""
    saved: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
