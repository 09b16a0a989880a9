"""Screens: revocable addresses for walls and for embedding.

Revision ID: 0018_screens
Revises: 0009_limited_tokens
"""

import sqlalchemy as sa
from alembic import op

revision = "0018_screens"
down_revision = "0009_limited_tokens"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "screen",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("secret_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("scope", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("created", _INSTANT, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("expires", _INSTANT),
        sa.Column("revoked_at", _INSTANT),
        sa.Column("last_used_at", _INSTANT),
    )


def downgrade() -> None:
    op.drop_table("screen")
