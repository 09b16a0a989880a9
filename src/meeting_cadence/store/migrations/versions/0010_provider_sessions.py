"""Sessions that an OpenID provider opened.

Revision ID: 0010_provider_sessions
Revises: 0015_calendar_sources
"""

import sqlalchemy as sa
from alembic import op

revision = "0010_provider_sessions"
down_revision = "0015_calendar_sources"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "provider_session",
        sa.Column("token_hash", sa.String(64), sa.ForeignKey("session_.token_hash"), primary_key=True),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("provider_session")
