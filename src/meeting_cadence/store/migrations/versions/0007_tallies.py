"""Counters by body, and the verdicts at the close of each window.

The bodies' own counters are filled here; `below` needs the tree of the packs and is added up by the next tick. Until
then readers add up `own` themselves, for the row that names the tree is missing.

Revision ID: 0007_tallies
Revises: 0006_access
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_tallies"
down_revision = "0006_access"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("body", sa.String, primary_key=True),
        sa.Column("frozen", sa.Boolean, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("weight", sa.String(16), primary_key=True),
        sa.Column("standing", sa.String(64), primary_key=True),
        sa.Column("own", sa.Integer, nullable=False),
        sa.Column("below", sa.Integer, nullable=False),
    )
    op.create_table(
        "closed_verdict",
        sa.Column("key", sa.String(26), primary_key=True),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("mandate", sa.String, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("weight", sa.String, nullable=False),
        sa.Column("standing", sa.String, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_index("ix_closed_verdict_body_due", "closed_verdict", ["body", "due"])
    op.create_index("ix_obligation_due", "obligation", ["due"])
    _fill()
    _refuse_changes()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER closed_verdict_no_{verb}")
    else:
        op.execute("DROP TRIGGER closed_verdict_written_once ON closed_verdict")
        op.execute("DROP FUNCTION verdict_is_written_once()")
    op.drop_index("ix_obligation_due", "obligation")
    op.drop_table("closed_verdict")
    op.drop_table("tally")


def _fill() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    year = "CAST(strftime('%Y', due) AS INTEGER)" if sqlite else "CAST(EXTRACT(YEAR FROM due) AS INTEGER)"
    op.execute(
        "INSERT INTO tally (body, frozen, year, weight, standing, own, below) "
        f"SELECT body, {'0' if sqlite else 'FALSE'}, COALESCE({year}, 0), "
        "CASE WHEN form = 'review' THEN 'review' ELSE force END, standing, COUNT(*), 0 FROM obligation "
        "WHERE gone_at IS NULL AND binding AND NOT forecast GROUP BY 1, 2, 3, 4, 5"
    )


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER closed_verdict_no_{verb.lower()} BEFORE {verb} ON closed_verdict "
                "BEGIN SELECT RAISE(ABORT, 'a verdict is written once'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION verdict_is_written_once() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a verdict is written once'; END $$"
    )
    op.execute(
        "CREATE TRIGGER closed_verdict_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON closed_verdict "
        "FOR EACH STATEMENT EXECUTE FUNCTION verdict_is_written_once()"
    )
