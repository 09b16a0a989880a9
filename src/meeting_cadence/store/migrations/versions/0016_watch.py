"""How often each job has run, and its longest pause since the last weekly report.

Revision ID: 0016_watch
Revises: 0019_drafts
"""

import sqlalchemy as sa
from alembic import op

revision = "0016_watch"
down_revision = "0019_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("heartbeat", sa.Column("beats", sa.Integer, nullable=False, server_default="0"))
    op.add_column("heartbeat", sa.Column("pause", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("heartbeat", "pause")
    op.drop_column("heartbeat", "beats")
