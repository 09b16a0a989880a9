"""Counters of the projection by body, and the verdicts as they stood when their windows closed."""

from datetime import date, datetime

from sqlalchemy import Boolean, Column, Index, Integer, String
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import UtcInstant


class TallyRow(SQLModel, table=True):
    """How many binding, unforecast rows a body has: alone, and with all bodies below it.

    The row of the empty body names, in `standing`, the tree for which `below` was added up.
    """

    __tablename__ = "tally"

    body: str = Field(primary_key=True)
    frozen: bool = Field(sa_column=Column(Boolean, primary_key=True))
    """True: counts of `closed_verdict`; False: of the rows as they stand."""
    year: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    """Of the current due day; 0: without one."""
    weight: str = Field(sa_column=Column(String(16), primary_key=True))
    """must, normally, or review."""
    standing: str = Field(sa_column=Column(String(64), primary_key=True))
    own: int = 0
    below: int = 0
    """Of the body and everything below it."""


class MandateTally(SQLModel, table=True):
    """How many rows the subtree of a wide body has under a mandate, as pictures count them.

    The row of the empty body names, in `standing`, the tree for which it was counted.
    """

    __tablename__ = "mandate_tally"

    body: str = Field(primary_key=True)
    mandate: str = Field(primary_key=True)
    year: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    """Of the current due day; 0: without one."""
    force: str = Field(sa_column=Column(String(16), primary_key=True))
    """must or normally."""
    standing: str = Field(sa_column=Column(String(64), primary_key=True))
    number: int = 0


class ClosedVerdict(SQLModel, table=True):
    """The standing of an obligation as its window closed. Written once; triggers refuse UPDATE and DELETE."""

    __tablename__ = "closed_verdict"
    __table_args__ = (Index("ix_closed_verdict_body_due", "body", "due"),)

    key: str = Field(sa_column=Column(String(26), primary_key=True))
    body: str
    mandate: str
    due: date
    """The due day with whose end it closed."""
    weight: str
    standing: str
    closed_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    """When the tick noticed that the window had closed."""
    revision: int
    """Of the obligation, then."""
