"""CalDAV: the passwords of devices, and what changed in a calendar since a device last asked."""

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import UtcInstant


class DevicePassword(SQLModel, table=True):
    """A password by which one device reads its owner's calendars, and nothing else. Only its hash is kept."""

    __tablename__ = "device_password"
    __table_args__ = (Index("ix_device_password_person", "person"),)

    id: int | None = Field(default=None, primary_key=True)
    secret_hash: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    person: int = Field(sa_column=Column(Integer, ForeignKey("person.id"), nullable=False))
    name: str
    """Which device it is, in the owner's words."""
    created: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    expires: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    last_used_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """To within some minutes."""
    last_client: str | None = None
    """What the device's program called itself; no address is kept."""


class DavState(SQLModel, table=True):
    """One state of a calendar, as a sync token names it: the tag of the body that was published then."""

    __tablename__ = "dav_state"

    calendar: str = Field(sa_column=Column(String(32), primary_key=True))
    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    """Counts the states of this calendar, from 1."""
    etag: str = Field(sa_column=Column(String(32), nullable=False))
    at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))


class DavMember(SQLModel, table=True):
    """An entry of a calendar: its tag, and the state in which it last changed, came or went."""

    __tablename__ = "dav_member"
    __table_args__ = (Index("ix_dav_member_number", "calendar", "number"),)

    calendar: str = Field(sa_column=Column(String(32), primary_key=True))
    name: str = Field(sa_column=Column(String, primary_key=True))
    """The last part of its address, which is its UID's without the host."""
    tag: str = Field(sa_column=Column(String(32), nullable=False))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    gone: bool = Field(default=False, sa_column=Column(Boolean, nullable=False))
    """A tombstone."""
