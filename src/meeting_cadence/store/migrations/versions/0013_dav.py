"""CalDAV: passwords of devices; states and members of calendars for sync tokens.

Revision ID: 0013_dav
Revises: 0012_topics
"""

import sqlalchemy as sa
from alembic import op

revision = "0013_dav"
down_revision = "0012_topics"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "device_password",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("secret_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("person", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("created", _INSTANT, nullable=False),
        sa.Column("expires", _INSTANT, nullable=False),
        sa.Column("revoked_at", _INSTANT),
        sa.Column("last_used_at", _INSTANT),
        sa.Column("last_client", sa.String),
    )
    op.create_index("ix_device_password_person", "device_password", ["person"])
    op.create_table(
        "dav_state",
        sa.Column("calendar", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("etag", sa.String(32), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
    )
    op.create_table(
        "dav_member",
        sa.Column("calendar", sa.String(32), primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("tag", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
    )
    op.create_index("ix_dav_member_number", "dav_member", ["calendar", "number"])


def downgrade() -> None:
    for table in ("dav_member", "dav_state", "device_password"):
        op.drop_table(table)
