"""Feeds: who may fetch which calendar, each entry's revision, and the last good body of each feed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import JsonText, UtcInstant


class Feed(SQLModel, table=True):
    """One subscription address. The token itself is never kept, only its SHA-256."""

    __tablename__ = "feed"
    __table_args__ = (Index("ix_feed_person", "person"),)

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    person: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("person.id"), nullable=True)
    )
    """Whose it is; null: made on the command line for nobody in particular."""
    kind: str
    """body, subtree, mandate or mine."""
    scope: str
    """The id of the body or mandate; of `mine` the body that its person works for, empty: every body."""
    options: dict[str, Any] = Field(sa_column=Column(JsonText, nullable=False))
    """What `feeds.scope.Options` says: language, history, horizon …"""
    calendar: str = Field(default="", sa_column=Column(String(32), nullable=False, server_default=""))
    """Which calendar it is: feeds of the same scope and options share one body."""
    created: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    expires: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    last_used_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """To within some minutes: not every request is written down."""
    last_client: str | None = None
    """What the client called itself; no address is kept."""
    last_etag: str | None = Field(default=None, sa_column=Column(String(32), nullable=True))
    """The body that it holds since."""


class FeedEntry(SQLModel, table=True):
    """The revision of one UID in one language, with the rendered VEVENT itself."""

    __tablename__ = "feed_entry"
    __table_args__ = (Index("ix_feed_entry_body", "body", "language"),)

    uid: str = Field(primary_key=True)
    language: str = Field(sa_column=Column(String(2), primary_key=True))
    kind: str
    """due, meeting or mark."""
    body: str
    """The (first) body it concerns."""
    source: str
    """What it was rendered from: the obligation's revision, or a digest of the meeting."""
    basis: str
    """What else its words depend on: packs, wording, address of this service."""
    seen: int = Field(sa_column=Column(BigInteger, nullable=False))
    """The change number when its source was read: an older reading never replaces a newer one."""
    content_hash: str
    place_hash: str
    """Of time, place and status: only when these change the sequence grows."""
    sequence: int = 0
    modified: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    """LAST-MODIFIED and DTSTAMP, whole seconds; it only grows."""
    zone: str | None = None
    """The zone whose VTIMEZONE a calendar with it must carry."""
    rendered: str = Field(sa_column=Column(Text, nullable=False))
    gone_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """A tombstone: since when nobody is shown it any more."""


class FeedSnapshot(SQLModel, table=True):
    """The last good body of a calendar, shared by all processes and by all feeds that show the same."""

    __tablename__ = "feed_snapshot"

    calendar: str = Field(sa_column=Column(String(32), primary_key=True))
    packed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """The body by gzip: a tenth of it, in which it is also kept."""
    etag: str
    """32 hexadecimal digits of the body's SHA-256."""
    modified: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    """A watermark, whole seconds: it moves with every other body and never goes back."""
    number: int = Field(sa_column=Column(BigInteger, nullable=False))
    """The change number it was built for."""
    day: date = Field(sa_column=Column(Date, nullable=False))
    """The day its horizon was counted from."""
    cause: str
    """The last ledger entry and the packs by then: what a sudden loss would be explained by."""
    entries: int
    held_back_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """Since when a body that lost most entries without a recorded cause waits for a person."""
    allowed: bool = False
    """A person said that the next body may be published, whatever it lost."""
