"""Notices as they are listed: the latest first, page by page, only about bodies that somebody sees."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert
from sqlmodel import Session

from meeting_cadence.store.engine import Store
from meeting_cadence.store.letters import MOST, failed_count, letters
from meeting_cadence.store.tables.alerts import NoticeRow, OutboxRow
from meeting_cadence.store.tables.columns import table_of

AT = datetime(2025, 1, 2, 1, tzinfo=UTC)
_MANY = [f"b{number}" for number in range(600)]
"""More bodies than a statement names."""


def put(session: Session, bodies: list[str], state: str = "sent") -> None:
    told = {"obligation": "o", "due_revision": "", "kind": "overdue", "recipient": "a@example.org"}
    told |= {"channel": "email"}
    notice = {
        **told,
        "rung": state,
        "role": "secretariat",
        "mandate": "m",
        "reached_at": AT,
        "planned_at": AT,
    }
    mail = {
        **told,
        "subject": "s",
        "text": "t",
        "html": "h",
        "state": state,
        "not_before": AT,
        "created_at": AT,
    }
    keys = [f"{state}-{number}" for number in range(len(bodies))]
    pairs: list[tuple[int, str, str]] = list(zip(range(len(bodies)), keys, bodies, strict=True))
    notices: list[dict[str, Any]] = [
        {**notice, "key": key, "body": body, "occurrence": number} for number, key, body in pairs
    ]
    mails: list[dict[str, Any]] = [{**mail, "notice": key, "body": body} for _, key, body in pairs]
    session.connection().execute(insert(table_of(NoticeRow)), notices)
    session.connection().execute(insert(table_of(OutboxRow)), mails)


def listed(session: Session, bodies: list[str], **asked: Any) -> list[str]:
    return [one.body for one in letters(session, bodies, "zh", **asked)]


@pytest.mark.parametrize("seen", [["b1", "b2"], ["b1", "b2", *_MANY[3:]]])
def test_pages_join_and_hold_only_what_is_seen(store: Store, seen: list[str]) -> None:
    with store.session() as session:
        put(session, ["b1", "b0", "b2", "b0", "b1"])
        assert listed(session, seen) == ["b1", "b2", "b1"]
        first = letters(session, seen, "zh", most=2)
        assert [one.body for one in first] == ["b1", "b2"]
        assert listed(session, seen, before=first[-1].id, most=2) == ["b1"]
        assert listed(session, seen, before=1) == []


@pytest.mark.parametrize("seen", [["b1"], ["b1", *_MANY[2:]]])
def test_many_notices_of_others_hide_none(store: Store, seen: list[str]) -> None:
    with store.session() as session:
        put(session, ["b1", *["b0"] * (MOST + 1)])
        assert listed(session, seen) == ["b1"]


def test_every_failed_one_is_counted(store: Store) -> None:
    with store.session() as session:
        put(session, ["b1"] * (MOST + 1) + ["b0"], state="dead")
        put(session, ["b1"], state="uncertain")
        put(session, ["b1"], state="cancelled")
        assert failed_count(session, ["b1"]) == MOST + 2
        assert failed_count(session, ["b1"], by=datetime(2025, 1, 1, tzinfo=UTC)) == 0
