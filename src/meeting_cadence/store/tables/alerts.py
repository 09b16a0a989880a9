"""Alerts: what changed, who was to be told, and what is to be sent. Written by `alerts`.

A `flip` is a change of an obligation's standing or due. A `notice` is one rung told to one recipient, unique
for ever. An `outbox` row is a notice on its way. `alert_state` keeps when to look at an obligation next,
`alert_stale` those that changed since (filled by triggers on `obligation`, whoever writes it).
"""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import UtcInstant

OPEN_STATES = "state IN ('pending', 'leased')"
"""Condition of the partial index over what is still to be sent; queries must use these very words."""


class FlipRow(SQLModel, table=True):
    """A change of an obligation's standing or due day."""

    __tablename__ = "flip"
    __table_args__ = (Index("ix_flip_obligation", "obligation"), Index("ix_flip_noticed", "noticed"))

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(sa_column=Column(String(26), nullable=False))
    old_standing: str | None = None
    new_standing: str | None = None
    old_due: str | None = None
    """ISO day or instant; null: none."""
    new_due: str | None = None
    at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    """When it came true."""
    noticed: datetime = Field(sa_column=Column(UtcInstant, nullable=False))


class AlertState(SQLModel, table=True):
    """What planning remembers of one obligation."""

    __tablename__ = "alert_state"
    __table_args__ = (
        Index(
            "ix_alert_state_next_alert",
            "next_alert",
            "obligation",
            sqlite_where=text("next_alert IS NOT NULL"),
            postgresql_where=text("next_alert IS NOT NULL"),
        ),
    )

    obligation: str = Field(sa_column=Column(String(26), primary_key=True))
    phase: str
    """awaiting, unrecorded or quiet."""
    standing: str
    due_revision: str
    """The due day or instant as ISO text; empty: none."""
    since: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    """When this due revision came to be awaited; rungs reached before are not told one by one."""
    ended: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """Since when it can no longer be made up."""
    next_alert: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """When the next rung is reached, if nothing changes."""


class AlertStale(SQLModel, table=True):
    """An obligation whose content changed since alerts last looked at it."""

    __tablename__ = "alert_stale"

    obligation: str = Field(sa_column=Column(String(26), primary_key=True))


class NoticeRow(SQLModel, table=True):
    """One rung of a policy told to one recipient. The unique key makes planning idempotent."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint(
            "obligation", "due_revision", "rung", "occurrence", "recipient", "channel", name="uq_notice"
        ),
        Index("ix_notice_planned_at", "planned_at"),
        Index("ix_notice_body", "body"),
    )

    key: str = Field(sa_column=Column(String(26), primary_key=True))
    """Hash of the unique columns: the Message-ID derives from it."""
    obligation: str = Field(sa_column=Column(String(26), nullable=False))
    due_revision: str
    rung: str
    occurrence: int
    recipient: str
    """E-mail address; empty: nobody could be told."""
    channel: str
    role: str
    """For what the recipient is told: secretariat, superior_secretariat, administrator …"""
    name: str | None = None
    stands_in: bool = False
    """Told because the body has no such contact."""
    kind: str
    """due_soon, overdue, missed, confirm, violated, corrected …"""
    body: str
    mandate: str
    folded: bool = False
    """On record only: a later rung, reached before the same tick, was sent instead."""
    reached_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    planned_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))


class OutboxRow(SQLModel, table=True):
    """A notice on its way. Several of one recipient and kind leave as one mail."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_open",
            "not_before",
            "id",
            sqlite_where=text(OPEN_STATES),
            postgresql_where=text(OPEN_STATES),
        ),
        Index("ix_outbox_obligation", "obligation"),
        Index("ix_outbox_recipient_sent_at", "recipient", "sent_at"),
        Index("ix_outbox_state", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    notice: str = Field(sa_column=Column(String(26), ForeignKey("notice.key"), nullable=False, unique=True))
    obligation: str = Field(sa_column=Column(String(26), nullable=False))
    due_revision: str
    kind: str
    body: str
    recipient: str
    name: str | None = None
    channel: str
    stands_in: bool = False
    at_once: bool = False
    """An hour limit: leaves outside working hours too."""
    subject: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    html: str = Field(sa_column=Column(Text, nullable=False))
    state: str
    """pending, leased, sent, dead, uncertain, cancelled or shown."""
    not_before: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    """When it may leave; of a leased row: when the lease ends and anyone may claim it."""
    lease_by: str | None = None
    batch: str | None = None
    """Hash of the notices that leave as one mail; kept until it is certain that they did not arrive."""
    message_id: str | None = None
    attempts: int = 0
    doubts: int = 0
    """Attempts without an answer after the final dot."""
    created_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    sent_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    last_error: str | None = None
    slip: str | None = None
    """The slip that it is: year, number and how many times, as `2026/3/2`."""
    calendar: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """Of an invitation: the calendar object that the mail carries. Its `obligation` is then the key of the meeting."""


class DigestRow(SQLModel, table=True):
    """The words of a mail that told several notices at once."""

    __tablename__ = "digest"

    batch: str = Field(sa_column=Column(String(26), primary_key=True))
    recipient: str
    kind: str
    subject: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    html: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))


class AnswerRow(SQLModel, table=True):
    """What somebody answered to the alerts about an obligation. Append-only."""

    __tablename__ = "alert_answer"
    __table_args__ = (Index("ix_alert_answer_obligation", "obligation"),)

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(sa_column=Column(String(26), nullable=False))
    due_revision: str
    kind: str
    """acknowledge, snooze, mute, unmute or ask_extension."""
    by: str
    """A login, or the address that a signed link was sent to."""
    at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    reason: str | None = None
    until: date | None = None
    """The last day of a snooze; the due day that is asked for."""


class SlipRow(SQLModel, table=True):
    """The number that an overdue matter carries in the letters about it: 督〔2026〕3号."""

    __tablename__ = "slip"
    __table_args__ = (
        UniqueConstraint("year", "number", name="uq_slip_number"),
        UniqueConstraint("obligation", "due_revision", name="uq_slip_obligation"),
    )

    id: int | None = Field(default=None, primary_key=True)
    obligation: str = Field(sa_column=Column(String(26), nullable=False))
    due_revision: str
    year: int
    number: int
