"""Drafts in the store. A draft is its owner's alone: every question names the person."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from meeting_cadence.access import Person
from meeting_cadence.store.audit import note
from meeting_cadence.store.tables.columns import table_of
from meeting_cadence.store.tables.drafts import DraftRow

LASTS: Final = timedelta(days=7)
MOST: Final = 20
"""Drafts of one person; the oldest give way."""

_DRAFT: Final = table_of(DraftRow)


class Draft(NamedTuple):
    """One form as it was filled in."""

    id: int
    path: str
    answers: Mapping[str, Sequence[str]]
    saved: datetime


def keep_draft(
    session: Session, person: Person, path: str, answers: Mapping[str, Sequence[str]], *, at: datetime
) -> int:
    """Keep what somebody filled in; old drafts of everybody, and of this person the surplus, go. Answers its number."""
    connection = session.connection()
    connection.execute(delete(_DRAFT).where(_DRAFT.c.saved < at - LASTS))
    own = select(_DRAFT.c.id).where(_DRAFT.c.person == person.id).order_by(_DRAFT.c.id.desc())
    surplus = list(connection.execute(own.offset(MOST - 1)).scalars())
    connection.execute(delete(_DRAFT).where(_DRAFT.c.id.in_(surplus)))
    row = {"person": person.id, "path": path, "answers": dict(answers), "saved": at}
    made = connection.execute(insert(_DRAFT).returning(_DRAFT.c.id), row).scalar_one()
    note(session, "draft.kept", at=at, actor=person.login, subject=str(made), path=path)
    return int(made)


def drop_draft(session: Session, person: Person, number: int, *, at: datetime) -> bool:
    """Forget a draft; False where the person has none of that number."""
    mine = (_DRAFT.c.id == number) & (_DRAFT.c.person == person.id)
    gone = session.connection().execute(delete(_DRAFT).where(mine).returning(_DRAFT.c.id)).first()
    if gone is not None:
        note(session, "draft.dropped", at=at, actor=person.login, subject=str(number))
    return gone is not None


def load_draft(session: Session, person: Person, number: int, *, at: datetime) -> Draft | None:
    """The draft of that number; None where the person has none."""
    return next((one for one in load_drafts(session, person, at=at) if one.id == number), None)


def load_drafts(session: Session, person: Person, *, at: datetime) -> list[Draft]:
    """What the person filled in and did not save, the latest first."""
    columns = (_DRAFT.c.id, _DRAFT.c.path, _DRAFT.c.answers, _DRAFT.c.saved)
    mine = (_DRAFT.c.person == person.id) & (_DRAFT.c.saved >= at - LASTS)
    rows = session.connection().execute(select(*columns).where(mine).order_by(_DRAFT.c.id.desc()))
    return [Draft(*row) for row in rows]
