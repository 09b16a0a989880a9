"""The record: packs as applied, the append-only ledger, its projection into obligations, and the people.

Truth is `pack_version` and `ledger_entry`; `obligation` is a projection of them that `rebuild` can make anew.
Instants are aware and in UTC; days are local to the body.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Text, false, text
from sqlmodel import Field, SQLModel

from meeting_cadence.store.tables.columns import JsonText, UtcInstant

_ASKED_BESIDES = ("gone_at", "mandate", "force", "form", "binding", "forecast", "planned", "lead_from")
"""What lists and pictures ask of rows besides their order: in the index, counting touches no row."""


class PackVersion(SQLModel, table=True):
    """One applied version of a pack, with the texts it was read from; of each pack one is active."""

    __tablename__ = "pack_version"
    __table_args__ = (
        Index("ix_pack_version_pack_seq", "pack", "seq", unique=True),
        Index(
            "ix_pack_version_one_active",
            "pack",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    pack: str
    """Id of the pack."""
    seq: int
    """1, 2, 3 … within the pack."""
    root: str
    """Name of the pack's own file among `files`."""
    files: dict[str, str] = Field(sa_column=Column(JsonText, nullable=False))
    """File name to text, includes among them."""
    digest: str
    """SHA-256 of the texts, hexadecimal."""
    applied_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    applied_by: str | None = None
    reason: str | None = None
    active: bool = True


class LedgerEntry(SQLModel, table=True):
    """One line of the ledger. Triggers refuse UPDATE and DELETE: corrections are entries."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index("ix_ledger_entry_entry_id", "entry_id"),
        Index("ix_ledger_entry_target", "target"),
        Index("ix_ledger_entry_mandate", "mandate"),
        {"sqlite_autoincrement": True},
    )

    seq: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))
    entry_id: str | None = None
    """Its id on the ledger; entries of one plan share theirs."""
    type: str
    """act, plan, event, relief, adopt, complete, next_due, not_held, retract or replace."""
    target: str | None = None
    """The id of the entry that a retract or replace corrects."""
    mandate: str | None = None
    payload: dict[str, Any] = Field(sa_column=Column(JsonText, nullable=False))
    """The entry in the keys of the ledger file, without `recorded` and `by`."""
    recorded: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """When it became known; null: always known (only by import)."""
    appended: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    """When it was written here."""
    by: str | None = None
    reason: str | None = None
    request_key: str | None = Field(default=None, sa_column=Column(String(200), nullable=True, unique=True))
    """The caller's idempotency key."""
    digest: str
    """SHA-256 of type and payload as asked for, hexadecimal: what `request_key` is compared by."""


class LedgerEntryBody(SQLModel, table=True):
    """Which bodies an entry concerns (its own and those it is about); an empty text: every body."""

    __tablename__ = "ledger_entry_body"
    __table_args__ = (Index("ix_ledger_entry_body_seq", "seq"),)

    body: str = Field(primary_key=True)
    seq: int = Field(sa_column=Column(Integer, ForeignKey("ledger_entry.seq"), primary_key=True))


class EntryTopic(SQLModel, table=True):
    """What an entry speaks of, for each body by which it is found; made of the ledger (`store/topics.py`)."""

    __tablename__ = "entry_topic"

    body: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    seq: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    """Of `ledger_entry`. No foreign key: what is made of the ledger must not stand in the way of its own loss."""


