"""Invitations: which bodies want them, what guests were told last of each meeting, and what they answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, String, Text
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import JsonText, UtcInstant


class InvitingBody(SQLModel, table=True):
    """A body whose members are invited to its meetings; without a row: not."""

    __tablename__ = "inviting_body"

    body: str = Field(primary_key=True)
    active: bool = True
    changed_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    changed_by: str | None = None


class InvitationRow(SQLModel, table=True):
    """What the guests of a meeting were told last."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_day", "day"),)

    meeting: str = Field(sa_column=Column(String(26), primary_key=True))
    """The key of the meeting: the same as in its calendar entry."""
    sequence: int
    """Grows with every round of letters; the SEQUENCE of the calendar objects that they carry."""
    asked: int
    """The sequence at which its time was told last: answers to an earlier one do not count."""
    cancelled: bool = False
    day: date
    """The local day on which it begins."""
    told: dict[str, Any] = Field(sa_column=Column(JsonText, nullable=False))
    changed_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))


class InvitationGuest(SQLModel, table=True):
    """Somebody who was invited to a meeting. `invited` False: told since that they are no longer."""

    __tablename__ = "invitation_guest"

    meeting: str = Field(sa_column=Column(String(26), ForeignKey("invitation.meeting"), primary_key=True))
    recipient: str = Field(primary_key=True)
    name: str | None = None
    invited: bool = True
    sequence: int
    """Of the last letter to them."""


class InvitationReply(SQLModel, table=True):
    """What a guest answered. Append-only; the latest holds."""

    __tablename__ = "invitation_reply"
    __table_args__ = (Index("ix_invitation_reply_meeting", "meeting"),)

    id: int | None = Field(default=None, primary_key=True)
    meeting: str = Field(sa_column=Column(String(26), ForeignKey("invitation.meeting"), nullable=False))
    recipient: str
    sequence: int
    answer: str
    """accept or decline."""
    reason: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
