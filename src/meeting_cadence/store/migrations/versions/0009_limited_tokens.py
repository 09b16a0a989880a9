"""Tokens of the API that are good for one thing alone: reading the metrics, or showing one badge.

Revision ID: 0009_limited_tokens
Revises: 0016_watch
"""

import sqlalchemy as sa
from alembic import op

revision = "0009_limited_tokens"
down_revision = "0016_watch"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("api_token", sa.Column("only", sa.String))


def downgrade() -> None:
    op.drop_column("api_token", "only")
