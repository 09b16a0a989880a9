"""Counters of large subtrees by mandate, and an index of what is planned.

The counters need the tree of the packs, and are made by the next tick: until then the rows themselves are counted.

Revision ID: 0021_mandate_tallies
Revises: 0020_occasions
"""

import sqlalchemy as sa
from alembic import op

revision = "0021_mandate_tallies"
down_revision = "0020_occasions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mandate_tally",
        sa.Column("body", sa.String, primary_key=True),
        sa.Column("mandate", sa.String, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("force", sa.String(16), primary_key=True),
        sa.Column("standing", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    has_plan = sa.text("planned IS NOT NULL")
    op.create_index(
        "ix_obligation_planned",
        "obligation",
        ["planned"],
        sqlite_where=has_plan,
        postgresql_where=has_plan,
    )


def downgrade() -> None:
    op.drop_index("ix_obligation_planned", "obligation")
    op.drop_table("mandate_tally")
