"""Indexes from which lists are read in order and counted without touching the rows.

By standing and by body, each then by due day and key: a page of a list is a range in its order. The columns behind are
those that lists and pictures ask for besides, so that counting reads the index alone.

Revision ID: 0011_lists
Revises: 0008_answers
"""

from alembic import op

revision = "0011_lists"
down_revision = "0008_answers"
branch_labels = None
depends_on = None

_ASKED = ["gone_at", "mandate", "force", "form", "binding", "forecast", "planned", "lead_from"]


def upgrade() -> None:
    _drop()
    op.create_index("ix_obligation_standing_due", "obligation", ["standing", "due", "key", "body", *_ASKED])
    op.create_index("ix_obligation_body_standing", "obligation", ["body", "standing", "due", "key", *_ASKED])


def downgrade() -> None:
    _drop()
    op.create_index("ix_obligation_standing_due", "obligation", ["standing", "due"])
    op.create_index("ix_obligation_body_standing", "obligation", ["body", "standing"])


def _drop() -> None:
    op.drop_index("ix_obligation_standing_due", "obligation")
    op.drop_index("ix_obligation_body_standing", "obligation")
