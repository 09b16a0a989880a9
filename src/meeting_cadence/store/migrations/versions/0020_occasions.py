"""Rows of deadlines say what triggered them: the next tick judges every stream once, as it does in a new year.

Revision ID: 0020_occasions
Revises: 0010_provider_sessions
"""

import sqlalchemy as sa
from alembic import op

revision = "0020_occasions"
down_revision = "0010_provider_sessions"
branch_labels = None
depends_on = None

_SETTING = sa.table("setting", sa.column("name"))


def upgrade() -> None:
    op.execute(_SETTING.delete().where(_SETTING.c.name == "projection.horizon"))


def downgrade() -> None:
    op.execute(_SETTING.delete().where(_SETTING.c.name == "projection.horizon"))
