"""Invitations: bodies that want them, what guests were told, their answers, and the calendar object of a letter.

Revision ID: 0014_invitations
Revises: 0013_dav
"""

import sqlalchemy as sa
from alembic import op

revision = "0014_invitations"
down_revision = "0013_dav"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_KEY = sa.String(26)


def upgrade() -> None:
    op.create_table(
        "inviting_body",
        sa.Column("body", sa.String, primary_key=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("changed_by", sa.String),
    )
    op.create_table(
        "invitation",
        sa.Column("meeting", _KEY, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
    )
    op.create_index("ix_invitation_day", "invitation", ["day"])
    op.create_table(
        "invitation_guest",
        sa.Column("meeting", _KEY, sa.ForeignKey("invitation.meeting"), primary_key=True),
        sa.Column("recipient", sa.String, primary_key=True),
        sa.Column("name", sa.String),
        sa.Column("invited", sa.Boolean, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
    op.create_table(
        "invitation_reply",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting", _KEY, sa.ForeignKey("invitation.meeting"), nullable=False),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("answer", sa.String, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("at", _INSTANT, nullable=False),
    )
    op.create_index("ix_invitation_reply_meeting", "invitation_reply", ["meeting"])
    op.add_column("outbox", sa.Column("calendar", sa.Text))


def downgrade() -> None:
    op.drop_column("outbox", "calendar")
    op.drop_table("invitation_reply")
    op.drop_table("invitation_guest")
    op.drop_table("invitation")
    op.drop_table("inviting_body")
