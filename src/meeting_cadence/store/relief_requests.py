"""Requests for reliefs in the store: the book of answers read beside the ledger and the rows they are about."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from meeting_cadence.actions.answer_alert import ASKS, DECISIONS, AlertAnswer
from meeting_cadence.ledger.entries import Relief, Replace
from meeting_cadence.queries.relief_requests import Asked, Granted, Request, requests_of
from meeting_cadence.store.ledger import load_kept
from meeting_cadence.store.tables.alerts import AnswerRow
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.record import Obligation

_ANSWER: Final = table_of(AnswerRow)
_ROWS: Final = table_of(Obligation)
UNSETTLED: Final = ("open", "overdue", "no_record", "upcoming")
"""Standings for which a relief can be asked."""


def load_requests(session: Session, bodies: Collection[str], key: str | None = None) -> list[Request]:
    """Every request about a body among `bodies` (or about one obligation of them), the latest first."""
    answers = _answers(session, bodies, key)
    rows = _rows(session, list(answers))
    reliefs = _reliefs(session, {row["body"] for row in rows.values()}) if answers else {}
    found = [
        request
        for obligation, given in answers.items()
        for request in requests_of(given, reliefs.get(_place(rows[obligation]), ()), _asked(rows[obligation]))
    ]
    return sorted(found, key=lambda request: request.at, reverse=True)


def due_revision_of(row: Any) -> str:
    """The due of a row as answers name it: an ISO day or instant; empty: none."""
    due = row["due_at"] if row["due_at"] is not None else row["due"]
    return "" if due is None else str(due.isoformat())


def _answers(session: Session, bodies: Collection[str], key: str | None) -> dict[str, list[AlertAnswer]]:
    statement = (
        select(*(_ANSWER.c[name] for name in AlertAnswer._fields), _ROWS.c.body)
        .join(_ROWS, _ROWS.c.key == _ANSWER.c.obligation)
        .where(_ANSWER.c.kind.in_((*ASKS, *DECISIONS)))
        .order_by(_ANSWER.c.id)
    )
    if key is not None:
        statement = statement.where(_ANSWER.c.obligation == key)
    found: dict[str, list[AlertAnswer]] = {}
    for *answer, body in session.connection().execute(statement):
        if body in bodies:
            found.setdefault(answer[0], []).append(AlertAnswer(*answer))
    return found


def _rows(session: Session, keys: Collection[str]) -> dict[str, Any]:
    columns = ("key", "mandate", "body", "label", "standing", "due", "due_at", "gone_at")
    statement = select(*(_ROWS.c[name] for name in columns)).where(_ROWS.c.key.in_(keys))
    return {row["key"]: row for row in session.connection().execute(statement).mappings()}


def _place(row: Any) -> tuple[str, str, str]:
    return row["mandate"], row["body"], row["label"]


def _asked(row: Any) -> Asked | None:
    if row["gone_at"] is not None:
        return None
    return Asked(due_revision_of(row), row["standing"] in UNSETTLED)


def _reliefs(session: Session, bodies: Collection[str]) -> dict[tuple[str, str, str], list[Granted]]:
    """Reliefs on the ledger by (mandate, body, window)."""
    found: dict[tuple[str, str, str], list[Granted]] = {}
    for kept in load_kept(session, bodies):
        content = kept.entry.content
        fact = content.fact if isinstance(content, Replace) else content
        if isinstance(fact, Relief) and fact.window is not None:
            granted = Granted(kept.entry.recorded, kept.entry.by)
            found.setdefault((fact.mandate, fact.body, fact.window), []).append(granted)
    return found
