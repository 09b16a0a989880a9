"""Ages and predecessors of passwords, second factors, tokens of the API.

Revision ID: 0006_access
Revises: 0005_calendars
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_access"
down_revision = "0005_calendars"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "person_proof",
        sa.Column("person", sa.Integer, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False),
        sa.Column("password_changed", _INSTANT),
        sa.Column("factor_nonce", sa.String),
        sa.Column("factor_since", _INSTANT),
        sa.Column("factor_step", sa.BigInteger),
    )
    op.create_table(
        "earlier_password",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("password_hash", sa.String, nullable=False),
        sa.Column("chosen", _INSTANT, nullable=False),
    )
    op.create_index("ix_earlier_password_person", "earlier_password", ["person"])
    op.create_table(
        "session_proof",
        sa.Column("token_hash", sa.String(64), sa.ForeignKey("session_.token_hash"), primary_key=True),
        sa.Column("shown", _INSTANT, nullable=False),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("person", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("scope", sa.String),
        sa.Column("created", _INSTANT, nullable=False),
        sa.Column("expires", _INSTANT, nullable=False),
        sa.Column("revoked_at", _INSTANT),
        sa.Column("last_used_at", _INSTANT),
    )
    op.create_index("ix_api_token_person", "api_token", ["person"])


def downgrade() -> None:
    for table in ("api_token", "session_proof", "earlier_password", "person_proof"):
        op.drop_table(table)
