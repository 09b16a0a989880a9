"""The audit trail. Triggers refuse UPDATE and DELETE; who drops them is found out by the chain of seals."""

from sqlalchemy import Column, Index, Integer, String, Text
from sqlmodel import Field, SQLModel


class AuditRow(SQLModel, table=True):
    """One change, or one attempt that matters, as `access.audit_chain.AuditLine`."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_at", "at"),
        Index("ix_audit_action", "action"),
        Index("ix_audit_actor", "actor"),
        Index("ix_audit_subject", "subject"),
    )

    seq: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    """1, 2, 3 … without a gap."""
    at: str = Field(sa_column=Column(String(32), nullable=False))
    """The instant in UTC with microseconds, as text: exactly what the seal covers."""
    actor: str | None = None
    """The login where somebody signed in, else the name that was given; null: nobody could be told."""
    action: str
    subject: str | None = None
    content: str = Field(sa_column=Column(Text, nullable=False))
    """What else is to be known, as canonical JSON."""
    key: str
    """The name of the key that sealed it."""
    previous: str = Field(sa_column=Column(String(64), nullable=False))
    mac: str = Field(sa_column=Column(String(64), nullable=False))
