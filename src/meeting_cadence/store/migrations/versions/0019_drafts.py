"""Forms that were filled in and not saved.

Revision ID: 0019_drafts
Revises: 0017_channels
"""

import sqlalchemy as sa
from alembic import op

revision = "0019_drafts"
down_revision = "0017_channels"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_draft_person", "draft", ["person"])
    op.create_index("ix_draft_saved", "draft", ["saved"])


def downgrade() -> None:
    op.drop_table("draft")
