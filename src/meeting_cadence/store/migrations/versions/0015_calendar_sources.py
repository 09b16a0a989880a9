"""Calendars that are read in: sources, their entries, and what people decided about these.

Revision ID: 0015_calendar_sources
Revises: 0018_screens
"""

import sqlalchemy as sa
from alembic import op

revision = "0015_calendar_sources"
down_revision = "0018_screens"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calendar_source",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("added_at", _INSTANT, nullable=False),
        sa.Column("added_by", sa.String, nullable=False),
        sa.Column("read_at", _INSTANT),
        sa.Column("next_read", _INSTANT),
        sa.Column("etag", sa.String),
        sa.Column("modified", sa.String),
        sa.Column("digest", sa.String),
        sa.Column("trouble", sa.Text),
    )
    op.create_index("ix_calendar_source_body", "calendar_source", ["body"])
    op.create_index("ix_calendar_source_next", "calendar_source", ["next_read"])
    op.create_table(
        "calendar_item",
        sa.Column("source", sa.Integer, sa.ForeignKey("calendar_source.id"), primary_key=True),
        sa.Column("fingerprint", sa.String(26), primary_key=True),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("start", sa.String, nullable=False),
        sa.Column("end", sa.String),
        sa.Column("cancelled", sa.Boolean, nullable=False),
    )
    op.create_table(
        "calendar_decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String(26), nullable=False),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("entry_id", sa.String),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
    )
    op.create_index("ix_calendar_decision_body", "calendar_decision", ["body", "fingerprint"])


def downgrade() -> None:
    op.drop_table("calendar_decision")
    op.drop_table("calendar_item")
    op.drop_table("calendar_source")
