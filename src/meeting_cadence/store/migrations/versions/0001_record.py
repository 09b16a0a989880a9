"""The record: packs, ledger, obligations, people.

Revision ID: 0001_record
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_record"
down_revision = None
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_APPEND_ONLY = ("ledger_entry", "ledger_entry_body")


def upgrade() -> None:
    _packs()
    _ledger()
    _obligations()
    _people()
    _house()
    for table in _APPEND_ONLY:
        _refuse_changes(table)


def downgrade() -> None:
    for table in _APPEND_ONLY:
        _allow_changes(table)
    for table in (
        "setting",
        "heartbeat",
        "security_event",
        "one_time_link",
        "session_",
        "person",
        "contact",
        "wake",
        "obligation",
        "ledger_entry_body",
        "ledger_entry",
        "pack_version",
    ):
        op.drop_table(table)


def _packs() -> None:
    op.create_table(
        "pack_version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("pack", sa.String, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("root", sa.String, nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("applied_at", _INSTANT, nullable=False),
        sa.Column("applied_by", sa.String),
        sa.Column("reason", sa.String),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_index("ix_pack_version_pack_seq", "pack_version", ["pack", "seq"], unique=True)
    op.create_index(
        "ix_pack_version_one_active",
        "pack_version",
        ["pack"],
        unique=True,
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("entry_id", sa.String),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("target", sa.String),
        sa.Column("mandate", sa.String),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("recorded", _INSTANT),
        sa.Column("appended", _INSTANT, nullable=False),
        sa.Column("by", sa.String),
        sa.Column("reason", sa.String),
        sa.Column("request_key", sa.String(200), unique=True),
        sa.Column("digest", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    for column in ("entry_id", "target", "mandate"):
        op.create_index(f"ix_ledger_entry_{column}", "ledger_entry", [column])
    op.create_table(
        "ledger_entry_body",
        sa.Column("body", sa.String, primary_key=True),
        sa.Column("seq", sa.Integer, sa.ForeignKey("ledger_entry.seq"), primary_key=True),
    )
    op.create_index("ix_ledger_entry_body_seq", "ledger_entry_body", ["seq"])


def _obligations() -> None:
    op.create_table(
        "obligation",
        sa.Column("key", sa.String(26), primary_key=True),
        sa.Column("mandate", sa.String, nullable=False),
        sa.Column("clause", sa.Integer, nullable=False),
        sa.Column("clause_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("member", sa.String),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("opens", sa.Date),
        sa.Column("opens_at", _INSTANT),
        sa.Column("due", sa.Date),
        sa.Column("due_at", _INSTANT),
        sa.Column("original_due", sa.Date),
        sa.Column("original_due_at", _INSTANT),
        sa.Column("standing", sa.String, nullable=False),
        sa.Column("need", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("settled_on", sa.Date),
        sa.Column("days_late", sa.Integer, nullable=False),
        sa.Column("planned", sa.Date),
        sa.Column("not_before", sa.Date),
        sa.Column("surplus", sa.Integer, nullable=False),
        sa.Column("binding", sa.Boolean, nullable=False),
        sa.Column("force", sa.String, nullable=False),
        sa.Column("forecast", sa.Boolean, nullable=False),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("lead_from", sa.Date),
        sa.Column("judged", sa.Text, nullable=False),
        sa.Column("next_change", _INSTANT),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("gone_at", _INSTANT),
    )
    op.create_index(
        "ix_obligation_next_change",
        "obligation",
        ["next_change", "key", "mandate", "body"],
        sqlite_where=sa.text("next_change IS NOT NULL"),
        postgresql_where=sa.text("next_change IS NOT NULL"),
    )
    op.create_index("ix_obligation_body_standing", "obligation", ["body", "standing"])
    op.create_index("ix_obligation_standing_due", "obligation", ["standing", "due"])
    op.create_index("ix_obligation_mandate_body", "obligation", ["mandate", "body"])
    op.create_table(
        "wake",
        sa.Column("mandate", sa.String, primary_key=True),
        sa.Column("body", sa.String, primary_key=True),
        sa.Column("at", _INSTANT, primary_key=True),
    )
    op.create_index("ix_wake_at", "wake", ["at"])


def _people() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("name", sa.String),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("changed_by", sa.String),
    )
    op.create_index("ix_contact_body", "contact", ["body"])
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("login", sa.String(100), nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("password_hash", sa.String),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("scope", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("email", sa.String),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", _INSTANT),
        sa.Column("disabled_at", _INSTANT),
        sa.Column("created", _INSTANT, nullable=False),
    )
    op.create_table(
        "session_",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("person", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("created", _INSTANT, nullable=False),
        sa.Column("last_seen", _INSTANT, nullable=False),
        sa.Column("ended", _INSTANT),
    )
    op.create_index("ix_session_person", "session_", ["person"])
    op.create_table(
        "one_time_link",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("person", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("purpose", sa.String, nullable=False),
        sa.Column("created", _INSTANT, nullable=False),
        sa.Column("expires", _INSTANT, nullable=False),
        sa.Column("used", _INSTANT),
    )


def _house() -> None:
    op.create_table(
        "security_event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("person", sa.String),
        sa.Column("by", sa.String),
        sa.Column("details", sa.Text, nullable=False),
    )
    op.create_index("ix_security_event_at", "security_event", ["at"])
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("at", _INSTANT, nullable=False),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()"
    )


def _allow_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{verb}")
        return
    op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    if table == _APPEND_ONLY[-1]:
        op.execute("DROP FUNCTION ledger_is_append_only()")
