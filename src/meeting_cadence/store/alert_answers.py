"""Answers to alerts in the store: append-only, each with a line on the audit trail."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import insert, select, text
from sqlmodel import Session

from meeting_cadence.actions.answer_alert import AlertAnswer
from meeting_cadence.store.audit import note
from meeting_cadence.store.tables.alerts import AnswerRow
from meeting_cadence.store.tables.columns import table_of

_ANSWER: Final = table_of(AnswerRow)
_MARK: Final = text(
    "INSERT INTO alert_stale (obligation) SELECT :key "
    "WHERE NOT EXISTS (SELECT 1 FROM alert_stale WHERE obligation = :key)"
)


class SqlAnswerBook:
    """The book of answers within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, answer: AlertAnswer) -> None:
        """Keep it, and have alerts look at the obligation again."""
        connection = self._session.connection()
        connection.execute(insert(_ANSWER), [answer._asdict()])
        connection.execute(_MARK, {"key": answer.obligation})
        values: dict[str, Any] = {"due_revision": answer.due_revision, "reason": answer.reason}
        if answer.until is not None:
            values["until"] = answer.until.isoformat()
        note(
            self._session,
            f"alert.{answer.kind}",
            at=answer.at,
            actor=answer.by,
            subject=answer.obligation,
            **values,
        )


def answers_to(session: Session, keys: Collection[str]) -> dict[str, list[AlertAnswer]]:
    """What was answered about each obligation, in order."""
    rows = session.connection().execute(
        select(*(_ANSWER.c[name] for name in AlertAnswer._fields))
        .where(_ANSWER.c.obligation.in_(keys))
        .order_by(_ANSWER.c.id)
    )
    found: dict[str, list[AlertAnswer]] = {}
    for row in rows:
        found.setdefault(row.obligation, []).append(AlertAnswer(*row))
    return found
