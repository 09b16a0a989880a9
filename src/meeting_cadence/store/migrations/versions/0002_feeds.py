"""Feeds: subscription addresses, revisions of entries, last good bodies.

Revision ID: 0002_feeds
Revises: 0001_record
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_feeds"
down_revision = "0001_record"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _feeds()
    _entries()
    _snapshots()
    op.execute("INSERT INTO setting (name, value) VALUES ('obligation.changes', '0')")


def downgrade() -> None:
    op.execute("DELETE FROM setting WHERE name IN ('obligation.changes', 'feed.uid_host')")
    for table in ("feed_snapshot", "feed_entry", "feed"):
        op.drop_table(table)


def _feeds() -> None:
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("person", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("created", _INSTANT, nullable=False),
        sa.Column("expires", _INSTANT),
        sa.Column("revoked_at", _INSTANT),
        sa.Column("last_used_at", _INSTANT),
        sa.Column("last_client", sa.String),
    )
    op.create_index("ix_feed_person", "feed", ["person"])


def _entries() -> None:
    op.create_table(
        "feed_entry",
        sa.Column("uid", sa.String, primary_key=True),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("basis", sa.String, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("place_hash", sa.String, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("modified", _INSTANT, nullable=False),
        sa.Column("zone", sa.String),
        sa.Column("rendered", sa.Text, nullable=False),
        sa.Column("gone_at", _INSTANT),
    )
    op.create_index("ix_feed_entry_body", "feed_entry", ["body", "language"])


def _snapshots() -> None:
    op.create_table(
        "feed_snapshot",
        sa.Column("feed", sa.Integer, sa.ForeignKey("feed.id"), primary_key=True),
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
