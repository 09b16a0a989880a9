"""Bodies of calendars shared by all feeds that show the same; what changed since a reading, by an index.

The bodies themselves are made anew at the next request; their watermarks then lie later than before. Feeds that were
there already share with nobody.

Revision ID: 0005_calendars
Revises: 0004_audit
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005_calendars"
down_revision = "0004_audit"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("obligation", sa.Column("changed_in", sa.BigInteger, nullable=False, server_default="0"))
    op.create_index("ix_obligation_changed_in", "obligation", ["changed_in"])
    op.add_column("feed", sa.Column("calendar", sa.String(32), nullable=False, server_default=""))
    op.add_column("feed", sa.Column("last_etag", sa.String(32)))
    op.execute("UPDATE feed SET calendar = 'feed-' || id")
    op.drop_table("feed_snapshot")
    _snapshots(sa.Column("calendar", sa.String(32), primary_key=True))


def downgrade() -> None:
    op.drop_table("feed_snapshot")
    _snapshots(sa.Column("feed", sa.Integer, sa.ForeignKey("feed.id"), primary_key=True))
    for name in ("last_etag", "calendar"):
        op.drop_column("feed", name)
    op.drop_index("ix_obligation_changed_in", "obligation")
    op.drop_column("obligation", "changed_in")


def _snapshots(key: "sa.Column[Any]") -> None:
    op.create_table(
        "feed_snapshot",
        key,
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("etag", sa.String, nullable=False),
        sa.Column("modified", _INSTANT, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("cause", sa.String, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("held_back_at", _INSTANT),
        sa.Column("allowed", sa.Boolean, nullable=False),
    )