class Obligation(SQLModel, table=True):
    """One judged window: a projection of packs and ledger, written with the fact that changed it."""

    __tablename__ = "obligation"
    __table_args__ = (
        Index(
            "ix_obligation_next_change",
            "next_change",
            "key",
            "mandate",
            "body",
            sqlite_where=text("next_change IS NOT NULL"),
            postgresql_where=text("next_change IS NOT NULL"),
        ),
        Index("ix_obligation_body_standing", "body", "standing", "due", "key", *_ASKED_BESIDES),
        Index("ix_obligation_standing_due", "standing", "due", "key", "body", *_ASKED_BESIDES),
        Index("ix_obligation_mandate_body", "mandate", "body"),
        Index("ix_obligation_due", "due"),
        Index("ix_obligation_changed_in", "changed_in"),
        Index(
            "ix_obligation_planned",
            "planned",
            sqlite_where=text("planned IS NOT NULL"),
            postgresql_where=text("planned IS NOT NULL"),
        ),
    )

    key: str = Field(sa_column=Column(String(26), primary_key=True))
    mandate: str
    clause: int
    """Position of the clause in its version, from 0."""
    clause_id: str
    version: int
    form: str
    """quota, gap, deadline or review."""
    body: str
    member: str | None = None
    label: str
    """The window's label."""
    opens: date | None = None
    """Local day on which the window opens (of hour limits: the local day of `opens_at`)."""
    opens_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """Only of hour limits."""
    due: date | None = None
    """Last permitted local day (of hour limits: the local day of `due_at`)."""
    due_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """Last permitted instant, only of hour limits."""
    original_due: date | None = None
    original_due_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    standing: str
    need: int
    count: int = 0
    settled_on: date | None = None
    days_late: int = 0
    """As of the last judging: while unsettled, outlets count from `due` themselves (decision 0021)."""
    planned: date | None = None
    not_before: date | None = None
    surplus: int = 0
    binding: bool = True
    force: str = "must"
    forecast: bool = False
    provisional: bool = False
    lead_from: date | None = None
    """The local day from which an unsettled row is due soon."""
    judged: dict[str, Any] = Field(sa_column=Column(JsonText, nullable=False))
    """The row of the judgement format, without `why`."""
    next_change: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """The next instant at which the standing or the due-soon facet can change without new facts."""
    revision: int = 1
    """Grows by one whenever the content changes; `days_late` of an unsettled row alone does not count."""
    changed_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    changed_in: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))
    """The count of changes (`store/changes.py`) when its content last changed: what is newer than a reading."""
    gone_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    """Since when the spine no longer answers this row; it stays so that outlets can take it back."""


class Wake(SQLModel, table=True):
    """When a stream must be judged again for a fact dated ahead: a row that is not there yet has no next change."""

    __tablename__ = "wake"
    __table_args__ = (Index("ix_wake_at", "at"),)

    mandate: str = Field(primary_key=True)
    body: str = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(UtcInstant, primary_key=True))


class ContactRow(SQLModel, table=True):
    """A contact added here; the pack's own contacts are merged with the active ones at reading."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_body", "body"),)

    id: int | None = Field(default=None, primary_key=True)
    body: str
    role: str
    email: str
    """The address, whatever the channel."""
    name: str | None = None
    active: bool = True
    """False with the address of a pack's contact hides that one."""
    channel: str = Field(default="email", sa_column=Column(String, nullable=False, server_default="email"))
    all_clear: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    changed_at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    changed_by: str | None = None


class PersonRow(SQLModel, table=True):
    """Someone who can sign in. Logins are compared lower case."""

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(sa_column=Column(String(100), nullable=False, unique=True))
    name: str
    password_hash: str | None = None
    """argon2id; null until the first password is set through a one-time link."""
    role: str
    """viewer, secretary, supervisor, administrator or auditor."""
    scope: str | None = None
    """The body whose subtree the person works for; null: every body."""
    language: str = "zh"
    email: str | None = None
    failures: int = 0
    locked_until: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    disabled_at: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))
    created: datetime = Field(sa_column=Column(UtcInstant, nullable=False))


class SessionRow(SQLModel, table=True):
    """A sign-in. Only the token's hash is kept."""

    __tablename__ = "session_"
    __table_args__ = (Index("ix_session_person", "person"),)

    token_hash: str = Field(sa_column=Column(String(64), primary_key=True))
    person: int = Field(sa_column=Column(Integer, ForeignKey("person.id"), nullable=False))
    created: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    last_seen: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    ended: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))


class OneTimeLink(SQLModel, table=True):
    """A link that works once: the first administrator, a new or forgotten password."""

    __tablename__ = "one_time_link"

    hash: str = Field(sa_column=Column(String(64), primary_key=True))
    person: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("person.id"), nullable=True)
    )
    """Null: the first administrator, who chooses a login."""
    purpose: str
    created: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    expires: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    used: datetime | None = Field(default=None, sa_column=Column(UtcInstant, nullable=True))


class SecurityEvent(SQLModel, table=True):
    """Sign-ins, failures, locks, changes of people: kept 400 days."""

    __tablename__ = "security_event"
    __table_args__ = (Index("ix_security_event_at", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    kind: str
    person: str | None = None
    """The login concerned."""
    by: str | None = None
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JsonText, nullable=False))


class Heartbeat(SQLModel, table=True):
    """When a job last ran to its end."""

    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(UtcInstant, nullable=False))
    beats: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    """How often."""
    pause: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    """The longest time between two of them since the last weekly report, in seconds."""


class Setting(SQLModel, table=True):
    """A small value the service keeps for itself: the instance id, the first link, counters."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str = Field(sa_column=Column(Text, nullable=False))
