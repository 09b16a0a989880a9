"""Contacts over other channels than e-mail, and who of them wants the weekly all-clear.

Revision ID: 0017_channels
Revises: 0008_answers
"""

import sqlalchemy as sa
from alembic import op

revision = "0017_channels"
down_revision = "0014_invitations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact", sa.Column("channel", sa.String, nullable=False, server_default="email"))
    op.add_column("contact", sa.Column("all_clear", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("contact", "all_clear")
    op.drop_column("contact", "channel")
