"""Answers to alerts (acknowledged, snoozed, muted, extension asked for), and the numbers of slips.

Revision ID: 0008_answers
Revises: 0007_tallies
"""

import sqlalchemy as sa
from alembic import op

revision = "0008_answers"
down_revision = "0007_tallies"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_KEY = sa.String(26)


def upgrade() -> None:
    op.create_table(
        "alert_answer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("obligation", _KEY, nullable=False),
        sa.Column("due_revision", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("until", sa.Date),
    )
    op.create_index("ix_alert_answer_obligation", "alert_answer", ["obligation"])
    op.create_table(
        "slip",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("obligation", _KEY, nullable=False),
        sa.Column("due_revision", sa.String, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.UniqueConstraint("year", "number", name="uq_slip_number"),
        sa.UniqueConstraint("obligation", "due_revision", name="uq_slip_obligation"),
    )
    op.add_column("outbox", sa.Column("slip", sa.String))


def downgrade() -> None:
    op.drop_column("outbox", "slip")
    op.drop_table("slip")
    op.drop_table("alert_answer")
