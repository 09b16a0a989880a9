"""Alerts: flips, notices, the outbox, and what planning remembers.

Revision ID: 0003_alerts
Revises: 0002_feeds
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_alerts"
down_revision = "0002_feeds"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_KEY = sa.String(26)
_OPEN = "state IN ('pending', 'leased')"


def upgrade() -> None:
    _planning()
    _telling()
    _watch_obligations()


def downgrade() -> None:
    _leave_obligations()
    for table in ("digest", "outbox", "notice", "alert_stale", "alert_state", "flip"):
        op.drop_table(table)


def _planning() -> None:
    op.create_table(
        "flip",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("obligation", _KEY, nullable=False),
        sa.Column("old_standing", sa.String),
        sa.Column("new_standing", sa.String),
        sa.Column("old_due", sa.String),
        sa.Column("new_due", sa.String),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("noticed", _INSTANT, nullable=False),
    )
    op.create_index("ix_flip_obligation", "flip", ["obligation"])
    op.create_index("ix_flip_noticed", "flip", ["noticed"])
    op.create_table(
        "alert_state",
        sa.Column("obligation", _KEY, primary_key=True),
        sa.Column("phase", sa.String, nullable=False),
        sa.Column("standing", sa.String, nullable=False),
        sa.Column("due_revision", sa.String, nullable=False),
        sa.Column("since", _INSTANT, nullable=False),
        sa.Column("ended", _INSTANT),
        sa.Column("next_alert", _INSTANT),
    )
    op.create_index(
        "ix_alert_state_next_alert",
        "alert_state",
        ["next_alert", "obligation"],
        sqlite_where=sa.text("next_alert IS NOT NULL"),
        postgresql_where=sa.text("next_alert IS NOT NULL"),
    )
    op.create_table("alert_stale", sa.Column("obligation", _KEY, primary_key=True))


def _telling() -> None:
    op.create_table(
        "notice",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("obligation", _KEY, nullable=False),
        sa.Column("due_revision", sa.String, nullable=False),
        sa.Column("rung", sa.String, nullable=False),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("name", sa.String),
        sa.Column("stands_in", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("mandate", sa.String, nullable=False),
        sa.Column("folded", sa.Boolean, nullable=False),
        sa.Column("reached_at", _INSTANT, nullable=False),
        sa.Column("planned_at", _INSTANT, nullable=False),
        sa.UniqueConstraint(
            "obligation", "due_revision", "rung", "occurrence", "recipient", "channel", name="uq_notice"
        ),
    )
    op.create_index("ix_notice_planned_at", "notice", ["planned_at"])
    op.create_index("ix_notice_body", "notice", ["body"])
    _outbox()
    op.create_table(
        "digest",
        sa.Column("batch", _KEY, primary_key=True),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("notice", _KEY, sa.ForeignKey("notice.key"), nullable=False, unique=True),
        sa.Column("obligation", _KEY, nullable=False),
        sa.Column("due_revision", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("name", sa.String),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("stands_in", sa.Boolean, nullable=False),
        sa.Column("at_once", sa.Boolean, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("not_before", _INSTANT, nullable=False),
        sa.Column("lease_by", sa.String),
        sa.Column("batch", _KEY),
        sa.Column("message_id", sa.String),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubts", sa.Integer, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("sent_at", _INSTANT),
        sa.Column("last_error", sa.String),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["not_before", "id"],
        sqlite_where=sa.text(_OPEN),
        postgresql_where=sa.text(_OPEN),
    )
    op.create_index("ix_outbox_obligation", "outbox", ["obligation"])
    op.create_index("ix_outbox_recipient_sent_at", "outbox", ["recipient", "sent_at"])
    op.create_index("ix_outbox_state", "outbox", ["state"])


_MARK = """
INSERT INTO alert_stale (obligation) SELECT NEW.key
WHERE NOT EXISTS (SELECT 1 FROM alert_stale WHERE obligation = NEW.key)
"""
_CHANGED = "NEW.revision <> OLD.revision OR (NEW.gone_at IS NULL) <> (OLD.gone_at IS NULL)"


def _watch_obligations() -> None:
    """Whoever writes an obligation marks it: no clock, no scan, nothing to forget."""
    op.execute("INSERT INTO alert_stale (obligation) SELECT key FROM obligation")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER obligation_new_for_alerts AFTER INSERT ON obligation BEGIN {_MARK}; END")
        op.execute(
            "CREATE TRIGGER obligation_changed_for_alerts AFTER UPDATE ON obligation "
            f"WHEN {_CHANGED} BEGIN {_MARK}; END"
        )
        return
    op.execute(
        "CREATE FUNCTION mark_for_alerts() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO alert_stale (obligation) VALUES (NEW.key) ON CONFLICT DO NOTHING; "
        "RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER obligation_new_for_alerts AFTER INSERT ON obligation "
        "FOR EACH ROW EXECUTE FUNCTION mark_for_alerts()"
    )
    op.execute(
        "CREATE TRIGGER obligation_changed_for_alerts AFTER UPDATE ON obligation "
        f"FOR EACH ROW WHEN ({_CHANGED}) EXECUTE FUNCTION mark_for_alerts()"
    )


def _leave_obligations() -> None:
    on_table = "" if op.get_bind().dialect.name == "sqlite" else " ON obligation"
    for trigger in ("obligation_new_for_alerts", "obligation_changed_for_alerts"):
        op.execute(f"DROP TRIGGER {trigger}{on_table}")
    if on_table:
        op.execute("DROP FUNCTION mark_for_alerts()")
