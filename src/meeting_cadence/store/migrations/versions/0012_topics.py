"""What each entry of the ledger speaks of: a table made of the ledger, filled here for what is on record already.

Revision ID: 0012_topics
Revises: 0011_lists
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012_topics"
down_revision = "0011_lists"
branch_labels = None
depends_on = None

_EVERY = ""
_AT_ONCE = 5000


def upgrade() -> None:
    op.create_table(
        "entry_topic",
        sa.Column("body", sa.String, primary_key=True),
        sa.Column("topic", sa.String, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    )
    statement = sa.text("INSERT INTO entry_topic (body, topic, seq) VALUES (:body, :topic, :seq)")
    part: list[dict[str, Any]] = []
    for row in _links():
        part.append(row)
        if len(part) == _AT_ONCE:
            op.get_bind().execute(statement, part)
            part = []
    if part:
        op.get_bind().execute(statement, part)


def downgrade() -> None:
    op.drop_table("entry_topic")


def _links() -> Iterator[dict[str, Any]]:
    connection = op.get_bind()
    bodies: dict[int, list[str]] = {}
    for seq, body in connection.execute(sa.text("SELECT seq, body FROM ledger_entry_body")):
        bodies.setdefault(seq, []).append(body)
    for seq, topics in _topics().items():
        for body in bodies.get(seq, ()):
            yield from ({"body": body, "topic": topic, "seq": seq} for topic in sorted(topics))


def _topics() -> dict[int, set[str]]:
    """Of each entry: its own, those of the plan it carries out, and `_EVERY` where it shares a history."""
    found: dict[int, set[str]] = {}
    named: dict[int, str | None] = {}
    planned: dict[str, set[str]] = {}
    carried_out: dict[int, str] = {}
    corrected: set[str] = set()
    query = "SELECT seq, entry_id, type, target, payload FROM ledger_entry ORDER BY seq"
    for seq, entry_id, kind, target, payload in op.get_bind().execute(sa.text(query)):
        fields = json.loads(payload).get(kind, {})
        found[seq], named[seq] = _own(kind, fields), entry_id
        if target is not None:
            corrected.add(target)
        if kind == "plan":
            planned.setdefault(entry_id, found[seq].copy())
        if kind == "act" and fields.get("plan"):
            carried_out[seq] = fields["plan"]
    numbers = Counter(named.values())
    for seq, plan in carried_out.items():
        found[seq] |= planned.get(plan, set()) | ({_EVERY} if numbers[plan] > 1 else set())
    for seq, entry_id in named.items():
        if entry_id is not None and (entry_id in corrected or numbers[entry_id] > 1):
            found[seq].add(_EVERY)
    return found


def _own(kind: str, fields: dict[str, Any]) -> set[str]:
    if kind in ("retract", "replace", "adopt", "complete"):
        return {_EVERY}
    if kind == "act":
        names = [fields.get("kind"), *(fields.get("items") or ()), *(fields.get("counts_for") or {})]
    elif kind == "plan":
        names = [fields.get("kind"), *(fields.get("items") or ())]
    else:
        names = [fields.get("kind" if kind == "event" else "mandate")]
    return {name for name in names if name}
